import type { Analysis, Claim, Span } from '../analysis.ts';
import { isolated, type Say, sayAct, sayQuestion, sayReason } from '../say.ts';
import type { Box } from './boxes.ts';
import { make } from './overlay.ts';
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

/** Where the card goes: pure, for one size of card and viewport. */
export function placeCard(
  anchor: Box,
  card: { width: number; height: number },
  viewport: { width: number; height: number },
): { left: number; top: number } {
  const clamp = (value: number, most: number): number => Math.max(GAP, Math.min(value, most - GAP));
  const below = anchor.bottom + GAP;
  const above = anchor.top - GAP - card.height;
  const top = below + card.height <= viewport.height - GAP ? below : above >= GAP ? above : clamp(below, viewport.height - card.height);
  return { left: clamp(anchor.left, viewport.width - card.width), top };
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
  const bdi = (text: string): HTMLElement => make(document, 'bdi', {}, [text]);
  const button = (className: string, name: string, press: () => void, children: (Node | string)[]): HTMLButtonElement => {
    const made = make(document, 'button', { type: 'button', class: className, 'aria-label': name }, children);
    made.addEventListener('click', press);
    return made;
  };
  let pinButton: HTMLButtonElement | null = null;

  const because = (text: string, spans: readonly Span[] | undefined): HTMLElement[] =>
    spans === undefined || spans.length === 0
      ? []
      : [make(document, 'span', { class: 'why' }, [`${say('rests_on')} `, bdi(`“${wordsOf(text, spans)}”`)])];

  const build = ({ analysis, claim }: CardView): HTMLElement[] => {
    const { text } = analysis.article;
    const { reasons, position } = claim;
    const speaker = analysis.speakers.find(({ id }) => id === claim.speaker);
    const rows: HTMLElement[] = [];
    const row = (term: string, ...description: (Node | string)[]): void => {
      rows.push(make(document, 'dt', {}, [term]), make(document, 'dd', {}, description));
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
      const name = bdi(other.name);
      const link = there === undefined ? name : button('plain go', say('go_to', other.name), () => events.goTo(there.id), [name]);
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
        make(document, 'span', { class: 'why' }, [`${say('over')} `, bdi(clash.over)]),
        ...(why ? [make(document, 'span', { class: 'why' }, [why])] : []),
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
      make(document, 'div', { class: 'head' }, [
        make(document, 'div', { class: 'title' }, [
          make(document, 'h2', { id: 'vantage-name' }, [bdi(speaker?.name ?? say('unclear_speaker_title'))]),
          ...(speaker?.role ? [make(document, 'p', { class: 'role' }, [bdi(speaker.role)])] : []),
          ...because(text, reasons.speaker),
        ]),
        pin,
        button('plain icon', say('close'), () => events.close(), ['✕']),
      ]),
      make(document, 'dl', {}, rows),
      ...(claim.confidence < SURE ? [make(document, 'p', { class: 'note' }, [say('unsure_claim')])] : []),
      make(document, 'div', { class: 'foot' }, [
        copyButton,
        status,
        make(document, 'span', { class: 'space' }),
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
      const { left, top } = placeCard(anchor, { width: card.offsetWidth, height: card.offsetHeight }, viewport);
      card.style.left = `${left}px`;
      card.style.top = `${top}px`;
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
