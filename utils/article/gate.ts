import { structuredData, typesOf } from './metadata.ts';

/** Evidence for and against a page being one news article: each 1 where it holds, else 0. */
export type Evidence = Readonly<Record<keyof typeof WEIGHTS, number>>;

const NEWS = /^(?:\w*News\w*Article|ReportageNewsArticle|LiveBlogPosting|OpinionNewsArticle)$/;
const OTHER =
  /^(?:Product|ProductGroup|Recipe|QAPage|DiscussionForumPosting|SoftwareApplication|TechArticle|APIReference|Course|JobPosting|Event|Hotel|Restaurant|LocalBusiness|FAQPage|CollectionPage|SearchResultsPage|ItemList|VideoGame|Movie|Book|HowTo)$/;
const OTHER_PATH =
  /\/(?:docs?|documentation|wiki|forums?|threads?|discussions?|boards?|t|services?|questions|product|products|shop|store|item|dp|cart|user|users|profile|tag|tags|category|categories|topic|topics|search|author|authors|about|contact|privacy|terms|help|support|faq|recipes?|jobs?|careers|api|reference|manual|tutorials?|pricing|events?|showthread|viewtopic|issues|pull)(?:[/.?-]|$)/i;
const OTHER_HOST =
  /^(?:docs|wiki|forum|forums|discussion|boards|shop|store|support|help|developer|developers|api|community|discuss|answers|stackoverflow)\.|(?:wikipedia|stackoverflow|stackexchange|reddit|quora|nairaland|github|amazon|ebay|youtube)\./i;

/** A date or number in the path, or a last part of four and more words. */
const DATED = /\/(?:19|20)\d\d[/-]?\d\d?|(?:19|20)\d{6}/;
const NUMBERED = /\d{5,}/;
const WORDY = /\/[^/?]*(?:[^/?_-]+[_-]){3,}[^/?_-]+\/?$/;
const STORY_PATH = /\/(?:news|story|stories|articles?|artikel|article|noticia|actualite|politics?|world|sports?|business|opinion|national|local)(?:[/-]|$)/i;
const PRESS_HOST =
  /news|times|post|herald|tribune|guardian|daily|journal|gazette|press|telegraph|chronicle|zeitung|presse|nachricht|observer|reporter|mirror|courier|standard|independent|globe|express|dispatch|examiner|sentinel|star|radio|tv|media|today|bbc|cnn|abc|nbc|cbs|npr|reuters/i;
const GENERATORS = /sphinx|docusaurus|mediawiki|vbulletin|discourse|xenforo|phpbb|shopify|woocommerce|magento|gitbook|mkdocs|hugo|jekyll|prestashop/i;
const ENOUGH_PARAGRAPHS = 12;

/** Looks at a page: a few queries, no layout, nothing read but headings, structured data and the lengths of paragraphs. */
export function gatherEvidence(document: Document, url: string): Evidence {
  const { pathname, hostname } = partsOf(url);
  const types = structuredData(document).flatMap(typesOf);
  let paragraphs = 0;
  let loose = 0;
  for (const paragraph of document.getElementsByTagName('p')) {
    if (paragraphs >= ENOUGH_PARAGRAPHS || loose > 60) break;
    const length = paragraph.textContent?.length ?? 0;
    if (length < 80) continue;
    if (paragraph.closest('li, nav, footer, aside, form, a, td')) loose++;
    else paragraphs++;
  }
  const parts = pathname.split('/').filter(Boolean);
  const last = parts.at(-1) ?? '';
  const has = (selector: string): number => (document.querySelector(selector) ? 1 : 0);
  const is = (yes: boolean): number => (yes ? 1 : 0);
  const openGraph = document.querySelector('meta[property="og:type"]')?.getAttribute('content') ?? '';
  const headings = document.getElementsByTagName('h1');
  const title = headings.length > 0 ? (headings[0]!.textContent ?? '').trim().slice(0, 400) : '';
  const articles = document.getElementsByTagName('article').length;
  return {
    always: 1,
    newsType: is(types.some((type) => NEWS.test(type))),
    articleType: is(types.some((type) => /^(?:Article|BlogPosting|Report|ScholarlyArticle)$/.test(type))),
    otherType: is(types.some((type) => OTHER.test(type))),
    openGraphArticle: is(/^article$/i.test(openGraph)),
    openGraphOther: is(openGraph !== '' && !/^article$/i.test(openGraph)),
    published: has(
      'meta[property="article:published_time"], meta[itemprop="datePublished"], time[itemprop="datePublished"], meta[name="parsely-pub-date"], meta[name="date" i], meta[name="pubdate"], meta[name="publish-date"], meta[name="article.published"]',
    ),
    section: has('meta[property="article:section"], meta[name="news_keywords"], meta[name="article:section"]'),
    author: has('meta[name="author"], meta[property="article:author"], [rel="author"], [itemprop="author"], [class*="byline" i]'),
    body: has(
      '[itemprop="articleBody"], [class*="article-body" i], [class*="articlebody" i], [class*="article__body" i], [class*="article_body" i], [class*="story-body" i], [class*="article-content" i], [class*="article__content" i], [class*="article-text" i], [class*="article_text" i], [id*="article-body" i], [id*="articlebody" i], [class*="story__content" i]',
    ),
    amp: has('link[rel="amphtml"]'),
    newsroomTools: has(
      'meta[name^="cXenseParse" i], meta[property^="cXenseParse" i], meta[name^="sailthru"], meta[name^="parsely-"], meta[property^="mrf:"], meta[name="googlebot-news" i], meta[property="article:content_tier"], meta[name="syndication-source"], meta[name="original-source"]',
    ),
    publisher: has('meta[property="fb:pages"], meta[property="article:publisher"]'),
    newsOrganization: is(types.some((type) => /NewsMediaOrganization|Newspaper/.test(type))),
    recipe: is(types.includes('Recipe') || /recipe|rezept|recette|receta|ricett/i.test(pathname)),
    pressRelease: is(/presse(?:mitteilung|meldung|mitteilungen)?(?:en)?\/|press-?release|media-?release|aktuelles|meldungen|pressemitteilung/i.test(pathname)),
    publicHost: is(/\.(?:gov|gob|gouv|edu|mil|int)(?:\.|$)|\.admin\.ch$|^(?:www\.)?(?:bund|bm[a-z]+)\.de$|ministerium|behoerde|partei|verband|stiftung|foundation/i.test(hostname)),
    manyLinks: is(document.links.length > 40 + paragraphs * 25),
    titleShown: is(title.length > 20 && document.title.includes(title.slice(0, 40))),
    time: has('time, [class*="dateline" i], [class*="timestamp" i]'),
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
    wordyPath: is(WORDY.test(pathname)),
    storyPath: is(STORY_PATH.test(pathname)),
    otherPath: is(OTHER_PATH.test(pathname)),
    otherHost: is(OTHER_HOST.test(hostname)),
    pressHost: is(PRESS_HOST.test(hostname)),
    generator: is(GENERATORS.test(document.querySelector('meta[name="generator"]')?.getAttribute('content') ?? '')),
    code: is(document.getElementsByTagName('code').length + document.getElementsByTagName('pre').length > 3),
    shop: has('[class*="add-to-cart" i], [id*="add-to-cart" i], [itemprop="price"], meta[property="product:price:amount"], [class*="price" i]'),
    forum: has('[class*="topic" i] [class*="post" i] [class*="author" i], [class*="thread" i] [class*="post" i], [class*="message-body" i], [class*="reply" i]'),
  };
}

const partsOf = (url: string): { pathname: string; hostname: string } => {
  try {
    return new URL(url);
  } catch {
    return { pathname: '/', hostname: '' };
  }
};

/** What each piece of evidence weighs, in log-odds: learned on labelled pages. */
const WEIGHTS = {
  always: 0,
  newsType: 0,
  articleType: 0,
  otherType: 0,
  openGraphArticle: 0,
  openGraphOther: 0,
  published: 0,
  section: 0,
  author: 0,
  body: 0,
  amp: 0,
  newsroomTools: 0,
  publisher: 0,
  newsOrganization: 0,
  recipe: 0,
  pressRelease: 0,
  publicHost: 0,
  manyLinks: 0,
  titleShown: 0,
  time: 0,
  fewParagraphs: 0,
  someParagraphs: 0,
  manyParagraphs: 0,
  oneHeading: 0,
  longHeading: 0,
  manyArticles: 0,
  oneArticle: 0,
  frontPage: 0,
  sectionPage: 0,
  datedPath: 0,
  numberedPath: 0,
  wordyPath: 0,
  storyPath: 0,
  otherPath: 0,
  otherHost: 0,
  pressHost: 0,
  generator: 0,
  code: 0,
  shop: 0,
  forum: 0,
} as const;

/** How much the evidence speaks for an article, in log-odds; above `LEAST_WEIGHT` it is taken for one. */
export function weigh(evidence: Evidence): number {
  let sum = 0;
  for (const key of Object.keys(WEIGHTS) as (keyof Evidence)[]) sum += WEIGHTS[key] * evidence[key];
  return sum;
}

const LEAST_WEIGHT = 0;

/** Whether a page is one news article, by cheap signs; decided before anything is read, loaded or sent. */
export function looksLikeNews(document: Document, url: string): boolean {
  const type = document.contentType;
  if (type === 'text/plain') return (document.body?.textContent?.length ?? 0) > 1_000;
  if (type && !/html/.test(type)) return false;
  return weigh(gatherEvidence(document, url)) >= LEAST_WEIGHT;
}
