import { structuredData, typesOf } from './metadata.ts';

/** Evidence for and against a page being one news article, as plain numbers. */
export interface Evidence {
  readonly newsType: boolean;
  readonly articleType: boolean;
  readonly openGraphArticle: boolean;
  readonly publishedTime: boolean;
  /** Paragraphs of running text outside of lists and links. */
  readonly paragraphs: number;
  readonly h1: number;
  readonly articles: number;
  readonly frontPage: boolean;
  readonly sectionPage: boolean;
  readonly articlePath: boolean;
  readonly otherPath: boolean;
  readonly otherType: boolean;
  readonly dateline: boolean;
}

const NEWS = /^(?:\w*News\w*Article|ReportageNewsArticle|LiveBlogPosting|OpinionNewsArticle)$/;
const OTHER =
  /^(?:Product|ProductGroup|Recipe|QAPage|DiscussionForumPosting|SoftwareApplication|TechArticle|APIReference|Course|JobPosting|Event|Hotel|Restaurant|LocalBusiness|FAQPage|CollectionPage|SearchResultsPage|ItemList|VideoGame|Movie|Book|HowTo)$/;
const OTHER_PATH =
  /\/(?:docs?|documentation|wiki|forums?|threads?|discussions?|boards?|t|services?|questions|product|products|shop|store|item|dp|cart|user|users|profile|tag|tags|category|categories|topic|topics|search|author|authors|about|contact|privacy|terms|help|support|faq|recipes?|jobs?|careers|api|reference|manual|tutorials?|pricing|events?|showthread|viewtopic|issues|pull)(?:[/.?-]|$)/i;
const OTHER_HOST =
  /^(?:docs|wiki|forum|forums|discussion|boards|shop|store|support|help|developer|developers|api|community|discuss|answers|stackoverflow)\.|(?:wikipedia|stackoverflow|stackexchange|reddit|quora|nairaland|github|amazon|ebay|youtube)\./i;

/** A date or number in the path, or a last part of four and more words. */
const ARTICLE_PATH = /\/(?:19|20)\d\d[/-]?\d\d?|\d{5,}|\/[^/?]*(?:[^/?-]+-){3,}[^/?-]+\/?$|\.s?html?$/i;

/** Looks at a page: a few queries, no layout, nothing read but headings, structured data and the lengths of paragraphs. */
export function gatherEvidence(document: Document, url: string): Evidence {
  const { pathname, hostname } = partsOf(url);
  const types = structuredData(document).flatMap(typesOf);
  let paragraphs = 0;
  for (const paragraph of document.querySelectorAll('p')) {
    if (paragraphs >= 12) break;
    const length = paragraph.textContent?.length ?? 0;
    if (length >= 80 && !paragraph.closest('li, nav, footer, aside, form, a')) paragraphs++;
  }
  const parts = pathname.split('/').filter(Boolean);
  return {
    newsType: types.some((type) => NEWS.test(type)),
    articleType: types.some((type) => /^(?:Article|BlogPosting|Report|ScholarlyArticle|AnalysisNewsArticle)$/.test(type)),
    openGraphArticle: document.querySelector('meta[property="og:type"]')?.getAttribute('content') === 'article',
    publishedTime:
      document.querySelector(
        'meta[property="article:published_time"], meta[itemprop="datePublished"], time[itemprop="datePublished"], meta[name="parsely-pub-date"]',
      ) !== null,
    paragraphs,
    h1: document.querySelectorAll('h1').length,
    articles: document.querySelectorAll('article').length,
    frontPage: parts.length === 0 || /^\/(?:index|home|default)(?:\.\w+)?$/i.test(pathname),
    sectionPage: parts.length > 0 && parts.length <= 2 && !ARTICLE_PATH.test(pathname) && !/-/.test(parts.at(-1)!),
    articlePath: ARTICLE_PATH.test(pathname),
    otherPath: OTHER_PATH.test(pathname) || OTHER_HOST.test(hostname),
    otherType: types.some((type) => OTHER.test(type)),
    dateline: document.querySelector('time, [class*="dateline" i], [class*="byline" i], [rel="author"]') !== null,
  };
}

const partsOf = (url: string): { pathname: string; hostname: string } => {
  try {
    return new URL(url);
  } catch {
    return { pathname: '/', hostname: '' };
  }
};

/** How much the evidence speaks for an article; above `LEAST_WEIGHT` it is taken for one. */
export function weigh(e: Evidence): number {
  return (
    (e.newsType ? 3 : 0) +
    (e.articleType ? 0.7 : 0) +
    (e.openGraphArticle ? 1.2 : 0) +
    (e.publishedTime ? 0.8 : 0) +
    (e.paragraphs >= 8 ? 1.2 : e.paragraphs >= 4 ? 0.8 : e.paragraphs >= 2 ? 0 : -1.5) +
    (e.h1 === 1 ? 0.4 : 0) +
    (e.dateline ? 0.5 : 0) +
    (e.articles > 6 ? -0.8 : 0) +
    (e.frontPage ? -4 : 0) +
    (e.sectionPage ? -1.2 : 0) +
    (e.articlePath ? 0.8 : 0) +
    (e.otherPath ? -2 : 0) +
    (e.otherType ? -1.5 : 0)
  );
}

const LEAST_WEIGHT = 2.4;

/** Whether a page is one news article, by cheap signs; decided before anything is read, loaded or sent. */
export function looksLikeNews(document: Document, url: string): boolean {
  const type = document.contentType;
  if (type === 'text/plain') return (document.body?.textContent?.length ?? 0) > 1_000;
  if (type && !/html/.test(type)) return false;
  return weigh(gatherEvidence(document, url)) >= LEAST_WEIGHT;
}
