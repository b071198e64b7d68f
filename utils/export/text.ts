import type { Analysis } from '../analysis.ts';
import { summarise } from '../framing/summary.ts';
import { contentOf, MOST_VOICES, nameOf, percent, restOf, stanceOf } from './words.ts';

const WIDTH = 100;

/** Lines of at most WIDTH columns, indented; control characters of a page never reach the terminal. */
function wrap(text: string, indent: string, hanging = indent): string {
  const words = text
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .split(/\s+/)
    .filter(Boolean);
  const lines: string[] = [];
  let line = indent;
  for (const word of words) {
    if (line.trim() !== '' && line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = hanging;
    }
    line += line.trim() === '' ? word : ` ${word}`;
  }
  return [...lines, line].join('\n');
}

/** An analysis for a terminal, as the popup shows it. */
export function toText(analysis: Analysis): string {
  const { article, claims, framings, clashes } = analysis;
  const { questions, voices, unheard, anonymous, unclear } = summarise(analysis);
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const name = (id: string | null): string => nameOf(analysis, id);
  const out: string[] = [wrap(article.title ?? 'Untitled', ''), ''];
  out.push(
    framings.length === 0
      ? 'No framing: nobody in this article takes a view.'
      : framings.length === 1
        ? 'ONE FRAMING'
        : `${framings.length} FRAMINGS`,
  );
  for (const framing of framings) {
    const quote = byId.get(framing.quote);
    out.push('', wrap(framing.title, '  '), wrap(framing.speakers.map(name).join(', '), '    '));
    if (quote) out.push(wrap(`${contentOf(analysis, quote)} — ${name(quote.speaker)}`, '    ', '      '));
  }
  out.push(
    '',
    clashes.length === 0 ? 'No clash found.' : 'CLASHES',
    ...clashes.map(({ a, b, over }) => wrap(`${name(a)} ${b === null ? 'against' : `<> ${name(b)}:`} ${over}`, '  ', '    ')),
  );
  for (const { question, answers } of questions)
    out.push(
      '',
      question.toUpperCase(),
      ...answers.map(({ speaker, text, cut }) => wrap(`${name(speaker)}: ${text}${cut ? ' …' : ''}`, '  ', '    ')),
    );
  out.push(
    '',
    'WHO IS HEARD',
    ...voices
      .slice(0, MOST_VOICES)
      .map(({ speaker, share, claims: count }) =>
        wrap(`${percent(share)} ${name(speaker)} (${count} ${count === 1 ? 'claim' : 'claims'})`, '  '),
      ),
  );
  out.push(...restOf(voices).map((rest) => wrap(rest, '  ')));
  if (unheard.length > 0) out.push(wrap(`Talked about, not quoted: ${unheard.map((other) => other.name).join(', ')}`, '  ', '    '));
  if (anonymous + unclear > 0) out.push(wrap(`Claims by nameless sources: ${anonymous}; by an unclear speaker: ${unclear}`, '  '));
  out.push(
    '',
    'CLAIMS',
    ...claims.map((claim) =>
      wrap(`${name(claim.speaker)}${stanceOf(claim) ? ` · ${stanceOf(claim)}` : ''}: ${contentOf(analysis, claim)}`, '  ', '    '),
    ),
  );
  return `${out.join('\n')}\n`;
}
