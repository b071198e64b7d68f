import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import '../../utils/marks/highlights.css';
import type { Act, Analysis, Span } from '../../utils/analysis.ts';
import { looksLikeNews } from '../../utils/article/gate.ts';
import { type ReadArticle, readArticle, readInSteps } from '../../utils/article/read.ts';
import { say } from '../../utils/i18n.ts';
import { createMarks } from '../../utils/marks/marks.ts';
import { removeRemains } from '../../utils/marks/overlay.ts';
import type { Marks } from '../../utils/marks/types.ts';

/** Reading and marking of whatever a page may be made of, in a real browser. */

const URL = 'https://tidings.example/2031/04/02/the-weir-at-tarn-is-shut';
const SENTENCE =
  'The weir at Tarn will stay shut until the summer, the council said on Monday, after cracks were found in two of its walls. ';

let ending = new AbortController();
afterEach(() => {
  ending.abort();
  ending = new AbortController();
  document.body.replaceChildren();
});

/** Claims at places of the text, as an engine might give them, with words of the page for names. */
function analysisOf({ article }: ReadArticle, spans: readonly Span[], name: string): Analysis {
  const acts: Act[] = ['accuses', 'denies', 'states'];
  return {
    article,
    speakers: [{ id: 's1', name, kind: 'person', role: name, aliases: [name], words: 3 }],
    claims: spans.map((span, n) => ({
      id: `c${n}`,
      type: 'direct',
      content: [span],
      source: [],
      cue: [],
      confidence: 0.9,
      speaker: n % 3 === 0 ? null : 's1',
      act: acts[n % 3]!,
      position: n % 2 === 0 ? { toward: 'against', target: name } : null,
      function: 'background',
      reasons: {},
    })),
    framings: [{ id: 'f1', title: name, claims: ['c0'], speakers: ['s1'], quote: 'c0' }],
    clashes: [],
  };
}

/** The page as it stands: every node, attribute and word. */
const picture = (): string => new XMLSerializer().serializeToString(document.body);

function spansIn(text: string, parts: readonly number[]): Span[] {
  const spans: Span[] = [];
  for (let n = 0; n + 1 < parts.length; n += 2) {
    const start = Math.floor(parts[n]! * text.length);
    const end = Math.min(text.length, start + 1 + Math.floor(parts[n + 1]! * 200));
    if (end > start) spans.push([start, end]);
  }
  return spans.sort((a, b) => a[0] - b[0]);
}

async function mark(reading: ReadArticle, spans: readonly Span[], name = 'Ada Vane'): Promise<Marks> {
  const marks = createMarks({
    analysis: analysisOf(reading, spans, name),
    map: reading.map,
    settings: { density: 'labels' },
    say,
    signal: ending.signal,
    document,
  });
  await marks.paint();
  return marks;
}

/** Without what reading takes for white space or for nothing. */
const squeezed = (text: string): string => text.replace(/[\s\p{Cc}\u00ad\u200b-\u200d\u2060\ufeff]+/gu, '');

/** What is marked lies in the article's text: each range holds no more than the words of its claim. */
function expectInBounds({ article, map }: ReadArticle, spans: readonly Span[]): void {
  for (const [start, end] of spans) {
    const words = squeezed(article.text.slice(start, end));
    for (const range of map.rangesOf([start, end])) {
      expect(range.commonAncestorContainer.isConnected).toBe(true);
      expect(words).toContain(squeezed(range.toString()));
    }
  }
}

const TEXTS = fc.oneof(
  fc.constantFrom(
    SENTENCE,
    `“${SENTENCE}” said Ada Vane. `,
    '<script>window.harm = 1</script>',
    '"><img src=x onerror="window.harm = 1">',
    '\u202eevil\u202c ',
    '\u2067\u2066\u2069',
    '\u00ad\u200b\ufeff',
    '“'.repeat(50),
    '👩‍👩‍👧 ',
    '\ud83d',
    ' ',
    '\u0000',
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
/** What fields of a form may be called, to hide what the form has of its own. */
const NAMES = [
  ...['nodeType', 'nodeName', 'localName', 'tagName', 'parentNode', 'parentElement', 'firstChild', 'nextSibling', 'childNodes', 'children'],
  ...[
    'textContent',
    'shadowRoot',
    'getAttribute',
    'hasAttribute',
    'closest',
    'contains',
    'querySelector',
    'getRootNode',
    'checkVisibility',
  ],
];
const TAGS = fc.constantFrom(
  'p',
  'p',
  'p',
  'div',
  'article',
  'span',
  'b',
  'a',
  'form',
  'ul',
  'li',
  'blockquote',
  'table',
  'td',
  'br',
  'template',
  'svg',
  'details',
  'x-y',
  'h2',
  'figure',
  'pre',
);
interface Tree {
  readonly tag: string;
  /** Of a field in it, if it is a form. */
  readonly field: string;
  readonly shade: boolean;
  readonly inside: readonly (string | Tree)[];
}
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    tag: TAGS,
    shade: fc.boolean(),
    field: fc.constantFrom(...NAMES),
    inside: fc.array(fc.oneof({ depthSize: 'small', withCrossShrink: true }, TEXTS, tie('tree')), { maxLength: 8 }),
  }),
}));

function grow({ tag, shade, field, inside }: Tree): Element {
  const element = document.createElement(tag);
  const to = shade && tag === 'x-y' ? element.attachShadow({ mode: 'open' }) : element;
  to.append(...inside.map((child) => (typeof child === 'string' ? child : grow(child))));
  if (tag === 'form') Element.prototype.append.call(element, Object.assign(document.createElement('input'), { name: field }));
  return element;
}

const PARTS = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 2, maxLength: 12 });

describe('any page at all', () => {
  test('is read and marked without an exception, in bounds, and stays as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tree, { minLength: 1, maxLength: 6 }), PARTS, TEXTS, async (trees, parts, name) => {
        const article = document.createElement('article');
        article.append(
          ...Array.from({ length: 3 }, () => Object.assign(document.createElement('p'), { textContent: SENTENCE })),
          ...trees.map(grow),
        );
        document.body.replaceChildren(article);
        const before = picture();
        looksLikeNews(document, URL);
        const reading = readArticle(document, URL);
        expect(picture()).toBe(before);
        if (!reading) return;
        const spans = spansIn(reading.article.text, parts);
        expectInBounds(reading, spans);
        const marks = await mark(reading, spans, name);
        expect(picture()).toBe(before);
        marks.show('c0');
        marks.next();
        ending.abort();
        ending = new AbortController();
        expect(picture()).toBe(before);
        expect(document.documentElement.children.length).toBe(2);
        expect((window as { harm?: number }).harm).toBeUndefined();
      }),
      { numRuns: 60, seed: 20_310_402 },
    );
  }, 120_000);

  test('nodes that move between reading and marking: nothing beside a claim’s own words is marked', async () => {
    await fc.assert(
      fc.asyncProperty(PARTS, fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 1, maxLength: 20 }), async (parts, moves) => {
        const article = document.createElement('article');
        for (let n = 0; n < 10; n++) {
          const p = document.createElement('p');
          p.append(
            `${n} ${SENTENCE}`,
            Object.assign(document.createElement('b'), { textContent: `bold ${n} ` }),
            SENTENCE,
            `“Again ${n},” he said.`,
          );
          article.append(p);
        }
        document.body.replaceChildren(article);
        const reading = readArticle(document, URL)!;
        const spans = spansIn(reading.article.text, parts);
        const pieces = [...article.querySelectorAll('p, b')].flatMap((element) => [element, ...element.childNodes]);
        for (const [from, to] of moves) {
          const node = pieces[from % pieces.length]!;
          const beside = pieces[to % pieces.length]!;
          if (!node.contains(beside) && beside.parentNode) beside.parentNode.insertBefore(node, beside);
        }
        expectInBounds(reading, spans);
        (await mark(reading, spans)).destroy();
      }),
      { numRuns: 60, seed: 20_310_402 },
    );
  }, 120_000);
});

test.each(NAMES)('a form with a field called %s hides nothing of the story, and does not hold up its reading', async (field) => {
  const story = Array.from({ length: 4 }, (_, n) => Object.assign(document.createElement('p'), { textContent: `${n} ${SENTENCE}` }));
  const form = (): Element =>
    grow({ tag: 'form', shade: false, field, inside: [{ tag: 'p', shade: false, field, inside: ['Write to us.'] }] });
  const article = document.createElement('article');
  article.append(form(), ...story.slice(0, 2), form(), ...story.slice(2), form());
  document.body.append(form(), article, form());
  const reading = readArticle(document, URL)!;
  for (const { textContent } of story) expect(reading.article.text).toContain(textContent!.trim());
  (await mark(reading, [[0, 20]])).destroy();
});

describe('a page that changes while it is read', () => {
  /** Paragraphs in sections; long enough that reading it takes many steps. */
  const long = (): HTMLElement => {
    const article = document.createElement('article');
    for (let s = 0; s < 20; s++) {
      const section = document.createElement('section');
      for (let n = 0; n < 20; n++) {
        const p = document.createElement('p');
        p.append(`${s} ${n} ${SENTENCE}`, Object.assign(document.createElement('b'), { textContent: `bold ${n} ` }), 'And so on, he said.');
        section.append(p);
      }
      article.append(section);
    }
    return article;
  };
  const CHANGES = fc.array(fc.tuple(fc.constantFrom('move', 'remove', 'wrap', 'empty', 'write'), fc.nat(1_999), fc.nat(1_999)), {
    minLength: 1,
    maxLength: 40,
  });
  const change = (pieces: readonly Node[], [how, a, b]: readonly [string, number, number]): void => {
    const node = pieces[a % pieces.length]!;
    const beside = pieces[b % pieces.length]!;
    if (how === 'move' && !node.contains(beside)) beside.parentNode?.insertBefore(node, beside);
    if (how === 'remove') node.parentNode?.removeChild(node);
    if (how === 'wrap' && node.parentNode) {
      const box = document.createElement('div');
      node.parentNode.replaceChild(box, node);
      box.append(node);
    }
    if (how === 'empty') node.textContent = '';
    if (how === 'write') node.textContent = `${b} ${SENTENCE}`;
  };

  /** Reads the page; between two steps it does what it likes. */
  const readWhile = (act: (step: number) => void): ReadArticle | null => {
    const steps = readInSteps(document, URL);
    for (let step = 0; ; step++) {
      const { done, value } = steps.next();
      if (done) return value;
      act(step);
    }
  };

  test('is read to its end without an exception, and marked in bounds', async () => {
    // A page that is left alone takes more steps than there are changes to make between them.
    document.body.replaceChildren(long());
    let steps = 0;
    readWhile((step) => {
      steps = step;
    });
    expect(steps).toBeGreaterThan(10);
    await fc.assert(
      fc.asyncProperty(CHANGES, PARTS, async (changes, parts) => {
        const article = long();
        document.body.replaceChildren(article);
        const pieces = [...article.querySelectorAll('section, p, b')].flatMap((element) => [element, ...element.childNodes]);
        const reading = readWhile((step) => {
          // Now and then, so that they fall into every part of the work.
          const next = step % 2 === 0 ? changes[step / 2] : undefined;
          if (next) change(pieces, next);
        });
        if (!reading) return;
        const spans = spansIn(reading.article.text, parts);
        expectInBounds(reading, spans);
        (await mark(reading, spans)).destroy();
      }),
      { numRuns: 40, seed: 20_310_402 },
    );
  }, 120_000);

  test('one that puts in more as fast as it is read: there is an end', () => {
    const article = long();
    document.body.append(article);
    let put = 0;
    const reading = readWhile(() => {
      if (put++ < 300) article.append(...long().childNodes);
    });
    expect(reading?.article.text).toContain(SENTENCE.trim());
    expect(put).toBeGreaterThan(10);
  }, 60_000);
});

test('what a script left that was stopped before its time is taken away, and nothing of the page’s', async () => {
  const article = document.createElement('article');
  article.append(...Array.from({ length: 4 }, (_, n) => Object.assign(document.createElement('p'), { textContent: `${n} ${SENTENCE}` })));
  document.body.append(article);
  const beside = document.createElement('div');
  beside.style.setProperty('position', 'absolute', 'important');
  document.documentElement.append(beside);
  const own = new Highlight();
  CSS.highlights.set('of-the-page', own);
  await mark(readArticle(document, URL)!, [[0, 20]]);
  expect(document.documentElement.children.length).toBe(4);
  removeRemains(document);
  expect([...document.documentElement.children]).toEqual([document.head, document.body, beside]);
  expect([...CSS.highlights.keys()]).toEqual(['of-the-page']);
  beside.remove();
  CSS.highlights.clear();
});

describe('large pages', () => {
  const nested = (depth: number): Element => {
    const root = document.createElement('div');
    let element = root;
    for (let n = 0; n < depth; n++) {
      const inner = document.createElement('div');
      if (n % 500 === 0) element.append(SENTENCE);
      element.append(inner);
      element = inner;
    }
    element.append(Object.assign(document.createElement('p'), { textContent: SENTENCE.repeat(4) }));
    return root;
  };
  const wide = (count: number): Element => {
    const article = document.createElement('article');
    for (let n = 0; n < count; n++)
      article.append(Object.assign(document.createElement('p'), { textContent: n % 10 === 0 ? SENTENCE : `Line ${n}.` }));
    return article;
  };
  const one = (text: string): Element => Object.assign(document.createElement('p'), { textContent: text });

  test.each<[name: string, make: () => Element]>([
    ['ten thousand quotation marks', () => one(`${SENTENCE.repeat(3)}${'“'.repeat(10_000)}`)],
    ['a megabyte in one paragraph', () => one(SENTENCE.repeat(8_000))],
    ['a megabyte without a space', () => one(`${SENTENCE.repeat(3)}${'a'.repeat(1_000_000)}`)],
    ['fifty thousand nodes wide', () => wide(50_000)],
  ])(
    '%s',
    async (_name, make) => {
      document.body.append(make());
      const before = document.body.textContent;
      looksLikeNews(document, URL);
      const reading = readArticle(document, URL)!;
      const spans = spansIn(
        reading.article.text,
        Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? n / 60 : 0.5)),
      );
      (await mark(reading, spans)).destroy();
      expectInBounds(reading, spans);
      expect(document.body.textContent).toBe(before);
    },
    60_000,
  );

  // Not in the page's flow: the browser itself cannot lay out so deep a tree.
  test('fifty thousand nodes deep', () => {
    const root = nested(50_000);
    const box = document.createElement('div');
    box.style.display = 'none';
    box.append(root);
    const other = document.implementation.createHTMLDocument('Deep');
    other.body.append(box);
    looksLikeNews(other, URL);
    expect(() => readArticle(other, URL)).not.toThrow();
  }, 60_000);

  test('a thousand nodes deep, with marks', async () => {
    const root = nested(1_000);
    document.body.append(root);
    const reading = readArticle(document, URL)!;
    const spans: Span[] = [[10, 60]];
    expectInBounds(reading, spans);
    (await mark(reading, spans)).destroy();
  }, 60_000);
});
