import { useEffect, useState } from 'preact/hooks';
import { ACTS, type Analysis, type Claim } from '../utils/analysis.ts';
import { say } from '../utils/i18n.ts';
import { sayAct } from '../utils/say.ts';
import { copyText } from './download.ts';
import { useRoving } from './roving.ts';
import { ClaimLink, type LinkProps, Stance, speakerIn, Who, wordsOf } from './summary.tsx';

/** Claims shown of a speaker before "all". */
const FIRST_CLAIMS = 3;
/** Fewer claims than this need no filters. */
const LEAST_TO_FILTER = 5;

export interface Filter {
  /** A speaker's id, "?" for those whose speaker is unclear, empty for all. */
  readonly speaker: string;
  readonly act: string;
  readonly framing: string;
  readonly search: string;
}

const NO_FILTER: Filter = { speaker: '', act: '', framing: '', search: '' };

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** The claims that a filter lets through; a search looks in the claim's words, its speaker and its target. */
export function filterClaims(analysis: Analysis, { speaker, act, framing, search }: Filter): Claim[] {
  const within = analysis.framings.find(({ id }) => id === framing)?.claims;
  const wanted = plain(search).split(/\s+/).filter(Boolean);
  return analysis.claims.filter((claim) => {
    if (speaker !== '' && (claim.speaker ?? '?') !== speaker) return false;
    if (act !== '' && claim.act !== act) return false;
    if (within !== undefined && !within.includes(claim.id)) return false;
    if (wanted.length === 0) return true;
    const known = speakerIn(analysis, claim.speaker);
    const text = plain([wordsOf(analysis, claim), known?.name, known?.role, claim.position?.target].filter(Boolean).join(' '));
    return wanted.every((word) => text.includes(word));
  });
}

interface Props extends LinkProps {
  readonly inView: string | null;
  readonly whole: boolean;
}

export function ClaimList({ analysis, url, goTo, light, inView, whole }: Props) {
  const [filter, setFilter] = useState(NO_FILTER);
  const [open, setOpen] = useState<ReadonlySet<string | null>>(new Set());
  const { ref, onFocusIn, onKeyDown } = useRoving();
  const shown = filterClaims(analysis, filter);
  const filtered = Object.values(filter).some((value) => value.trim() !== '');
  const set = (part: Partial<Filter>): void => setFilter((now) => ({ ...now, ...part }));

  // The list goes along with the reader, but only where it is looked at, and not under their hand.
  useEffect(() => {
    const list = ref.current;
    const entry = inView === null ? null : list?.querySelector(`[data-claim="${CSS.escape(inView)}"]`);
    if (!list || !entry || list.matches(':hover, :focus-within')) return;
    const { top, bottom } = list.getBoundingClientRect();
    if (bottom > innerHeight * 0.3 && top < innerHeight * 0.6) entry.scrollIntoView({ block: 'nearest' });
  }, [inView]);

  const groups = [...analysis.speakers.map(({ id }) => id), null].flatMap((speaker) => {
    const own = shown.filter((claim) => claim.speaker === speaker);
    return own.length > 0 ? [{ speaker, own }] : [];
  });
  return (
    <>
      {!whole && analysis.claims.length >= LEAST_TO_FILTER && (
        <Filters analysis={analysis} filter={filter} set={set} found={filtered ? shown.length : null} clear={() => setFilter(NO_FILTER)} />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only moves the focus among the buttons in it */}
      <div ref={ref} onFocusIn={onFocusIn} onKeyDown={onKeyDown}>
        {groups.map(({ speaker, own }) => {
          const known = speakerIn(analysis, speaker);
          const all = whole || filtered || open.has(speaker) || own.some(({ id }, at) => at >= FIRST_CLAIMS && id === inView);
          return (
            <div key={speaker ?? ''} class="by-speaker">
              <h3>
                <Who analysis={analysis} speaker={speaker} />
                {known?.role && (
                  <span class="quiet role">
                    <bdi>{known.role}</bdi>
                  </span>
                )}
              </h3>
              <ul>
                {(all ? own : own.slice(0, FIRST_CLAIMS)).map((claim) => (
                  <Entry
                    key={claim.id}
                    analysis={analysis}
                    url={url}
                    claim={claim}
                    goTo={goTo}
                    light={light}
                    current={claim.id === inView}
                  />
                ))}
              </ul>
              {!whole && !filtered && own.length > FIRST_CLAIMS && (
                <button
                  type="button"
                  class="small"
                  aria-expanded={all}
                  onClick={() => setOpen(new Set(all ? [...open].filter((other) => other !== speaker) : [...open, speaker]))}
                >
                  {all ? say('fewer') : say.count('all_claims', own.length)}
                </button>
              )}
            </div>
          );
        })}
      </div>
    </>
  );
}

function Entry({ analysis, url, claim, goTo, light, current }: LinkProps & { claim: Claim; current: boolean }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <li class={`entry${current ? ' current' : ''}`}>
      <ClaimLink claim={claim.id} goTo={goTo} light={light} current={current}>
        <Stance claim={claim} />
        <bdi class={claim.type === 'indirect' ? '' : 'quote'}>{wordsOf(analysis, claim)}</bdi>
      </ClaimLink>
      <button
        type="button"
        class="copy"
        title={say('copy_long')}
        aria-label={say('copy_long')}
        onClick={() => void copyText(analysis, claim, url).then(setCopied)}
        onBlur={() => setCopied(null)}
      >
        <svg aria-hidden="true" viewBox="0 0 16 16" width="14" height="14">
          {copied === true ? (
            <path d="M2.5 8.5l3.5 3.5 7.5-8" fill="none" stroke="currentColor" stroke-width="1.6" />
          ) : (
            <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" fill="none" stroke="currentColor" stroke-width="1.3" />
          )}
        </svg>
        <span role="status" class="visually-hidden">
          {copied === null ? '' : copied ? say('copied') : say('copy_failed')}
        </span>
      </button>
    </li>
  );
}

interface FiltersProps {
  readonly analysis: Analysis;
  readonly filter: Filter;
  readonly set: (part: Partial<Filter>) => void;
  /** How many claims a filter has left; null without one. */
  readonly found: number | null;
  readonly clear: () => void;
}

function Filters({ analysis, filter, set, found, clear }: FiltersProps) {
  const acts = ACTS.filter((act) => analysis.claims.some((claim) => claim.act === act));
  const choices: [name: 'speaker' | 'act' | 'framing', label: string, all: string, options: [value: string, words: string][]][] = [
    [
      'speaker',
      say('filter_speaker'),
      say('filter_speaker_all'),
      [
        ...analysis.speakers.map(({ id, name }): [string, string] => [id, name]),
        ...(analysis.claims.some(({ speaker }) => speaker === null) ? [['?', say('unclear_speaker')] as [string, string]] : []),
      ],
    ],
    ['act', say('filter_act'), say('filter_act_all'), acts.map((act): [string, string] => [act, sayAct(say, act)])],
    ['framing', say('filter_framing'), say('filter_framing_all'), analysis.framings.map(({ id, title }): [string, string] => [id, title])],
  ];
  return (
    <search class="filters">
      <input
        type="search"
        aria-label={say('search')}
        placeholder={say('search')}
        value={filter.search}
        onInput={(event) => set({ search: event.currentTarget.value })}
      />
      {choices.map(
        ([name, label, all, options]) =>
          options.length > 1 && (
            <select key={name} aria-label={label} value={filter[name]} onChange={(event) => set({ [name]: event.currentTarget.value })}>
              <option value="">{all}</option>
              {options.map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          ),
      )}
      <p class="found">
        <span role="status">{found === null ? '' : found === 0 ? say('found_none') : say.count('found', found)}</span>
        {found !== null && (
          <button type="button" class="small" onClick={clear}>
            {say('filter_clear')}
          </button>
        )}
      </p>
    </search>
  );
}
