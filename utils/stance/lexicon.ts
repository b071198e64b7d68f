import type { Act } from '../analysis.ts';

/** Alternatives as one expression over whole words; nothing in it repeats, so it runs in linear time. Letters are told without Unicode's classes, in half the time. */
const words = (alternatives: string): RegExp => new RegExp(`(?<![a-zA-ZÀ-ɏ’'-])(?:${alternatives})(?![a-zA-ZÀ-ɏ-])`, 'i');

/**
 * What a reporting word itself says of the act. "claimed", "insisted" and the like are the reporter's distance and say nothing. First match wins, so the
 * negated and the longer stand before the plain.
 */
export const CUES: readonly (readonly [Act | null, RegExp])[] = [
  [
    null,
    words(
      `(?:did|does|do|would|could|has|have|had) ?n[o’']t (?:deny|dispute|rule out|reject)|not (?:deny|dispute|rule out)|declined to|refused to (?:say|comment|confirm)`,
    ),
  ],
  [
    'plays-down',
    words(
      `play(?:s|ed|ing)? down|downplay(?:s|ed|ing)?|minimi[sz](?:e|es|ed|ing)|reassur(?:e|es|ed|ing)|sought to calm|shrug(?:s|ged)? off|brush(?:es|ed)? (?:off|aside)|bat(?:s|ted) away`,
    ),
  ],
  [
    'denies',
    words(
      `den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|dismiss(?:es|ed|ing)?|rebut(?:s|ted|ting)?|rebuff(?:s|ed)?|pleaded not guilty|disavow(?:s|ed)?|ruled out|push(?:es|ed|ing)? back (?:against|on)|contradict(?:s|ed|ing)?|debunk(?:s|ed|ing)?|scoff(?:s|ed|ing)? at|rubbish(?:es|ed)|poured cold water on|repudiat(?:e|es|ed|ing)|defend(?:s|ed|ing)? (?:himself|herself|itself|themselves) against`,
    ),
  ],
  [
    'accuses',
    words(
      `accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|critici[sz](?:e|es|ed|ing)|condemn(?:s|ed|ing)?|denounc(?:e|es|ed|ing)|slam(?:s|med|ming)?|blast(?:s|ed|ing)?|attack(?:s|ed|ing)|lambast(?:s|ed|e|es)?|decr(?:y|ies|ied)|deplor(?:e|es|ed)|rebuk(?:e|es|ed)|alleg(?:e|es|ed|ing)|charg(?:es|ed) that|fault(?:s|ed)|ridicul(?:e|es|ed)|mock(?:s|ed|ing)|complain(?:s|ed|ing)?|took aim at|hit out at|lash(?:es|ed) out|chided|scold(?:s|ed)|lament(?:s|ed|ing)?|expressed (?:anger|outrage|disappointment)`,
    ),
  ],
  [
    'warns',
    words(
      `warn(?:s|ed|ing|ings)?|caution(?:s|ed|ing)?|alarm(?:ed)?|fear(?:s|ed|ing)?|fret(?:s|ted|ting)|voiced (?:concern|fear|alarm)s?|expressed (?:\\w+ )?(?:concern|fear|alarm|worry|worries)s?|raised (?:the )?(?:alarm|concerns?)|threaten(?:s|ed|ing)?|revealed (?:its|his|her|their) fear|worr(?:y|ies|ied)`,
    ),
  ],
  [
    'pledges',
    words(
      `pledg(?:e|es|ed|ing)|vow(?:s|ed|ing)?|promis(?:e|es|ed|ing)|swore|commit(?:s|ted|ting) (?:to|itself|himself|herself)|committed to|guarantee(?:s|d)?|offered to|agreed to`,
    ),
  ],
  [
    'demands',
    words(
      `demand(?:s|ed|ing)?|urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:on|upon|for)|appeal(?:s|ed|ing)? (?:to|for)|recommend(?:s|ed|ing)?|propos(?:e|es|ed|ing)|advis(?:e|es|ed|ing)|beg(?:s|ged)|plead(?:s|ed) (?:with|for)|order(?:s|ed|ing)|instruct(?:s|ed)|request(?:s|ed|ing)?|asked (?:for|that)|petition(?:s|ed)|implor(?:e|es|ed)|stress(?:es|ed|ing)? the (?:need|necessity|importance)|push(?:es|ed|ing)? for|advocat(?:e|es|ed|ing)|insist(?:s|ed) on`,
    ),
  ],
  [
    'praises',
    words(
      `prais(?:e|es|ed|ing)|welcom(?:e|es|ed|ing)|thank(?:s|ed|ing)?|congratulat(?:e|es|ed|ing)|hail(?:s|ed|ing)?|applaud(?:s|ed|ing)?|laud(?:s|ed|ing)?|commend(?:s|ed|ing)?|back(?:s|ed|ing)|endors(?:e|es|ed|ing)|tout(?:s|ed|ing)?|paid tribute|pays tribute|defend(?:s|ed|ing)?|celebrat(?:e|es|ed)|expressed (?:support|gratitude|delight|pride)|gush(?:es|ed|ing)|honou?r(?:s|ed)`,
    ),
  ],
  [
    'concedes',
    words(
      `admit(?:s|ted|ting)?|conced(?:e|es|ed|ing)|acknowledg(?:e|es|ed|ing)|confess(?:es|ed|ing)?|apologi[sz](?:e|es|ed|ing)|pleaded guilty|owned up|expressed regret`,
    ),
  ],
  [
    'predicts',
    words(
      `predict(?:s|ed|ing)?|forecast(?:s|ed|ing)?|project(?:s|ed|ing)|estimat(?:e|es|ed|ing) that|anticipat(?:e|es|ed|ing)|foresees?|foresaw|expect(?:s|ed|ing)?`,
    ),
  ],
];

/** What the words of the content say of the act, in the order in which they are asked. `self` ones need the first person or the speaker's side as subject. */
export const CONTENTS: readonly (readonly [Act, RegExp])[] = [
  [
    'plays-down',
    words(
      `no (?:reason|need|cause) (?:to|for) (?:panic|worry|alarm|be alarmed|concern)|nothing to (?:worry|fear|be afraid)|under control|not a (?:big|serious) (?:deal|problem|threat|issue)|no (?:serious|great|real|immediate|significant) (?:risk|threat|danger|problem)|(?:is|are|was|were) (?:being |greatly |grossly )?(?:exaggerated|overblown|overstated)|(?:is|are|was|were) weaker than|poses? no (?:risk|threat|danger)|perfectly safe`,
    ),
  ],
  [
    'denies',
    words(
      `(?:is|was|are|were) (?:simply |completely |totally |absolutely |entirely |just |all )?(?:not true|untrue|false|incorrect|baseless|unfounded|a lie|lies|a hoax|fabricated|nonsense|absurd)|(?:isn|wasn|aren|weren)[’']t true|(?:utter|complete|total|absolute|pure) (?:nonsense|rubbish|fabrication|lie)|no truth (?:in|to)|(?:had|have|has) nothing to do with|not guilty|there (?:is|was) no evidence (?:whatever|whatsoever|at all|that)`,
    ),
  ],
  [
    'concedes',
    words(
      `(?:I|we) (?:made (?:a mistake|mistakes)|was wrong|were wrong|should have done|fell short|got it wrong)|(?:my|our) (?:own )?(?:fault|mistake)`,
    ),
  ],
  [
    'pledges',
    words(
      `we will (?:not|never|always|fight|work|build|do everything|make sure|ensure|do it|rebuild|defend|protect)|we won[’']t|(?:I|we) (?:am|are) (?:committed|determined) to|(?:I[’']m|we[’']re) (?:committed|determined) to|(?:I|we) (?:promise|vow|pledge|swear)`,
    ),
  ],
  [
    'warns',
    words(
      `(?:its|his|her|their|our|my) (?:deep |grave |serious |growing )?(?:fears?|alarm|worries)|(?:very|deeply|gravely|seriously|extremely|highly) (?:concerned|worried|alarmed|dangerous|alarming)|at (?:grave |serious |great )?risk|in (?:grave|serious|great|mortal) danger|dire consequences|lasting (?:harm|damage)|(?:could|would|will) (?:die|suffer|collapse|be destroyed|lose their (?:lives|homes|jobs|living))|ticking time bomb|too late`,
    ),
  ],
  [
    'demands',
    words(
      `must (?:stop|act|end|resign|pay|close|come|leave|answer|take responsibility|be (?:held|stopped|closed|banned|punished|released))|should (?:resign|stop|act|pay|step down|never|not|go|be (?:held|banned|punished|released|closed))|(?:needs|ought) to (?:stop|act|start|end|get|resign)|it(?: is|[’']s) (?:time|vital|imperative|essential|crucial) (?:to|that|for)`,
    ),
  ],
  [
    'accuses',
    words(
      `shame(?:ful)?|disgrac\\w+|outrageous|unacceptable|irresponsible|reckless|hypocri\\w+|incompeten\\w+|dishonest|liars?|lying|lied|betray\\w*|failed (?:to|us|the|our|their)|(?:due to|because of) (?:a |the )?(?:failures?|negligence)|negligen\\w+|cover(?:ed)?[ -]up|(?:is|are|was|were) to blame|racist|bigot\\w*|brutal|barbaric|war crimes?|genocide|misleading|exploiting|pathetic|disgusting|appalling|inexcusable|undermining|politically motivated|witch hunt|exaggerati(?:on|ng)|hiding (?:the|what)|(?:caused|orchestrated|engineered|fabricated|staged) by (?:\\w+ )?(?:parties|politicians|governments?|leaders|authorities|officials|compan(?:y|ies)|rivals|enemies|elites)`,
    ),
  ],
  [
    'praises',
    words(
      `proud|grateful|thankful|delighted|thrilled|tremendous|fantastic|outstanding|excellent|superb|talented|great (?:man|woman|leader|person|honou?r|success|team)|(?:I|we) (?:admire|applaud|commend)|historic (?:day|win|victory|moment)|step in the right direction|well done`,
    ),
  ],
  ['predicts', words(`(?:is|are) (?:expected|bound|poised) to|will likely|will (?:almost )?certainly`)],
];

/** Evidence for the functions. */
export const CAUSE = words(
  `because(?: of)?|due to|caused by|as a result of|led to|leads? to|result(?:s|ed|ing) (?:in|from)|stem(?:s|med|ming)? from|attribut\\w+ (?:to|it)|owing to|thanks to|the reason|responsible for|blam(?:e|es|ed|ing)|driven by|fuell?ed by|triggered by|contribut\\w+ to|why (?:the|this|it|we|they)|in order to|which is why|that[’']s why`,
);
export const PROBLEM = words(
  `risks?|dangers?|dangerous|threats?|threaten\\w*|harm\\w*|damag\\w+|cris[ie]s|emergenc\\w+|shortages?|deaths?|died|killed|injur\\w+|victims?|suffer\\w*|struggl\\w+|poverty|violence|violent|fears?|afraid|concern(?:s|ed)?|worr\\w+|problems?|worse(?:n\\w*)?|worst|declin\\w+|losses|losing|toxic|pollut\\w+|contaminat\\w+|disaster|catastroph\\w+|devastat\\w+|difficult(?:y|ies)?|hard(?:er|ship)|lack of|unsafe|disrupt\\w*|collaps\\w+|fail(?:ing|ures?)|weaker|incorrect|rumou?rs`,
);
export const REMEDY = words(
  `will (?:be )?(?:work|build|ensure|introduce|provide|invest|launch|fund|create|review|investigate|appeal|support|help|protect|implement|take|continue to)|plans? (?:to|for)|propos\\w+|measures?|solutions?|reforms?|should|must|need(?:s|ed)? to|has to|have to|ought to|strateg\\w+|polic(?:y|ies)|programs?|programmes?|ban(?:ning)?|legislation|negotiat\\w+|agreement|ceasefire|strengthen\\w*|operation against|efforts? (?:to|in)|in order to protect|steps? to|prevent(?:ing)?`,
);
export const JUDGEMENT = words(
  `right|wrong|fair|unfair|good|bad|great|best|better|important|proud|shame\\w*|disgrac\\w+|unacceptable|wonderful|terrible|horrible|amazing|brilliant|excellent|stupid|ridiculous|absurd|deserv\\w+|justif\\w+|moral\\w*|honest\\w*|incredible|beautiful|love(?:d|s)?|hate(?:d|s)?|success\\w*|strong(?:er)?|smart|unique|significant|responsib\\w+|racist|impressive|disappoint\\w+|legitimate|illegal|constitutional|unconstitutional`,
);

/** Words that set what follows, or what came before, for or against a thing. */
export const FOR = words(
  `support(?:s|ed|ing)?|back(?:s|ed|ing)|in favou?r of|favou?rs?|endors(?:e|es|ed|ing)|welcom(?:e|es|ed|ing)|defend(?:s|ed|ing)?|prais(?:e|es|ed|ing)|applaud(?:s|ed|ing)?|thank(?:s|ed|ing)?|proud of|committed to|stand(?:s|ing)? (?:with|by)|believe(?:s|d)? in`,
);
export const AGAINST = words(
  `oppos(?:e|es|ed|ing)|against|reject(?:s|ed|ing)?|condemn(?:s|ed|ing)?|critici[sz](?:e|es|ed|ing)|blam(?:e|es|ed|ing)|accus(?:e|es|ed|ing)|denounc(?:e|es|ed|ing)|slam(?:s|med)?|blast(?:s|ed)?|den(?:y|ies|ied)|play(?:s|ed|ing)? down|warn(?:s|ed|ing)? (?:of|against|about)|concerned about|fear(?:s|ed)? of`,
);

export const NEGATION =
  /(?:^|[\s“"])(?:not|never|no|n[o’']t|nobody|nothing|without|hardly|neither|nor|isn[’']t|wasn[’']t|aren[’']t|don[’']t|doesn[’']t|didn[’']t|can[’']t|cannot|won[’']t)\s+(?:\S+\s+){0,2}$/i;
