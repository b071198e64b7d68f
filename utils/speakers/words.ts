/** Word lists of the speakers room. */
const list = (words: string): Set<string> => new Set(words.split(/\s+/));

/** Words that stand before a person's name, or alone for its holder. Lower case, without a stop. */
export const TITLES =
  list(`mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron count judge justice president vice vice-president prime premier minister
  secretary chancellor senator sen representative rep congressman congresswoman governor gov mayor councillor councilman councilwoman cllr alderman ambassador envoy
  king queen prince princess duke duchess emperor pope cardinal archbishop bishop reverend rev father sister brother rabbi imam sheikh sheik ayatollah pastor
  general gen colonel col major maj captain capt lieutenant lt sergeant sgt corporal private admiral commander commissioner chief sheriff constable officer trooper detective inspector superintendent
  deputy assistant acting former ex-president speaker leader chairman chairwoman chair director manager head coach engineer attorney lawyer spokesman spokeswoman spokesperson
  doctor nurse dean provost principal councilmember congressmember assemblyman assemblywoman assemblymember supervisor superintendent delegate democrat republican staff first lady archduke sergeant-at-arms undersecretary secretary-general attorney-general solicitor mp mep msp md ceo cfo`);

/** What an office is for: stands in capitals between a title and a name ("Minister of Defense Jane Doe"). */
export const PORTFOLIOS =
  list(`defense defence foreign affairs state health interior home finance justice energy education trade labor labour agriculture environment transport transportation treasury
  security commerce housing culture sports immigration water mines electricity tourism industry information planning police republic of for and the`);

/** Heads of noun phrases that stand for a group. Lower case. */
export const GROUPS =
  list(`government ministry party university college school institute institution department association council police bank committee court company corporation corp inc ltd llc plc
  group union army navy force forces military organisation organization agency office service services foundation society club house senate congress parliament commission front alliance brigades brigade
  team board bureau guild conference center centre fund trust conglomerate startup tank media outlet outlets paper band crew couple family authority authorities administration network newspaper times post news journal magazine press campaign coalition movement federation league chamber network hospital church charity
  officials officers lawmakers residents neighbours neighbors experts scientists researchers doctors lawyers prosecutors activists environmentalists protesters farmers workers teachers parents students families
  critics supporters opponents analysts economists investigators authors ministers leaders members governments countries states companies organisations organizations agencies groups unions banks firms
  republicans democrats conservatives liberals journalists witnesses villagers campaigners veterans artists owners investors traders consumers voters patients survivors relatives firm industry city town county state country nation`);

/** Words for a person; alone with "the" they stand for somebody named elsewhere. Lower case. */
export const PERSONS =
  list(`man woman boy girl mother father sister brother son daughter husband wife grandfather grandmother uncle aunt neighbour neighbor resident official officer spokesman spokeswoman spokesperson
  lawyer attorney doctor professor teacher student farmer worker driver owner founder director manager boss executive chairman chairwoman chair president minister mayor governor senator congressman congresswoman
  representative leader candidate nominee billionaire businessman businesswoman mogul actor actress singer author writer journalist reporter critic expert analyst economist scientist researcher engineer activist veteran
  soldier general commander judge prosecutor sheriff cardinal pope bishop archbishop priest pastor rabbi imam king queen prince princess player coach captain striker manager victim survivor witness suspect
  premier chancellor secretary ambassador envoy lawmaker politician democrat republican councillor commissioner chief head aide source person observer insider user customer passenger patient parent pilot
  spouse friend colleague guest host star filmmaker artist politician mp deputy detective investigator sergeant lieutenant mogul campaigner organiser organizer`);

/** First words of a source that nobody can be held to. */
export const ANONYMOUS = list(
  `source sources insider insiders critics observers reports rumours rumors people person anonymous user users observer expert experts analyst analysts economist economists activist activists
  advocates defenders fans witness witnesses aides speculation commentators commentators bystander bystanders others allies mothers fathers`,
);

export const FEMALE_WORDS = list(
  `mrs ms miss dame lady baroness queen princess duchess woman mother sister daughter wife grandmother aunt spokeswoman chairwoman congresswoman councilwoman actress businesswoman girl she her herself hers`,
);
export const MALE_WORDS = list(
  `mr sir lord baron king prince duke man father brother son husband grandfather uncle spokesman chairman congressman councilman actor businessman boy pope cardinal bishop archbishop priest imam he his him himself`,
);

/** Lower-case words inside a name. */
export const PARTICLES = list(`al el bin ibn abu de del della di da van von der den ten ter la le du dos das mac o`);

export const SMALL = list(
  `the a an of and for in on at to from with by as or its his her their our this that these those another other one some many several`,
);

/** Ends of firms' names, which may be left out: "Rowan Group", "Rowan". */
export const COMPANY_WORDS = list(
  `inc ltd llc plc corp corporation company co group holdings technologies technology communications industries bank news tv airlines airways motors systems foods energy media
  healthcare pharmaceuticals pharma insurance entertainment pictures studios automotive logistics petroleum telecom telecommunications software semiconductors therapeutics
  aerospace mining brands stores supermarkets international`,
);

/** What people write and publish: speaks for its issuer or author. Lower case, singular and plural. */
export const DOCUMENTS =
  list(`report reports study studies survey surveys poll polls research analysis analyses document documents lawsuit lawsuits complaint complaints indictment ruling rulings order statement
  statements website site filing filings review investigation probe memo audit data figures findings results records record affidavit letter tweet tweets post posts article story editorial column video
  release announcement petition presentation slideshow notice notification notification email emails message caption quote book report modelling estimate estimates transcript application agreement survey
  rankings headline reply plan bulletin advisory guidance dispatch account caption fundraiser`);

/** Countries, capitals and the like: as a source they stand for their governments. Lower case, word by word. */
export const PLACES =
  list(`afghanistan albania algeria america argentina armenia australia austria azerbaijan bahrain bangladesh belarus belgium bolivia bosnia brazil britain bulgaria cambodia cameroon canada chile china colombia congo
  croatia cuba cyprus czechia denmark ecuador egypt england estonia ethiopia europe finland france gaza germany ghana greece greenland guatemala haiti honduras hungary iceland india indonesia iran iraq ireland israel
  italy jamaica japan jordan kazakhstan kenya korea kosovo kuwait kyrgyzstan laos latvia lebanon libya lithuania luxembourg malaysia mali malta mexico moldova mongolia montenegro morocco mozambique myanmar namibia
  nepal netherlands zealand nicaragua niger nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda senegal serbia singapore slovakia slovenia somalia
  spain sudan sweden switzerland syria taiwan tajikistan tanzania thailand tunisia turkey turkiye uganda ukraine uruguay uzbekistan venezuela vietnam wales yemen zambia zimbabwe scotland kurdistan
  ankara athens baghdad beijing berlin brussels budapest cairo canberra damascus delhi doha dublin hanoi havana islamabad jakarta jerusalem kabul kyiv kiev lisbon london madrid manila minsk moscow nairobi ottawa paris
  prague pretoria pyongyang riyadh rome seoul sofia stockholm taipei tehran tokyo tripoli vienna warsaw washington wellington
  u.s us usa uk eu un united states nations kingdom union european north south new saudi arabia arab emirates africa african sri lanka hong kong`);

/** "Musician", "46-year-old": the look of a word for what somebody is, where no list has it. */
export const looksLikeOffice = (word: string): boolean =>
  /(?:[^e]er|or|ist|ian|man|woman|person|year-old|employee|in-chief|addict|crat|ologist)$/.test(word);
