import type { Analysis, Article, Attribution } from './analysis.ts';
import { findingAttributions } from './claims/attributions.ts';
import { unpack } from './claims/model/weights.ts';
import { frame } from './framing/framings.ts';
import type { TextDocument } from './language/document.ts';
import { loadTagger } from './language/tagger.ts';
import { resolveSpeakers } from './speakers/resolve.ts';
import { type StanceModel, unpackStance } from './stance/model.ts';
import { readStance } from './stance/read.ts';

/** What the engine has learned, each a file of `public/`. */
export type WeightsFile = 'claims.bin' | 'stance.bin';

/** Told how much of an article has been read so far, 0 to 1, now and then; waited for, so that what waits gets its turn. */
export type Progress = (share: number) => Promise<void>;

export interface Engine {
  /** Analyses one article; all offsets are UTF-16 code units of `article.text`. Rejects with what `progress` rejects with. */
  (article: Article, progress?: Progress): Promise<Analysis>;
  /** Loads what was learned ahead of the first article, which tells if it fails. */
  readonly load: () => void;
}

/** So long an article is read before its progress is told, in milliseconds: most are done by then. */
const SLICE = 100;

/**
 * The way from an article to its analysis, each room a pure function of the one before. The tagger and the weights (files of `public/`, read by
 * `readWeights`, as the browser and Node read files differently) are loaded on the first article; a load that failed is tried again on the next.
 */
export function createEngine(readWeights: (name: WeightsFile) => Promise<Uint8Array>): Engine {
  let loading: ReturnType<typeof load> | undefined;
  const load = async () => {
    const [tag, claims, stance] = await Promise.all([loadTagger(), readWeights('claims.bin'), readWeights('stance.bin')]);
    return { tag, network: unpack(claims), stance: unpackStance(stance) };
  };
  const loaded = async () => {
    loading ??= load();
    try {
      return await loading;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  };
  const analyse = async (article: Article, progress?: Progress): Promise<Analysis> => {
    const { tag, network, stance } = await loaded();
    const document = tag(article.text);
    const reading = findingAttributions(document, network);
    for (let since = performance.now(); ; ) {
      const { done, value } = reading.next();
      if (done) return interpret(article, document, value, stance);
      if (!progress || performance.now() - since < SLICE) continue;
      await progress(value / document.tokens.length);
      since = performance.now();
    }
  };
  return Object.assign(analyse, { load: () => void loaded().catch(() => undefined) });
}

/** What is known of an article once its attributions are: `document` is `article.text`, tagged. */
export function interpret(article: Article, document: TextDocument, attributions: readonly Attribution[], stance: StanceModel): Analysis {
  const resolution = resolveSpeakers(document, attributions);
  // A claim is as sure as both: that it is one, and whose it is.
  const sure = attributions.map((attribution, i) => ({ ...attribution, confidence: attribution.confidence * resolution.certaintyOf[i]! }));
  const claims = readStance(document, sure, resolution, stance);
  const { framings, clashes } = frame(document, claims, resolution.speakers);
  return { article, claims, speakers: resolution.speakers, framings, clashes };
}
