import weights from './gate-weights.json' with { type: 'json' };
import { structuredData, typesOf } from './metadata.ts';

/** Evidence for and against a page being one news article: each 1 where it holds, else 0. */
export type Evidence = Readonly<Record<keyof typeof WEIGHTS, number>>;

const isNewsType = (type: string): boolean => type === 'LiveBlogPosting' || (type.endsWith('Article') && type.includes('News'));
const OTHER =
  /^(?:Product|ProductGroup|Recipe|QAPage|DiscussionForumPosting|SoftwareApplication|TechArticle|APIReference|Course|JobPosting|Event|Hotel|Restaurant|LocalBusiness|FAQPage|CollectionPage|SearchResultsPage|ItemList|VideoGame|Movie|Book|HowTo)$/;
const OTHER_PATH =
  /\/(?:docs?|documentation|wiki|forums?|threads?|discussions?|boards?|t|services?|questions|product|products|shop|store|item|dp|cart|user|users|profile|tag|tags|category|categories|topic|topics|search|author|authors|about|contact|privacy|terms|help|support|faq|recipes?|jobs?|careers|api|reference|manual|tutorials?|pricing|events?|showthread|viewtopic|issues|pull)(?:[/.?-]|$)/i;
const OTHER_HOST =
  /^(?:docs|wiki|forum|forums|discussion|boards|shop|store|support|help|developer|developers|api|community|discuss|answers|stackoverflow)\.|(?:wikipedia|stackoverflow|stackexchange|reddit|quora|nairaland|github|amazon|ebay|youtube)\./i;

/** A date or number in the path, or a last part of four and more words. */
const DATED = /\/(?:19|20)\d\d[/-]?\d\d?|(?:19|20)\d{6}/;
const NUMBERED = /\d{5,}/;
const STORY_PATH =
  /\/(?:news|story|stories|articles?|artikel|article|noticia|actualite|politics?|world|sports?|business|opinion|national|local)(?:[/-]|$)/i;
const PRESS_HOST =
  /news|times|post|herald|tribune|guardian|daily|journal|gazette|press|telegraph|chronicle|zeitung|presse|nachricht|observer|reporter|mirror|courier|standard|independent|globe|express|dispatch|examiner|sentinel|star|radio|tv|media|today|bbc|cnn|abc|nbc|cbs|npr|reuters/i;
const ENOUGH_PARAGRAPHS = 12;
/** So much of a paragraph is looked at, in code units. */
const LOOKED_AT = 600;
const QUOTING = /["“”„«»「]/;
/** The press's words for saying, in some of its languages. */
const REPORTING =
  /\b(?:said|says|told|announced|according to|reported|sagte[n]?|laut|teilte|erklärte|mitteilte|dijo|según|afirmó|selon|déclaré|a-t-il|disse|segundo|afirmou|ha detto|secondo|zei|volgens|sade|säger|enligt|powiedział|sanoo)\b/i;
/** Words that speak to the reader, as shops, services and helpers do. */
const ADDRESSING = /\b(?:you|your|our|click|unser[e]?[nr]?|Ihre?[nr]?|vous|votre|nos|nuestr[oa]s?|tu)\b/;

/** Looks at a page: a few queries, no layout, nothing read but headings, structured data and the lengths of paragraphs. */
function atFirst(document: Document, url: string): Omit<Evidence, keyof ReturnType<typeof onCloserLook>> {
  const { pathname, hostname } = partsOf(url);
  const types = structuredData(document).flatMap(typesOf);
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
    const start = text.slice(0, LOOKED_AT);
    if (QUOTING.test(start)) quoting++;
    if (REPORTING.test(start)) reporting++;
    if (ADDRESSING.test(start)) addressing++;
    run = before !== null && before.parentElement === paragraph.parentElement ? run + 1 : 1;
    longestRun = Math.max(longestRun, run);
    before = paragraph;
  }
  const parts = pathname.split('/').filter(Boolean);
  const last = parts.at(-1) ?? '';
  const has = (selector: string): number => (document.querySelector(selector) ? 1 : 0);
  const is = (yes: boolean): number => (yes ? 1 : 0);
  const openGraph = document.querySelector('meta[property="og:type"]')?.getAttribute('content') ?? '';
  const siteName = document.querySelector('meta[property="og:site_name"]')?.getAttribute('content') ?? '';
  const pageClass = `${document.body?.getAttribute('class') ?? ''} ${document.body?.id ?? ''}`.slice(0, 1_000);
  const headings = document.getElementsByTagName('h1');
  const title = headings.length > 0 ? (headings[0]!.textContent ?? '').trim().slice(0, 400) : '';
  const articles = document.getElementsByTagName('article').length;
  return {
    always: 1,
    newsType: is(types.some(isNewsType)),
    articleType: is(types.some((type) => /^(?:Article|BlogPosting|Report|ScholarlyArticle)$/.test(type))),
    otherType: is(types.some((type) => OTHER.test(type))),
    openGraphArticle: is(/^article$/i.test(openGraph)),
    openGraphOther: is(openGraph !== '' && !/^article$/i.test(openGraph)),
    published: has(
      'meta[property="article:published_time"], meta[itemprop="datePublished"], time[itemprop="datePublished"], meta[name="parsely-pub-date"], meta[name="date" i], meta[name="pubdate"], meta[name="publish-date"], meta[name="article.published"]',
    ),
    section: has('meta[property="article:section"], meta[name="news_keywords"], meta[name="article:section"]'),
    amp: has('link[rel="amphtml"]'),
    newsroomTools: has(
      'meta[name^="cXenseParse" i], meta[property^="cXenseParse" i], meta[name^="sailthru"], meta[name^="parsely-"], meta[property^="mrf:"], meta[name="googlebot-news" i], meta[property="article:content_tier"], meta[name="syndication-source"], meta[name="original-source"]',
    ),
    publisher: has('meta[property="fb:pages"], meta[property="article:publisher"]'),
    recipe: is(types.includes('Recipe') || /recipe|rezept|recette|receta|ricett/i.test(pathname)),
    pressRelease: is(
      /presse(?:mitteilung|meldung|mitteilungen)?(?:en)?\/|press-?release|media-?release|aktuelles|meldungen|pressemitteilung/i.test(
        pathname,
      ),
    ),
    publicHost: is(
      /\.(?:gov|gob|gouv|edu|mil|int)(?:\.|$)|\.admin\.ch$|^(?:www\.)?(?:bund|bm[a-z]+)\.de$|ministerium|behoerde|partei|verband|stiftung|foundation/i.test(
        hostname,
      ),
    ),
    manyLinks: is(document.links.length > 40 + paragraphs * 25),
    titleShown: is(title.length > 20 && document.title.includes(title.slice(0, 40))),
    fewParagraphs: is(paragraphs < 2),
    someParagraphs: is(paragraphs >= 4),
    manyParagraphs: is(paragraphs >= 8),
    oneHeading: is(headings.length === 1),
    longHeading: is(title.split(/\s+/).length >= 6 || /[\u3040-\u9fff\uac00-\ud7af]{8}/.test(title)),
    manyArticles: is(articles > 6),
    oneArticle: is(articles === 1),
    frontPage: is(parts.length === 0 || /^\/(?:index|home|default)(?:\.\w+)?$/i.test(pathname)),
    sectionPage: is(parts.length > 0 && parts.length <= 2 && !DATED.test(pathname) && !NUMBERED.test(last) && !/[-_].*[-_]/.test(last)),
    datedPath: is(DATED.test(pathname)),
    numberedPath: is(NUMBERED.test(pathname)),
    wordyPath: is(last.split(/[-_]/).filter(Boolean).length >= 4),
    storyPath: is(STORY_PATH.test(pathname)),
    otherPath: is(OTHER_PATH.test(pathname)),
    otherHost: is(OTHER_HOST.test(hostname)),
    pressHost: is(PRESS_HOST.test(hostname)),
    pressName: is(PRESS_HOST.test(siteName)),
    datedHeading: is(DATE.test((headings[0]?.parentElement?.textContent ?? '').slice(0, LOOKED_AT))),
    articlePage: is(ARTICLE_PAGE.test(pageClass)),
    otherPage: is(OTHER_PAGE.test(pageClass)),
    quoting: is(quoting >= 2),
    reporting: is(reporting >= 2),
    muchReporting: is(reporting >= 4),
    addressing: is(addressing * 3 >= paragraphs && addressing > 0),
    longRun: is(longestRun >= 4),
    code: is(document.getElementsByTagName('code').length + document.getElementsByTagName('pre').length > 3),
  };
}

/** What takes a look at every element's class; as long as all the rest. */
function onCloserLook(document: Document) {
  const has = (selector: string): number => (document.querySelector(selector) ? 1 : 0);
  return {
    author: has('meta[name="author"], meta[property="article:author"], [rel="author"], [itemprop="author"], [class*="byline" i]'),
    body: has(
      '[itemprop="articleBody"], [class*="article-body" i], [class*="articlebody" i], [class*="article__body" i], [class*="article_body" i], [class*="story-body" i], [class*="article-content" i], [class*="article__content" i], [class*="article-text" i], [class*="article_text" i], [id*="article-body" i], [id*="articlebody" i], [class*="story__content" i]',
    ),
    time: has('time, [class*="dateline" i], [class*="timestamp" i]'),
    linkedHeadings: linkedHeadings(document) > 8 ? 1 : 0,
    shop: has(
      '[class*="add-to-cart" i], [id*="add-to-cart" i], [itemprop="price"], meta[property="product:price:amount"], [class*="price" i]',
    ),
  };
}

/** All the evidence of a page, to learn its weights from. */
export const gatherEvidence = (document: Document, url: string): Evidence => ({ ...atFirst(document, url), ...onCloserLook(document) });

/** What publishing systems call their pages. */
const ARTICLE_PAGE = /\b(?:single|single-post|postid|article|story|news|node-type-(?:article|news|story))\b/i;
const OTHER_PAGE =
  /\b(?:page-id|page-template\S*|archive|category|home|front|index|tax|search|product|shop|forum|topic|thread|docs?|wiki|mediawiki|collection|landing)\b/i;
const DATE = /\b(?:19|20)\d\d\b|\b\d{1,2}[.:/]\d\d?\b/;

/** Headings that are links, as lists of stories have them; counts no further than needed. */
function linkedHeadings(document: Document): number {
  let count = 0;
  for (const name of ['h2', 'h3'])
    for (const heading of document.getElementsByTagName(name))
      if (count <= 8 && (heading.closest('a') ?? heading.querySelector('a'))) count++;
  return count;
}

const partsOf = (url: string): { pathname: string; hostname: string } => {
  try {
    return new URL(url);
  } catch {
    return { pathname: '/', hostname: '' };
  }
};

/** What each piece of evidence weighs, in log-odds, by `npm run train -- --only-gate`. */
const WEIGHTS = weights;

const sum = (evidence: Partial<Evidence>): number =>
  Object.entries(evidence).reduce((total, [key, value]) => total + WEIGHTS[key as keyof Evidence] * value, 0);

/** What the closer look can add at least and at most. */
const CLOSER = (['author', 'body', 'time', 'linkedHeadings', 'shop'] satisfies (keyof ReturnType<typeof onCloserLook>)[]).map(
  (key) => WEIGHTS[key],
);
const LEAST_CLOSER = CLOSER.reduce((total, weight) => total + Math.min(0, weight), 0);
const MOST_CLOSER = CLOSER.reduce((total, weight) => total + Math.max(0, weight), 0);

/** Some articles are missed and some other pages taken for one, wherever it lies; a page that is missed can be read on click. */
const LEAST_WEIGHT = 0;

/** Whether a page is one news article, by cheap signs; decided before anything is read, loaded or sent. */
export function looksLikeNews(document: Document, url: string): boolean {
  const type = document.contentType;
  if (type === 'text/plain') return (document.body?.textContent?.length ?? 0) > 1_000;
  if (type && !/html/.test(type)) return false;
  const first = sum(atFirst(document, url));
  if (first + LEAST_CLOSER >= LEAST_WEIGHT) return true;
  return first + MOST_CLOSER >= LEAST_WEIGHT && first + sum(onCloserLook(document)) >= LEAST_WEIGHT;
}
