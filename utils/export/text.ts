import type { Analysis } from '../analysis.ts';
import { summarise } from '../framing/summary.ts';
import { type Say, sayQuestion } from '../say.ts';
import { contentOf, MOST_VOICES, namelessOf, nameOf, type Pair, quoted, reasonOf, restOf, stanceOf } from './words.ts';

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
export function toText(analysis: Analysis, say: Say): string {
  const { article, claims, framings, clashes } = analysis;
  const summary = summarise(analysis);
  const { agreements, questions, voices, unheard } = summary;
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const name = (id: string | null): string => nameOf(analysis, id, say);
  const because = (pair: Pair): string[] => {
    const reason = reasonOf(analysis, pair, say, (words) => words);
    return reason ? [wrap([reason.why, reason.rests].filter(Boolean).join(' · '), '    ', '      ')] : [];
  };
  const out: string[] = [wrap(article.title ?? say('untitled'), ''), ''];
  out.push(framings.length === 0 ? say('framings_none') : say.count('framings', framings.length).toUpperCase());
  for (const framing of framings) {
    const quote = byId.get(framing.quote);
    out.push('', wrap(framing.title, '  '), wrap(framing.speakers.map(name).join(', '), '    '));
    if (quote) out.push(wrap(`${contentOf(analysis, quote)} — ${name(quote.speaker)}`, '    ', '      '));
  }
  out.push(
    '',
    clashes.length === 0 ? say('clashes_none') : say('clashes').toUpperCase(),
    ...clashes.flatMap((clash) => {
      const { a, b, over } = clash;
      return [
        wrap(b === null ? say('clash_against', name(a), over) : say('clash_over', name(a), name(b), over), '  ', '    '),
        ...because(clash),
      ];
    }),
  );
  if (agreements.length > 0)
    out.push(
      '',
      say('agreements').toUpperCase(),
      ...agreements.flatMap((pair) => [wrap(`${name(pair.a)} + ${name(pair.b)}`, '  ', '    '), ...because(pair)]),
    );
  for (const { function: purpose, answers } of questions)
    out.push(
      '',
      sayQuestion(say, purpose).toUpperCase(),
      ...answers.map(({ speaker, text, cut }) => wrap(`${name(speaker)}: ${quoted(cut ? `${text} …` : text)}`, '  ', '    ')),
    );
  out.push(
    '',
    say('voices').toUpperCase(),
    ...voices
      .slice(0, MOST_VOICES)
      .map(({ speaker, share, claims: count }) =>
        wrap(`${say.percent(share)} ${name(speaker)} (${say.count('claims_number', count)})`, '  '),
      ),
  );
  out.push(...restOf(voices, say).map((rest) => wrap(rest, '  ')));
  if (unheard.length > 0) out.push(wrap(say('unheard', unheard.map((other) => other.name).join(', ')), '  ', '    '));
  out.push(...namelessOf(summary, say).map((line) => wrap(line, '  ')));
  out.push(
    '',
    say('claims').toUpperCase(),
    ...claims.map((claim) =>
      wrap(
        `${name(claim.speaker)}${stanceOf(claim, say) ? ` · ${stanceOf(claim, say)}` : ''}: ${contentOf(analysis, claim)}`,
        '  ',
        '    ',
      ),
    ),
  );
  return `${out.join('\n')}\n`;
}
