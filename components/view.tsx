import type { PageStatus, TabState } from '../utils/messaging.ts';
import { isSiteOff, type Settings } from '../utils/settings.ts';
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
  readonly change: (change: Partial<Settings>) => void;
  readonly read: () => void;
  readonly goTo: (claim: string) => void;
  readonly light: (claim: string | null) => void;
  readonly openOptions: () => void;
  readonly openPanel?: (() => void) | undefined;
}

/** The popup and the side panel: the switches, and below them what there is to say of the page. */
export function View(props: Props) {
  const { page, settings, message, change, openOptions, openPanel } = props;
  const { state, host } = page;
  const article = state?.state === 'done' ? state.analysis.article : null;
  const siteOff = host !== null && isSiteOff(settings, host);
  return (
    <>
      <header>
        <p class="name">
          <svg aria-hidden="true" viewBox="0 0 24 24" width="18" height="18">
            <path d="M3 4h11v8H8l-4 4v-4H3z" fill="currentColor" />
            <path d="M16 9h5v8h-1v4l-4-4h-5v-3h5z" fill="currentColor" opacity=".55" />
          </svg>
          Vantage
        </p>
        <div class="switches">
          <label>
            <input type="checkbox" checked={settings.marksOn} onChange={(event) => change({ marksOn: event.currentTarget.checked })} />
            Marks
          </label>
          {host !== null && (
            <label>
              <input
                type="checkbox"
                checked={!siteOff}
                onChange={(event) =>
                  change({
                    sitesOff: event.currentTarget.checked
                      ? settings.sitesOff.filter((site) => site !== host)
                      : [...settings.sitesOff, host],
                  })
                }
              />
              This site
            </label>
          )}
          {openPanel && (
            <button type="button" class="small" onClick={openPanel}>
              Side panel
            </button>
          )}
          <button type="button" class="small" onClick={openOptions}>
            Options
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
            <bdi>{article.title ?? 'This article'}</bdi>
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
    </>
  );
}

const languageName = (code: string): string => new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;

function Body({ page: { state, status, host }, siteOff, read, goTo, light }: Props & { siteOff: boolean }) {
  if (siteOff)
    return (
      <Note title="Off on this site">
        Nothing is read or marked on <bdi>{host}</bdi>. Turn “This site” on to read here again.
      </Note>
    );
  if (state?.state === 'done') {
    if (state.analysis.claims.length === 0)
      return <Note title="No claims found">Nobody is quoted or reported in this text, as far as Vantage can see.</Note>;
    return <Summary analysis={state.analysis} goTo={goTo} light={light} />;
  }
  if (state?.state === 'reading')
    return (
      <Note title="Reading …">
        <progress aria-label="Finding claims" />
      </Note>
    );
  if (state?.state === 'unsupported-language')
    return <Note title={`${languageName(state.language)} is not supported yet`}>Vantage reads English so far.</Note>;
  if (state?.state === 'error')
    return (
      <Note title="This article could not be read" action="Try again" act={read}>
        <span class="quiet">{state.message}</span>
      </Note>
    );
  if (host === null && status === null) return <Note title="No access to this page">The browser lets no extension read this page.</Note>;
  if (status === null)
    return (
      <Note title="No access to this page yet" action="Analyse this page" act={read}>
        Vantage has not been let in here, or it was updated after the page was opened: reload the page, or analyse it now.
      </Note>
    );
  if (status === 'waiting')
    return (
      <Note title="Ready when you are" action="Analyse this page" act={read}>
        Vantage reads only when you ask.
      </Note>
    );
  return (
    <Note title="Not an article" action="Analyse anyway" act={read}>
      This page does not look like a news article, so nothing was read.
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
