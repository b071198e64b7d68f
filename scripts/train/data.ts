import { readFileSync } from 'node:fs';
import type { Span } from '../../utils/analysis.ts';
import { quotationState, tokenRows, windowsOf } from '../../utils/claims/model/features.ts';
import { findQuotations, type Quotation } from '../../utils/claims/quotations.ts';
import type { Token } from '../../utils/language/document.ts';
import type { Tagger } from '../../utils/language/tagger.ts';

export interface GoldAttribution {
  readonly content: readonly Span[];
  readonly source: readonly Span[];
  readonly cue: readonly Span[];
  /** Whether a reader would call it a claim; PolNeAR also marks beliefs, wants and acts. */
  readonly speech: boolean;
}

export interface GoldDocument {
  readonly id: string;
  readonly text: string;
  readonly attributions: readonly GoldAttribution[];
}

/** One cue of a window with the roles of the tokens around it. */
export interface CueExample {
  readonly first: number;
  readonly last: number;
  readonly roles: Uint8Array;
  /** Share of a whole example that it counts in training; 1 where not given. */
  readonly weight?: number;
}

/** A paragraph, or at most WINDOW tokens of it. */
export interface Example {
  readonly tokens: readonly Token[];
  readonly quotations: Uint8Array;
  readonly rows: Int32Array;
  readonly labels: Uint8Array;
  readonly cues: readonly CueExample[];
  /** What teachers think of each token: tokens × LABEL_COUNT probabilities. Taken for `labels` where those are nobody's (`taught`), else half and half. */
  readonly soft?: Float32Array;
  readonly taught?: boolean;
}

interface RawDocument {
  id: string;
  text: string;
  kind?: string;
  attributions?: (GoldAttribution & { speech?: boolean })[];
  claims?: (GoldAttribution & { claim?: boolean; optional?: boolean })[];
}

/** Documents of the corpora's form or of gold's, one a line. */
export function readGold(file: string): (GoldDocument & { kind: string })[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const raw = JSON.parse(line) as RawDocument;
      const attributions = raw.attributions
        ? raw.attributions.map((a) => ({ ...a, speech: a.speech === true }))
        : (raw.claims ?? []).filter((c) => c.claim !== false && !c.optional).map((c) => ({ ...c, speech: true }));
      return { id: raw.id, text: raw.text, kind: raw.kind ?? 'corpus', attributions };
    });
}

/** Indexes of the tokens that spans cover by more than half. */
function covered(tokens: readonly Token[], spans: readonly Span[]): number[][] {
  return spans.map(([start, end]) => {
    const list: number[] = [];
    tokens.forEach((token, i) => {
      if ((Math.min(token.end, end) - Math.max(token.start, start)) * 2 > token.end - token.start) list.push(i);
    });
    return list;
  });
}

/** The windows of a document, labelled. */
export function examplesOf(gold: GoldDocument, tag: Tagger): Example[] {
  const document = tag(gold.text);
  const quotations = findQuotations(document.text, document.paragraphs);
  const examples = windowsOf(document.tokens, quotations).map(([from, to]) =>
    exampleOf(document.tokens.slice(from, to), quotations, gold.attributions),
  );
  return examples;
}

/** Sentences of news that nobody marked claims in, each a document and each once: lines of `{"text"}`. */
export function readUnlabelled(file: string): GoldDocument[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const texts = new Set(lines.map((line) => (JSON.parse(line) as { text: string }).text));
  return Array.from(texts, (text, i) => ({ id: `${i}`, text, attributions: [] }));
}

function exampleOf(tokens: readonly Token[], inText: readonly Quotation[], attributions: readonly GoldAttribution[]): Example {
  const start = tokens[0]!.start;
  const end = tokens.at(-1)!.end;
  const touches = (spans: readonly Span[]): boolean => spans.some(([a, b]) => a < end && b > start);
  const here = attributions.filter((a) => touches(a.content) || touches(a.source) || touches(a.cue));
  const labels = new Uint8Array(tokens.length);
  const cues: CueExample[] = [];
  const write = (into: Uint8Array, pieces: number[][], begin: number): void => {
    for (const piece of pieces)
      piece.forEach((i, k) => {
        into[i] = k === 0 || piece[k - 1] !== i - 1 ? begin : begin + 1;
      });
  };
  for (const a of here) write(labels, covered(tokens, a.content), 5);
  for (const a of here) write(labels, covered(tokens, a.source), 7);
  for (const a of here) {
    const cue = covered(tokens, a.cue).filter((piece) => piece.length > 0);
    write(labels, cue, a.speech ? 1 : 3);
    if (cue.length === 0) continue;
    const roles = new Uint8Array(tokens.length);
    write(roles, covered(tokens, a.content), 1);
    write(roles, covered(tokens, a.source), 3);
    const first = cue[0]![0]!;
    cues.push({ first, last: cue[0]!.at(-1)!, roles });
  }
  const quotations = quotationState(tokens, inText);
  return { tokens, quotations, rows: tokenRows(tokens, quotations), labels, cues };
}
