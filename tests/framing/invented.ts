import type { Act, Analysis, Article, Claim, ClaimType, FramingFunction, Position, Speaker, SpeakerKind } from '../../utils/analysis.ts';

/** One claim of an invented article: who says what, and what they do with it. */
export interface Line {
  readonly by: string | null;
  readonly says: string;
  readonly cue?: string;
  readonly act?: Act;
  readonly position?: Position;
  readonly function?: FramingFunction;
  readonly type?: ClaimType;
}

export interface Cast {
  readonly [id: string]: { readonly name: string; readonly kind?: SpeakerKind; readonly role?: string };
}

const ARTICLE: Article = { title: null, byline: null, publisher: null, published: null, language: 'en', text: '' };

/** An analysis without framings and clashes, its text written out as "NAME CUE CONTENT", a paragraph a line. */
export function invent(cast: Cast, lines: readonly Line[], article: Partial<Article> = {}, before = ''): Analysis {
  let text = before === '' ? '' : `${before}\n\n`;
  const claims = lines.map((line, i): Claim => {
    const name = line.by === null ? '' : cast[line.by]!.name;
    const cue = line.cue ?? 'said';
    const source = [text.length, text.length + name.length] as const;
    const cueAt = source[1] + 1;
    const start = cueAt + cue.length + 1;
    text += `${name} ${cue} ${line.says}.\n\n`;
    return {
      id: `c${i + 1}`,
      type: line.type ?? (/^“.*”$/.test(line.says) ? 'direct' : 'indirect'),
      content: [[start, start + line.says.length]],
      source: line.by === null ? [] : [source],
      cue: [[cueAt, cueAt + cue.length]],
      confidence: 0.9,
      speaker: line.by,
      act: line.act ?? 'states',
      position: line.position ?? null,
      function: line.function ?? 'background',
      reasons: {},
    };
  });
  const speakers = Object.entries(cast).map(
    ([id, { name, kind = 'person', role = null }]): Speaker => ({ id, name, kind, role, aliases: [], words: 1 }),
  );
  return { article: { ...ARTICLE, ...article, text }, claims, speakers, framings: [], clashes: [] };
}
