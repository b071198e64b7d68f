import type { Analysis, Reason, Span } from '../analysis.ts';
import { summarise } from '../framing/summary.ts';

const spans = (list: readonly Span[]): [number, number][] => list.map(([start, end]) => [start, end]);

const plain = (reason: Reason) => ({ ...reason, words: spans(reason.words) });

/** An analysis in the project's contract, keys in its order; offsets are UTF-16 code units of `article.text`. */
export function toContract(id: string, { article, claims, speakers, framings, clashes }: Analysis) {
  const { title, byline, publisher, published, language, text } = article;
  return {
    id,
    article: { title, byline, publisher, published, language, text },
    claims: claims.map((claim) => ({
      id: claim.id,
      type: claim.type,
      content: spans(claim.content),
      source: spans(claim.source),
      cue: spans(claim.cue),
      speaker: claim.speaker,
      confidence: Math.round(claim.confidence * 1000) / 1000,
      act: claim.act,
      position: claim.position && { toward: claim.position.toward, target: claim.position.target },
      function: claim.function,
      reasons: Object.fromEntries(Object.entries(claim.reasons).map(([label, list]) => [label, spans(list)])),
    })),
    speakers: speakers.map(({ id, name, kind, role, aliases, words }) => ({ id, name, kind, role, aliases, words })),
    framings: framings.map(({ id, title, claims, speakers, quote }) => ({ id, title, claims, speakers, quote })),
    clashes: clashes.map(({ a, b, over, claims, reason }) => ({
      a,
      b,
      over,
      claims,
      ...(reason ? { reason: plain(reason) } : {}),
    })),
  };
}

/** One line of JSON. */
export const toJson = (id: string, analysis: Analysis): string => JSON.stringify(toContract(id, analysis));

/** The contract for a file to keep, with who backs whom. */
export const toFile = (id: string, analysis: Analysis) => ({
  ...toContract(id, analysis),
  agreements: summarise(analysis).agreements.map(({ a, b, reason, claims }) => ({ a, b, claims, reason: plain(reason) })),
});
