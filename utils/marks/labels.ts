import type { Say } from '../say.ts';
import type { Steps } from '../slices.ts';
import type { Box } from './boxes.ts';
import { drawn, make } from './overlay.ts';
import type { Place } from './place.ts';
import { type LabelWords, labelLine } from './words.ts';

/** Longer targets and names tire the eye; the card has them whole. */
const LONGEST = { who: 36, target: 48 };

const cut = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const space = text.lastIndexOf(' ', most);
  return `${text.slice(0, space > most / 2 ? space : most).trimEnd()}…`;
};

export interface LabelSize {
  readonly rowWidth: number;
  readonly stackWidth: number;
  readonly parts: number;
  /** Of the speaker's name; 0 for a label without one. */
  readonly nameWidth: number;
}

export interface LabelInk {
  /** Colour of the speaker, and what is behind the text; CSS. */
  readonly colour: string;
  readonly ground: string;
  readonly sure: boolean;
}

export interface LabelEvents {
  enter(claim: number): void;
  leave(claim: number): void;
  focus(claim: number): void;
  blur(claim: number, to: EventTarget | null): void;
  press(claim: number): void;
}

export interface Labels {
  /** Makes the labels of these claims (indexes in reading order) and no others, hidden where new; keeps the one that has the focus. */
  hold(claims: readonly number[]): void;
  /** Learns the sizes of these claims' labels; first writes, then reads, so that the page is laid out once. */
  measure(claims: readonly number[]): Steps<void>;
  /** Widths at 10 px type, of a claim that has been measured. */
  sizeOf(claim: number): LabelSize;
  /** Does nothing where the label stands so already. */
  show(claim: number, place: Place | null, ink: LabelInk): void;
  /** Whether two claims' labels have the same words. */
  alike(one: number, other: number): boolean;
  light(claim: number | null): void;
  get(claim: number): HTMLElement | null;
  /** The claims are others, or have other words: what is shown goes with the next `hold`, and is nobody's until then. */
  renew(): void;
  clear(): void;
}

/** The labels: one button a claim, in reading order, in the plane over the page. */
export function createLabels(
  document: Document,
  plane: HTMLElement,
  wordsAt: (claim: number) => LabelWords,
  total: () => number,
  events: LabelEvents,
  say: Say,
): Labels {
  const made = new Map<number, HTMLButtonElement>();
  /** The words of ticks, apart from them: for the eye and the pointer only, since the tick itself is the button. */
  const legends = new Map<number, HTMLElement>();
  const sizes = new Map<number, LabelSize>();
  /** How each label was last shown. */
  const shown = new Map<number, string>();
  let old: HTMLElement[] = [];
  let lit: number | null = null;

  const seen = (name: 'bdi' | 'span', words: string, attributes?: Readonly<Record<string, string>>): HTMLElement =>
    drawn(document, name, words, attributes);

  const contents = (claim: number, brief = false): HTMLElement[] => {
    const { who, act, target } = brief ? { who: wordsAt(claim).who, act: '', target: '' } : wordsAt(claim);
    const parts = who === '' ? [] : [make(document, 'span', { class: 'who' }, [seen('bdi', cut(who, LONGEST.who))])];
    if (act !== '')
      parts.push(make(document, 'span', {}, [...(who === '' ? [] : [seen('span', ' · ', { class: 'sep' })]), seen('span', act)]));
    if (target !== '') parts.push(make(document, 'span', {}, [' ', seen('bdi', cut(target, LONGEST.target))]));
    return parts;
  };

  /** For screen readers, who hear labels one by one. */
  const spoken = (claim: number): string => [labelLine(wordsAt(claim)), say('claim_of', claim + 1, total())].filter(Boolean).join(', ');

  const create = (claim: number): HTMLButtonElement => {
    const label = make(document, 'button', { type: 'button', class: 'label measure', 'aria-haspopup': 'dialog', 'aria-expanded': 'false' });
    const isOwn = (): boolean => made.get(claim) === label;
    hear(label, claim, isOwn);
    label.addEventListener('focus', () => isOwn() && label.matches(':focus-visible') && events.focus(claim));
    label.addEventListener('blur', (event) => isOwn() && events.blur(claim, event.relatedTarget));
    return label;
  };

  const hear = (element: HTMLElement, claim: number, isOwn: () => boolean): void => {
    element.addEventListener('pointerenter', (event) => event.pointerType === 'mouse' && isOwn() && events.enter(claim));
    element.addEventListener('pointerleave', (event) => event.pointerType === 'mouse' && isOwn() && events.leave(claim));
    element.addEventListener('click', () => isOwn() && events.press(claim));
  };

  const explain = (claim: number, at: Box | null, numbered: boolean, { colour, sure }: LabelInk): void => {
    legends.get(claim)?.remove();
    legends.delete(claim);
    if (at === null) return;
    const number = numbered ? [seen('span', String(claim + 1), { class: 'number' }), ' '] : [];
    const legend = make(
      document,
      'span',
      { class: `label row legend${numbered ? '' : ' stroke'}${sure ? '' : ' unsure'}`, 'aria-hidden': 'true' },
      [...number, ...contents(claim)],
    );
    hear(legend, claim, () => legends.get(claim) === legend);
    const style = { left: at.left, top: at.top, width: at.right - at.left, height: at.bottom - at.top };
    for (const [name, value] of Object.entries(style)) legend.style.setProperty(name, `${value}px`);
    legend.style.setProperty('--colour', colour);
    legends.set(claim, legend);
    plane.append(legend);
  };

  const renew = (): void => {
    old.push(...made.values(), ...legends.values());
    for (const map of [made, legends, sizes, shown]) map.clear();
    lit = null;
  };
  const dropOld = (): void => {
    for (const element of old) element.remove();
    old = [];
  };

  return {
    hold(claims) {
      dropOld();
      const wanted = new Set(claims);
      for (const [claim, label] of made) {
        if (wanted.has(claim) || label.matches(':focus')) continue;
        label.remove();
        made.delete(claim);
        shown.delete(claim);
        legends.get(claim)?.remove();
        legends.delete(claim);
      }
      // Reading order is tab order.
      let before: Element | null = plane.firstElementChild;
      for (const claim of claims) {
        let label = made.get(claim);
        if (label === undefined) {
          label = create(claim);
          made.set(claim, label);
          plane.insertBefore(label, before);
        }
        before = label.nextElementSibling;
      }
    },
    *measure(claims) {
      const probes = claims
        .filter((claim) => !sizes.has(claim))
        .map((claim) => ({ claim, probe: make(document, 'span', { class: 'label measure' }, contents(claim)) }));
      if (probes.length === 0) return;
      try {
        plane.append(...probes.map(({ probe }) => probe));
        yield;
        for (const { claim, probe } of probes) {
          const scale = probe.offsetWidth > 0 ? probe.getBoundingClientRect().width / probe.offsetWidth : 1;
          const widths = [...probe.children].map((part) => part.getBoundingClientRect().width / scale);
          sizes.set(claim, {
            rowWidth: Math.ceil(widths.reduce((sum, width) => sum + width, 0)) + 1,
            stackWidth: Math.ceil(Math.max(...widths)) + 1,
            parts: widths.length,
            nameWidth: wordsAt(claim).who === '' ? 0 : Math.ceil(widths[0]!) + 1,
          });
        }
      } finally {
        for (const { probe } of probes) probe.remove();
      }
      yield;
    },
    sizeOf: (claim) => sizes.get(claim) ?? { rowWidth: 0, stackWidth: 0, parts: 1, nameWidth: 0 },
    show(claim, place, ink) {
      const { colour, ground, sure } = ink;
      const label = made.get(claim);
      const now = JSON.stringify([place, ink]);
      if (label === undefined || shown.get(claim) === now) return;
      shown.set(claim, now);
      const shape = place?.shape ?? 'none';
      label.className = ['label', shape, place?.margin ? `margin ${place.margin}` : '', sure ? '' : 'unsure', claim === lit ? 'lit' : '']
        .filter(Boolean)
        .join(' ');
      label.hidden = place === null;
      explain(claim, place?.legend ?? null, shape === 'tick', ink);
      if (place === null) return;
      label.setAttribute('aria-label', spoken(claim));
      label.replaceChildren(...(shape === 'tick' || shape === 'bar' ? [seen('span', String(claim + 1))] : contents(claim, place.brief)));
      const style: Record<string, string> = {
        left: `${place.left}px`,
        top: `${place.top}px`,
        width: `${place.right - place.left}px`,
        height: `${place.bottom - place.top}px`,
        'font-size': shape === 'row' || shape === 'stack' ? `${place.size}px` : '',
        'line-height': shape === 'stack' ? '' : `${place.bottom - place.top}px`,
        '--colour': colour,
        '--ground': ground,
      };
      for (const [name, value] of Object.entries(style)) label.style.setProperty(name, value);
    },
    alike: (one, other) => labelLine(wordsAt(one)) === labelLine(wordsAt(other)),
    light(claim) {
      if (lit !== null) made.get(lit)?.classList.remove('lit');
      lit = claim;
      if (claim !== null) made.get(claim)?.classList.add('lit');
    },
    get: (claim) => made.get(claim) ?? null,
    renew,
    clear() {
      renew();
      dropOld();
    },
  };
}
