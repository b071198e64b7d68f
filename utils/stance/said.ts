import type { Act, Attribution, Span } from '../analysis.ts';

/** Code units of each piece of a content that are asked. */
const LONGEST = 4_000;
/** Words between the speaker and the verb: "we strongly and again condemn", "I would like to thank". */
const BETWEEN =
  "(?:(?:also|do|once again|again|now|just|really|simply|strongly|utterly|unequivocally|totally|completely|absolutely|categorically|firmly|deeply|sincerely|unreservedly|truly|publicly|respectfully|humbly|vehemently|fully|warmly|formally|strenuously|outright|must|can only|want to|wish to|would like to|[’']d like to|have to) ){0,3}";
/** The verb in "we condemn" as the speaker says it, and as "she condemned" is reported. */
const doing = (act: Act, quoted: string, reported: string): readonly [Act, 'quoted' | 'reported', RegExp][] => [
  [act, 'quoted', new RegExp(`(?<![a-zA-Z’'-])(?:I|we) ${BETWEEN}(?:${quoted})(?![a-zA-Z-])`, 'i')],
  [act, 'reported', new RegExp(`^(?:that )?(?:he|she|they|it) ${BETWEEN}(?:${reported})(?![a-zA-Z-])`, 'i')],
];
const words = (alternatives: string): RegExp => new RegExp(`(?<![a-zA-ZÀ-ɏ-])(?:${alternatives})(?![a-zA-ZÀ-ɏ-])`, 'i');

const FALSE =
  'not true|not the case|untrue|false|incorrect|inaccurate|baseless|unfounded|groundless|a lie|lies|a hoax|fabricated|nonsense|nonsensical|rubbish|bogus|absurd|ludicrous|fiction|a fabrication|a myth|misinformation|disinformation|fake news|without (?:any )?(?:merit|foundation|basis)';
const DEGREE =
  '(?:(?:simply|just|completely|totally|absolutely|entirely|utterly|categorically|patently|plainly|demonstrably|clearly|all) ){0,2}';
const SAYING = 'claims?|reports?|rumou?rs?|allegations?|accusations?|charges?|suggestions?|assertions?|notion|information|narrative';

/**
 * What the words of a claim do by being said ("I apologise", "we condemn"), or can hardly mean anything else ("the reports are false", "no need to panic"). First match
 * wins. `reported` ones are asked only where the words are not all the speaker's own.
 */
const SAID: readonly (readonly [Act, 'quoted' | 'reported' | 'any', RegExp])[] = [
  [
    'plays-down',
    'any',
    words(
      `no (?:reason|need|cause) (?:to|for) (?:panic|worry|alarm|be alarmed|be afraid)|(?:not|n[’']t) (?:a |be a |be )?cause for (?:panic|alarm|concern|worry)|nothing to worry about|(?:is|are|was|were) (?:being |greatly |grossly |vastly )?(?:exaggerated|overblown|overstated)`,
    ),
  ],
  ['denies', 'any', words(`(?:${SAYING}) (?:is|are|was|were) [“"‘']?${DEGREE}(?:${FALSE})`)],
  ['denies', 'any', words(`it (?:is|was|would be) ${DEGREE}(?:${FALSE}|wrong) to (?:say|suggest|claim|imply)`)],
  [
    'denies',
    'any',
    words(
      `(?:utter|complete|total|absolute|pure) (?:nonsense|rubbish|fabrication|fiction)|categorically (?:untrue|false)|no truth (?:in|to)|not guilty`,
    ),
  ],
  ['denies', 'any', new RegExp(`^[“"‘'][“"‘'\\s]*(?:that|this|it)(?: is| was|[’']s) ${DEGREE}(?:${FALSE})(?![a-zA-Z-])`, 'i')],
  [
    'denies',
    'any',
    new RegExp(
      `^[“"‘'\\s]*(?:the|these|those|such|any|his|her|their|all) (?:[a-z]+ )?(?:${SAYING}) (?:as )?[“"‘']?(?:${FALSE})(?![a-zA-Z-])`,
      'i',
    ),
  ],
  ['denies', 'reported', /^(?:that )?(?:he|she|they|it) (?:had|has|have) (?:absolutely )?nothing to do with(?![a-zA-Z-])/i],
  ...doing('denies', 'deny|reject|refute|dispute', 'den(?:y|ied|ies)|reject(?:s|ed)|refute[sd]|dispute[sd]'),
  ...doing('accuses', 'condemn|denounce|deplore|accuse|blame', 'condemn(?:s|ed)|denounce[sd]|deplore[sd]|accuse[sd]|blame[sd]'),
  ...doing(
    'demands',
    'urge|call (?:on|upon|for)|demand|implore|appeal to|ask that|beg|insist that|recommend',
    'urge[sd]|call(?:s|ed) (?:on|upon|for)|demand(?:s|ed)|implore[sd]|recommend(?:s|ed)',
  ),
  ...doing(
    'praises',
    'thank|congratulate|commend|applaud|salute|welcome|pay tribute to|admire',
    'thank(?:s|ed)|congratulate[sd]|commend(?:s|ed)|applaud(?:s|ed)|welcome[sd]',
  ),
  [
    'praises',
    'quoted',
    words(
      `(?:I[’']m|I am|we[’']re|we are) (?:so |very |just |also |incredibly |extremely |eternally |deeply |really )?(?:grateful|thankful|proud of)`,
    ),
  ],
  [
    'praises',
    'reported',
    /^(?:that )?(?:he|she|they|it) (?:is|are|was|were) (?:very |deeply )?(?:grateful|thankful|proud of)(?![a-zA-Z-])/i,
  ],
  ...doing('pledges', 'promise|pledge|vow|swear|guarantee', 'promise[sd]|pledge[sd]|vow(?:s|ed)|guarantee[sd]'),
  [
    'pledges',
    'quoted',
    words(`(?:I am|we are|I[’']m|we[’']re|remain) (?:fully |firmly |absolutely |deeply |still |also )?(?:committed|determined) to`),
  ],
  [
    'pledges',
    'reported',
    /^(?:that )?(?:he|she|they|it) (?:(?:is|are|was|were|remains?|remained) (?:fully |firmly )?(?:committed|determined) to|(?:will|would)(?: not| never| also| continue to)? (?:work|fight|ensure|protect|defend|seek|provide|build|support|help|deliver|review|appeal|publish|launch|introduce|invest|cooperate|comply|resign|sign|veto|pursue|back|open|investigate|release|press on))(?![a-zA-Z-])/i,
  ],
  [
    'pledges',
    'any',
    /^[“"‘'\s]*(?:the |his |her |its |their |our |my )?(?:[\p{L}-]+[’']s? )?(?:[a-z]+ )?(?:readiness|commitment|determination|resolve|willingness) to(?![a-zA-Z-])/iu,
  ],
  ...doing('warns', 'warn|fear', 'warn(?:s|ed)|fear(?:s|ed)'),
  [
    'warns',
    'quoted',
    words(`(?:I[’']m|I am|we[’']re|we are) (?:very |deeply |extremely |gravely |seriously |increasingly )?(?:concerned|worried|alarmed)`),
  ],
  [
    'warns',
    'reported',
    /^(?:that )?(?:he|she|they|it) (?:is|are|was|were) (?:very |deeply |extremely |gravely |seriously |increasingly )?(?:concerned|worried|alarmed)(?![a-zA-Z-])/i,
  ],
  [
    'concedes',
    'quoted',
    new RegExp(`^[“"‘'\\s]*(?:I|we) ${BETWEEN}(?:apologi[sz]e(?! to (?:nobody|no one))|regret (?:that|the|my|our|any))(?![a-zA-Z-])`, 'i'),
  ],
  [
    'concedes',
    'any',
    words(
      `(?:I|we) (?:made (?:a |some )?mistakes?|was wrong|were wrong|fell short|got (?:it|this|that) wrong)|(?:was|were|is) (?:my|our) (?:own )?(?:fault|mistake)`,
    ),
  ],
  [
    'concedes',
    'reported',
    /^(?:that )?(?:he|she|they|it) (?:(?:deeply |sincerely )?(?:apologi[sz]e[sd]|regretted)|(?:was|were|is|are) (?:very |deeply |truly )?sorry)(?![a-zA-Z-])/i,
  ],
  [
    'accuses',
    'any',
    words(
      `shame on (?:you|him|her|them)|(?:a|an) (?:absolute |national |utter |total |complete )?disgrace|shameful|outrageous|despicable|reprehensible|unconscionable`,
    ),
  ],
  ['demands', 'any', words(`it(?: is|[’']s) (?:high time|time|vital|imperative|essential|crucial) (?:to|that)`)],
];

/** The act that the words of a content do by themselves, with those words; null where they do none. */
export function actSaidBy(
  text: string,
  { content, type }: Pick<Attribution, 'content' | 'type'>,
): { readonly act: Act; readonly span: Span } | null {
  for (const [act, form, expression] of SAID) {
    if ((form === 'quoted' && type === 'indirect') || (form === 'reported' && type === 'direct')) continue;
    for (const [start, end] of content) {
      const match = expression.exec(text.slice(start, Math.min(end, start + LONGEST)));
      if (match) return { act, span: [start + match.index, start + match.index + match[0].trimEnd().length] };
      if (form === 'reported') break;
    }
  }
  return null;
}
