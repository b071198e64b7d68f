import { useState } from 'preact/hooks';
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
        {message && (
          <p role="alert" class="notice">
            {message}
          </p>
        )}
        {article ? (
          <h1>
            <bdi>{article.title ?? say('untitled')}</bdi>
            {article.publisher && (
              <span class="quiet publisher">
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

const languageName = (code: string): string => new Intl.DisplayNames(say.locale, { type: 'language' }).of(code) ?? code;

function Body({ page: { state, status, host }, siteOff, inView, read, goTo, light }: Props & { siteOff: boolean }) {
  if (siteOff) return <Note title={say('state_site_off')}>{say('state_site_off_text', host ?? '')}</Note>;
  if (state?.state === 'done') {
    if (state.analysis.claims.length === 0) return <Note title={say('state_no_claims')}>{say('state_no_claims_text')}</Note>;
    return <Summary key={state.url} analysis={state.analysis} url={state.url} goTo={goTo} light={light} inView={inView ?? null} />;
  }
  if (state?.state === 'reading')
    return (
      <Note title={say('state_reading')}>
        <progress aria-label={say('state_reading_progress')} />
        {state.words !== undefined && <span class="quiet block">{say.count('state_reading_words', state.words)}</span>}
      </Note>
    );
  if (state?.state === 'unsupported-language')
    return <Note title={say('state_language', languageName(state.language))}>{say('state_language_text')}</Note>;
  if (state?.state === 'error')
    return (
      <Note title={say('state_error')} action={say('try_again')} act={read}>
        <span class="quiet">
          <bdi>{state.message}</bdi>
        </span>
      </Note>
    );
  if (host === null && status === null) return <Note title={say('state_no_access')}>{say('state_no_access_text')}</Note>;
  if (status === null)
    return (
      <Note title={say('state_not_yet')} action={say('read_page')} act={read}>
        {say('state_not_yet_text')}
      </Note>
    );
  if (status === 'waiting')
    return (
      <Note title={say('state_waiting')} action={say('read_page')} act={read}>
        {say('state_waiting_text')}
      </Note>
    );
  return (
    <Note title={say('state_no_article')} action={say('read_anyway')} act={read}>
      {say('state_no_article_text')}
    </Note>
  );
}

function Note({ title, children, action, act }: { title: string; children: preact.ComponentChildren; action?: string; act?: () => void }) {
  return (
    <section class="note">
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
