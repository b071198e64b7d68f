import nlp from 'compromise';
import type { Span } from '../../utils/analysis.ts';
import type { Predicted } from './attributions.ts';

interface Found {
  terms: { text: string; offset: { start: number; length: number } }[];
}

const spanOf = ({ terms }: Found): Span => [terms[0]!.offset.start, terms.at(-1)!.offset.start + terms.at(-1)!.offset.length];

/** compromise's `quotations()`, each with the nearest of its `people()` in the text as source: it names no speaker itself. */
export function compromise(text: string): Predicted[] {
  const view = nlp(text);
  const people = (view.people().json({ offset: true }) as Found[]).filter(({ terms }) => terms.length > 0).map(spanOf);
  return (view.quotations().json({ offset: true }) as Found[])
    .filter(({ terms }) => terms.length > 0)
    .map((found) => {
      const content = spanOf(found);
      const away = ([start, end]: Span): number => Math.max(start - content[1], content[0] - end, 0);
      const outside = people.filter(([start, end]) => end <= content[0] || start >= content[1]);
      const nearest = outside.reduce<Span | null>((best, span) => (best === null || away(span) < away(best) ? span : best), null);
      return { content: [content], source: nearest ? [nearest] : [], cue: [], confidence: 1 };
    });
}
