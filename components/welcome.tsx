import { say } from '../utils/i18n.ts';
import type { Settings } from '../utils/settings.ts';
import { useSampleAnalysis } from './options.tsx';
import { Sample, type SampleAnalysis } from './sample.tsx';
import { useSettings } from './tab.ts';

/** Shown once, on a person's own install: what the marks mean, on an article of our own. */
export function Welcome({ first }: { first: Settings }) {
  useSettings(first);
  return <WelcomePage analysis={useSampleAnalysis()} />;
}

export function WelcomePage({ analysis }: { analysis: SampleAnalysis }) {
  return (
    <main class="options-page welcome">
      <h1>{say('welcome_title')}</h1>
      <p class="lead">{say('welcome_lead')}</p>
      <ol class="three">
        {(['marks', 'popup', 'honest'] as const).map((thing) => (
          <li key={thing}>
            <h2>{say(`welcome_${thing}`)}</h2>
            <p>{say(`welcome_${thing}_text`)}</p>
          </li>
        ))}
      </ol>
      <section aria-labelledby="try" class="preview">
        <h2 id="try">{say('welcome_try')}</h2>
        <p class="quiet">{say('welcome_try_text')}</p>
        <Sample analysis={analysis} density="labels" />
      </section>
      <p class="quiet">{say('welcome_private')}</p>
    </main>
  );
}
