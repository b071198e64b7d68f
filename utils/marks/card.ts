import type { Analysis, Claim, Span } from '../analysis.ts';
import { isolated, type Say, sayAct, sayQuestion, sayReason } from '../say.ts';
import type { Box } from './boxes.ts';
import { drawn, make } from './overlay.ts';
import { citation, wordsOf } from './words.ts';

/** A claim below this confidence is marked as unsure. */
export const SURE = 0.5;

export interface CardView {
  readonly analysis: Analysis;
  readonly claim: Claim;
  /** CSS colour of the speaker on the card's paper. */
  readonly colour: string;
  readonly paper: 'light' | 'dark';
}

export interface CardEvents {
  goTo(claimId: string): void;
  next(): void;
  previous(): void;
  pin(pinned: boolean): void;
  close(): void;
  enter(): void;
  leave(): void;
  blur(to: EventTarget | null): void;
}

export interface Card {
  readonly element: HTMLElement;
  isOpen(): boolean;
  /** Shows a claim beside `anchor` (px of the viewport): below it, or above, and always inside the viewport. */
  open(view: CardView, anchor: Box, pinned: boolean): void;
  /** Follows its claim. */
  move(anchor: Box): void;
  setPinned(pinned: boolean): void;
  focus(): void;
  close(): void;
}

const GAP = 8;

/** Writes to the clipboard; where the page may not (no secure context), by way of a copy event of our own. */
async function copy(document: Document, text: string): Promise<boolean> {
  try {
    await document.defaultView!.navigator.clipboard.writeText(text);
    return true;
  } catch {
    let done = false;
    const onCopy = (event: ClipboardEvent): void => {
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      event.stopImmediatePropagation();
      done = true;
    };
    document.addEventListener('copy', onCopy, { capture: true, once: true });
    document.execCommand('copy');
    document.removeEventListener('copy', onCopy, { capture: true });
    return done;
  }
}

/** A card lower than this is no card. */
const LEAST_HEIGHT = 180;

/** Where the card goes, and how high it may be there, so that its claim stays in sight: pure, for one size of card and viewport. */
export function placeCard(
  anchor: Box,
  card: { width: number; height: number },
  viewport: { width: number; height: number },
): { left: number; top: number; height: number } {
  const clamp = (value: number, most: number): number => Math.max(GAP, Math.min(value, most - GAP));
  const left = clamp(anchor.left, viewport.width - card.width);
  const [below, above] = [viewport.height - anchor.bottom - 2 * GAP, anchor.top - 2 * GAP];
  const fits = (room: number): boolean => room >= card.height;
  if (!fits(below) && !fits(above) && Math.max(below, above) < LEAST_HEIGHT)
    return { left, top: clamp(anchor.bottom + GAP, viewport.height - card.height), height: card.height };
  const isBelow = fits(below) || (!fits(above) && below >= above);
  const height = Math.min(card.height, isBelow ? below : above);
  return { left, top: isBelow ? anchor.bottom + GAP : anchor.top - GAP - height, height };
}

/** The card of one claim: a popover in the top layer, so that nothing of the page lies over it. Not modal. */
export function createCard(document: Document, root: ShadowRoot, events: CardEvents, say: Say): Card {
  const card = make(document, 'div', {
    class: 'card',
    role: 'dialog',
    'aria-labelledby': 'vantage-name',
    tabindex: '-1',
    popover: 'manual',
  });
  root.append(card);
  const bdi = (text: string): HTMLElement => drawn(document, 'bdi', text);
  /** Elements whose words are drawn. */
  const put = <Name extends keyof HTMLElementTagNameMap>(
    name: Name,
    attributes: Readonly<Record<string, string>>,
    children: readonly (Node | string)[] = [],
  ): HTMLElementTagNameMap[Name] =>
    make(
      document,
      name,
      attributes,
      children.map((child) => (typeof child === 'string' ? drawn(document, 'span', child) : child)),
    );
  const button = (className: string, name: string, press: () => void, children: (Node | string)[]): HTMLButtonElement => {
    const made = put('button', { type: 'button', class: className, 'aria-label': name }, children);
    made.addEventListener('click', press);
    return made;
  };
  let pinButton: HTMLButtonElement | null = null;

  const because = (text: string, spans: readonly Span[] | undefined): HTMLElement[] =>
    spans === undefined || spans.length === 0
      ? []
      : [put('span', { class: 'why' }, [`${say('rests_on')} `, bdi(`“${wordsOf(text, spans)}”`)])];

  const build = ({ analysis, claim }: CardView): HTMLElement[] => {
    const { text } = analysis.article;
    const { reasons, position } = claim;
    const speaker = analysis.speakers.find(({ id }) => id === claim.speaker);
    const name = speaker?.name ?? say('unclear_speaker_title');
    const rows: HTMLElement[] = [];
    const row = (term: string, ...description: (Node | string)[]): void => {
      rows.push(put('dt', {}, [term]), put('dd', {}, description));
    };
    row(say('act'), sayAct(say, claim.act), ...because(text, reasons.act));
    if (position !== null) row(say(`toward_${position.toward}`), bdi(position.target), ...because(text, reasons.position));
    if (claim.function !== 'background') row(say('question'), sayQuestion(say, claim.function), ...because(text, reasons.function));
    const framing = analysis.framings.find(({ claims }) => claims.includes(claim.id));
    if (framing !== undefined) row(say('framing'), bdi(framing.title));
    for (const clash of analysis.clashes) {
      if (claim.speaker === null || (clash.a !== claim.speaker && clash.b !== claim.speaker)) continue;
      const other = analysis.speakers.find(({ id }) => id === (clash.a === claim.speaker ? clash.b : clash.a));
      if (other === undefined) continue;
      const there =
        analysis.claims.find(({ id, speaker: by }) => by === other.id && clash.claims.includes(id)) ??
        analysis.claims.find(({ speaker: by }) => by === other.id);
      const who = bdi(other.name);
      const link = there === undefined ? who : button('plain go', say('go_to', other.name), () => events.goTo(there.id), [who]);
      const [one, two] = clash.a === claim.speaker ? [speaker, other] : [other, speaker];
      const { reason } = clash;
      const why =
        reason &&
        sayReason(
          say,
          reason.target === undefined ? reason : { ...reason, target: isolated(reason.target) },
          isolated(one?.name ?? ''),
          isolated(two?.name ?? ''),
          'apart',
        );
      row(
        say('clashes_with'),
        link,
        put('span', { class: 'why' }, [`${say('over')} `, bdi(clash.over)]),
        ...(why ? [put('span', { class: 'why' }, [why])] : []),
        ...because(text, reason?.words),
      );
    }
    const pin = button('plain icon', say('pin_long'), () => events.pin(pin.getAttribute('aria-pressed') !== 'true'), [say('pin')]);
    pin.setAttribute('aria-pressed', 'false');
    pinButton = pin;
    const status = make(document, 'span', { role: 'status' });
    const copyButton = button(
      'plain',
      say('copy_long'),
      () =>
        void copy(document, citation(analysis, claim, document.location.href, say)).then((done) =>
          status.replaceChildren(done ? say('copied') : say('copy_failed')),
        ),
      [say('copy')],
    );
    return [
      put('div', { class: 'head' }, [
        put('div', { class: 'title' }, [
          put('h2', { id: 'vantage-name', 'aria-label': name }, [bdi(name)]),
          ...(speaker?.role ? [put('p', { class: 'role' }, [bdi(speaker.role)])] : []),
          ...because(text, reasons.speaker),
        ]),
        pin,
        button('plain icon', say('close'), () => events.close(), ['✕']),
      ]),
      put('dl', {}, rows),
      ...(claim.confidence < SURE ? [put('p', { class: 'note' }, [say('unsure_claim')])] : []),
      put('div', { class: 'foot' }, [
        copyButton,
        status,
        put('span', { class: 'space' }),
        button('plain', say('previous_claim'), () => events.previous(), ['‹']),
        button('plain', say('next_claim'), () => events.next(), ['›']),
      ]),
    ];
  };

  card.addEventListener('pointerenter', () => events.enter());
  card.addEventListener('pointerleave', () => events.leave());
  card.addEventListener('focusout', (event) => events.blur(event.relatedTarget));

  const isOpen = (): boolean => card.matches(':popover-open');
  return {
    element: card,
    isOpen,
    open(view, anchor, pinned) {
      card.className = `card ${view.paper}`;
      card.style.setProperty('--speaker', view.colour);
      card.replaceChildren(...build(view));
      card.scrollTop = 0;
      this.setPinned(pinned);
      if (!isOpen()) card.showPopover();
      this.move(anchor);
    },
    move(anchor) {
      const { innerWidth, innerHeight } = document.defaultView!;
      const viewport = { width: Math.min(innerWidth, document.documentElement.clientWidth || innerWidth), height: innerHeight };
      card.style.maxHeight = '';
      const { left, top, height } = placeCard(anchor, { width: card.offsetWidth, height: card.offsetHeight }, viewport);
      card.style.left = `${left}px`;
      card.style.top = `${top}px`;
      if (height < card.offsetHeight) card.style.maxHeight = `${height}px`;
    },
    setPinned(pinned) {
      pinButton?.setAttribute('aria-pressed', String(pinned));
    },
    focus: () => card.focus({ preventScroll: true }),
    close() {
      if (isOpen()) card.hidePopover();
    },
  };
}
