import { describe, expect, it } from 'vitest';
import type { Act, Claim } from '../../utils/analysis.ts';
import { excerpt, summarise } from '../../utils/framing/summary.ts';
import { type Cast, invent, type Line } from './invented.ts';

const CAST: Cast = {
  s1: { name: 'Ilse Marrow' },
  s2: { name: 'Tomas Quill' },
  s3: { name: 'a neighbour', kind: 'anonymous' },
};

describe('the four questions', () => {
  it('are those that somebody answers, in order, each with verbatim pieces by different speakers', () => {
    const analysis = invent(CAST, [
      { by: 's2', says: 'the bridge should be closed', act: 'demands', function: 'remedy' },
      { by: 's1', says: 'the bridge is rotten', act: 'warns', function: 'problem' },
      { by: 's2', says: 'the bridge is as good as new', act: 'plays-down', function: 'problem' },
      { by: 's1', says: 'the bridge is rotten to the core', function: 'problem' },
      { by: null, says: 'the bridge is a ruin', act: 'warns', function: 'problem' },
    ]);
    const { questions } = summarise(analysis);
    expect(questions.map(({ function: purpose }) => purpose)).toEqual(['problem', 'remedy']);
    expect(questions[0]!.answers.map(({ speaker, claim, text }) => [speaker, claim, text])).toEqual([
      ['s1', 'c2', 'the bridge is rotten'],
      ['s2', 'c3', 'the bridge is as good as new'],
    ]);
    for (const { answers } of questions) for (const { span, text } of answers) expect(analysis.article.text.slice(...span)).toBe(text);
  });

  it('show the sentence that the label rests on', () => {
    const analysis = invent(CAST, [{ by: 's1', says: '“We met Mr. Quill on the quay. The piers must be mended.”', function: 'remedy' }]);
    const at = analysis.article.text.indexOf('must be');
    const claims = analysis.claims.map((claim): Claim => ({ ...claim, reasons: { function: [[at, at + 7]] } }));
    expect(summarise({ ...analysis, claims }).questions[0]!.answers[0]!.text).toBe('The piers must be mended.”');
  });

  it.each<[string, string, string, string]>([
    ['that only tells that something is said', 'stating', 'that the bridge is rotten to the core', 'the bridge is rotten to the core'],
    ['before words that say it all', 'warned', 'that the bridge is rotten to the core', 'the bridge is rotten to the core'],
    ['without what stands before its verb', 'has repeatedly vowed', 'to close the rotten bridge', 'vowed to close the rotten bridge'],
  ])('leave out a cue %s', (_, cue, says, text) => {
    const analysis = invent(CAST, [
      { by: 's1', cue, says, act: cue === 'stating' ? 'accuses' : cue === 'warned' ? 'warns' : 'pledges', function: 'problem' },
    ]);
    const claims = analysis.claims.map((claim): Claim => {
      const [start, end] = claim.content[0]!;
      return { ...claim, content: [[says.startsWith('that ') ? start + 5 : start, end]] };
    });
    expect(summarise({ ...analysis, claims }).questions[0]!.answers[0]!.text).toBe(text);
  });

  it('keep the cue that turns the words round', () => {
    const analysis = invent(CAST, [
      { by: 's1', cue: 'denied', says: 'taking money from the ferry company', act: 'denies', function: 'judgement' },
    ]);
    expect(summarise(analysis).questions[0]!.answers[0]!.text).toBe('denied taking money from the ferry company');
  });

  it('prefer the sentence that stands alone', () => {
    const analysis = invent(CAST, [
      { by: 's1', says: '“It was bad for everybody in town. The harbour bridge is rotten to the core.”', function: 'problem' },
    ]);
    expect(summarise(analysis).questions[0]!.answers[0]!.text).toBe('The harbour bridge is rotten to the core.”');
  });

  it.each<[string, string, string | undefined]>([
    ['a question', '“Is the harbour bridge safe for anybody in this town?”', undefined],
    [
      'a piece that hangs on what follows',
      '“Despite all the letters of the council. The bridge must be closed to lorries.”',
      'The bridge must be closed to lorries.”',
    ],
  ])('do not take for an answer %s', (_, says, expected) => {
    const analysis = invent(CAST, [{ by: 's1', says, function: 'remedy' }]);
    expect(summarise(analysis).questions[0]?.answers[0]?.text).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['what a verb governs that is not shown', 'accused', 'of hiding the reports on the harbour bridge'],
    ['what somebody is only asked', 'questioned', 'the mayor, who leads the council, about the harbour bridge'],
  ])('do not take for an answer %s', (_, cue, says) => {
    const analysis = invent(CAST, [{ by: 's1', cue, says, function: 'judgement' }]);
    expect(summarise(analysis).questions).toEqual([]);
  });

  it('show the views that compete before more of one view', () => {
    const cast = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`s${i}`, { name: `Person ${i}` }]));
    const analysis = invent(
      cast,
      Object.keys(cast).map((by, i) => ({
        by,
        says: `the bridge number ${i} is rotten`,
        act: i < 5 ? ('warns' as const) : ('states' as const),
        function: 'problem' as const,
      })),
    );
    const framing = (id: string, claims: string[]) => ({ id, title: 'The bridge is rotten', claims, speakers: [], quote: claims[0]! });
    const framings = [framing('f1', ['c1', 'c2', 'c3', 'c4', 'c5']), framing('f2', ['c6'])];
    expect(summarise({ ...analysis, framings }).questions[0]!.answers.map(({ speaker }) => speaker)).toContain('s5');
  });

  it('have at most four answers', () => {
    const cast = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`s${i}`, { name: `Person ${i}` }]));
    const lines = Object.keys(cast).map((by) => ({ by, says: 'the bridge is rotten', function: 'problem' as const }));
    expect(summarise(invent(cast, lines)).questions[0]!.answers).toHaveLength(4);
  });
});

describe('an excerpt', () => {
  it.each<[string, string, number, string, boolean]>([
    ['is whole where it is short', 'The bridge is rotten.', 140, 'The bridge is rotten.', false],
    ['ends with a clause', 'The bridge is rotten, and the council knows it well', 36, 'The bridge is rotten', true],
    ['or else with a word', 'The bridge across the river is rotten', 20, 'The bridge across', true],
    ['never within a character', 'aaaaaaa😀bbbbb', 8, 'aaaaaaa', true],
  ])('%s', (_, text, longest, expected, cut) => {
    expect(excerpt(text, [0, text.length], longest)).toMatchObject({ text: expected, cut });
  });
});

describe('who backs whom', () => {
  it('is told with its reason and its claims', () => {
    const { agreements } = summarise(
      invent(CAST, [
        {
          by: 's1',
          says: 'the council of Tomas Quill has saved the harbour',
          act: 'praises',
          position: { toward: 'for', target: 'Tomas Quill' },
        },
        { by: 's3', cue: 'echoed', says: 'the praise' },
      ]),
    );
    expect(agreements).toMatchObject([
      { a: 's1', b: 's2', reason: { kind: 'act', act: 'praises' }, claims: ['c1'] },
      { a: 's3', b: 's1', reason: { kind: 'words' }, claims: ['c1', 'c2'] },
    ]);
  });

  it('is who agrees on what was said just before, and not on something else', () => {
    const agreements = (says: string) =>
      summarise(
        invent(CAST, [
          { by: 's1', says: 'the harbour bridge is rotten' },
          { by: 's2', cue: 'agreed', says },
        ]),
      ).agreements.length;
    expect([agreements('the harbour bridge must be closed'), agreements('she had left by the back door')]).toEqual([1, 0]);
  });
  it('is nobody who praises the own side', () => {
    const cast = { s1: { name: 'Ada Vane', role: 'Hollin guild chair' }, s2: { name: 'Hollin Guild', kind: 'group' as const } };
    const lines: Line[] = [
      { by: 's2', says: 'the bridge is closed' },
      { by: 's1', cue: 'praised', says: 'the Hollin Guild', act: 'praises', position: { toward: 'for', target: 'the Hollin Guild' } },
    ];
    const agreements = (role: string) => summarise(invent({ ...cast, s1: { ...cast.s1, role } }, lines)).agreements.length;
    expect([agreements('Hollin guild chair'), agreements('mayor of Odalby')]).toEqual([0, 1]);
  });
  it('is nobody who agrees to do something', () => {
    const { agreements } = summarise(
      invent(CAST, [
        { by: 's1', says: 'the bridge is rotten' },
        { by: 's2', cue: 'agreed', says: 'to close the bridge' },
      ]),
    );
    expect(agreements).toEqual([]);
  });

  it('may be a position that two share', () => {
    const against = { toward: 'against', target: 'the ferry levy' } as const;
    const { agreements } = summarise(
      invent(CAST, [
        { by: 's1', says: 'the ferry levy is robbery', act: 'accuses', position: against },
        { by: 's2', says: 'the ferry levy must go', position: against },
      ]),
    );
    expect(agreements).toMatchObject([
      { a: 's1', b: 's2', reason: { kind: 'same', toward: 'against', target: 'the ferry levy' }, claims: ['c1', 'c2'] },
    ]);
  });

  it('is told of who supports somebody in so many words, and of nobody who merely speaks of somebody', () => {
    const forQuill = { toward: 'for', target: 'Tomas Quill' } as const;
    const of = (says: string) => summarise(invent(CAST, [{ by: 's1', says, position: forQuill }])).agreements.length;
    expect([of('the guild remains supportive of Tomas Quill'), of('the chance to mend it was with Tomas Quill')]).toEqual([1, 0]);
  });

  it('are not two who speak of the same people, or one who merely speaks of an issue', () => {
    const both = (target: string, acts: readonly [Act, Act]) =>
      summarise(
        invent(CAST, [
          { by: 's1', says: `${target} will come out of it`, act: acts[0], position: { toward: 'against', target } },
          { by: 's2', says: `nowhere is safe for ${target}`, act: acts[1], position: { toward: 'against', target } },
        ]),
      ).agreements.length;
    expect(both('Odalbians', ['states', 'warns'])).toBe(0);
    expect(both('Odalbians', ['accuses', 'accuses'])).toBe(1);
    expect(both('ferrymen', ['states', 'states'])).toBe(0);
  });

  it('is nobody who clashes', () => {
    const analysis = invent(CAST, [{ by: 's1', says: 'Quill is right', act: 'praises', position: { toward: 'for', target: 'Quill' } }]);
    expect(summarise({ ...analysis, clashes: [{ a: 's2', b: 's1', over: 'the levy', claims: ['c1'] }] }).agreements).toEqual([]);
  });
});

describe('who is heard', () => {
  const analysis = invent(
    CAST,
    [
      { by: 's2', says: 'one two three' },
      { by: 's1', says: 'one two three four five' },
      { by: 's1', says: 'six' },
      { by: 's3', says: 'one' },
      { by: null, says: 'one two' },
    ],
    {},
    'Perrin Stroud left the hall early. Later Perrin Stroud came back, and Ilse Marrow met Stroud there. Nell Ashby stayed at home.',
  );
  const { voices, unheard, anonymous, unclear } = summarise(analysis);

  it('is counted in words, the unclear last', () => {
    expect(voices.map(({ speaker, claims, words }) => [speaker, claims, words])).toEqual([
      ['s1', 2, 6],
      ['s2', 1, 3],
      ['s3', 1, 1],
      [null, 1, 2],
    ]);
    expect(voices.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });

  it('tells what has no named source', () => expect({ anonymous, unclear }).toEqual({ anonymous: 1, unclear: 1 }));

  it('tells who is talked about and not quoted, if named more than once', () => {
    expect(unheard.map(({ name }) => name)).toEqual(['Perrin Stroud']);
  });

  it.each<[string, string]>([
    ['a country', 'They spoke of the United States at noon. The guests from the United States came.'],
    ['a thing', 'The Ashby Ferry Company Act is old. Nobody reads the Ashby Ferry Company Act.'],
    ['birds', 'You may see the Victor Ravens at dawn. A few of the Victor Ravens stay.'],
  ])('is not %s', (_, before) => {
    const { unheard } = summarise(invent(CAST, [{ by: 's2', says: 'one two three' }], {}, before));
    expect(unheard).toEqual([]);
  });

  it('loses the word that only opens the sentence', () => {
    const before = 'Will Hollin Water Board pay? It will. The Hollin Water Board is poor, and Hollin Water Board men know it.';
    const { unheard } = summarise(invent(CAST, [{ by: 's2', says: 'one two three' }], {}, before));
    expect(unheard.map(({ name }) => name)).toEqual(['Hollin Water Board']);
  });

  it('is nobody in an article without claims', () => {
    expect(summarise(invent({}, []))).toEqual({ agreements: [], questions: [], voices: [], unheard: [], anonymous: 0, unclear: 0 });
  });
});
