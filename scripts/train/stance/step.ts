/** The step of `npm run train` that learns public/stance.bin, from gold/train.jsonl, the train splits of PolNeAR and NewsMTSC, and claims written for the project. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTagger, type Tagger } from '../../../utils/language/tagger.ts';
import { packStance } from '../../../utils/stance/model.ts';
import { idsOf, readArticles, readInvented, readNamed, readPolarity } from './data.ts';
import { figuresOf, learnPolarity, learnStance, type Unlabelled } from './learn.ts';

/** What is learned from beside the labelled articles: invented claims, and those of the other articles of PolNeAR whose cue names their act. */
export function readMore(data: string, tag: Tagger): Unlabelled {
  const labelled = idsOf(join(data, 'gold/train.jsonl'));
  const corpus = join(data, 'corpora/polnear/train.jsonl');
  return {
    invented: readInvented(new URL('./invented.txt', import.meta.url), tag),
    named: existsSync(corpus) ? readNamed(corpus, tag, labelled) : [],
  };
}

/** Writes the weights to `out`; the same data give the same file. Some minutes at most. */
export async function learnStanceFile(data: string, out: string): Promise<void> {
  const tag = await loadTagger();
  const articles = readArticles(join(data, 'gold/train.jsonl'), tag);
  const polarity = learnPolarity(readPolarity(join(data, 'corpora/newsmtsc/train.jsonl'), tag));
  const { model, left } = learnStance(articles, readMore(data, tag), polarity);
  const bytes = packStance(model);
  writeFileSync(out, bytes);
  const modern = left.filter(({ article }) => articles[article]!.modern);
  for (const [name, list] of [
    ['all', left],
    ['modern', modern],
  ] as const)
    console.log(
      `stance, ${name} articles left out in turn: ${JSON.stringify(figuresOf(articles, list, model.least), (_, v) => (typeof v === 'number' ? Math.round(v * 10) / 10 : v))}`,
    );
  console.log(`stance: ${bytes.length} bytes, shown from ${JSON.stringify(model.least)}`);
}
