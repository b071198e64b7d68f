import { useEffect, useState } from 'preact/hooks';
import type { Analysis } from '../utils/analysis.ts';
import { say } from '../utils/i18n.ts';
import type { PageStatus, TabState } from '../utils/messaging.ts';
import { isSiteOff, type Settings, withRule } from '../utils/settings.ts';
import { copyPlain, downloadSummary, FORMATS, written } from './download.ts';
import { Summary } from './summary.tsx';

/** What popup and side panel know of the tab they are about. */
export interface Page {
  readonly host: string | null;
  readonly state: TabState | null;
  /** The content script's own word; null where there is none to answer. */
  readonly status: PageStatus | null;
}

interface Props {
  readonly page: Page;
  readonly settings: Settings;
  readonly message: string | null;
  readonly inView?: string | null;
  readonly change: (change: Partial<Settings>) => void;
  readonly read: () => void;
  readonly goTo: (claim: string) => void;
  readonly light: (claim: string | null) => void;
  readonly openOptions: () => void;
  readonly openPrint: () => void;
  readonly openPanel?: (() => void) | undefined;
}

/** The popup and the side panel: the switches, and below them what there is to say of the page. */
export function View(props: Props) {
  const { page, settings, message, change, openOptions, openPrint, openPanel } = props;
  const { state, host } = page;
  const done = state?.state === 'done' ? state : null;
  const article = done?.analysis.article;
  const siteOff = host !== null && isSiteOff(settings, host);
  return (
    <>
      <header>
        <p class="name">
          <svg aria-hidden="true" viewBox="0 0 24 24" width="18" height="18">
            <path d="M3 4h11v8H8l-4 4v-4H3z" fill="currentColor" />
            <path d="M16 9h5v8h-1v4l-4-4h-5v-3h5z" fill="currentColor" opacity=".55" />
          </svg>
          <span>Vantage</span>
        </p>
        <div class="switches">
          <label>
            <input type="checkbox" checked={settings.marksOn} onChange={(event) => change({ marksOn: event.currentTarget.checked })} />
            {say('switch_marks')}
          </label>
          {host !== null && (
            <label>
              <input
                type="checkbox"
                checked={!siteOff}
                onChange={(event) => change({ sites: withRule(settings, host, event.currentTarget.checked ? null : 'off') })}
              />
              {say('switch_site')}
            </label>
          )}
          {openPanel && (
            <button type="button" class="small" onClick={openPanel}>
              {say('side_panel')}
            </button>
          )}
          <button type="button" class="small" onClick={openOptions}>
            {say('options')}
          </button>
        </div>
      </header>
      <main>
        <Heard state={state} />
        {message && (
          <p role="alert" class="notice">
            {message}
          </p>
        )}
        {article ? (
          <h1>
            <bdi class="title" dir="ltr" title={article.title ?? undefined}>
              {article.title ?? say('untitled')}
            </bdi>
            {article.publisher && (
              <span class="quiet publisher" dir="ltr">
                <bdi>{article.publisher}</bdi>
              </span>
            )}
          </h1>
        ) : (
          <h1 class="visually-hidden">Vantage</h1>
        )}
        <Body {...props} siteOff={siteOff} />
      </main>
      {done && !siteOff && done.analysis.claims.length > 0 && <Take analysis={done.analysis} url={done.url} print={openPrint} />}
    </>
  );
}

/** A long reading for those who listen: each quarter once, and the end; nothing of a short one. */
function Heard({ state }: { state: TabState | null }) {
  const [listening, setListening] = useState(false);
  const { words = 0, read = 0 } = state?.state === 'reading' ? state : {};
  const quarter = words > 0 ? Math.floor((4 * read) / words) / 4 : 0;
  useEffect(() => {
    if (state?.state !== 'done') setListening(quarter > 0);
  }, [state, quarter]);
  return (
    <p role="status" class="visually-hidden">
      {quarter > 0 && `${say('state_reading_progress')}: ${say.percent(quarter)}`}
      {listening && state?.state === 'done' && say.count('claims_number', state.analysis.claims.length)}
    </p>
  );
}

const languageName = (code: string): string => new Intl.DisplayNames(say.locale, { type: 'language' }).of(code) ?? code;

function Body({ page: { state, status, host }, siteOff, inView, read, goTo, light }: Props & { siteOff: boolean }) {
  if (siteOff)
    return (
      <Note picture="off" title={say('state_site_off')}>
        {say('state_site_off_text', host ?? '')}
      </Note>
    );
  if (state?.state === 'done') {
    if (state.analysis.claims.length === 0)
      return (
        <Note picture="empty" title={say('state_no_claims')}>
          {say('state_no_claims_text')}
        </Note>
      );
    return <Summary key={state.url} analysis={state.analysis} url={state.url} goTo={goTo} light={light} inView={inView ?? null} />;
  }
  if (state?.state === 'reading') {
    const { words, read } = state;
    const known = words !== undefined && read !== undefined;
    return (
      <Note picture="reading" title={say('state_reading')}>
        <progress aria-label={say('state_reading_progress')} {...(known && { max: words, value: read })} />
        {words !== undefined && (
          <span class="quiet block">{known ? say('state_reading_read', read, words) : say.count('state_reading_words', words)}</span>
        )}
      </Note>
    );
  }
  if (state?.state === 'unsupported-language')
    return (
      <Note picture="language" title={say('state_language', languageName(state.language))}>
        {say('state_language_text')}
      </Note>
    );
  if (state?.state === 'error')
    return (
      <Note
        picture={state.marked ? 'page' : 'error'}
        title={say(state.marked ? 'state_too_long' : 'state_error')}
        action={say('try_again')}
        act={read}
      >
        <span class="quiet">
          <bdi>{state.message}</bdi>
        </span>
      </Note>
    );
  if (host === null && status === null)
    return (
      <Note picture="locked" title={say('state_no_access')}>
        {say('state_no_access_text')}
      </Note>
    );
  if (status === null)
    return (
      <Note picture="locked" title={say('state_not_yet')} action={say('read_page')} act={read}>
        {say('state_not_yet_text')}
      </Note>
    );
  if (status === 'waiting')
    return (
      <Note picture="waiting" title={say('state_waiting')} action={say('read_page')} act={read}>
        {say('state_waiting_text')}
      </Note>
    );
  return (
    <Note picture="page" title={say('state_no_article')} action={say('read_anyway')} act={read}>
      {say('state_no_article_text')}
    </Note>
  );
}

/** One stroke drawing a state, on a sheet of 24 by 24. */
const PICTURES = {
  off: 'M12 3a9 9 0 1 0 .01 0M5.6 5.6l12.8 12.8',
  empty: 'M4 5h16v10H9l-5 4z',
  reading: 'M4 5c3-1 6-1 8 1 2-2 5-2 8-1v13c-3-1-6-1-8 1-2-2-5-2-8-1zM12 6v13',
  language: 'M4 5h9M8.5 3v2M11 5c-1 4-4 7-7 8M6 8c1 2 3 4 6 5M13 20l4-10 4 10M14.5 17h5',
  error: 'M12 4l9 16H3zM12 10v5M12 17v.5',
  locked: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3',
  waiting: 'M12 3a9 9 0 1 0 .01 0M12 7v5l3 2',
  page: 'M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7',
} as const;

interface NoteProps {
  readonly title: string;
  readonly picture: keyof typeof PICTURES;
  readonly children: preact.ComponentChildren;
  readonly action?: string;
  readonly act?: () => void;
}

function Note({ title, picture, children, action, act }: NoteProps) {
  return (
    <section class="note">
      <svg aria-hidden="true" viewBox="0 0 24 24" width="40" height="40">
        <path d={PICTURES[picture]} fill="none" stroke="currentColor" stroke-width="1.2" stroke-linejoin="round" stroke-linecap="round" />
      </svg>
      <h2>{title}</h2>
      <p>{children}</p>
      {action && (
        <button type="button" class="main" onClick={act}>
          {action}
        </button>
      )}
    </section>
  );
}

/** Ways to take the summary along. */
function Take({ analysis, url, print }: { analysis: Analysis; url: string; print: () => void }) {
  const [told, setTold] = useState('');
  return (
    <footer>
      <section aria-labelledby="take">
        <h2 id="take">{say('take')}</h2>
        <p class="take">
          <button
            type="button"
            class="small"
            onClick={() =>
              void copyPlain(written('markdown', analysis, url)).then((done) => setTold(done ? say('copied') : say('copy_failed')))
            }
          >
            {say('copy_summary')}
          </button>
          <button type="button" class="small" onClick={print}>
            {say('print')}
          </button>
          {FORMATS.map((format) => (
            <button
              key={format}
              type="button"
              class="small"
              aria-label={say('download_as', say(`format_${format}`))}
              onClick={() => {
                downloadSummary(format, analysis, url);
                setTold(say('downloaded'));
              }}
            >
              {say(`format_${format}`)}
            </button>
          ))}
          <span role="status" class="quiet">
            {told}
          </span>
        </p>
      </section>
    </footer>
  );
}
