import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Attribution, Span } from '../../utils/analysis.ts';
import { loadTagger, type Tagger } from '../../utils/language/tagger.ts';
import { namesInText } from '../../utils/speakers/cast.ts';
import { resolveSpeakers } from '../../utils/speakers/resolve.ts';

let tag: Tagger;
beforeAll(async () => {
  tag = await loadTagger();
});

/** Sources in [brackets], contents in {braces}; one claim a source, or a content without a source where it stands first after "{}". */
function marked(input: string): { text: string; attributions: Attribution[] } {
  let text = '';
  const sources: Span[] = [];
  const contents: Span[] = [];
  let open = 0;
  for (const c of input) {
    if (c === '[' || c === '{') open = text.length;
    else if (c === ']') sources.push([open, text.length]);
    else if (c === '}') contents.push([open, text.length]);
    else text += c;
  }
  const attributions = contents.map((content): Attribution => {
    const paragraph = (at: number): number => text.slice(0, at).split('\n\n').length;
    const sentence = sources.find(([start]) => paragraph(start) === paragraph(content[0]) && Math.abs(start - content[0]) < 160);
    return { type: 'indirect', content: [content], source: sentence ? [sentence] : [], cue: [], confidence: 1 };
  });
  return { text, attributions };
}
const speakers = (input: string): (string | null)[] => {
  const { text, attributions } = marked(input);
  const resolution = resolveSpeakers(tag(text), attributions);
  return resolution.speakerOf.map((id) => resolution.speakers.find((speaker) => speaker.id === id)?.name ?? null);
};

/** An interview whose answers stand alone, after as many with a speaker; `opening` says what it is. */
function interview(opening: string): (string | null)[] {
  const named = ['“The weir is old.”', '“The mill is older.”', '“Nobody asked me.”'];
  const bare = ['“I would build it again.”', '“No. Not for that price.”', '“Ask my daughter.”'];
  const paragraphs = [
    opening,
    ...named.map((words) => `${words} says Crane.`),
    ...bare.flatMap((words) => ['What of the council, of which Peter Low is the chair?', words]),
  ];
  const text = paragraphs.join('\n\n');
  const spanOf = (words: string): Span => [text.indexOf(words), text.indexOf(words) + words.length];
  const attributions = [...named, ...bare].map((words, i): Attribution => {
    const [start, end] = spanOf(words);
    const isNamed = i < named.length;
    return {
      type: 'direct',
      content: [[start, end]],
      source: isNamed ? [[end + 6, end + 11]] : [],
      cue: isNamed ? [[end + 1, end + 5]] : [],
      confidence: 1,
    };
  });
  const resolution = resolveSpeakers(tag(text), attributions);
  return resolution.speakerOf.map((id) => resolution.speakers.find((speaker) => speaker.id === id)?.name ?? null);
}

test('in an interview answers that stand alone are the one who is interviewed', () => {
  expect(interview('Helen Crane, the harbour’s oldest engineer, gave us an interview.')).toEqual(
    Array.from({ length: 6 }, () => 'Helen Crane'),
  );
  expect(interview('Helen Crane, the harbour’s oldest engineer, is unhappy.').slice(3)).toEqual([null, null, null]);
});

test.each<[name: string, input: string, expected: (string | null)[]]>([
  ['title and surname', 'Harbour chief Ada Vane met the crews.\n\n[Ms Vane] said {the quay is safe}.', ['Ada Vane']],
  [
    'apposition before the name',
    '[The head of the Ossel Fishers’ League, Abu Talib al-Rawi], said {the nets are cut}.\n\n[Al-Rawi] added {more will come}.',
    ['Abu Talib al-Rawi', 'Abu Talib al-Rawi'],
  ],
  [
    'his lawyer is not he',
    'The trial of Jonas Pell, a baker, goes on.\n\n[His lawyer] described {how the bread was burnt}.\n\n[Pell] said {nothing was}.',
    ['His lawyer', 'Jonas Pell'],
  ],
  ['a capital of the sentence’s', '[Preliminary findings] showed {the wells are foul}.', ['Preliminary findings']],
  ['a body known elsewhere', 'He met Norda’s board.\n\n[Norda findings] showed {the wells are foul}.', ['Norda']],
  ['a report’s month', '{Six wells are foul}, according to [a report from October].', ['report from October']],
  ['where it was said', '[The Ossel army in a brief statement] said {the wells are foul}.', ['Ossel army']],
  ['only an adjective', 'According to [recent] checks {the wells are foul}.', [null]],
  ['many', '[Many] said {the wells are foul}.', ['Many']],
  [
    'a body named after two fields',
    'The village of Ossel has asked the Food and Water Agency for help.\n\n[The agency] said {the wells are foul}.',
    ['Food and Water Agency'],
  ],
  [
    'a lone surname that is a he',
    '[Harrak] said he hoped {the quay would open}.\n\nThe mayor’s office was silent.\n\n[He] added {it was late}.',
    ['Harrak', 'Harrak'],
  ],
  [
    'what somebody runs is not he',
    'Del Harrak, a self-described former docker who runs Corner Quay and is a leader there, has not always believed so, but said {it is time}.\n\n{“I was there,”} [he] added.',
    [null, null],
  ],
  ['apposition after the name', '[Jonas Pell, a hydrologist at the University of Ossel], said {the wells are foul}.', ['Jonas Pell']],
  ['name before its firm', '[David Ode of Rowan & Sons] said {prices fell}.\n\n[Ode] said {they will rise}.', ['David Ode', 'David Ode']],
  [
    'two spellings of one surname',
    '[The minister of ports, Jomar Benad], said {it is calm}.\n\n[Benid] said {it is over}.',
    ['Jomar Benad', 'Jomar Benad'],
  ],
  [
    'the office before its holder is named',
    '[The Ossel harbour minister] warned {of rumours}.\n\n[The Ossel minister of harbour works, Tom Reyes,] said {all is well}.',
    ['Tom Reyes', 'Tom Reyes'],
  ],
  [
    'acronym of a group',
    '[The Ossel Water Board] said {it tested}.\n\n[OWB] said {it will test again}.',
    ['Ossel Water Board', 'Ossel Water Board'],
  ],
  ['a contraction is no name', 'I’m was there. I’m Vane.\n\n[He] said {it was late}.', [null]],
  ['a letter that is left of something', '[D] said {it was late}.', [null]],
  [
    'the letters that open a firm’s name',
    '[OWB Healthcare] said {the clinic closes}.\n\n[OWB] said {it will pay}.',
    ['OWB Healthcare', 'OWB Healthcare'],
  ],
  ['pronoun after its owner', '[Mayor Helen Crane] said {no}.\n\n[She] added {never}.', ['Helen Crane', 'Helen Crane']],
  ['pronoun by gender', 'Helen Crane met Peter Low on Monday.\n\nThey talked. [He] said {it went well}.', ['Peter Low']],
  ['nobody of that gender', 'Helen Crane came late.\n\n[He] said {it went well}.', [null]],
  ['a spokesman is not his master', 'Peter Low left.\n\n[A spokesman for Mr Low] said {he is ill}.', ['spokesman for Mr Low']],
  ['a bare quotation after a quotation', '[Helen Crane] said {“It is over.”}\n\n{“We are going home.”}', ['Helen Crane', 'Helen Crane']],
  ['first name alone', 'Ada Vane came home.\n\n[Ada] said {it was late}.', ['Ada Vane']],
  ['a nickname in quotation marks', 'Jona “Tick” Marrow bakes.\n\n[Marrow] said {it was late}.', ['Jona “Tick” Marrow']],
  ['an epithet in capitals', '[OWB Dean Emma Pell] said {no}.\n\n[Pell] said {never}.', ['Emma Pell', 'Emma Pell']],
  [
    'letters that the article gives a group',
    'The Ossel Union of Harbour Pilots (OUP) met.\n\n[OUP] said {the fees are unfair}.',
    ['Ossel Union of Harbour Pilots'],
  ],
  [
    'short name of a group',
    '[The Marrow Regional Government] said {it will pay}.\n\n[The regional government] added {it has paid before}.',
    ['Marrow Regional Government', 'Marrow Regional Government'],
  ],
  ['a surname beside what somebody is', 'Ada Vane came.\n\n[The sponsor, Vane,] said {no}.', ['Ada Vane']],
  ['a firm beside what it is', '[Another conglomerate, Marrow Group,] said {no}.', ['Marrow Group']],
  [
    'an epithet in small letters elsewhere',
    'A housecleaner wrote.\n\n[Housecleaner Sharla Pell] said {no}.\n\n[Pell] said {never}.',
    ['Sharla Pell', 'Sharla Pell'],
  ],
  [
    'the minister between two claims keeps him in mind',
    'Harbour minister Tom Reyes came. Ada Vane came. Peter Low came.\n\nStill the minister can leave. [He] said {no}.',
    ['Tom Reyes'],
  ],
  ['a report from somebody’s office', '[A report from Ossel’s auditor general] found {lead}.', ['Ossel’s auditor general']],
  ['a sheriff’s office is one name', '[The Pell County Sheriff’s Office] said {he was held}.', ['Pell County Sheriff’s Office']],
  ['two who speak as one', '[Ada Vane and Peter Low] said {they would sue}.', ['Ada Vane and Peter Low']],
  ['the mayor', 'Mayor Jane Orrin spoke.\n\n[The mayor] said {the bridge is safe}.', ['Jane Orrin']],
  [
    'a report speaks for who issued it',
    '[The Ossel Water Board] said {it tested}.\n\n[A report by the board] found {lead in the pipes}.',
    ['Ossel Water Board', 'Ossel Water Board'],
  ],
  ['her post is hers', '[Ada Vane] said {no}.\n\n[Her post] said {never}.', ['Ada Vane', 'Ada Vane']],
  [
    'two people with one surname',
    'Peter Low and Anna Low met at the harbour.\n\n[Mr Low] said {no}.\n\n[Ms Low] said {yes}.',
    ['Peter Low', 'Anna Low'],
  ],
  [
    'two who speak in turn',
    '[Ada Vane] said {no}.\n\n[Peter Low] said {yes}.\n\n[She] added {never}.',
    ['Ada Vane', 'Peter Low', 'Ada Vane'],
  ],
  ['they after a group', '[Residents of Ossel] said {no}.\n\n[They] added {never}.', ['Residents of Ossel', 'Residents of Ossel']],
  [
    'gender from a pronoun after an uncommon name',
    'Vesk Orrul, who left early, said she was ill. Jona Tamm stayed.\n\n[She] said {no}.',
    ['Vesk Orrul'],
  ],
  ['a country does not lose its name to its people', 'Iraqi officers came. [Iraq] said {no}.', ['Iraq']],
  ['an article alone is nobody', '[The] said {no}.', [null]],
  ['a company is not the ministry named last', 'The Ministry of Ports closed.\n\n[The company] said {no}.', ['company']],
  [
    'a bare quotation after the writer’s own words',
    '[Helen Crane] said {“It is over.”}\n\nThe rain went on.\n\n{“We are going home.”}',
    ['Helen Crane', null],
  ],
])('%s', (_name, input, expected) => {
  expect(speakers(input)).toEqual(expected);
});

test.each<[source: string, kind: string]>([
  ['police', 'group'],
  ['residents of Ossel', 'group'],
  ['the harbour ministry', 'group'],
  ['a source close to the talks', 'anonymous'],
  ['critics', 'anonymous'],
  ['one witness', 'anonymous'],
  ['a 2019 study', 'anonymous'],
  ['experts', 'anonymous'],
  ['the officer', 'anonymous'],
  ['Norway', 'group'],
  ['Gunnel Foods Inc', 'group'],
  ['Ada Vane', 'person'],
])('%s is %s', (source, kind) => {
  const { text, attributions } = marked(`[${source}] said {the quay is shut}.`);
  expect(resolveSpeakers(tag(text), attributions).speakers[0]?.kind).toBe(kind);
});

test.each<[text: string, role: string | null]>([
  ['[Harbour minister Tom Reyes] said {no}.', 'Harbour minister'],
  ['[Tom Reyes, head of the League of Ossel,] said {no}.', 'head of the League of Ossel'],
  ['Tom Reyes, a baker from Pell, came. [Reyes] said {no}.', 'baker from Pell'],
  ['On Friday the leader of the Marrow bloc, Tom Reyes, came. [Reyes] said {no}.', 'leader of the Marrow bloc'],
  ['[Ossel’s Bank of Pell’s chief economist, Tom Reyes,] said {no}.', 'Ossel’s Bank of Pell’s chief economist'],
  ['[Mr Reyes] said {no}.', null],
  ['If Tom Reyes comes, all is well. [Reyes] said {no}.', null],
])('role in %s', (input, role) => {
  const { text, attributions } = marked(input);
  expect(resolveSpeakers(tag(text), attributions).speakers[0]?.role).toBe(role);
});

test('a pronoun’s speaker is shown by the words that name them', () => {
  const { text, attributions } = marked('[Helen Crane] said {no}.\n\n[She] added {never}.');
  const [first, second] = resolveSpeakers(tag(text), attributions).reasonOf;
  expect(first).toEqual([]);
  expect(second?.map(([start, end]) => text.slice(start, end))).toEqual(['Helen Crane']);
});

test('names who is talked about, people and groups, without places, offices and headings', () => {
  const text =
    'OSSEL CITY — Whether Ada Vane will pay is open. The Ossel Water Board sued Ms Vane in Pell County.\n\nThe Prime Minister of Norway and the board wait. Vane waits.';
  expect(namesInText(text).map(({ name, mentions }) => ({ name, mentions }))).toEqual([
    { name: 'Ada Vane', mentions: 3 },
    { name: 'Ossel Water Board', mentions: 1 },
  ]);
});

test.each([
  ['ten thousand speakers of one surname', (i: number) => `Ada${'bcdefghij'[i % 9]}x Smith`],
  ['ten thousand unknown offices', (i: number) => `The ${'bcdefghij'[i % 9]}${'klmnop'[i % 6]}x minister`],
])(
  '%s take linear time',
  (_name, source) => {
    const { text, attributions } = Array.from({ length: 10_000 }, (_, i) => source(i)).reduce<{
      text: string;
      attributions: Attribution[];
    }>(
      (all, name) => {
        const start = all.text.length;
        all.text += `${name} said no.\n\n`;
        const end = start + name.length;
        all.attributions.push({
          type: 'indirect',
          content: [[end + 6, end + 8]],
          source: [[start, end]],
          cue: [[end + 1, end + 5]],
          confidence: 1,
        });
        return all;
      },
      { text: '', attributions: [] },
    );
    const document = tag(text);
    const began = performance.now();
    resolveSpeakers(document, attributions);
    expect(performance.now() - began).toBeLessThan(10_000);
  },
  60_000,
);

test('a speaker has the role that the article gives, the aliases used and the words said', () => {
  const { text, attributions } = marked(
    '[Jonas Pell, a hydrologist at the university,] said {the wells are foul}.\n\n[He] said {they were foul before}.',
  );
  expect(resolveSpeakers(tag(text), attributions).speakers).toEqual([
    {
      id: 's1',
      name: 'Jonas Pell',
      kind: 'person',
      role: 'hydrologist at the university',
      aliases: ['Jonas Pell, a hydrologist at the university,', 'He'],
      words: 8,
    },
  ]);
});

test('any text and any spans give ids that exist', () => {
  const word = fc.constantFrom(
    'He',
    'she',
    'Ada',
    'Vane',
    'the',
    'minister',
    'said',
    '“',
    '”',
    ',',
    '.',
    '\n\n',
    'Al-Rawi',
    'of',
    'OWB',
    '(',
    '’s',
  );
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 60 }),
      fc.array(fc.tuple(fc.nat(200), fc.nat(200), fc.nat(200), fc.nat(200)), { maxLength: 6 }),
      (words, spans) => {
        const text = words.join(' ');
        const span = (a: number, b: number): Span => [
          Math.min(a, b) % text.length,
          Math.max((Math.min(a, b) % text.length) + 1, Math.max(a, b) % (text.length + 1)),
        ];
        const attributions = spans.map(
          ([a, b, c, d]): Attribution => ({
            type: 'direct',
            content: [span(a, b)],
            source: c > 150 ? [] : [span(c, d)],
            cue: [],
            confidence: 1,
          }),
        );
        const { speakers, speakerOf } = resolveSpeakers(tag(text), attributions);
        const ids = new Set(speakers.map(({ id }) => id));
        expect(speakerOf).toHaveLength(attributions.length);
        for (const id of speakerOf) if (id !== null) expect(ids.has(id)).toBe(true);
      },
    ),
  );
});
