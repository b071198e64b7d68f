import type { Act } from '../analysis.ts';

/** Alternatives as one expression over whole words; nothing in it repeats, so it runs in linear time. */
const words = (alternatives: string): RegExp => new RegExp(`(?<![\\p{L}’'-])(?:${alternatives})(?![\\p{L}-])`, 'iu');

/**
 * What a reporting word itself says of the act. "claimed", "insisted" and the like are the reporter's distance and say nothing. First match wins, so the
 * negated and the longer stand before the plain.
 */
export const CUES: readonly (readonly [Act | null, RegExp])[] = [
  [
    null,
    words(
      `(?:did|does|do|would|could|has|have|had) ?n[o’']t (?:deny|dispute|rule out|reject)|not (?:deny|dispute|rule out)|declined to|refused to (?:say|comment|confirm)`,
    ),
  ],
  [
    'plays-down',
    words(
      `play(?:s|ed|ing)? down|downplay(?:s|ed|ing)?|minimi[sz](?:e|es|ed|ing)|reassur(?:e|es|ed|ing)|sought to calm|shrug(?:s|ged)? off|brush(?:es|ed)? (?:off|aside)|bat(?:s|ted) away`,
    ),
  ],
  [
    'denies',
    words(
      `den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|dismiss(?:es|ed|ing)?|rebut(?:s|ted|ting)?|rebuff(?:s|ed)?|pleaded not guilty|disavow(?:s|ed)?|ruled out`,
    ),
  ],
  [
    'accuses',
    words(
      `accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|critici[sz](?:e|es|ed|ing)|condemn(?:s|ed|ing)?|denounc(?:e|es|ed|ing)|slam(?:s|med|ming)?|blast(?:s|ed|ing)?|attack(?:s|ed|ing)|lambast(?:s|ed|e|es)?|decr(?:y|ies|ied)|deplor(?:e|es|ed)|rebuk(?:e|es|ed)|alleg(?:e|es|ed|ing)|charg(?:es|ed) that|fault(?:s|ed)|ridicul(?:e|es|ed)|mock(?:s|ed|ing)|complain(?:s|ed|ing)?|took aim at|hit out at|lash(?:es|ed) out|chided|scold(?:s|ed)|lament(?:s|ed|ing)?|expressed (?:anger|outrage|disappointment)`,
    ),
  ],
  [
    'warns',
    words(
      `warn(?:s|ed|ing|ings)?|caution(?:s|ed|ing)?|alarm(?:ed)?|fear(?:s|ed|ing)?|fret(?:s|ted|ting)|voiced (?:concern|fear|alarm)s?|expressed (?:\\w+ )?(?:concern|fear|alarm|worry|worries)s?|raised (?:the )?(?:alarm|concerns?)|threaten(?:s|ed|ing)?|revealed (?:its|his|her|their) fear|worr(?:y|ies|ied)`,
    ),
  ],
  [
    'pledges',
    words(
      `pledg(?:e|es|ed|ing)|vow(?:s|ed|ing)?|promis(?:e|es|ed|ing)|swore|commit(?:s|ted|ting) (?:to|itself|himself|herself)|committed to|guarantee(?:s|d)?|offered to|agreed to`,
    ),
  ],
  [
    'demands',
    words(
      `demand(?:s|ed|ing)?|urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:on|upon|for)|appeal(?:s|ed|ing)? (?:to|for)|recommend(?:s|ed|ing)?|propos(?:e|es|ed|ing)|advis(?:e|es|ed|ing)|beg(?:s|ged)|plead(?:s|ed) (?:with|for)|order(?:s|ed|ing)|instruct(?:s|ed)|request(?:s|ed|ing)?|asked (?:for|that)|petition(?:s|ed)|implor(?:e|es|ed)|stress(?:es|ed|ing)? the (?:need|necessity|importance)|push(?:es|ed|ing)? for|advocat(?:e|es|ed|ing)|insist(?:s|ed) on`,
    ),
  ],
  [
    'praises',
    words(
      `prais(?:e|es|ed|ing)|welcom(?:e|es|ed|ing)|thank(?:s|ed|ing)?|congratulat(?:e|es|ed|ing)|hail(?:s|ed|ing)?|applaud(?:s|ed|ing)?|laud(?:s|ed|ing)?|commend(?:s|ed|ing)?|back(?:s|ed|ing)|endors(?:e|es|ed|ing)|tout(?:s|ed|ing)?|paid tribute|pays tribute|defend(?:s|ed|ing)?|celebrat(?:e|es|ed)|expressed (?:support|gratitude|delight|pride)|gush(?:es|ed|ing)|honou?r(?:s|ed)`,
    ),
  ],
  [
    'concedes',
    words(
      `admit(?:s|ted|ting)?|conced(?:e|es|ed|ing)|acknowledg(?:e|es|ed|ing)|confess(?:es|ed|ing)?|apologi[sz](?:e|es|ed|ing)|pleaded guilty|owned up|expressed regret`,
    ),
  ],
  [
    'predicts',
    words(
      `predict(?:s|ed|ing)?|forecast(?:s|ed|ing)?|project(?:s|ed|ing)|estimat(?:e|es|ed|ing) that|anticipat(?:e|es|ed|ing)|foresees?|foresaw|expect(?:s|ed|ing)?`,
    ),
  ],
];

/** What the words of the content say of the act, in the order in which they are asked. `self` ones need the first person or the speaker's side as subject. */
export const CONTENTS: readonly (readonly [Act, RegExp])[] = [
  [
    'plays-down',
    words(
      `no (?:reason|need|cause) (?:to|for) (?:panic|worry|alarm|be alarmed|concern)|nothing to (?:worry|fear|be afraid)|under control|not a (?:big|serious) (?:deal|problem|threat|issue)|no (?:serious|great|real|immediate|significant) (?:risk|threat|danger|problem)|(?:is|are|was|were) (?:being )?(?:exaggerated|overblown|overstated)|weaker than|poses? no (?:risk|threat|danger)|perfectly safe`,
    ),
  ],
  [
    'denies',
    words(
      `(?:is|was|are|were) (?:simply |completely |totally |absolutely |entirely |just )?(?:not true|untrue|false|incorrect|baseless|unfounded|inaccurate|wrong to suggest|a lie|a hoax|fabricated|nonsense)|(?:isn|wasn|aren|weren)[’']t true|never (?:happened|occurred|said|did|met|told|asked)|did nothing wrong|not guilty|no truth (?:in|to)|had nothing to do with|have nothing to do with|fake news|false (?:claims?|allegations?|accusations?|narratives?)|(?:no|any) wrongdoing`,
    ),
  ],
  [
    'concedes',
    words(
      `(?:I|we) (?:made a mistake|made mistakes|was wrong|were wrong|regret|apologi[sz]e|should have|should not have|shouldn[’']t have|failed|fell short)|I[’']m sorry|I am sorry|we[’']re sorry|we are sorry|my fault|our fault|our mistake|my mistake`,
    ),
  ],
  [
    'pledges',
    words(
      `(?:I|we) will (?:not|never|always|also|continue to|make sure|ensure|work|fight|do|take|bring|build|keep|put|be|go|stand)|I[’']ll (?:never|not|make|fight|do|take|bring|be)|we[’']ll (?:never|not|make|fight|do|take|keep|be)|we won[’']t|I won[’']t|we are (?:committed|determined) to|we[’']re (?:committed|determined) to|I am (?:committed|determined) to|we intend to|I intend to|we are going to|we[’']re going to|I[’']m going to`,
    ),
  ],
  [
    'warns',
    words(
      `(?:its|his|her|their|our|my) (?:deep |grave |serious |growing )?(?:fears?|concerns?|alarm|worries)|very (?:dangerous|concerned|worried|alarming)|(?:deeply|gravely|seriously|extremely) (?:concerned|worried|alarmed|dangerous)|(?:is|are|was|were) (?:concerned|worried|alarmed|afraid) (?:about|that|of)|I fear|we fear|(?:risk|danger|threat) (?:of|to|that)|at risk|could (?:be|lead|cause|result|face|lose|die|kill|harm|destroy|become)|devastat\\w+|catastroph\\w+|disaster|dire consequences|will (?:die|suffer|lose|collapse|destroy|worsen)|puts? \\w+ (?:lives|people) (?:at risk|in danger)|slippery slope|existential|ticking time bomb`,
    ),
  ],
  [
    'demands',
    words(
      `must (?:not|now|be|stop|act|take|do|end|ensure|make|have|get|go|come)|should (?:not|also|now|be|stop|act|take|do|end|ensure|make|have|get|go|resign|step|come|consider|pay|never)|shouldn[’']t|(?:need|needs|ought) to (?:be|stop|act|take|do|end|ensure|make|get|go|have|start|find|work|come)|have to (?:be|stop|act|take|do|end|ensure|make|start|find)|has to (?:be|stop|act|take|do|end|make|start)|let[’']s|it is (?:time|vital|imperative|essential|crucial) (?:to|that|for)|it[’']s (?:time|vital|imperative|essential|crucial) (?:to|that|for)|please`,
    ),
  ],
  [
    'accuses',
    words(
      `shame(?:ful)?|disgrac\\w+|outrage(?:ous)?|unacceptable|irresponsible|reckless|hypocri\\w+|incompetent|corrupt(?:ion)?|dishonest|liars?|lying|lied|cowardly|betray\\w*|failed (?:to|us|the|our|their)|failure (?:of|to|at)|failures|negligen\\w+|cover(?:ed)? up|to blame|blame for|responsible for (?:the|this)|illegal(?:ly)?|unlawful|unconstitutional|racist|bigot\\w*|abus\\w+|cruel|brutal|barbaric|crime against|war crimes?|genocide|terrorists?|misleading|mislead|propaganda|exploit\\w*|pathetic|stupid|horrible|terrible|awful|disgusting|appalling|inexcusable|unfair|a joke|nightmare|harass\\w*|bull(?:y|ied|ying)|fail(?:s|ing)? to|refus(?:e|es|ed|ing) to|attack on|undermin\\w+|politically motivated|witch hunt|exaggerati(?:on|ng)|(?:caused|orchestrated|engineered|fabricated|staged) by (?:\\w+ )?(?:parties|politicians|governments?|leaders|authorities|officials|compan(?:y|ies)|rivals|enemies|elites)`,
    ),
  ],
  [
    'praises',
    words(
      `proud|grateful|thank(?:s|ful| you)?|congratulat\\w+|great (?:job|work|man|woman|leader|person|honou?r|success|team|day)|amazing|wonderful|fantastic|incredible|brilliant|outstanding|excellent|remarkable|delighted|thrilled|pleased|honou?red|inspir\\w+|heroic|hero(?:es)?|tremendous|extraordinary|beautiful|(?:I|we) (?:love|admire|respect|support|welcome|applaud|commend)|good (?:man|woman|job|news)|best (?:in|of|player|thing)|historic (?:day|win|victory|moment)|step in the right direction|well done|talented|courage(?:ous)?|legend(?:ary)?|kind(?:ness|est)|gem|generous|superb|impressive|perfect`,
    ),
  ],
  [
    'predicts',
    words(
      `(?:is|are) (?:likely|expected|set|bound|poised) to|will (?:likely|probably|be|have|become|see|take|continue|rise|fall|grow|reach|increase|decline|win|lead|come|get|happen|need|remain)|won[’']t|wouldn[’']t be surprised|by (?:20[2-9]\\d|next year|the end of)|next (?:year|decade|month)`,
    ),
  ],
];

/** Evidence for the functions. */
export const CAUSE = words(
  `because(?: of)?|due to|caused by|as a result of|led to|leads? to|result(?:s|ed|ing) (?:in|from)|stem(?:s|med|ming)? from|attribut\\w+ (?:to|it)|owing to|thanks to|the reason|responsible for|blam(?:e|es|ed|ing)|driven by|fuell?ed by|triggered by|contribut\\w+ to|why (?:the|this|it|we|they)|in order to|which is why|that[’']s why`,
);
export const PROBLEM = words(
  `risks?|dangers?|dangerous|threats?|threaten\\w*|harm\\w*|damag\\w+|cris[ie]s|emergenc\\w+|shortages?|deaths?|died|killed|injur\\w+|victims?|suffer\\w*|struggl\\w+|poverty|violence|violent|fears?|afraid|concern(?:s|ed)?|worr\\w+|problems?|worse(?:n\\w*)?|worst|declin\\w+|losses|losing|toxic|pollut\\w+|contaminat\\w+|disaster|catastroph\\w+|devastat\\w+|difficult(?:y|ies)?|hard(?:er|ship)|lack of|unsafe|disrupt\\w*|collaps\\w+|fail(?:ing|ures?)|weaker|incorrect|rumou?rs`,
);
export const REMEDY = words(
  `will (?:be )?(?:work|build|ensure|introduce|provide|invest|launch|fund|create|review|investigate|appeal|support|help|protect|implement|take|continue to)|plans? (?:to|for)|propos\\w+|measures?|solutions?|reforms?|should|must|need(?:s|ed)? to|has to|have to|ought to|strateg\\w+|polic(?:y|ies)|programs?|programmes?|ban(?:ning)?|legislation|negotiat\\w+|agreement|ceasefire|strengthen\\w*|operation against|efforts? (?:to|in)|in order to protect|steps? to|prevent(?:ing)?`,
);
export const JUDGEMENT = words(
  `right|wrong|fair|unfair|good|bad|great|best|better|important|proud|shame\\w*|disgrac\\w+|unacceptable|wonderful|terrible|horrible|amazing|brilliant|excellent|stupid|ridiculous|absurd|deserv\\w+|justif\\w+|moral\\w*|honest\\w*|incredible|beautiful|love(?:d|s)?|hate(?:d|s)?|success\\w*|strong(?:er)?|smart|unique|significant|responsib\\w+|racist|impressive|disappoint\\w+|legitimate|illegal|constitutional|unconstitutional`,
);

/** Words that set what follows, or what came before, for or against a thing. */
export const FOR = words(
  `support(?:s|ed|ing)?|back(?:s|ed|ing)|in favou?r of|favou?rs?|endors(?:e|es|ed|ing)|welcom(?:e|es|ed|ing)|defend(?:s|ed|ing)?|prais(?:e|es|ed|ing)|applaud(?:s|ed|ing)?|thank(?:s|ed|ing)?|proud of|committed to|stand(?:s|ing)? (?:with|by)|believe(?:s|d)? in`,
);
export const AGAINST = words(
  `oppos(?:e|es|ed|ing)|against|reject(?:s|ed|ing)?|condemn(?:s|ed|ing)?|critici[sz](?:e|es|ed|ing)|blam(?:e|es|ed|ing)|accus(?:e|es|ed|ing)|denounc(?:e|es|ed|ing)|slam(?:s|med)?|blast(?:s|ed)?|den(?:y|ies|ied)|play(?:s|ed|ing)? down|warn(?:s|ed|ing)? (?:of|against|about)|concerned about|fear(?:s|ed)? of`,
);

export const NEGATION =
  /(?:^|[\s“"])(?:not|never|no|n[o’']t|nobody|nothing|without|hardly|neither|nor|isn[’']t|wasn[’']t|aren[’']t|don[’']t|doesn[’']t|didn[’']t|can[’']t|cannot|won[’']t)\s+(?:\S+\s+){0,2}$/i;
