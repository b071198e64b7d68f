import type { Analysis, Claim, Span } from '../analysis.ts';
import { summarise } from '../framing/summary.ts';
import type { Say } from '../say.ts';
import { nameOf, type Pair, reasonOf } from './words.ts';

/** Code units of context on each side of a quotation, as annotation clients look for. */
const CONTEXT = 32;

/**
 * The claims as W3C Web Annotations (https://www.w3.org/TR/annotation-model/): an AnnotationCollection with one page, an annotation a claim, each pointing into
 * the page at `url` by TextQuoteSelectors. Offsets are left out: they would be the article's, not the page's. Then an annotation a clash and an agreement, which
 * links the annotations of the claims that show it and says why.
 */
export function toWebAnnotations(analysis: Analysis, url: string, say: Say) {
  const { article, claims, clashes } = analysis;
  const items = [
    ...claims.map((claim) => annotationOf(analysis, claim, url)),
    ...clashes.map((clash, at) => linkOf(analysis, clash, 'clash', at, url, say)),
    ...summarise(analysis).agreements.map((agreement, at) => linkOf(analysis, agreement, 'agreement', at, url, say)),
  ];
  return {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    type: 'AnnotationCollection',
    ...(article.title !== null && { label: article.title }),
    total: items.length,
    first: { type: 'AnnotationPage', startIndex: 0, items },
  };
}

const text = (purpose: string, value: string) => ({ type: 'TextualBody', purpose, format: 'text/plain', value });
const idOf = (url: string, what: string): string => `${url.split('#')[0]}#vantage-${what}`;

function linkOf(analysis: Analysis, pair: Pair, kind: 'clash' | 'agreement', at: number, url: string, say: Say) {
  const names = [pair.a, ...(pair.b === null ? [] : [pair.b])].map((id) => nameOf(analysis, id, say));
  const reason = reasonOf(analysis, pair, say, (words) => words);
  return {
    id: idOf(url, `${kind}-${at + 1}`),
    type: 'Annotation',
    motivation: 'linking',
    body: [
      ...names.map((name) => text('identifying', name)),
      text('tagging', kind),
      ...('over' in pair ? [text('describing', pair.over)] : []),
      ...(reason ? [text('commenting', [reason.why, reason.rests].filter(Boolean).join(' · '))] : []),
    ],
    target: pair.claims.map((claim) => ({ id: idOf(url, claim), type: 'Annotation' })),
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
  return {
    id: idOf(url, claim.id),
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
