import { useEffect } from 'preact/hooks';
import { say } from '../utils/i18n.ts';
import { Summary } from './summary.tsx';
import { type First, useTab } from './tab.ts';
import type { Page } from './view.tsx';

/** The summary for paper: everything, unfolded; asks to be printed when it is drawn. */
export function Paper({ first }: { first: First }) {
  const { page, ask } = useTab(false, first);
  const done = page?.state?.state === 'done';
  useEffect(() => {
    if (done && !new URLSearchParams(location.search).has('quiet')) window.print();
  }, [done]);
  return <PaperPage page={page} goTo={(claim) => void ask({ type: 'go-to', claim })} />;
}

export function PaperPage({ page, goTo }: { page: Page | null; goTo: (claim: string) => void }) {
  if (page?.state?.state !== 'done')
    return (
      <main class="paper">
        <h1>Vantage</h1>
        {page && <p>{say('paper_gone')}</p>}
      </main>
    );
  const { analysis, url } = page.state;
  const { title, byline, publisher, published } = analysis.article;
  return (
    <main class="paper">
      <p class="no-print">
        <button type="button" class="main" onClick={() => window.print()}>
          {say('print')}
        </button>
      </p>
      <h1>
        <bdi>{title ?? say('untitled')}</bdi>
      </h1>
      <p class="quiet">
        <bdi>{[publisher, byline, published?.slice(0, 10)].filter(Boolean).join(' · ')}</bdi>
        <span class="block" dir="ltr">
          {url}
        </span>
      </p>
      <Summary analysis={analysis} url={url} goTo={goTo} light={() => undefined} whole />
      <p class="quiet">{say('paper_note')}</p>
    </main>
  );
}
