import type { Attribution, Span } from '../../utils/analysis.ts';
import { loadTagger } from '../../utils/language/tagger.ts';

const tag = await loadTagger();

/** A claim from "before [cue] {content} after", its text tagged. */
export function claimOf(input: string) {
  let text = '';
  const cue: Span[] = [];
  const content: Span[] = [];
  let open = 0;
  for (const c of input) {
    if (c === '[' || c === '{') open = text.length;
    else if (c === ']') cue.push([open, text.length]);
    else if (c === '}') content.push([open, text.length]);
    else text += c;
  }
  const quoted = content.filter(([start]) => text[start] === '“').length;
  const type = quoted === 0 ? 'indirect' : quoted === content.length ? 'direct' : 'mixed';
  const attribution: Attribution = { type, content, source: [], cue, confidence: 1 };
  return { document: tag(text), attribution };
}
