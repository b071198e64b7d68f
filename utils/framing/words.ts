import type { Act } from '../analysis.ts';

/** How labels, popup and exports write an act. */
export const ACT_WORDS: Readonly<Record<Act, string>> = {
  accuses: 'accuses',
  denies: 'denies',
  warns: 'warns',
  pledges: 'pledges',
  demands: 'demands',
  praises: 'praises',
  concedes: 'concedes',
  'plays-down': 'plays down',
  predicts: 'predicts',
  states: 'states',
};

/** Who speaks where the text leaves it open. */
export const UNCLEAR = 'unclear speaker';
