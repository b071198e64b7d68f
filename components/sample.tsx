import { useEffect, useRef } from 'preact/hooks';
import type { Analysis, Article } from '../utils/analysis.ts';
import { OffsetMap } from '../utils/article/offset-map.ts';
import { say } from '../utils/i18n.ts';
import { createMarks } from '../utils/marks/marks.ts';
import type { Density, Marks, MarksMap } from '../utils/marks/types.ts';

/** An invented article, to be marked before the reader's eyes. English, since that is what Vantage reads. */
const TITLE = 'Harbour to close its old swing bridge in autumn';
const PARAGRAPHS = [
  'The swing bridge at Marlow Quay will be closed in October and taken down, the harbour board said on Monday.',
  '“The bridge is no longer safe, and nobody can say how long it will hold,” said Edith Carrow, who chairs the board.',
  'Shopkeepers in the old town accused the board of letting the bridge rot for years. “They saved on paint, and now we pay for it with our shops,” said Paul Denby, a baker.',
  'Carrow denied that repairs had been put off. The board will run a free ferry until a new bridge is built, she promised.',
  'Nina Osei, an engineer who has studied the bridge, warned that a ferry could not carry the traffic of a market day. The town should mend the bridge rather than take it down, she said.',
];

export const SAMPLE: Article = {
  title: TITLE,
  byline: null,
  publisher: 'The Marlow Observer',
  published: '2031-05-12',
  language: 'en',
  text: PARAGRAPHS.join('\n\n'),
};

/** The way from the sample's offsets to its paragraphs as they are drawn: one text node each. */
function mapOf(root: HTMLElement): MarksMap {
  let start = 0;
  const runs = [...root.querySelectorAll('p')].flatMap((paragraph, piece) => {
    const node = paragraph.firstChild;
    if (!(node instanceof Text)) return [];
    const run = { start, node, offset: 0, length: node.data.length, piece };
    start += node.data.length + 2;
    return [run];
  });
  return new OffsetMap(runs, [root]);
}

/** Null while the sample is being read. */
export type SampleAnalysis = Analysis | 'failed' | null;

/** The sample article with the marks that a setting gives. */
export function Sample({ analysis, density }: { analysis: SampleAnalysis; density: Density }) {
  const article = useRef<HTMLElement>(null);
  const marks = useRef<Marks | null>(null);
  useEffect(() => {
    if (!analysis || analysis === 'failed' || !article.current) return;
    const life = new AbortController();
    marks.current = createMarks({ analysis, map: mapOf(article.current), settings: { density }, say, signal: life.signal, document });
    void marks.current.paint();
    return () => life.abort();
  }, [analysis]);
  useEffect(() => void marks.current?.update({ density }), [density]);
  return (
    <>
      <p role="status" class={analysis === 'failed' ? 'notice' : 'quiet'}>
        {analysis === null ? say('sample_reading') : analysis === 'failed' ? say('sample_error') : ''}
      </p>
      <article ref={article} class="sample" lang="en" dir="ltr" aria-label={say('sample')}>
        <h3>{TITLE}</h3>
        {PARAGRAPHS.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </article>
    </>
  );
}
