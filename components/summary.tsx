import { Fragment } from 'preact';
import type { Analysis, Claim, Speaker } from '../utils/analysis.ts';
import { contentOf, namelessOf, nameOf, type Pair, quoted, reasonOf } from '../utils/export/words.ts';
import { excerpt, type Summary as Facts, summarise } from '../utils/framing/summary.ts';
import { say } from '../utils/i18n.ts';
import { slotOf } from '../utils/marks/palette.ts';
import { isolated, sayAct, sayQuestion } from '../utils/say.ts';
import { ClaimList } from './claims.tsx';

export interface LinkProps {
  readonly analysis: Analysis;
  /** The page's address. */
  readonly url: string;
  /** Goes to a claim on the page. */
  readonly goTo: (claim: string) => void;
  /** Lights a claim on the page, or none. */
  readonly light: (claim: string | null) => void;
}

interface Props extends LinkProps {
  /** The claim that the reader has before them on the page. */
  readonly inView?: string | null;
  /** Everything at once, for paper: no filters, nothing folded. */
  readonly whole?: boolean;
}

/** Longest quotation in a framing's card, in code units; the style sheet shows fewer lines of it where many framings share the first screen. */
const LONGEST_QUOTE = 200;
/** Speakers named on a framing's card. */
const MOST_SPEAKERS = 4;
/** Speakers listed by share before the rest is summed. */
const MOST_VOICES = 6;

/** Everything that an analysis says, for popup, side panel and paper. */
export function Summary({ analysis, url, goTo, light, inView = null, whole = false }: Props) {
  const summary = summarise(analysis);
  const link = { analysis, url, goTo, light };
  return (
    <>
      <Framings {...link} whole={whole} />
      <Clashes {...link} />
      {summary.agreements.length > 0 && <Agreements {...link} agreements={summary.agreements} />}
      {summary.questions.length > 0 && (
        <section aria-labelledby="questions">
          <h2 id="questions">{say('questions')}</h2>
          {summary.questions.map(({ function: purpose, answers }) => (
            <div key={purpose} class="question">
              <h3>{sayQuestion(say, purpose)}</h3>
              <ul>
                {answers.map((answer) => (
                  <li key={answer.claim}>
                    <ClaimLink {...link} claim={answer.claim}>
                      <Who analysis={analysis} speaker={answer.speaker} />{' '}
                      <bdi>{quoted(answer.cut ? `${answer.text} …` : answer.text)}</bdi>
                    </ClaimLink>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      )}
      <Voices analysis={analysis} facts={summary} whole={whole} />
      <section aria-labelledby="claims">
        <h2 id="claims">{say('claims_by_speaker')}</h2>
        <ClaimList {...link} inView={inView} whole={whole} />
      </section>
    </>
  );
}

export const slotIn = ({ speakers }: Analysis, id: string | null): number => slotOf(speakers.findIndex((speaker) => speaker.id === id));

export const speakerIn = ({ speakers }: Analysis, id: string | null): Speaker | undefined => speakers.find((speaker) => speaker.id === id);

/** As on the labels: a source without a name begins with a capital too. */
export const shownName = ({ name }: Speaker): string => name.charAt(0).toLocaleUpperCase('en') + name.slice(1);

/** A speaker's name with the colour of the marks; the role is told to the pointer. */
export function Who({ analysis, speaker }: { analysis: Analysis; speaker: string | null }) {
  const known = speakerIn(analysis, speaker);
  return (
    <span class={`who slot-${slotIn(analysis, speaker)}`} title={known?.role ?? undefined}>
      <bdi>{known ? shownName(known) : say('unclear_speaker')}</bdi>
    </span>
  );
}

interface ClaimLinkProps extends Pick<LinkProps, 'goTo' | 'light'> {
  readonly claim: string;
  readonly small?: boolean;
  readonly current?: boolean;
  readonly name?: string;
  readonly children: preact.ComponentChildren;
}

/** A press goes to the claim; pointing at it or focussing it lights it on the page. */
export function ClaimLink({ claim, goTo, light, small = false, current = false, name, children }: ClaimLinkProps) {
  return (
    <button
      type="button"
      class={small ? 'small' : 'claim'}
      data-claim={claim}
      aria-current={current ? 'location' : undefined}
      aria-label={name}
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

/** Act and position of a claim as small tags; nothing for a plain statement. */
export function Stance({ claim }: { claim: Claim }) {
  return (
    <>
      {claim.act !== 'states' && <span class="tag act">{sayAct(say, claim.act)}</span>}
      {claim.position && (
        <span class="tag">
          {say(`toward_${claim.position.toward}`)} <bdi>{claim.position.target}</bdi>
        </span>
      )}
    </>
  );
}

/** How much the framings have to share the popup's first 500 pixels. */
const crowding = (framings: number): string => (framings > 4 ? 'many' : framings > 2 ? 'several' : 'few');

/** Cut boxes run as the article does, which is English, or else their beginning would be cut off in a language from the right. */
function Framings({ analysis, goTo, light, whole }: LinkProps & { whole: boolean }) {
  const { framings, claims } = analysis;
  return (
    <section aria-labelledby="framings">
      <h2 id="framings">{framings.length === 0 ? say('framings_none_title') : say.count('framings', framings.length)}</h2>
      {framings.length === 0 && <p>{say('framings_none')}</p>}
      <div class={['framings', framings.length > 1 && 'side-by-side', !whole && crowding(framings.length)].filter(Boolean).join(' ')}>
        {framings.map(({ id, title, speakers, quote }) => {
          const claim = claims.find((c) => c.id === quote);
          const most = whole ? speakers.length : MOST_SPEAKERS;
          return (
            <article key={id} class="framing" aria-labelledby={`framing-${id}`}>
              <h3 id={`framing-${id}`} title={title} dir="ltr">
                <bdi>{title}</bdi>
              </h3>
              <p class="speakers" title={speakers.map((speaker) => nameOf(analysis, speaker, say)).join(' · ')}>
                <span class="names" dir="ltr">
                  {speakers.slice(0, most).map((speaker, i) => (
                    <Fragment key={speaker}>
                      {i > 0 && ' · '}
                      <Who analysis={analysis} speaker={speaker} />
                    </Fragment>
                  ))}
                </span>
                {speakers.length > most && <span class="quiet"> {say.count('and_more', speakers.length - most)}</span>}
              </p>
              {claim && (
                <ClaimLink claim={claim.id} goTo={goTo} light={light}>
                  <span class="words" dir="ltr">
                    {speakers.length > 1 && (
                      <span class="quiet">
                        <bdi>{nameOf(analysis, claim.speaker, say)}</bdi>:{' '}
                      </span>
                    )}
                    <Quote analysis={analysis} claim={claim} most={LONGEST_QUOTE} />
                  </span>
                </ClaimLink>
              )}
            </article>
          );
        })}
      </div>
    </section>
  );
}

function Quote({ analysis, claim, most }: { analysis: Analysis; claim: Claim; most: number }) {
  const piece = excerpt(analysis.article.text, claim.content[0]!, most);
  return <bdi class="quote">{quoted(piece.cut ? `${piece.text} …` : piece.text)}</bdi>;
}

/** Longest words of a claim on a clash's button, in code units. */
const LONGEST_PROOF = 60;
const MOST_PROOFS = 4;

function Clashes({ analysis, goTo, light }: LinkProps) {
  const { clashes, framings } = analysis;
  return (
    <section aria-labelledby="clashes">
      <h2 id="clashes">{clashes.length === 0 ? say('clashes_none') : say('clashes')}</h2>
      {clashes.length === 0 && <p class="quiet">{framings.length > 1 ? say('clashes_none_different') : say('clashes_none_one')}</p>}
      <ul>
        {clashes.map((clash) => (
          <li key={`${clash.a}|${clash.b}|${clash.over}`} class="pair">
            <p class="sides">
              <Who analysis={analysis} speaker={clash.a} />
              {clash.b !== null && (
                <>
                  <span aria-hidden="true"> ↔ </span>
                  <span class="visually-hidden"> {say('and')} </span>
                  <Who analysis={analysis} speaker={clash.b} />
                </>
              )}{' '}
              {clash.b === null ? say('against') : say('over')} <bdi>{clash.over}</bdi>
            </p>
            <Because analysis={analysis} pair={clash} />
            <Proofs analysis={analysis} claims={clash.claims} goTo={goTo} light={light} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Agreements({ analysis, agreements, goTo, light }: Omit<LinkProps, 'url'> & { agreements: Facts['agreements'] }) {
  return (
    <section aria-labelledby="agreements">
      <h2 id="agreements">{say('agreements')}</h2>
      <ul>
        {agreements.map((pair) => (
          <li key={`${pair.a}|${pair.b}`} class="pair">
            <p class="sides">
              <Who analysis={analysis} speaker={pair.a} />
              <span aria-hidden="true"> + </span>
              <span class="visually-hidden"> {say('and')} </span>
              <Who analysis={analysis} speaker={pair.b} />
            </p>
            <Because analysis={analysis} pair={pair} />
            <Proofs analysis={analysis} claims={pair.claims} goTo={goTo} light={light} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Because({ analysis, pair }: { analysis: Analysis; pair: Pair }) {
  const reason = reasonOf(analysis, pair, say, isolated);
  if (!reason) return null;
  return (
    <p class="because quiet">
      {reason.why}
      {reason.rests && <span class="rests"> · {reason.rests}</span>}
    </p>
  );
}

/** The claims that show a clash or an agreement. */
function Proofs({ analysis, claims, goTo, light }: Omit<LinkProps, 'url'> & { claims: readonly string[] }) {
  return (
    <ul class="proofs">
      {claims.slice(0, MOST_PROOFS).flatMap((id) => {
        const claim = analysis.claims.find((c) => c.id === id);
        if (!claim) return [];
        const piece = excerpt(analysis.article.text, claim.content[0]!, LONGEST_PROOF);
        return [
          <li key={id}>
            <ClaimLink claim={id} goTo={goTo} light={light}>
              <Who analysis={analysis} speaker={claim.speaker} />{' '}
              <bdi class="quote">{quoted(piece.cut ? `${piece.text} …` : piece.text)}</bdi>
            </ClaimLink>
          </li>,
        ];
      })}
    </ul>
  );
}

function Voices({ analysis, facts, whole }: { analysis: Analysis; facts: Facts; whole: boolean }) {
  const most = whole ? facts.voices.length : MOST_VOICES;
  const rest = facts.voices.slice(most);
  const nameless = namelessOf(facts, say);
  return (
    <section aria-labelledby="heard">
      <h2 id="heard">{say('voices')}</h2>
      <p class="visually-hidden" id="heard-explained">
        {say('voices_explained')}
      </p>
      <ul class="voices" aria-describedby="heard-explained">
        {facts.voices.slice(0, most).map(({ speaker, share, claims, words }) => (
          <li key={speaker ?? ''} class={`slot-${slotIn(analysis, speaker)}`}>
            <Who analysis={analysis} speaker={speaker} />
            <span class="share">
              <bdi>{say.percent(share)}</bdi>{' '}
              <bdi class="quiet">
                {say.count('words', words)} · {say.count('claims_number', claims)}
              </bdi>
            </span>
            {/* The numbers stand in the text: the bar is for the eye. */}
            <svg class="bar" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 1">
              <rect width="100" height="1" class="rail" />
              <rect width={Math.max(0.5, share * 100)} height="1" class="fill" />
            </svg>
          </li>
        ))}
      </ul>
      {rest.length > 0 && (
        <p class="quiet">{say.count('more_voices', rest.length, say.percent(rest.reduce((sum, { share }) => sum + share, 0)))}</p>
      )}
      {facts.unheard.length > 0 && <p>{say('unheard', facts.unheard.map(({ name }) => isolated(name)).join(', '))}</p>}
      {nameless.length > 0 && <p class="quiet">{nameless.join(' ')}</p>}
    </section>
  );
}

/** Words of a claim for a list. */
export const wordsOf = (analysis: Analysis, claim: Claim): string => contentOf(analysis, claim);
