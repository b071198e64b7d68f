import type { Analysis, Claim, Span } from '../analysis.ts';

/** Code units of context on each side of a quotation, as annotation clients look for. */
const CONTEXT = 32;

/**
 * The claims as W3C Web Annotations (https://www.w3.org/TR/annotation-model/): an AnnotationCollection with one page, an annotation a claim, each pointing into
 * the page at `url` by TextQuoteSelectors. Offsets are left out: they would be the article's, not the page's.
 */
export function toWebAnnotations(analysis: Analysis, url: string) {
  const { article, claims } = analysis;
  const items = claims.map((claim) => annotationOf(analysis, claim, url));
  return {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    type: 'AnnotationCollection',
    ...(article.title !== null && { label: article.title }),
    total: claims.length,
    first: { type: 'AnnotationPage', startIndex: 0, items },
  };
}

function annotationOf({ article, speakers, framings }: Analysis, claim: Claim, url: string) {
  const speaker = speakers.find(({ id }) => id === claim.speaker);
  const framing = framings.find(({ claims }) => claims.includes(claim.id));
  const tags = [
    claim.act,
    ...(claim.position ? [`${claim.position.toward}: ${claim.position.target}`] : []),
    ...(claim.function === 'background' ? [] : [claim.function]),
    ...(framing ? [framing.title] : []),
  ];
  const text = (purpose: string, value: string) => ({ type: 'TextualBody', purpose, format: 'text/plain', value });
  return {
    id: `${url.split('#')[0]}#vantage-${claim.id}`,
    type: 'Annotation',
    motivation: 'identifying',
    body: [
      ...(speaker ? [text('identifying', [speaker.name, speaker.role].filter(Boolean).join(', '))] : []),
      ...tags.map((tag) => text('tagging', tag)),
    ],
    target: claim.content.map((span) => ({ type: 'SpecificResource', source: url, selector: quoteOf(article.text, span) })),
  };
}

const quoteOf = (text: string, [start, end]: Span) => ({
  type: 'TextQuoteSelector',
  exact: text.slice(start, end),
  prefix: text.slice(Math.max(0, start - CONTEXT), start),
  suffix: text.slice(end, end + CONTEXT),
});
