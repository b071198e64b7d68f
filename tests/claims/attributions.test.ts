import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { chooseAttributions, findAttributions } from '../../utils/claims/attributions.ts';
import { findBeside } from '../../utils/claims/beside.ts';
import type { Network } from '../../utils/claims/model/network.ts';
import { unpack } from '../../utils/claims/model/weights.ts';
import { findPlainActs } from '../../utils/claims/plain.ts';
import { findQuotations } from '../../utils/claims/quotations.ts';
import { loadTagger, type Tagger } from '../../utils/language/tagger.ts';

let tag: Tagger;
let network: Network;
beforeAll(async () => {
  tag = await loadTagger();
  network = unpack(await readFile(new URL('../../public/claims.bin', import.meta.url)));
});

/** Contents of the claims found, pieces parted by " / ", each with its type and, where there is one, its source. */
const found = (text: string): string[] =>
  findAttributions(tag(text), network).map(({ type, content, source }) => {
    const words = (spans: readonly (readonly [number, number])[]): string =>
      spans.map(([start, end]) => text.slice(start, end)).join(' / ');
    return `${type}: ${words(content)}${source.length > 0 ? ` [${words(source)}]` : ''}`;
  });

test.each<[name: string, text: string, claims: string[]]>([
  ['direct, double marks', '"The weir is gone," Helen Crane said on Monday.', ['direct: "The weir is gone," [Helen Crane]']],
  ['direct, curly marks', 'Helen Crane said: “The weir is gone.”', ['direct: “The weir is gone.” [Helen Crane]']],
  [
    'British single marks',
    "Mr Low said: 'We can't wait for the farmers' answer any longer.'",
    ["direct: 'We can't wait for the farmers' answer any longer.' [Mr Low]"],
  ],
  [
    'guillemets',
    'Helen Crane said: «The weir is gone, and nobody will build another one.»',
    ['direct: «The weir is gone, and nobody will build another one.» [Helen Crane]'],
  ],
  [
    'low-high marks',
    'Helen Crane said: „The weir is gone, and nobody will build another one.“',
    ['direct: „The weir is gone, and nobody will build another one.“ [Helen Crane]'],
  ],
  [
    'split by the attribution',
    '“The weir is gone,” Helen Crane said. “We will have to build another one.”',
    ['direct: “The weir is gone,” / “We will have to build another one.” [Helen Crane]'],
  ],
  [
    'over paragraphs',
    'Helen Crane said: “The weir is gone, and the meadows are under water.\n\n“We will have to build another one before the autumn.”',
    ['direct: “The weir is gone, and the meadows are under water. / “We will have to build another one before the autumn.” [Helen Crane]'],
  ],
  [
    'a relative clause’s own subject, and a think tank whose "think" looks like a verb',
    'The wells, closed by the council last May, followed months of attacks on the agency, which was accused of fouling them, an allegation the agency refutes.\n\nThink tank warns that the wells are foul.',
    [
      'indirect: The wells, closed by the council last May, followed months of attacks on the agency, which was accused of fouling them [the agency]',
      'indirect: the wells are foul [Think tank]',
    ],
  ],
  [
    'the writer’s own words, and what only leads on',
    'That said, the weir has held so far. I suggested to Crane that the weir would fail. “I told you that it would hold,” Crane said.',
    ['direct: “I told you that it would hold,” [Crane]'],
  ],
  [
    'a subhead',
    'The weir gave way on Monday.\n\nCouncil says the weir was old\n\nThe council said the weir was old.\n\nNobody was hurt.',
    ['indirect: the weir was old [The council]'],
  ],
  [
    'the hearer is none of the claim',
    'Crane warned the council that the weir would fail. She stressed to reporters that it had held for a century.',
    ['indirect: the weir would fail [Crane]', 'indirect: it had held for a century [She]'],
  ],
  [
    'nor is when it was said',
    'The company announced this week plans to close the old dairy in Ossel by June.',
    ['indirect: plans to close the old dairy in Ossel by June [The company]'],
  ],
  [
    'a dateline is no part of the source',
    'OSSEL (Reuters) - The government on Monday said it would rebuild the weir.',
    ['indirect: it would rebuild the weir [The government]'],
  ],
  ['what nobody said', 'No one told the farmers that the weir was about to be closed.', []],
  [
    'the noun that a verb of judging takes stays',
    'Helen Crane dismissed the claim that the weir was unsafe.',
    ['indirect: the claim that the weir was unsafe [Helen Crane]'],
  ],
  [
    'left open',
    'Helen Crane said: “The weir is gone, and we must build another one.',
    ['direct: “The weir is gone, and we must build another one. [Helen Crane]'],
  ],
  [
    'floating, after the speaker spoke',
    '“The weir is gone,” Helen Crane said.\n\n“We will have to build another one before the autumn comes.”',
    ['direct: “The weir is gone,” [Helen Crane]', 'direct: “We will have to build another one before the autumn comes.”'],
  ],
  [
    'a that-clause',
    'Helen Crane said that the weir had been swept away by the flood.',
    ['indirect: the weir had been swept away by the flood [Helen Crane]'],
  ],
  [
    'a that-clause without “that”',
    'Helen Crane said the weir had been swept away by the flood.',
    ['indirect: the weir had been swept away by the flood [Helen Crane]'],
  ],
  [
    'the clause before the speaker',
    'Among the drowned were a miller and his two dogs, said the coroner, Anwar Low.',
    ['indirect: Among the drowned were a miller and his two dogs [the coroner, Anwar Low]'],
  ],
  [
    'the clause before the speaker and what he is',
    'The talks will resume on Monday, said the foreign minister, Anwar Low.',
    ['indirect: The talks will resume on Monday [the foreign minister, Anwar Low]'],
  ],
  [
    'according to',
    'The weir was swept away at dawn, according to the river board.',
    ['indirect: The weir was swept away at dawn [the river board]'],
  ],
  [
    'mixed',
    'Helen Crane said the flood was “a disaster for the whole valley”.',
    ['mixed: the flood was “a disaster for the whole valley” [Helen Crane]'],
  ],
  [
    'a heading in quotation marks',
    'The board met on Sunday.\n\n‘We have nowhere left to go and nobody to ask’\n\nThe weir was built in 1911.',
    [],
  ],
  [
    'the preposition before a source is no part of it',
    'Three boats sank in the harbour on Sunday night, according to police in Ossel.',
    ['indirect: Three boats sank in the harbour on Sunday night [police in Ossel]'],
  ],
  ['what is told of somebody before “said the same” is not said', 'The coroner, who met Anwar Low, said the same thing.', []],
  [
    'a dateline is nobody who speaks',
    'NEW OSSEL: The harbour board is building a second pier and may be asking the islands to pay for it, as the levy brings in less each year.',
    [],
  ],
  ['what is denied', 'The company denied that its works had caused the leak.', ['indirect: its works had caused the leak [The company]']],
  ['no claims: the writer’s own words', 'The weir was built in 1911. It was forty metres long and stood above the old mill.', []],
  [
    'no claims: scare quotes, nicknames, names, titles of works',
    'The “Dawn Brigades” marched past the so-called “palace”, led by Peter “Steady” Low, known for the novel “The Long Road Home”.',
    [],
  ],
])('%s', (_name, text, claims) => {
  expect(found(text)).toEqual(claims);
});

test.each<[name: string, text: string, claims: string[]]>([
  [
    'a signature',
    '“I would not build a weir there again for any money in the world.” — Ada Vane, miller',
    ['direct: “I would not build a weir there again for any money in the world.” [Ada Vane, miller]'],
  ],
  [
    'a label',
    'Ada Vane: “I would not build a weir there again for any money in the world.”',
    ['direct: “I would not build a weir there again for any money in the world.” [Ada Vane]'],
  ],
  [
    'a rare verb',
    '“I would not build a weir there again for any money in the world,” she spilled to the Courier.',
    ['direct: “I would not build a weir there again for any money in the world,” [she]'],
  ],
  [
    'an open quotation whose speaker comes with its second paragraph',
    '“I would not build a weir there again.\n\n“Not for any money in the world,” said Ada Vane.',
    ['direct: “I would not build a weir there again. / “Not for any money in the world,” [Ada Vane]'],
  ],
])('a speaker beside a quotation: %s', (_name, text, claims) => {
  expect(found(text)).toEqual(claims);
});

test('a colon with nothing before it names nobody', () => {
  const document = tag(': “I would not build a weir there again.”');
  const [quotation] = findQuotations(document.text, document.paragraphs);
  expect(
    findBeside(
      document,
      quotation!,
      document.tokens.findIndex(({ end }) => end > quotation!.start),
    ),
  ).toBeNull();
});

test('the turns of a transcript, under their speakers’ names', () => {
  const text = [
    'THE CHAIR: We begin with the weir.',
    'MS CRANE: It was swept away at dawn on Sunday.',
    'THE CHAIR: Who was told of it?',
    'MS CRANE: Everybody on the board was told at once.',
    'THE CHAIR: Thank you, that is all for now.',
  ].join('\n\n');
  expect(found(text).slice(0, 2)).toEqual([
    'indirect: We begin with the weir. [THE CHAIR]',
    'indirect: It was swept away at dawn on Sunday. [MS CRANE]',
  ]);
});

test('an entry of a list is nobody’s turn, a name that is a word, too, is', () => {
  const list = ['Price: Around 40.', 'Best For: Those who have no mill of their own.', 'Price: Around 90.', 'Best For: Everybody else.'];
  expect(found(`The price is low.\n\n${list.join('\n\n')}`)).toEqual([]);
  const turns = ['Low: We begin with the weir.', 'Crane: It is too low.', 'Low: Who was told of it?', 'Crane: Everybody on the board.'];
  expect(found(`We asked the engineer Low and Helen Crane.\n\n${turns.join('\n\n')}`)).toHaveLength(4);
});

test('whatever the text, offsets are in bounds and in order, contents do not overlap, and a second run gives the same', () => {
  const word = fc.constantFrom(
    'Crane',
    'said',
    '“The',
    'weir”',
    '"',
    "'",
    '«',
    '„',
    ',',
    '.',
    ':',
    '\n\n',
    'that',
    'according',
    'to',
    'the',
    'board',
    'is',
    'gone',
    '‘',
    '’',
    '—',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 80 }), (words) => {
      const text = words.join(' ');
      const attributions = findAttributions(tag(text), network);
      const taken = new Uint8Array(text.length);
      for (const { content, source, cue, confidence } of attributions) {
        expect(content.length).toBeGreaterThan(0);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        for (const spans of [content, source, cue]) {
          let last = 0;
          for (const [start, end] of spans) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            last = end;
          }
        }
        for (const [start, end] of content)
          for (let i = start; i < end; i++) {
            expect(taken[i]).toBe(0);
            taken[i] = 1;
          }
      }
      expect(findAttributions(tag(text), network)).toEqual(attributions);
    }),
    { numRuns: 60 },
  );
});

test('five thousand words in one paragraph, ten thousand marks, a thousand cues are read to the end', () => {
  for (const text of ['The board said it was so. '.repeat(1_000), '"'.repeat(10_000), 'said "no" '.repeat(600), 'word '.repeat(5_000)])
    expect(findAttributions(tag(text), network)).toBeInstanceOf(Array);
}, 60_000);

test('a quotation that no likely cue covers takes its speaker from the likeliest of the others', () => {
  const text = 'Crane sees the new weir as “a bottomless pit for the money of this town”.';
  const at = (words: string): [number, number] => [text.indexOf(words), text.indexOf(words) + words.length];
  const document = tag(text);
  const quotations = findQuotations(text, document.paragraphs);
  const candidate = (probability: number, source: string) => ({
    content: [at('the new weir as “a bottomless pit for the money of this town”')],
    source: [at(source)],
    cue: at('sees'),
    probability,
    cueOrBelief: probability,
    features: new Float32Array(),
    paragraph: 0,
  });
  const [claim, ...others] = chooseAttributions(document, quotations, [candidate(0.02, 'town'), candidate(0.1, 'Crane')]);
  expect(others).toEqual([]);
  expect(claim!.source).toEqual([at('Crane')]);
  expect(claim!.cue).toEqual([at('sees')]);
  expect(text.slice(...claim!.content[0]!)).toBe('the new weir as “a bottomless pit for the money of this town”');
});

test.each<[name: string, text: string, acts: string[]]>([
  [
    'an act and its object, up to the next act',
    'In a letter read by the guild, Crane played down reports of a leak at the new weir, and said that the meadows were safe.',
    ['[Crane] <played down> reports of a leak at the new weir'],
  ],
  ['with auxiliaries', 'The millers have repeatedly denounced the plan.', ['[The millers] <have repeatedly denounced> the plan']],
  ['not what is done to the subject', 'The plan was denounced by the millers.', []],
  ['not a game', 'They played the second half in the rain.', []],
  ['not in what hangs on something else', 'The weir that the millers denounced is gone.', []],
])('acts by verbs that can hardly mean anything else: %s', (_name, text, acts) => {
  const words = (span: readonly [number, number]): string => text.slice(...span);
  expect(findPlainActs(tag(text)).map(({ source, cue, content }) => `[${words(source)}] <${words(cue)}> ${words(content)}`)).toEqual(acts);
});
