// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gatherEvidence, looksLikeNews } from '../../utils/article/gate.ts';
import { readArticle } from '../../utils/article/read.ts';
import { readPlainText } from '../../utils/article/text.ts';

const URL = 'https://tidings.example/2031/04/02/wells-near-the-plant-fouled';
const parse = (body: string, head = ''): Document =>
  new DOMParser().parseFromString(`<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`, 'text/html');
const read = (body: string, head = ''): string[] => readArticle(parse(body, head), URL)?.article.text.split('\n\n') ?? [];

const P1 = 'The wells beside the battery plant at Ossel hold twice the lead that the law allows, the water board said on Monday.';
const P2 = 'Residents who have drunk from them for years want to know who knew, and since when, and why nobody told them about it.';
const P3 = '“We have nothing to hide,” said Helen Crane, who runs the plant, at a meeting that lasted until long after midnight.';
const P4 = 'Nobody could say on Tuesday how long the cleaning of the ground will take, or who is going to have to pay for it.';
const P5 = 'The board will meet again in the school on Friday, and it has asked the plant to send somebody who knows the pipes.';
const TOP = ['and again', 'so we hear', ''].flatMap((end) => [P1, P2, P3].map((p) => (end ? p.replace(/[,.]/, `, ${end},`) : p)));
const paragraphs = [P1, P2, P3].map((p) => `<p>${p}</p>`).join('');

describe('what is the article', () => {
  test.each<[name: string, body: string, text: string[]]>([
    ['paragraphs', `<article><h1>Wells fouled</h1>${paragraphs}</article>`, [P1, P2, P3]],
    [
      'no menu, share bar, caption, byline, related links or newsletter',
      `<header><nav><a href="/">Home</a></nav></header><article><h1>Wells fouled</h1><p class="byline">By Ida Marsh</p><div class="share-bar">Share this on everything that you can think of, please do it now.</div><p>${P1}</p><figure><img src="x"><figcaption>The plant at dusk, seen from the road to Ossel. Photo by our own reporter.</figcaption></figure><p>${P2}</p><div class="related-articles"><p>Ten other stories that have nothing to do with any of this, but you may like them.</p></div><p>Read more: The plant and its past</p><p>${P3}</p><section class="newsletter-signup"><p>Sign up for our newsletter, and we will send you more of the same each morning.</p></section></article><footer><p>All rights reserved by the publisher of this fine newspaper, since the year of its founding.</p></footer>`,
      [P1, P2, P3],
    ],
    [
      'no comments, with form or without',
      `<div class="post">${paragraphs}<h3>Leave a Reply</h3><p>Your email address will not be published. Required fields are marked, as everywhere else.</p><p>This is what I, a reader of this page, think about the matter of the wells in Ossel town.</p></div>`,
      [P1, P2, P3],
    ],
    [
      'subheads, quotations and lists belong to it',
      `<article><p>${P1}</p><h2>What the board found</h2><ul><li>Lead in four of the nine wells that were tested.</li></ul><blockquote>“Nobody told us anything at all.”</blockquote><p>${P2}</p></article>`,
      [P1, 'What the board found', 'Lead in four of the nine wells that were tested.', '“Nobody told us anything at all.”', P2],
    ],
    ['line breaks in place of paragraphs', `<div id="story">${P1}<br><br>${P2}<br/> <br/>${P3}</div>`, [P1, P2, P3]],
    [
      'a lone line break parts words, also one that is an empty element of that name; signs of Chinese are not parted',
      `<article><p>${P1.replace(' that', '<br>that')}</p><p>${P2.replace(' who', '<span class="id br"></span><i>who</i>')}</p><p>${P3}</p><p>水务局周一表示<br>奥塞尔电池厂附近的水井中铅的含量是法律允许的两倍，居民们多年来一直饮用这些水。</p></article>`,
      [P1, P2, P3, '水务局周一表示奥塞尔电池厂附近的水井中铅的含量是法律允许的两倍，居民们多年来一直饮用这些水。'],
    ],
    [
      'no disclaimer in the middle, no call to the reader at the end',
      `<article><p>${P1}</p><p>${P2}</p><p>Disclaimer: This article is meant for information only, and it is no advice to anybody.</p><p>${P3}</p><p>----------<br>SHARE YOUR STORY</p><p>Fill out the form below, or send us a letter, and we shall see what we can do for you.</p></article>`,
      [P1, P2, P3],
    ],
    [
      'inline markup joins words',
      `<article><p>The w<b>ells</b> beside the <a href="/plant">battery plant</a> at Ossel hold&nbsp;twice the lead that the&shy; law allows,\n  the water board said.</p><p>${P2}</p></article>`,
      ['The wells beside the battery plant at Ossel hold twice the lead that the law allows, the water board said.', P2],
    ],
    [
      'nothing hidden',
      `<article><p>${P1}</p><p style="display:none">${P2} Hidden.</p><p hidden>${P2} Hidden too.</p><p>${P3}</p></article>`,
      [P1, P3],
    ],
    [
      'an article cut in two around an advertisement',
      `<article><div class="top"><div class="body">${TOP.map((p) => `<p>${p}</p>`).join('')}</div></div><div class="bottom"><div class="body"><p>${P4}</p><p>${P5}</p></div></div><div class="end"><p>We are sorry, this feature is not there today, and nobody knows when it will be there again.</p></div></article>`,
      [...TOP, P4, P5],
    ],
    [
      'an inset that the page forgot to close',
      `<article><p>${P1}</p><p>${P2}</p><div class="video-embed"><iframe src="x"></iframe><p>${P3}</p><p>${P4}</p><p>${P5}</p><p>${P1} Again.</p><p>${P2} Again.</p><p>${P3} Again.</p></article>`,
      [P1, P2, P3, P4, P5, `${P1} Again.`, `${P2} Again.`, `${P3} Again.`],
    ],
    [
      'a summary above the text, made of its sentences',
      `<article><div class="synopsis">${P1} ${P4}</div><div class="body"><p>${P1}</p><p>${P2}</p><p>${P4}</p><p>${P3}</p></div></article>`,
      [P1, P2, P4, P3],
    ],
    [
      'headings that lead to what they name, and enumerations of links',
      `<article><p>${P1}</p><h3><a href="https://weir.example/">The weir at Tarn</a></h3><p>${P2}</p><p>Shaken: <a href="/t/a">Ossel</a>, <a href="/t/b">Tarn</a>, <a href="/t/c">Harrow</a> and Lower Weir</p><p>${P3}</p></article>`,
      [P1, 'The weir at Tarn', P2, 'Shaken: Ossel, Tarn, Harrow and Lower Weir', P3],
    ],
    [
      'utility class names say nothing',
      `<main><section class="prose prose-video:mt-2 print:block">${paragraphs}</section></main>`,
      [P1, P2, P3],
    ],
    [
      'a text file',
      `<pre>Wells fouled\n\n${P1}\n\n${P2}\n\n${P3}\n\nLeave a Reply\n\nYour email address will not be published.</pre>`,
      ['Wells fouled', P1, P2, P3],
    ],
  ])('%s', (_name, body, text) => {
    expect(read(body)).toEqual(text);
  });

  test('no running text is no article', () => {
    expect(readArticle(parse('<p>Hello.</p>'), URL)).toBeNull();
  });
});

test('the metadata that the page gives', () => {
  const data = JSON.stringify({
    '@type': 'NewsArticle',
    headline: 'Wells fouled',
    author: [{ name: 'Ida Marsh' }],
    publisher: { name: 'The Tidings' },
    datePublished: '2031-04-02T08:00:00Z',
  });
  const document = parse(`<h1>Wells fouled</h1><article>${paragraphs}</article>`, `<script type="application/ld+json">${data}</script>`);
  expect(readArticle(document, URL)?.article).toMatchObject({
    title: 'Wells fouled',
    byline: 'Ida Marsh',
    publisher: 'The Tidings',
    published: '2031-04-02T08:00:00Z',
    language: 'en',
  });
});

describe('the map', () => {
  test('every paragraph is found again on the page, which stays as it was', () => {
    const document = parse(
      `<article><p>The w<b>ells</b>  beside\n the <i>plant&nbsp;at</i> Ossel hold twice the lead that the law allows.</p>${paragraphs}</article>`,
    );
    const before = document.documentElement.outerHTML;
    const { article, map } = readArticle(document, URL)!;
    let at = 0;
    for (const paragraph of article.text.split('\n\n')) {
      const shown = map
        .rangesOf([at, at + paragraph.length])
        .map(String)
        .join('');
      expect(shown.replace(/\s+/g, ' ')).toBe(paragraph);
      at += paragraph.length + 2;
    }
    expect(document.documentElement.outerHTML).toBe(before);
  });

  test('a claim that runs over a lone line break is one range', () => {
    const document = parse(`<article><p>${P1.replace(' that', '<br>that')}</p><p>${P2}</p></article>`);
    const { article, map } = readArticle(document, URL)!;
    const [start, end] = [article.text.indexOf('the lead'), article.text.indexOf(' allows')];
    expect(map.rangesOf([start, end]).map((range) => range.toString())).toEqual(['the leadthat the law']);
  });

  test('a place on the page and its offset lead to each other', () => {
    const { article, map } = readArticle(parse(`<article>${paragraphs}</article>`), URL)!;
    for (const word of ['lead', 'Residents', 'midnight']) {
      const start = article.text.indexOf(word);
      const [range] = map.rangesOf([start, start + word.length]);
      expect(String(range)).toBe(word);
      expect(map.offsetAt(range!.startContainer, range!.startOffset)).toBe(start);
    }
  });

  test('text that the page took away has no range, and the map says that it is stale', () => {
    const document = parse(`<article>${paragraphs}</article>`);
    const { map } = readArticle(document, URL)!;
    expect(map.isStale()).toBe(false);
    document.querySelector('p')!.remove();
    expect(map.isStale()).toBe(true);
    expect(map.rangesOf([0, P1.length])).toEqual([]);
    expect(map.rangesOf([P1.length + 2, P1.length + 2 + P2.length]).map(String)).toEqual([P2]);
  });
});

describe('hostile pages', () => {
  test('thousands of nodes deep', () => {
    const document = parse(`<article>${paragraphs}</article>`);
    let parent: Element = document.querySelector('article')!;
    for (let i = 0; i < 2_000; i++) {
      const child = document.createElement('span');
      parent.append(child);
      parent = child;
    }
    parent.textContent = 'Down here nobody reads.';
    expect(readArticle(document, URL)?.article.text).toContain(P2);
  });

  test('any markup is read without an exception, and its ranges are on the page', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<div>',
      '</div>',
      '<br>',
      '<b>',
      '</b>',
      '<a href="#">',
      '</a>',
      '<ul><li>',
      '</ul>',
      '<script>',
      '</script>',
      '<h2>',
      '</h2>',
      P1,
      P2,
      ' word ',
      '&nbsp;',
      '<table><td>',
      '<article>',
      '</article>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const document = parse(pieces.join(''));
        const before = document.documentElement.outerHTML;
        const found = readArticle(document, URL);
        expect(document.documentElement.outerHTML).toBe(before);
        if (!found) return;
        const { text } = found.article;
        const shown = found.map
          .rangesOf([0, text.length])
          .map((range) => String(range).replace(/\s+/g, ' '))
          .join('');
        expect(shown.replace(/\s/g, '')).toContain(text.split('\n\n')[0]!.replace(/\s/g, ''));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the gate', () => {
  const news = '<meta property="og:type" content="article"><meta property="article:published_time" content="2031-04-02">';
  const long = paragraphs + paragraphs;
  test.each<[name: string, url: string, body: string, head: string, expected: boolean]>([
    ['a news article', URL, `<h1>Wells fouled</h1><article>${long}</article>`, news, true],
    ['its front page', 'https://tidings.example/', `<h1>The Tidings</h1>${long}`, news, false],
    ['a section page', 'https://tidings.example/politics', `<h1>Politics</h1><article>${P1}</article>`, '', false],
    [
      'a shop',
      'https://shop.example/product/kettle-1234567',
      `<h1>Kettle</h1>${long}`,
      '<script type="application/ld+json">{"@type":"Product"}</script>',
      false,
    ],
    ['documentation', 'https://docs.example/guide/getting-started', `<h1>Getting started</h1>${long}`, '', false],
    ['a forum', 'https://forum.example/threads/which-kettle-do-you-use.123456/', `<h1>Which kettle?</h1>${long}`, '', false],
  ])('%s', (_name, url, body, head, expected) => {
    expect(looksLikeNews(parse(body, head), url)).toBe(expected);
  });

  /** Addresses of all shapes that dates and numbers come in. */
  const piece = fc.constantFrom('/', '-', 'news', '19', '20', '31', '4', '02', '1', '123456', '.html');
  test('finds dates and numbers in addresses', () => {
    const page = parse('');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const { href, pathname } = new globalThis.URL(`https://tidings.example/${pieces.join('').replace(/^\/+/, '')}`);
        const [, byAddress] = gatherEvidence(page, href);
        expect([byAddress!.datedPath, byAddress!.numberedPath]).toEqual([
          Number(/\/(?:19|20)\d\d[/-]?\d|(?:19|20)\d{6}/.test(pathname)),
          Number(/\d{5,}/.test(pathname)),
        ]);
      }),
      { numRuns: 500 },
    );
  });
});

test.each<[text: string, title: string | null]>([
  ['Wells fouled\n\nThe board said so.', 'Wells fouled'],
  ['The board said so.\n\nNobody else did.', null],
  ['One line', null],
])('the title of a plain text: %j', (text, title) => {
  expect(readPlainText(text)).toMatchObject({ title, text });
});
