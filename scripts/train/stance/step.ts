/**
 * The step of `npm run train` that learns public/stance.bin, from gold/train.jsonl, the train split of NewsMTSC, claims written for the project, and labels given for
 * it to claims of PolNeAR's train split.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTagger, type Tagger } from '../../../utils/language/tagger.ts';
import { packStance } from '../../../utils/stance/model.ts';
import { readArticles, readInvented, readLabelled, readLabelledSentences, readPolarity, type StanceArticle } from './data.ts';
import { figuresOf, learnPolarity, learnStance } from './learn.ts';

export const INVENTED = new URL('./invented.txt', import.meta.url);
export const LABELS = new URL('./labels.txt', import.meta.url);

export const SENTENCES = new URL('./sentences.txt', import.meta.url);

/** The claims that were labelled for the project, in articles and in single sentences of those corpora under `data` that are there. */
export function readMore(data: string, tag: Tagger): StanceArticle[] {
  const [articles, sentences] = [join(data, 'corpora/polnear/train.jsonl'), join(data, 'corpora/newsmtsc/train.jsonl')];
  return [
    ...(existsSync(articles) ? readLabelled(LABELS, articles, tag) : []),
    ...(existsSync(sentences) ? readLabelledSentences(SENTENCES, sentences, tag) : []),
  ];
}

/** Writes the weights to `out`; the same data give the same file. Some minutes at most. */
export async function learnStanceFile(data: string, out: string): Promise<void> {
  const tag = await loadTagger();
  const articles = readArticles(join(data, 'gold/train.jsonl'), tag);
  const polarity = learnPolarity(readPolarity(join(data, 'corpora/newsmtsc/train.jsonl'), tag));
  const { model, left } = learnStance(articles, readInvented(INVENTED, tag), polarity, readMore(data, tag));
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
