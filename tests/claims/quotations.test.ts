import { expect, test } from 'vitest';
import { findQuotations } from '../../utils/claims/quotations.ts';
import { paragraphsOf } from '../../utils/language/tagger.ts';

const quoted = (text: string): string[] => findQuotations(text, paragraphsOf(text)).map(({ start, end }) => text.slice(start, end));

test.each<[name: string, text: string, quotations: string[]]>([
  ['straight', 'She said "the weir is gone" and left. "Quite gone."', ['"the weir is gone"', '"Quite gone."']],
  ['curly', '“The weir is gone,” she said. “Quite.”', ['“The weir is gone,”', '“Quite.”']],
  [
    'British single, with apostrophes',
    "The clerk said: 'We can't find the miller's books and the workers' pay is late.' He left.",
    ["'We can't find the miller's books and the workers' pay is late.'"],
  ],
  ['British single, curly', 'Mr Teal said: ‘It’s the farmers’ water, not the town’s.’', ['‘It’s the farmers’ water, not the town’s.’']],
  ['double inside single', '\'He told me "never" and rang off,\' she said.', ['\'He told me "never" and rang off,\'']],
  ['single inside double', '“They shouted ‘shame’ at us,” he said.', ['“They shouted ‘shame’ at us,”']],
  ['guillemets', 'Le maire a dit : « Le pont est fermé ».', ['« Le pont est fermé »']],
  ['guillemets turned', 'Er sagte: »Die Brücke ist zu.«', ['»Die Brücke ist zu.«']],
  ['German low-high', 'Er sagte: „Die Brücke ist zu.“ Dann ging er.', ['„Die Brücke ist zu.“']],
  ['two single marks for a double one', "''The weir's gone,'' she said. ''Quite.''", ["''The weir's gone,''", "''Quite.''"]],
  ['over paragraphs, opened again', '“The first part.\n\n“The second part,” she said.', ['“The first part.', '“The second part,”']],
  ['left open', 'He said: “We will see.\n\nThe council met.', ['“We will see.']],
  ['no quotation: apostrophes and elisions', "The '90s weren't kind to the boys' school, rock 'n' roll and all.", []],
  ['a straight mark that was never closed', 'He said "it is over.\n\nShe said "not yet".', ['"it is over.', '"not yet"']],
])('%s', (_name, text, quotations) => {
  expect(quoted(text)).toEqual(quotations);
});

test('an open quotation that the next paragraph opens again goes on', () => {
  const text = '“The first part.\n\n“The second part,” she said.\n\n“Another.”';
  expect(findQuotations(text, paragraphsOf(text)).map((q) => [q.closed, q.continues])).toEqual([
    [false, false],
    [true, true],
    [true, false],
  ]);
});

test('ten thousand marks in one paragraph are read to the end', () => {
  for (const mark of ['"', '“', "'", '‘', '«', '»', '„', ' "a', " 'a", '“a', "''", " ''a", "a''"]) {
    const text = mark.repeat(10_000);
    for (const { start, end } of findQuotations(text, paragraphsOf(text))) expect(end).toBeGreaterThan(start);
  }
});
