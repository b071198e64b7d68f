import type { Act, Analysis, Claim, Position, Span, Speaker } from '../../utils/analysis.ts';
import type { MarksMap } from '../../utils/marks/types.ts';

/** An invented article, set as HTML into a page, with the analysis an engine would give. */

const PARAGRAPHS = [
  'The harbour council of Port Ellery voted on Tuesday to close the old ferry pier, a week after a crossing had to be broken off in heavy weather.',
  'Harbour Master Ilse Varnhagen played down reports that the pier was unsafe, telling reporters that “nobody was in danger at any time”. She added that the closure was a precaution and would last until spring.',
  'Councillor Tomas al-Rashidi accused the ferry company of ignoring three written warnings. “They knew, and they sailed,” he said. The company, Ellery Crossings, denied that it had received any warning in writing.',
  'Residents were divided. “We will be cut off for months,” warned Maud Okonjo, who runs the bakery on the island side, while the Islanders’ Association for Safe Crossings welcomed the vote and said the pier should have been closed years ago. A spokesman who asked not to be named said the decision had been taken “under pressure”.',
  'The council is to decide in March. According to Varnhagen, a temporary landing stage will be ready by then, and the harbour office will pay for a bus.',
] as const;

interface Said {
  readonly words: string;
  readonly by: number | null;
  readonly act: Act;
  readonly position?: Position;
  readonly because?: string;
  readonly confidence?: number;
}

const SPEAKERS: Speaker[] = [
  { id: 's1', name: 'Ilse Varnhagen', kind: 'person', role: 'Harbour Master', aliases: ['Varnhagen', 'She'], words: 40 },
  { id: 's2', name: 'Tomas al-Rashidi', kind: 'person', role: 'Councillor', aliases: ['he'], words: 20 },
  { id: 's3', name: 'Ellery Crossings', kind: 'group', role: null, aliases: ['The company'], words: 10 },
  { id: 's4', name: 'Maud Okonjo', kind: 'person', role: 'who runs the bakery on the island side', aliases: [], words: 8 },
  { id: 's5', name: 'Islanders’ Association for Safe Crossings', kind: 'group', role: null, aliases: [], words: 9 },
];

const SAID: Said[] = [
  { words: 'reports that the pier was unsafe', by: 0, act: 'plays-down', because: 'played down' },
  { words: '“nobody was in danger at any time”', by: 0, act: 'states' },
  { words: 'the closure was a precaution and would last until spring', by: 0, act: 'states' },
  {
    words: 'the ferry company of ignoring three written warnings',
    by: 1,
    act: 'accuses',
    position: { toward: 'against', target: 'the ferry company' },
    because: 'accused',
  },
  { words: '“They knew, and they sailed,”', by: 1, act: 'accuses', position: { toward: 'against', target: 'the ferry company' } },
  { words: 'it had received any warning in writing', by: 2, act: 'denies', because: 'denied' },
  { words: '“We will be cut off for months,”', by: 3, act: 'warns', because: 'warned' },
  {
    words: 'the vote and said the pier should have been closed years ago',
    by: 4,
    act: 'praises',
    position: { toward: 'for', target: 'the vote' },
    because: 'welcomed',
  },
  { words: 'the decision had been taken “under pressure”', by: null, act: 'states', confidence: 0.4 },
  { words: 'a temporary landing stage will be ready by then, and the harbour office will pay for a bus', by: 0, act: 'pledges' },
];

export interface PageOptions {
  /** CSS of the page. */
  readonly css?: string;
  readonly times?: number;
  readonly aside?: boolean;
  readonly header?: boolean;
  /** Words put before the first speaker's name. */
  readonly name?: string;
}

export interface Page {
  readonly analysis: Analysis;
  readonly map: MarksMap;
  readonly article: HTMLElement;
}

/** Finds text offsets in the text nodes of `root`'s paragraphs, joined by blank lines. */
function mapOf(root: HTMLElement): { text: string; map: MarksMap } {
  const nodes: { node: Text; start: number }[] = [];
  let text = '';
  for (const paragraph of root.querySelectorAll('p')) {
    if (text !== '') text += '\n\n';
    const walker = root.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      nodes.push({ node, start: text.length });
      text += node.data;
    }
  }
  const rangesOf = ([from, to]: Span): Range[] =>
    nodes.flatMap(({ node, start }) => {
      const [begin, end] = [Math.max(from, start), Math.min(to, start + node.data.length)];
      if (begin >= end || !node.isConnected) return [];
      const range = root.ownerDocument.createRange();
      range.setStart(node, begin - start);
      range.setEnd(node, end - start);
      return [range];
    });
  return { text, map: { rangesOf, isStale: () => nodes.some(({ node }) => !node.isConnected), roots: [root] } };
}

/** Replaces the document's body by the article, and gives its analysis. */
export function setPage(document: Document, { css = '', times = 1, aside = false, header = false, name }: PageOptions = {}): Page {
  const style = document.createElement('style');
  style.textContent = css;
  const article = document.createElement('article');
  const heading = document.createElement('h1');
  heading.textContent = 'Port Ellery closes its ferry pier';
  article.append(heading);
  for (let round = 0; round < times; round += 1) {
    for (const paragraph of PARAGRAPHS) {
      const p = document.createElement('p');
      const [before, link, after] = paragraph.split(/(ferry company)/, 3);
      p.append(before ?? '');
      if (link !== undefined) {
        const a = document.createElement('a');
        a.href = '#company';
        a.textContent = link;
        p.append(a, after ?? '');
      }
      article.append(p);
    }
  }
  const main = document.createElement('main');
  main.append(article);
  if (aside) {
    const rail = document.createElement('aside');
    rail.textContent = 'More from Port Ellery: the fish market, the new school, a walk along the mole.';
    main.append(rail);
  }
  document.body.replaceChildren(
    style,
    ...(header ? [Object.assign(document.createElement('header'), { textContent: 'The Ellery Courier' })] : []),
    main,
  );

  const { text, map } = mapOf(article);
  const speakers = SPEAKERS.map((speaker, at) => (at === 0 && name !== undefined ? { ...speaker, name, aliases: [] } : speaker));
  const claims: Claim[] = [];
  let cursor = 0;
  for (let round = 0; round < times; round += 1) {
    for (const { words, by, act, position = null, because, confidence = 0.9 } of SAID) {
      const start = text.indexOf(words, cursor);
      const reason = because === undefined ? -1 : text.indexOf(because, Math.max(0, start - 60));
      claims.push({
        id: `c${claims.length + 1}`,
        type: 'mixed',
        content: [[start, start + words.length]],
        source: [],
        cue: [],
        confidence,
        speaker: by === null ? null : SPEAKERS[by]!.id,
        act,
        position,
        function: act === 'warns' ? 'problem' : act === 'accuses' ? 'cause' : 'background',
        reasons: because === undefined || reason < 0 ? {} : { act: [[reason, reason + because.length]] },
      });
      cursor = start + 1;
    }
  }
  return {
    article,
    map,
    analysis: {
      article: { title: heading.textContent, byline: null, publisher: 'The Ellery Courier', published: '2031-02-04', language: 'en', text },
      claims,
      speakers,
      framings: [
        { id: 'f1', title: 'the pier was unsafe and the company knew', claims: ['c4', 'c5', 'c7'], speakers: ['s2', 's4'], quote: 'c5' },
      ],
      clashes: [{ a: 's2', b: 's3', over: 'whether there were written warnings', claims: ['c4', 'c6'] }],
    },
  };
}

export const NEWSPAPER = `
  body { margin: 0; font: 18px/1.6 Georgia, 'DejaVu Serif', serif; color: #222; background: #fff; }
  main { display: flex; justify-content: center; gap: 180px; padding: 0 16px; }
  article { max-width: 620px; min-width: 0; }
  aside { width: 200px; background: #eee; padding: 12px; }
  header { position: sticky; top: 0; padding: 14px; background: #fff; border-bottom: 1px solid #ccc; }
`;
