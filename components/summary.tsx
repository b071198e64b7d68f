import { useState } from 'preact/hooks';
import type { Analysis, Claim, Speaker } from '../utils/analysis.ts';
import { contentOf, nameOf, percent } from '../utils/export/words.ts';
import { excerpt, summarise } from '../utils/framing/summary.ts';
import { ACT_WORDS, UNCLEAR } from '../utils/framing/words.ts';
import { slotOf } from '../utils/marks/palette.ts';

interface Props {
  readonly analysis: Analysis;
  /** Goes to a claim on the page. */
  readonly goTo: (claim: string) => void;
  /** Lights a claim on the page, or none. */
  readonly light: (claim: string | null) => void;
}

/** Longest quotation in a framing's card, in code units. */
const LONGEST_QUOTE = 220;
/** Speakers named on a framing's card. */
const MOST_SPEAKERS = 5;
/** Speakers listed by share before the rest is summed. */
const MOST_VOICES = 6;
/** Claims shown of a speaker before "all". */
const FIRST_CLAIMS = 3;

/** Everything that an analysis says, for popup and side panel. */
export function Summary({ analysis, goTo, light }: Props) {
  const summary = summarise(analysis);
  const link = { analysis, goTo, light };
  return (
    <>
      <Framings {...link} />
      <Clashes {...link} />
      {summary.questions.length > 0 && (
        <section aria-labelledby="questions">
          <h2 id="questions">Four questions</h2>
          {summary.questions.map(({ function: purpose, question, answers }) => (
            <div key={purpose} class="question">
              <h3>{question}</h3>
              <ul>
                {answers.map((answer) => (
                  <li key={answer.claim}>
                    <ClaimLink {...link} claim={answer.claim}>
                      <Who analysis={analysis} speaker={answer.speaker} /> <bdi>{answer.text.replace(/\s+/g, ' ')}</bdi>
                      {answer.cut && ' …'}
                    </ClaimLink>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      )}
      <section aria-labelledby="heard">
        <h2 id="heard">Who is heard</h2>
        <ul class="voices">
          {summary.voices.slice(0, MOST_VOICES).map(({ speaker, share, claims, words }) => (
            <li key={speaker ?? ''}>
              <Who analysis={analysis} speaker={speaker} />
              <span class="share">
                {percent(share)} <span class="quiet">of the words, {claims === 1 ? '1 claim' : `${claims} claims`}</span>
              </span>
              <meter
                class={`slot-${slotIn(analysis, speaker)}`}
                min={0}
                max={1}
                value={share}
                aria-label={`${nameOf(analysis, speaker)}: ${words} words`}
              />
            </li>
          ))}
        </ul>
        {summary.voices.length > MOST_VOICES && (
          <p class="quiet">
            {summary.voices.length - MOST_VOICES} more, with{' '}
            {percent(summary.voices.slice(MOST_VOICES).reduce((sum, { share }) => sum + share, 0))} together.
          </p>
        )}
        {summary.unheard.length > 0 && (
          <p>
            Talked about, but not quoted:{' '}
            {summary.unheard.map(({ name }, i) => (
              <>
                {i > 0 && ', '}
                <bdi>{name}</bdi>
              </>
            ))}
            .
          </p>
        )}
        {summary.anonymous + summary.unclear > 0 && (
          <p class="quiet">
            {counted(summary.anonymous, 'claim has', 'claims have')} a nameless source; of {summary.unclear} the speaker is unclear.
          </p>
        )}
      </section>
      <section aria-labelledby="claims">
        <h2 id="claims">Claims by speaker</h2>
        {[...analysis.speakers.map(({ id }) => id), null].map((speaker) => (
          <Claims key={speaker ?? ''} {...link} speaker={speaker} />
        ))}
      </section>
    </>
  );
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const slotIn = ({ speakers }: Analysis, id: string | null): number => slotOf(speakers.findIndex((speaker) => speaker.id === id));

const find = ({ speakers }: Analysis, id: string | null): Speaker | undefined => speakers.find((speaker) => speaker.id === id);

/** A speaker's name with the colour of the marks; the role is told to the pointer. */
function Who({ analysis, speaker }: { analysis: Analysis; speaker: string | null }) {
  const known = find(analysis, speaker);
  return (
    <span class={`who slot-${slotIn(analysis, speaker)}`} title={known?.role ?? undefined}>
      <bdi>{known?.name ?? UNCLEAR}</bdi>
    </span>
  );
}

function ClaimLink({
  claim,
  goTo,
  light,
  children,
}: {
  claim: string;
  goTo: Props['goTo'];
  light: Props['light'];
  children: preact.ComponentChildren;
}) {
  return (
    <button
      type="button"
      class="claim"
      onClick={() => goTo(claim)}
      onMouseEnter={() => light(claim)}
      onMouseLeave={() => light(null)}
      onFocus={() => light(claim)}
      onBlur={() => light(null)}
    >
      {children}
    </button>
  );
}

function Framings({ analysis, goTo, light }: Props) {
  const { framings, claims } = analysis;
  const heading = framings.length === 0 ? 'No framing' : framings.length === 1 ? 'One framing' : `${framings.length} framings`;
  return (
    <section aria-labelledby="framings">
      <h2 id="framings">{heading}</h2>
      {framings.length === 0 && <p>Nobody in this article takes a view of its matter.</p>}
      <div class={framings.length > 1 ? 'framings side-by-side' : 'framings'}>
        {framings.map(({ id, title, speakers, quote }) => {
          const claim = claims.find((c) => c.id === quote);
          return (
            <article key={id} class="framing">
              <h3>
                <bdi>{title}</bdi>
              </h3>
              <p class="speakers">
                {speakers.slice(0, MOST_SPEAKERS).map((speaker) => (
                  <Who key={speaker} analysis={analysis} speaker={speaker} />
                ))}
                {speakers.length > MOST_SPEAKERS && <span class="quiet">and {speakers.length - MOST_SPEAKERS} more</span>}
              </p>
              {claim && (
                <ClaimLink claim={claim.id} goTo={goTo} light={light}>
                  <Quote analysis={analysis} claim={claim} />
                </ClaimLink>
              )}
            </article>
          );
        })}
      </div>
    </section>
  );
}

function Quote({ analysis, claim }: { analysis: Analysis; claim: Claim }) {
  const piece = excerpt(analysis.article.text, claim.content[0]!, LONGEST_QUOTE);
  return (
    <>
      <span class="quote">
        <bdi>{piece.text.replace(/\s+/g, ' ')}</bdi>
        {piece.cut && ' …'}
      </span>
      <span class="quiet"> — {nameOf(analysis, claim.speaker)}</span>
    </>
  );
}

function Clashes({ analysis, goTo, light }: Props) {
  const { clashes, framings } = analysis;
  return (
    <section aria-labelledby="clashes">
      <h2 id="clashes">{clashes.length === 0 ? 'No clash' : 'Where they clash'}</h2>
      {clashes.length === 0 && (
        <p class="quiet">
          {framings.length > 1 ? 'The speakers see it differently, but nobody answers anybody here.' : 'The speakers do not clash here.'}
        </p>
      )}
      <ul>
        {clashes.map(({ a, b, over, claims }) => (
          <li key={`${a}|${b}|${over}`} class="clash">
            <Who analysis={analysis} speaker={a} />
            {b !== null && (
              <>
                <span aria-hidden="true"> ↔ </span>
                <span class="visually-hidden"> and </span>
                <Who analysis={analysis} speaker={b} />
              </>
            )}
            <span class="over">
              {b === null ? ' against ' : ' over '}
              <bdi>{over}</bdi>
            </span>
            <span class="links">
              {claims.slice(0, 4).map((claim, i) => (
                <button
                  key={claim}
                  type="button"
                  class="small"
                  onClick={() => goTo(claim)}
                  onFocus={() => light(claim)}
                  onBlur={() => light(null)}
                  onMouseEnter={() => light(claim)}
                  onMouseLeave={() => light(null)}
                >
                  claim {i + 1}
                </button>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Claims({ analysis, speaker, goTo, light }: Props & { speaker: string | null }) {
  const [all, setAll] = useState(false);
  const own = analysis.claims.filter((claim) => claim.speaker === speaker);
  if (own.length === 0) return null;
  const known = find(analysis, speaker);
  const shown = all ? own : own.slice(0, FIRST_CLAIMS);
  return (
    <div class="by-speaker">
      <h3>
        <Who analysis={analysis} speaker={speaker} />
        {known?.role && (
          <span class="quiet role">
            <bdi>{known.role}</bdi>
          </span>
        )}
      </h3>
      <ul>
        {shown.map((claim) => (
          <li key={claim.id}>
            <ClaimLink claim={claim.id} goTo={goTo} light={light}>
              {claim.act !== 'states' && <span class="act">{ACT_WORDS[claim.act]}</span>}
              {claim.position && (
                <span class="position">
                  {claim.position.toward} <bdi>{claim.position.target}</bdi>
                </span>
              )}
              <span class={claim.type === 'indirect' ? '' : 'quote'}>
                <bdi>{contentOf(analysis, claim)}</bdi>
              </span>
            </ClaimLink>
          </li>
        ))}
      </ul>
      {own.length > FIRST_CLAIMS && (
        <button type="button" class="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `All ${own.length} claims`}
        </button>
      )}
    </div>
  );
}
