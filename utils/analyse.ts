import type { Analysis, Article } from './analysis.ts';
import { findAttributions } from './claims/attributions.ts';
import { frame } from './framing/framings.ts';
import { loadTagger } from './language/tagger.ts';
import { resolveSpeakers } from './speakers/resolve.ts';
import { readStance } from './stance/read.ts';

/**
 * The way from an article to its analysis: each room a pure function of the one before.
 * Waits only for the tagger, which is loaded on the first call. All offsets are UTF-16 code units of `article.text`.
 */
export async function analyse(article: Article): Promise<Analysis> {
  const tag = await loadTagger();
  const document = tag(article.text);
  const attributions = findAttributions(document);
  const resolution = resolveSpeakers(document, attributions);
  const claims = readStance(document, attributions, resolution);
  const { framings, clashes } = frame(document, claims, resolution.speakers);
  return { article, claims, speakers: resolution.speakers, framings, clashes };
}
