import type { Analysis } from '../analysis.ts';
import { summarise } from '../framing/summary.ts';
import { type Say, sayQuestion } from '../say.ts';
import { contentOf, MOST_VOICES, nameOf, type Pair, quoted, reasonOf, restOf, stanceOf } from './words.ts';

/** Text of a page as Markdown shows it, and nothing more: no link (nor one made of a bare address), no markup, no entity, no list. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~!&$@]|:(?=\/\/)|(?<=\bwww)\./gi, '\\$&')
    .replace(/^[-+=]|(?<=^\d{1,9})[.)]/, '\\$&');

/** An analysis to read: framings, clashes and agreements with their reasons, the four questions, who is heard, and every claim. */
export function toMarkdown(analysis: Analysis, say: Say, url?: string): string {
  const { article, claims, framings, clashes } = analysis;
  const { agreements, questions, voices, unheard } = summarise(analysis);
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const name = (id: string | null): string => escapeMarkdown(nameOf(analysis, id, say));
  /** A clash or an agreement as a point of a list: why, and below it the claims that show it. */
  const point = (head: string, pair: Pair): string[] => {
    const reason = reasonOf(analysis, pair, say, escapeMarkdown);
    return [
      `- ${[head, reason?.why, reason?.rests].filter(Boolean).join(' · ')}`,
      ...pair.claims.flatMap((id) => {
        const claim = byId.get(id);
        return claim ? [`  - ${name(claim.speaker)}: ${escapeMarkdown(contentOf(analysis, claim))}`] : [];
      }),
    ];
  };
  const lines: string[] = [`# ${escapeMarkdown(article.title ?? say('untitled'))}`, ''];
  const origin = [article.publisher, article.byline, article.published].filter((part) => part !== null);
  if (origin.length > 0) lines.push(origin.map(escapeMarkdown).join(' · '), '');
  if (url !== undefined) lines.push(`<${url.replace(/[<>\s\\]/g, encodeURIComponent)}>`, '');
  lines.push(`## ${say.count('framings', framings.length)}`, '');
  if (framings.length === 0) lines.push(say('framings_none'), '');
  for (const framing of framings) {
    const quote = byId.get(framing.quote);
    lines.push(`### ${escapeMarkdown(framing.title)}`, '', framing.speakers.map(name).join(', '), '');
    if (quote) lines.push(`> ${escapeMarkdown(contentOf(analysis, quote))}`, `> — ${name(quote.speaker)}`, '');
  }
  lines.push(
    `## ${say('clashes')}`,
    '',
    ...(clashes.length === 0
      ? [say('clashes_none')]
      : clashes.flatMap((clash) => {
          const { a, b, over } = clash;
          const issue = escapeMarkdown(over);
          return point(b === null ? say('clash_against', name(a), issue) : say('clash_over', name(a), name(b), issue), clash);
        })),
    '',
  );
  if (agreements.length > 0)
    lines.push(`## ${say('agreements')}`, '', ...agreements.flatMap((pair) => point(`${name(pair.a)} + ${name(pair.b)}`, pair)), '');
  for (const { function: purpose, answers } of questions) {
    lines.push(
      `## ${sayQuestion(say, purpose)}`,
      '',
      ...answers.map(({ speaker, text, cut }) => `- ${name(speaker)}: ${escapeMarkdown(quoted(cut ? `${text} …` : text))}`),
      '',
    );
  }
  lines.push(
    `## ${say('voices')}`,
    '',
    ...voices
      .slice(0, MOST_VOICES)
      .map(({ speaker, share, words }) => `- ${name(speaker)}: ${say.percent(share)} (${say.count('words', words)})`),
    ...restOf(voices, say).map((rest) => `- ${rest}`),
    '',
  );
  if (unheard.length > 0) lines.push(say('unheard', unheard.map((other) => escapeMarkdown(other.name)).join(', ')), '');
  lines.push(
    `## ${say('claims')}`,
    '',
    ...claims.map(
      (claim) =>
        `- **${name(claim.speaker)}**${stanceOf(claim, say) ? ` (${escapeMarkdown(stanceOf(claim, say))})` : ''}: ${escapeMarkdown(contentOf(analysis, claim))}`,
    ),
    '',
  );
  return lines.join('\n');
}
