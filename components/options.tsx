import { DEFAULTS, type Settings } from '../utils/settings.ts';
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

/** The options page: every setting takes effect at once, in open pages too. */
export function Options() {
  const { settings, change, problem } = useSettings();
  return <OptionsForm settings={settings} change={change} problem={problem} />;
}

export function OptionsForm({
  settings,
  change,
  problem,
}: {
  settings: Settings;
  change: (change: Partial<Settings>) => void;
  problem: string | null;
}) {
  return (
    <main class="options-page">
      <h1>Vantage: options</h1>
      <p class="quiet">
        Every change takes effect at once, in open pages too. Nothing leaves this machine but what your own browser syncs for you.
      </p>
      {problem && (
        <p role="alert" class="notice">
          {problem}
        </p>
      )}
      <fieldset>
        <legend>Marks</legend>
        <label>
          <input type="checkbox" checked={settings.marksOn} onChange={(event) => change({ marksOn: event.currentTarget.checked })} />
          Mark claims in articles
        </label>
      </fieldset>
      <Choice
        legend="How much is marked"
        name="density"
        value={settings.density}
        choose={(density) => change({ density })}
        options={[
          ['labels', 'Underlines, and a label with speaker and act'],
          ['underlines', 'Underlines only'],
          ['none', 'Nothing on the page: popup and side panel only'],
        ]}
      />
      <Choice
        legend="When articles are read"
        name="mode"
        value={settings.mode}
        choose={(mode) => change({ mode })}
        options={[
          ['automatic', 'By itself, when a page is a news article'],
          ['click', 'Only when I ask in the popup'],
        ]}
      />
      <Choice
        legend="Colours of popup and side panel"
        name="theme"
        value={settings.theme}
        choose={(theme) => change({ theme })}
        options={[
          ['system', 'As the system has it'],
          ['light', 'Light'],
          ['dark', 'Dark'],
        ]}
      />
      <section aria-labelledby="sites">
        <h2 id="sites">Sites turned off</h2>
        {settings.sitesOff.length === 0 ? (
          <p class="quiet">None. A site is turned off in the popup, while you are on it.</p>
        ) : (
          <ul>
            {settings.sitesOff.map((site) => (
              <li key={site} class="site">
                <bdi>{site}</bdi>
                <button
                  type="button"
                  class="small"
                  aria-label={`Turn on again: ${site}`}
                  onClick={() => change({ sitesOff: settings.sitesOff.filter((other) => other !== site) })}
                >
                  Turn on again
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
      <button type="button" class="main" onClick={() => change(DEFAULTS)}>
        Reset all options
      </button>
    </main>
  );
}
