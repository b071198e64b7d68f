import { pairRows } from '../../utils/claims/model/features.ts';
import { viterbi } from '../../utils/claims/model/layers.ts';
import { mark, release } from '../../utils/claims/model/memory.ts';
import { encode, type Network, pair, pairBase } from '../../utils/claims/model/network.ts';
import { LABEL_COUNT, ROLE_COUNT } from '../../utils/claims/model/parameters.ts';
import type { CueExample, Example } from './data.ts';

/** Cues that the teachers think less likely teach nothing. */
const LEAST_CUE = 0.08;
/** A cue that the teachers reject still teaches what to answer when it is asked. */
const LEAST_WEIGHT = 0.2;

/**
 * An example with what several networks think of it on average: the labels of its tokens and, where nobody labelled it, its cues with the roles around them
 * (knowledge distillation, Hinton, Vinyals and Dean 2015; the average of networks is surer than each).
 */
export function teach(teachers: readonly Network[], example: Example): Example {
  const before = mark();
  const steps = example.tokens.length;
  const encoded = teachers.map((teacher) => encode(teacher, example.rows));
  const soft = new Float32Array(steps * LABEL_COUNT);
  for (const { labels } of encoded) for (let i = 0; i < soft.length; i++) soft[i]! += labels[i]! / teachers.length;
  if (!example.taught) {
    release(before);
    return { ...example, soft };
  }
  const bases = teachers.map((teacher, k) => pairBase(teacher, encoded[k]!));
  const cues: CueExample[] = [];
  for (let first = 0; first < steps; first++) {
    const at = first * LABEL_COUNT;
    const weight = soft[at + 1]! + soft[at + 3]!;
    if (weight < LEAST_CUE) continue;
    let last = first;
    while (last + 1 < steps && soft[(last + 1) * LABEL_COUNT + 2]! + soft[(last + 1) * LABEL_COUNT + 4]! > 0.5) last++;
    const scores = new Float32Array(steps * ROLE_COUNT);
    const moves = new Float32Array(ROLE_COUNT * ROLE_COUNT);
    const start = new Float32Array(ROLE_COUNT);
    teachers.forEach((teacher, k) => {
      const own = encoded[k]!;
      const places = pairRows(example.tokens, example.quotations, own.labels, first, last);
      const paired = pair(teacher, own, bases[k]!, first, last, places);
      for (let i = 0; i < scores.length; i++) scores[i]! += paired.scores[i]! / teachers.length;
      for (let i = 0; i < moves.length; i++) moves[i]! += teacher.weights.moves![i]! / teachers.length;
      for (let i = 0; i < start.length; i++) start[i]! += teacher.weights.first![i]! / teachers.length;
    });
    cues.push({ first, last, roles: viterbi(scores, steps, ROLE_COUNT, moves, start), weight: Math.max(LEAST_WEIGHT, weight) });
    first = last;
  }
  release(before);
  return { ...example, soft, cues };
}
