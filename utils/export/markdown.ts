import type { Analysis } from '../analysis.ts';
import { summarise } from '../framing/summary.ts';
import { contentOf, MOST_VOICES, nameOf, percent, restOf, stanceOf } from './words.ts';

/** Text of a page as Markdown shows it, and nothing more: no link (nor one made of a bare address), no markup, no entity, no list. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~!&$@]|:(?=\/\/)|(?<=\bwww)\./gi, '\\$&')
    .replace(/^[-+=]|(?<=^\d{1,9})[.)]/, '\\$&');

/** An analysis to read: framings, clashes, the four questions, who is heard, and every claim. */
export function toMarkdown(analysis: Analysis): string {
  const { article, claims, framings, clashes } = analysis;
  const { questions, voices, unheard } = summarise(analysis);
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const name = (id: string | null): string => escapeMarkdown(nameOf(analysis, id));
  const lines: string[] = [`# ${escapeMarkdown(article.title ?? 'Untitled')}`, ''];
  const origin = [article.publisher, article.byline, article.published].filter((part) => part !== null);
  if (origin.length > 0) lines.push(origin.map(escapeMarkdown).join(' · '), '');
  lines.push('## Framings', '');
  if (framings.length === 0) lines.push('Nobody in this article takes a view.', '');
  for (const framing of framings) {
    const quote = byId.get(framing.quote);
    lines.push(`### ${escapeMarkdown(framing.title)}`, '', framing.speakers.map(name).join(', '), '');
    if (quote) lines.push(`> ${escapeMarkdown(contentOf(analysis, quote))}`, `> — ${name(quote.speaker)}`, '');
  }
  lines.push(
    '## Clashes',
    '',
    ...(clashes.length === 0
      ? ['No clash found.']
      : clashes.map(({ a, b, over }) => `- ${name(a)} ${b === null ? 'against' : `↔ ${name(b)}:`} ${escapeMarkdown(over)}`)),
    '',
  );
  for (const { question, answers } of questions) {
    lines.push(
      `## ${question}`,
      '',
      ...answers.map(({ speaker, text, cut }) => `- ${name(speaker)}: ${escapeMarkdown(text)}${cut ? ' …' : ''}`),
      '',
    );
  }
  lines.push(
    '## Who is heard',
    '',
    ...voices.slice(0, MOST_VOICES).map(({ speaker, share, words }) => `- ${name(speaker)}: ${percent(share)} (${words} words)`),
    ...restOf(voices).map((rest) => `- ${rest}`),
    '',
  );
  if (unheard.length > 0) lines.push(`Talked about, not quoted: ${unheard.map((other) => escapeMarkdown(other.name)).join(', ')}.`, '');
  lines.push(
    '## Claims',
    '',
    ...claims.map(
      (claim) =>
        `- **${name(claim.speaker)}**${stanceOf(claim) ? ` (${escapeMarkdown(stanceOf(claim))})` : ''}: ${escapeMarkdown(contentOf(analysis, claim))}`,
    ),
    '',
  );
  return lines.join('\n');
}
