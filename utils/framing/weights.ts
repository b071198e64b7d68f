import { TOGETHER_FEATURES } from './grouping.ts';
import { logistic } from './logistic.ts';
import { RELATION_FEATURES } from './relations.ts';
import weights from './weights.json' with { type: 'json' };

/** Whether two speakers clash. */
export const CLASH = logistic(RELATION_FEATURES, weights.clash);
/** Whether two claims are one view. */
export const TOGETHER = logistic(TOGETHER_FEATURES, weights.together);
