import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { loadTagger, paragraphsOf, type Tagger } from '../../utils/language/tagger.ts';

let tag: Tagger;
beforeAll(async () => {
  tag = await loadTagger();
});

test.each<[name: string, text: string, paragraphs: string[]]>([
  ['blank lines part paragraphs', 'One.\n\nTwo goes\nover a line.\n \nThree.', ['One.', 'Two goes\nover a line.', 'Three.']],
  ['line ends after a stop do too', 'One.\n\n“Two goes.”\nThree\ngoes on.', ['One.', '“Two goes.”', 'Three\ngoes on.']],
  ['line ends do, in a text without blank lines', 'One.\nTwo.\n', ['One.', 'Two.']],
  ['nothing at all', ' \n\n ', []],
])('%s', (_name, text, paragraphs) => {
  expect(paragraphsOf(text).map(([start, end]) => text.slice(start, end))).toEqual(paragraphs);
});

test('a sentence never crosses a paragraph, and titles do not end one', () => {
  const text = 'Mr. Ode and Dr. Vane met. They left\n\nNobody spoke.';
  const { sentences } = tag(text);
  expect(sentences.map(([start, end]) => text.slice(start, end))).toEqual(['Mr. Ode and Dr. Vane met.', 'They left', 'Nobody spoke.']);
});

test('tokens say where they stand, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.constantFrom('“No', '”', "can't", ' ', '\n\n', '…', '$5.5m', '—')),
      ),
      (input) => {
        const text = Array.isArray(input) ? input.join('') : input;
        const { tokens, sentences, paragraphs } = tag(text);
        let last = 0;
        for (const token of tokens) {
          expect(token.start).toBeGreaterThanOrEqual(last);
          expect(text.slice(token.start, token.end)).toBe(token.text);
          const sentence = sentences[token.sentence]!;
          const paragraph = paragraphs[token.paragraph]!;
          expect(sentence[0] <= token.start && token.end <= sentence[1]).toBe(true);
          expect(paragraph[0] <= sentence[0] && sentence[1] <= paragraph[1]).toBe(true);
          last = token.end;
        }
      },
    ),
  );
});

test('what is read does not depend on what was read before', () => {
  const text = 'Harrow’s mayor spoke. It’s Harrow’s plan, said the mayor’s aide on the 44th day of 44 days.';
  const before = tag(text).tokens;
  tag('The plan was Harrow’s. In all, 44% were for Harrow’s, 44 against the mayor’s.');
  expect(tag(text).tokens).toEqual(before);
  expect(before.map(({ text }) => text)).toEqual(expect.arrayContaining(['Harrow', 'mayor', 'It', '’s']));
});

test('a megabyte in one paragraph is read to its end', () => {
  for (const text of ['word '.repeat(200_000), 'a'.repeat(1_000_000)]) expect(tag(text).tokens.at(-1)!.end).toBe(text.trimEnd().length);
});
