import { useEffect, useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { say } from '../utils/i18n.ts';
import { askBackground } from '../utils/messaging.ts';
import {
  DEFAULTS,
  DENSITIES,
  hostIn,
  MODES,
  type Settings,
  SITE_RULES,
  type SiteRule,
  settingsFromFile,
  settingsToFile,
  THEMES,
} from '../utils/settings.ts';
import { download } from './download.ts';
import { SAMPLE, Sample, type SampleAnalysis } from './sample.tsx';
import { useSettings } from './tab.ts';

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly name: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, words: string])[];
  readonly choose: (value: T) => void;
}

function Choice<T extends string>({ legend, name, value, options, choose }: ChoiceProps<T>) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {options.map(([option, words]) => (
        <label key={option}>
          <input type="radio" name={name} checked={value === option} onChange={() => choose(option)} />
          {words}
        </label>
      ))}
    </fieldset>
  );
}

/** The sample's analysis, asked from the background. */
export function useSampleAnalysis(): SampleAnalysis {
  const [analysis, setAnalysis] = useState<SampleAnalysis>(null);
  useEffect(() => {
    askBackground({ type: 'analyse', article: SAMPLE, url: location.href }).then(
      (state) => setAnalysis(state?.state === 'done' ? state.analysis : 'failed'),
      () => setAnalysis('failed'),
    );
  }, []);
  return analysis;
}

/** The options page: every setting takes effect at once, in open pages too. */
export function Options({ first }: { first: Settings }) {
  const { settings, change, problem } = useSettings(first);
  return (
    <OptionsForm
      settings={settings}
      change={change}
      problem={problem}
      analysis={useSampleAnalysis()}
      openWelcome={() => void browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') })}
    />
  );
}

interface FormProps {
  readonly settings: Settings;
  readonly change: (change: Partial<Settings>) => void;
  readonly problem: string | null;
  readonly analysis: SampleAnalysis;
  readonly openWelcome: () => void;
}

export function OptionsForm({ settings, change, problem, analysis, openWelcome }: FormProps) {
  return (
    <main class="options-page">
      <h1>{say('options_title')}</h1>
      <p class="quiet">{say('options_intro')}</p>
      {problem && (
        <p role="alert" class="notice">
          {problem}
        </p>
      )}
      <div class="with-preview">
        <div>
          <fieldset>
            <legend>{say('marks')}</legend>
            <label>
              <input type="checkbox" checked={settings.marksOn} onChange={(event) => change({ marksOn: event.currentTarget.checked })} />
              {say('marks_on')}
            </label>
          </fieldset>
          <Choice
            legend={say('density')}
            name="density"
            value={settings.density}
            choose={(density) => change({ density })}
            options={DENSITIES.map((density) => [density, say(`density_${density}`)] as const)}
          />
          <Choice
            legend={say('mode')}
            name="mode"
            value={settings.mode}
            choose={(mode) => change({ mode })}
            options={MODES.map((mode) => [mode, say(`mode_${mode}`)] as const)}
          />
          <Choice
            legend={say('theme')}
            name="theme"
            value={settings.theme}
            choose={(theme) => change({ theme })}
            options={THEMES.map((theme) => [theme, say(`theme_${theme}`)] as const)}
          />
        </div>
        <section aria-labelledby="preview" class="preview">
          <h2 id="preview">{say('preview')}</h2>
          <Sample analysis={analysis} density={settings.marksOn ? settings.density : 'none'} />
        </section>
      </div>
      <Sites settings={settings} change={change} />
      <Keep settings={settings} change={change} />
      <p>
        <button type="button" class="small" onClick={openWelcome}>
          {say('show_welcome')}
        </button>
      </p>
    </main>
  );
}

function Sites({ settings, change }: Pick<FormProps, 'settings' | 'change'>) {
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const sites = Object.entries(settings.sites).sort(([a], [b]) => (a < b ? -1 : 1));
  const add = (event: Event): void => {
    event.preventDefault();
    const host = hostIn(typed);
    setWrong(host === null);
    if (host === null) return;
    change({ sites: { [host]: 'off', ...settings.sites } });
    setTyped('');
  };
  return (
    <section aria-labelledby="sites">
      <h2 id="sites">{say('sites')}</h2>
      <p class="quiet">{say('sites_text')}</p>
      <form onSubmit={add} class="add-site" noValidate>
        <label>
          {say('site_add')}
          <input
            type="text"
            inputMode="url"
            autocomplete="off"
            spellcheck={false}
            dir="ltr"
            placeholder="news.example"
            value={typed}
            aria-invalid={wrong}
            aria-describedby={wrong ? 'site-wrong' : undefined}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="small">
          {say('add')}
        </button>
        {wrong && (
          <p id="site-wrong" role="alert" class="notice">
            {say('site_wrong')}
          </p>
        )}
      </form>
      <ul>
        {sites.map(([site, rule]) => (
          <li key={site} class="site">
            <bdi>{site}</bdi>
            <span>
              <select
                aria-label={say('site_rule', site)}
                value={rule}
                onChange={(event) => change({ sites: { ...settings.sites, [site]: event.currentTarget.value as SiteRule } })}
              >
                {SITE_RULES.map((option) => (
                  <option key={option} value={option}>
                    {say(`rule_${option}`)}
                  </option>
                ))}
              </select>
              <button
                type="button"
                class="small"
                aria-label={say('site_remove', site)}
                onClick={() => change({ sites: Object.fromEntries(sites.filter(([other]) => other !== site)) })}
              >
                {say('remove')}
              </button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Reset, and settings as a file. */
function Keep({ settings, change }: Pick<FormProps, 'settings' | 'change'>) {
  const file = useRef<HTMLInputElement>(null);
  const [before, setBefore] = useState<Settings | null>(null);
  const [told, setTold] = useState('');
  const take = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    // A settings file is some kilobytes; whatever is larger is something else.
    const found = chosen.size < 1_000_000 ? settingsFromFile(await chosen.text()) : null;
    if (found) {
      setBefore(settings);
      change(found);
    }
    setTold(found ? say('imported') : say('import_wrong'));
  };
  return (
    <section aria-labelledby="keep">
      <h2 id="keep">{say('keep')}</h2>
      <p class="take">
        <button type="button" class="small" onClick={() => download('vantage-settings.json', 'application/json', settingsToFile(settings))}>
          {say('export_settings')}
        </button>
        <button type="button" class="small" onClick={() => file.current?.click()}>
          {say('import_settings')}
        </button>
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          hidden
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <button
          type="button"
          class="small"
          onClick={() => {
            setBefore(settings);
            change(DEFAULTS);
            setTold(say('reset_done'));
          }}
        >
          {say('reset')}
        </button>
      </p>
      <p>
        <span role="status">{told}</span>{' '}
        {before && (
          <button
            type="button"
            class="small"
            onClick={() => {
              change(before);
              setBefore(null);
              setTold(say('undone'));
            }}
          >
            {say('undo')}
          </button>
        )}
      </p>
    </section>
  );
}
