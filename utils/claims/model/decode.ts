import type { Span } from '../../analysis.ts';
import type { TextDocument, Token } from '../../language/document.ts';
import type { Quotation } from '../quotations.ts';
import { accept, acceptanceFeatures } from './acceptance.ts';
import { pairRows, quotationState, tokenRows, windowsOf } from './features.ts';
import { softmax, viterbi } from './layers.ts';
import { mark, release } from './memory.ts';
import { encode, type Network, pair, pairBase } from './network.ts';
import { LABEL_COUNT, ROLE_COUNT } from './parameters.ts';

/** A cue that the network proposes, with the content and the source that it found for it. */
export interface Candidate {
  readonly content: readonly Span[];
  readonly source: readonly Span[];
  readonly cue: Span;
  /** Probability that it is a reported claim with the right source. */
  readonly probability: number;
  /** Probability that the cue is one of speaking, believing, wanting or acting. */
  readonly cueOrBelief: number;
  /** What `probability` was reckoned from. */
  readonly features: Float32Array;
  /** Where the content begins. */
  readonly paragraph: number;
}

/** Below this the second step is not asked. */
const LEAST_CUE = 0.15;
/** No window of running text has more cues; a hostile one must not cost more. */
const MOST_CUES = 24;

function spansOf(tokens: readonly Token[], path: Uint8Array, begin: number): Span[] {
  const spans: [number, number][] = [];
  path.forEach((role, i) => {
    const { start, end } = tokens[i]!;
    const goesOn = role === begin + 1 && (path[i - 1] === begin || path[i - 1] === begin + 1);
    // A piece ends with its paragraph.
    if (role === begin || (role === begin + 1 && !goesOn) || (goesOn && tokens[i - 1]!.paragraph !== tokens[i]!.paragraph))
      spans.push([start, end]);
    else if (role === begin + 1) spans.at(-1)![1] = end;
  });
  return spans;
}

const cueChances = (labels: Float32Array, at: number) => ({
  cueProbability: labels[at * LABEL_COUNT + 1]!,
  beliefProbability: labels[at * LABEL_COUNT + 3]!,
});

/** Mean probabilities of the content's tokens, by the first step and the second, and of the source's by the second; 0 of none. `scores` are the second's. */
function means(labels: Float32Array, scores: Float32Array, path: Uint8Array) {
  let content = 0;
  let role = 0;
  let contentCount = 0;
  let source = 0;
  let sourceCount = 0;
  path.forEach((r, t) => {
    if (r === 0) return;
    const roles = softmax(scores.subarray(t * ROLE_COUNT, (t + 1) * ROLE_COUNT), 1, ROLE_COUNT);
    if (r <= 2) {
      content += labels[t * LABEL_COUNT + 5]! + labels[t * LABEL_COUNT + 6]!;
      role += roles[1]! + roles[2]!;
      contentCount++;
    } else {
      source += roles[3]! + roles[4]!;
      sourceCount++;
    }
  });
  return {
    contentProbability: content / Math.max(1, contentCount),
    roleProbability: role / Math.max(1, contentCount),
    sourceProbability: source / Math.max(1, sourceCount),
  };
}

/** The probability that lets the MOST_CUES likeliest cues of a window pass. */
function leastCue(labels: Float32Array, steps: number): number {
  const likely: number[] = [];
  for (let t = 0; t < steps; t++) {
    const p = labels[t * LABEL_COUNT + 1]! + labels[t * LABEL_COUNT + 3]!;
    if (p >= LEAST_CUE) likely.push(p);
  }
  return likely.length <= MOST_CUES ? LEAST_CUE : likely.sort((a, b) => b - a)[MOST_CUES - 1]!;
}

function candidatesOf(network: Network, tokens: readonly Token[], inText: readonly Quotation[]): Candidate[] {
  const quotations = quotationState(tokens, inText);
  const encoded = encode(network, tokenRows(tokens, quotations));
  const { labels, steps } = encoded;
  const candidates: Candidate[] = [];
  const least = leastCue(labels, steps);
  let base: Float32Array | null = null;
  let busyUntil = -1;
  for (let first = 0; first < steps; first++) {
    const at = first * LABEL_COUNT;
    if (first <= busyUntil || labels[at + 1]! + labels[at + 3]! < least || candidates.length >= MOST_CUES) continue;
    let last = first;
    while (last + 1 < steps && labels[(last + 1) * LABEL_COUNT + 2]! + labels[(last + 1) * LABEL_COUNT + 4]! > 0.5) last++;
    busyUntil = last;
    base ??= pairBase(network, encoded);
    // Room for one cue at a time, however many a window has: past the reserved room all is reckoned in plain JavaScript.
    const room = mark();
    const { scores } = pair(network, encoded, base, first, last, pairRows(tokens, quotations, labels, first, last));
    const path = viterbi(scores, steps, ROLE_COUNT, network.weights.moves!, network.weights.first!);
    const parts = { tokens, roles: path, quotations, first, last, ...means(labels, scores, path), ...cueChances(labels, first) };
    release(room);
    if (parts.contentProbability === 0) continue;
    const features = acceptanceFeatures(parts);
    candidates.push({
      content: spansOf(tokens, path, 1),
      source: spansOf(tokens, path, 3),
      cue: [tokens[first]!.start, tokens[last]!.end],
      probability: accept(network.weights.acceptance!, features),
      cueOrBelief: parts.cueProbability + parts.beliefProbability,
      features,
      paragraph: tokens[path.findIndex((role) => role === 1 || role === 2)]!.paragraph,
    });
  }
  return candidates;
}

/** Work that stops after each paragraph or so, and tells how many of the document's tokens it has read. */
export type Steps<T> = Generator<number, T, undefined>;

/** All of the work at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Every cue that the network thinks possible, paragraph by paragraph, in reading order. Linear in the document's length. */
export const findCandidates = (network: Network, document: TextDocument, quotations: readonly Quotation[]): Candidate[] =>
  finish(findingCandidates(network, document, quotations));

export function* findingCandidates(network: Network, document: TextDocument, quotations: readonly Quotation[]): Steps<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const [from, to] of windowsOf(document.tokens, quotations)) {
    const before = mark();
    candidates.push(...candidatesOf(network, document.tokens.slice(from, to), quotations));
    release(before);
    yield to;
  }
  return candidates;
}
