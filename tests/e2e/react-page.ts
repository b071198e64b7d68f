import { createElement as h, StrictMode, useEffect, useState } from 'react';
import { hydrateRoot } from 'react-dom/client';

/** A page of React's, run in the browser: it hydrates what the server sent when it is told to, and draws its paragraphs anew. */

interface Told {
  readonly title: string;
  readonly texts: readonly string[];
}

function Article({ title, texts }: Told) {
  const [round, setRound] = useState(0);
  const [shown, setShown] = useState(texts);
  useEffect(() => {
    Object.assign(window, {
      // Other keys: every paragraph is a new element with the same words.
      again: () => setRound((now) => now + 1),
      tell: (next: readonly string[]) => setShown(next),
    });
  }, []);
  return h(
    'article',
    { 'data-round': round },
    h('h1', null, title),
    shown.map((text, at) => h('p', { key: `${round} ${at}` }, text)),
  );
}

export function Page({ title, texts }: Told) {
  return h(
    'html',
    { lang: 'en' },
    h(
      'head',
      null,
      h('meta', { charSet: 'utf-8' }),
      h('title', null, title),
      h('meta', { property: 'og:type', content: 'article' }),
      h('meta', { property: 'article:published_time', content: '2031-04-02' }),
      h('meta', { name: 'author', content: 'Ida Marsh' }),
      h('script', { src: '/page.js', defer: true }),
    ),
    h('body', null, h('main', null, h(Article, { title, texts }))),
  );
}

export const hydrate = (told: Told): void =>
  void hydrateRoot(document, h(StrictMode, null, h(Page, told)), {
    onRecoverableError: (error) => console.error(`not as the server sent it: ${String(error)}`),
  });
