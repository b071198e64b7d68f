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
    newsType: is(types.some(isNewsType)),
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
    wordyPath: is(last.split(/[-_]/).filter(Boolean).length >= 4),
    storyPath: is(STORY_PATH.test(pathname)),
    otherPath: is(OTHER_PATH.test(pathname)),
    otherHost: is(OTHER_HOST.test(hostname)),
    pressHost: is(PRESS_HOST.test(hostname)),
    code: is(document.getElementsByTagName('code').length + document.getElementsByTagName('pre').length > 3),
    shop: has(
      '[class*="add-to-cart" i], [id*="add-to-cart" i], [itemprop="price"], meta[property="product:price:amount"], [class*="price" i]',
    ),
  };
}

const partsOf = (url: string): { pathname: string; hostname: string } => {
  try {
    return new URL(url);
  } catch {
    return { pathname: '/', hostname: '' };
  }
};

/** What each piece of evidence weighs, in log-odds: logistic regression over 745 labelled pages; only that of the front page is set by hand, as some of those pages had lost their path. */
const WEIGHTS = {
  always: -3.4,
  newsType: 3,
  articleType: 1.4,
  otherType: -1,
  openGraphArticle: 0.9,
  openGraphOther: -0.2,
  published: 0.7,
  section: 1,
  author: 0.5,
  body: 0.9,
  amp: 1.8,
  newsroomTools: 0.7,
  publisher: 0.4,
  recipe: -1.7,
  pressRelease: -1.2,
  publicHost: -3.6,
  manyLinks: 0.5,
  titleShown: 0.8,
  time: -0.5,
  fewParagraphs: -0.5,
  someParagraphs: 0.4,
  manyParagraphs: 0.5,
  oneHeading: -0.3,
  longHeading: 0.7,
  manyArticles: 0.6,
  oneArticle: 0.4,
  frontPage: -2,
  sectionPage: -0.8,
  datedPath: 1.1,
  numberedPath: 0.9,
  wordyPath: 0.6,
  storyPath: 1.2,
  otherPath: -1.5,
  otherHost: -1.9,
  pressHost: 1.2,
  code: -2,
  shop: -2.6,
} as const;

/** How much the evidence speaks for an article, in log-odds; above `LEAST_WEIGHT` it is taken for one. */
export function weigh(evidence: Evidence): number {
  let sum = 0;
  for (const key of Object.keys(WEIGHTS) as (keyof Evidence)[]) sum += WEIGHTS[key] * evidence[key];
  return sum;
}

/** Some articles are missed and some other pages taken for one, wherever it lies; a page that is missed can be read on click. */
const LEAST_WEIGHT = -0.5;

/** Whether a page is one news article, by cheap signs; decided before anything is read, loaded or sent. */
export function looksLikeNews(document: Document, url: string): boolean {
  const type = document.contentType;
  if (type === 'text/plain') return (document.body?.textContent?.length ?? 0) > 1_000;
  if (type && !/html/.test(type)) return false;
  return weigh(gatherEvidence(document, url)) >= LEAST_WEIGHT;
}
