import { say } from './i18n.ts';
import type { TabState } from './messaging.ts';

/** A claim below this confidence is unsure, as on the page. */
const SURE = 0.5;
const COLOURS = { sure: '#24497e', unsure: '#6b6f76' };

interface Badge {
  readonly text: string;
  readonly colour: string;
  /** The same in words, for the pointer and the screen reader. */
  readonly title: string;
}

/** The number of claims; neutral where most of them are unsure, or there is nothing to count. */
export function badgeOf(state: TabState | null): Badge {
  const neutral = { text: '', colour: COLOURS.unsure };
  if (state === null) return { ...neutral, title: 'Vantage' };
  if (state.state === 'reading') return { ...neutral, text: '…', title: say('badge_reading') };
  if (state.state === 'unsupported-language') return { ...neutral, title: say('badge_language') };
  if (state.state === 'error') return { ...neutral, text: '!', title: say('badge_error') };
  const { claims, clashes } = state.analysis;
  if (claims.length === 0) return { ...neutral, title: say('badge_none') };
  const sure = claims.filter(({ confidence }) => confidence >= SURE).length * 2 >= claims.length;
  const parts = [
    say.count('badge', claims.length),
    ...(sure ? [] : [say('badge_unsure')]),
    clashes.length === 0 ? say('badge_no_clash') : say.count('badge_clashes', clashes.length),
  ];
  return { text: String(claims.length), colour: sure ? COLOURS.sure : COLOURS.unsure, title: parts.join(', ') };
}
