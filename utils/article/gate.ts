import learned from './gate-weights.json' with { type: 'json' };
import { structuredData, typesOf } from './metadata.ts';

const { weights, left } = learned;

/** Evidence for and against a page being one news article: each 1 where it holds, else 0. Weighed in log-odds, by what `npm run train -- --only-gate` learns. */
export type Evidence = Readonly<Record<keyof typeof weights, number>>;

const is = (yes: boolean): number => (yes ? 1 : 0);
const words = (list: string): Set<string> => new Set(list.trim().split(/\s+/));

// A page in a new process runs all this for the first time: searching strings for words, and words in sets, costs a tenth of what a regular expression does that has to be compiled first.

const OTHER_TYPES = words(
  'Product ProductGroup Recipe QAPage DiscussionForumPosting SoftwareApplication TechArticle APIReference Course JobPosting Event Hotel Restaurant LocalBusiness FAQPage CollectionPage SearchResultsPage ItemList VideoGame Movie Book HowTo',
);
const ARTICLE_TYPES = words('Article BlogPosting Report ScholarlyArticle');
const OTHER_PATHS = words(
  `doc docs documentation wiki forum forums thread threads discussion discussions board boards t service services questions product products shop store item dp cart user users profile tag tags
  category categories topic topics search author authors about contact privacy terms help support faq recipe recipes job jobs careers api reference manual tutorial tutorials pricing event events showthread viewtopic
  issues pull`,
);
const OTHER_LABELS = words(
  'docs wiki forum forums discussion boards shop store support help developer developers api community discuss answers stackoverflow',
);
const OTHER_SITES = words('wikipedia stackoverflow stackexchange reddit quora nairaland github amazon ebay youtube');
const STORY_PATHS = words(
  'news story stories article articles artikel noticia actualite politic politics world sport sports business opinion national local',
);
const PRESS =
  'news times post herald tribune guardian daily journal gazette press telegraph chronicle zeitung nachricht observer reporter mirror courier standard independent globe express dispatch examiner sentinel star radio tv media today bbc cnn abc nbc cbs npr reuters'.split(
    ' ',
  );
const RECIPES = ['recipe', 'rezept', 'recette', 'receta', 'ricett'];
const RELEASES = [
  'presse/',
  'pressemitteilung',
  'pressemeldung',
  'press-release',
  'pressrelease',
  'media-release',
  'mediarelease',
  'aktuelles',
  'meldungen',
];
const PUBLIC_LABELS = words('gov gob gouv edu mil int');
const PUBLIC = ['ministerium', 'behoerde', 'partei', 'verband', 'stiftung', 'foundation', '.admin.ch'];

/** So many digits in a row are a number, not part of a date. */
const NUMBER = 5;

const isDigit = (sign: string | undefined): boolean => sign !== undefined && sign >= '0' && sign <= '9';
const isCentury = (path: string, at: number): boolean => path.startsWith('19', at) || path.startsWith('20', at);

/** Whether a path holds a date ("/2031/4", "/2031-04", "20310402") and a number. Without regular expressions: see above. */
function digitsIn(path: string): { isDated: boolean; isNumbered: boolean } {
  let [isDated, isNumbered, run] = [false, false, 0];
  for (let i = 0; i < path.length; i++) {
    run = isDigit(path[i]) ? run + 1 : 0;
    isNumbered ||= run >= NUMBER;
    isDated ||= run >= 8 && isCentury(path, i - 7);
    if (path[i] !== '/' || !isCentury(path, i + 1) || !isDigit(path[i + 3]) || !isDigit(path[i + 4])) continue;
    isDated ||= isDigit(path[path[i + 5] === '/' || path[i + 5] === '-' ? i + 6 : i + 5]);
  }
  return { isDated, isNumbered };
}

const hasOne = (text: string, parts: readonly string[]): boolean => parts.some((part) => text.includes(part));

interface Page {
  readonly document: Document;
  /** Of its address, in lower case. */
  readonly path: string;
  readonly host: string;
}

/** What the address says. */
function byAddress({ path, host }: Page) {
  const parts = path.split('/').filter(Boolean);
  const last = parts.at(-1) ?? '';
  const { isDated, isNumbered } = digitsIn(path);
  const words = last.replaceAll('_', '-').split('-');
  const labels = host.split('.');
  /** Whether a part of the path begins with one of these words, or is one. */
  const leads = (known: ReadonlySet<string>): boolean => parts.some((part) => known.has(part.split('.')[0]!.split('?')[0]!.split('-')[0]!));
  return {
    recipePath: is(hasOne(path, RECIPES)),
    pressRelease: is(hasOne(path, RELEASES)),
    publicHost: is(
      labels.some((label) => PUBLIC_LABELS.has(label)) ||
        hasOne(host, PUBLIC) ||
        (labels.at(-1) === 'de' && /^(?:www\.)?(?:bund|bm[a-z]+)\.de$/.test(host)),
    ),
    frontPage: is(parts.length === 0 || (parts.length === 1 && ['index', 'home', 'default'].includes(last.split('.')[0]!))),
    sectionPage: is(parts.length > 0 && parts.length <= 2 && !isDated && !(isNumbered && digitsIn(last).isNumbered) && words.length < 3),
    datedPath: is(isDated),
    numberedPath: is(isNumbered),
    wordyPath: is(words.filter(Boolean).length >= 4),
    storyPath: is(leads(STORY_PATHS)),
    otherPath: is(leads(OTHER_PATHS)),
    otherHost: is(OTHER_LABELS.has(labels[0]!) || labels.some((label) => OTHER_SITES.has(label))),
    pressHost: is(hasOne(host, PRESS)),
  };
}

const DATES = words('datepublished parsely-pub-date date pubdate publish-date article.published article:published_time');
const SECTIONS = words('article:section news_keywords');
/** Pages have some dozens; microdata puts more of them into the text. */
const MOST_METAS = 200;

/** What the page's head says. */
function byHead({ document }: Page) {
  let [published, section, publisher, author, metas] = [false, false, false, false, 0];
  let openGraph = '';
  let siteName = '';
  for (const meta of document.getElementsByTagName('meta')) {
    if (++metas > MOST_METAS) break;
    const name = (meta.getAttribute('property') ?? meta.getAttribute('name') ?? meta.getAttribute('itemprop') ?? '').toLowerCase();
    if (name === '') continue;
    if (name === 'og:type') openGraph ||= meta.getAttribute('content') ?? '';
    else if (name === 'og:site_name') siteName ||= meta.getAttribute('content') ?? '';
    else if (DATES.has(name)) published = true;
    else if (SECTIONS.has(name)) section = true;
    else if (name === 'fb:pages' || name === 'article:publisher') publisher = true;
    else if (name === 'author' || name === 'article:author') author = true;
  }
  return {
    openGraphArticle: is(openGraph.toLowerCase() === 'article'),
    published: is(published),
    section: is(section),
    publisher: is(publisher),
    namedAuthor: is(author),
    pressName: is(hasOne(siteName.toLowerCase(), PRESS)),
    amp: is((document.head ?? document).querySelector('link[rel="amphtml"]') !== null),
  };
}

/** What the page's structured data say it is. */
function byData({ document }: Page) {
  const data = structuredData(document);
  const types = data.flatMap(typesOf);
  return {
    newsType: is(types.some((type) => type === 'LiveBlogPosting' || (type.endsWith('Article') && type.includes('News')))),
    articleType: is(types.some((type) => ARTICLE_TYPES.has(type))),
    otherType: is(types.some((type) => OTHER_TYPES.has(type))),
    recipeType: is(types.includes('Recipe')),
    datedData: is(data.some(({ datePublished }) => datePublished !== undefined)),
  };
}

/** What the page's parts are called: no element is read for it, and case counts, as looking for either case takes five times as long. */
function byClasses({ document }: Page) {
  const has = (...parts: string[]): number => is(document.querySelector(parts.map((part) => `[class*="${part}"]`).join()) !== null);
  return {
    shop: has('price', '-cart', 'cart-', 'checkout'),
    guide: has('step-', 'testimonial', 'catalog', 'question'),
  };
}

/** What publishing systems call their other pages. */
const OTHER_PAGES = words(
  'archive category home front index tax search product shop forum topic thread doc docs wiki mediawiki collection landing',
);

/** What the page's headings and the name of its body say. */
function byHeadings({ document }: Page) {
  const name = `${document.body?.getAttribute('class') ?? ''} ${document.body?.getAttribute('id') ?? ''}`.slice(0, 1_000).toLowerCase();
  const named = name.split(/[^a-z0-9_]+/);
  const headings = document.getElementsByTagName('h1');
  const title = (headings[0]?.textContent ?? '').slice(0, 2_000).trim().slice(0, 400);
  const articles = document.getElementsByTagName('article').length;
  return {
    titleShown: is(title.length > 20 && document.title.includes(title.slice(0, 40))),
    oneHeading: is(headings.length === 1),
    longHeading: is(title.split(' ').length >= 6 || /[\u3040-\u9fff\uac00-\ud7af]{8}/.test(title)),
    manyArticles: is(articles > 6),
    oneArticle: is(articles === 1),
    otherPage: is(name.includes('page-id') || name.includes('page-template') || named.some((word) => OTHER_PAGES.has(word))),
    code: is(document.getElementsByTagName('code').length + document.getElementsByTagName('pre').length > 3),
  };
}

const ENOUGH_PARAGRAPHS = 12;
/** So much of a paragraph is looked at, in code units. */
const LOOKED_AT = 600;
const QUOTING = ['"', '“', '„', '«', '»', '”', '「'];
/** The press's words for saying, in some of its languages; each after a space. */
const REPORTING =
  'said|says|told |announced|according to|reported|sagte|laut |teilte |erklärte|mitteilte|dijo|según|afirmó|selon |déclaré|a-t-il|disse |segundo |afirmou|ha detto|secondo |zei |volgens|sade |säger|enligt|powiedział|sanoo'
    .split('|')
    .map((word) => ` ${word}`);
/** Words that speak to the reader, as shops, services and helpers do. */
const ADDRESSING = "you |your|you’|you'|our |click|unser|Ihre|vous |votre|nos |nuestr|tu ".split('|').map((word) => ` ${word}`);

/** What the running text says by its length and its commonest words. */
function byText({ document }: Page) {
  let paragraphs = 0;
  let loose = 0;
  let quoting = 0;
  let reporting = 0;
  let addressing = 0;
  let run = 0;
  let longestRun = 0;
  let before: Element | null = null;
  for (const paragraph of document.getElementsByTagName('p')) {
    if (paragraphs >= ENOUGH_PARAGRAPHS || loose > 60) break;
    const text = paragraph.textContent ?? '';
    if (text.length < 80) continue;
    if (paragraph.closest('li, nav, footer, aside, form, a, td')) {
      loose++;
      continue;
    }
    paragraphs++;
    const start = ` ${text.slice(0, LOOKED_AT)}`;
    if (hasOne(start, QUOTING)) quoting++;
    if (hasOne(start.toLowerCase(), REPORTING)) reporting++;
    if (hasOne(start, ADDRESSING)) addressing++;
    run = before !== null && before.parentElement === paragraph.parentElement ? run + 1 : 1;
    longestRun = Math.max(longestRun, run);
    before = paragraph;
  }
  return {
    fewParagraphs: is(paragraphs < 2),
    manyParagraphs: is(paragraphs >= 8),
    quoting: is(quoting >= 2),
    reporting: is(reporting >= 2),
    muchReporting: is(reporting >= 4),
    addressing: is(addressing * 3 >= paragraphs && addressing > 0),
    longRun: is(longestRun >= 4),
  };
}

/** From the cheapest look at a page to the dearest. */
const LOOKS = [byAddress, byHead, byData, byHeadings, byText, byClasses] as const;

const addressOf = (url: string, base?: URL): URL | null => {
  try {
    return new URL(url, base);
  } catch {
    return null;
  }
};

/** The page's address, or what it calls its own where the address has no path, as kept copies have none. */
function pageOf(document: Document, url: string): Page {
  const here = addressOf(url);
  if (!here) return { document, path: '/', host: '' };
  const own = here.pathname === '/' ? document.querySelector('link[rel="canonical"], meta[property="og:url"]') : null;
  const told = own && addressOf(own.getAttribute('href') ?? own.getAttribute('content') ?? '', here);
  return { document, path: (told ?? here).pathname.toLowerCase(), host: here.hostname };
}

/** The evidence of a page, look by look, to learn its weights from. */
export function gatherEvidence(document: Document, url: string): Partial<Evidence>[] {
  const page = pageOf(document, url);
  return [{ always: 1 }, ...LOOKS.map((look) => look(page))];
}

/**
 * Whether a page is one news article, by cheap signs; decided before anything is read, loaded or sent. Some articles are missed and some other pages taken for one, wherever the line is
 * drawn; a page that is missed can be read on click. Looks no further than it must: ends where all that is left to be seen has changed the sum of no page by so much (`left`: least and most
 * after each look, in log-odds).
 */
export function looksLikeNews(document: Document, url: string): boolean {
  const type = document.contentType;
  if (type === 'text/plain') return (document.body?.textContent?.length ?? 0) > 1_000;
  if (type && !/html/.test(type)) return false;
  const page = pageOf(document, url);
  let sum = weights.always;
  for (const [i, look] of LOOKS.entries()) {
    const evidence: Partial<Evidence> = look(page);
    for (const key in evidence) sum += weights[key as keyof Evidence] * evidence[key as keyof Evidence]!;
    const [least, most] = left[i] as [number, number];
    if (sum + least >= 0) return true;
    if (sum + most < 0) return false;
  }
  return sum >= 0;
}
