import type { Entity } from './cast.ts';
import { isFiller, type NameRun } from './names.ts';
import { FEMALE_WORDS, GROUPS, looksLikeOffice, MALE_WORDS, PERSONS, TITLES } from './words.ts';

export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const PREPOSITION = /\s(?:of|for|in|at|with|to|about|from|on|by)\s/;

/** Takes a description as the entity's, up to what only goes on about it ("professor at Ossel who studies wells"). */
export function addRole(entity: Entity, description: string | null): void {
  const role = (description ?? '').split(/,? (?:who|whose|which|that|when|where)\b/, 1)[0]!.trim();
  if (role === '' || role.length > 120) return;
  const words = wordsOf(role);
  const head = wordsOf(
    role
      .split(/[’']s\s/)
      .at(-1)!
      .split(PREPOSITION, 1)[0]!,
  );
  if (/^(?:mr|mrs|ms|miss|sir)\.?$|\s(?:like|of|from|at|by|and|for|as)$/i.test(role)) {
    for (const word of words) noteGender(entity, word);
    return;
  }
  if (!head.some((word) => PERSONS.has(word) || TITLES.has(word) || GROUPS.has(word) || looksLikeOffice(word))) return;
  if (!entity.roles.includes(role) && entity.roles.length < 20) entity.roles.push(role);
  for (const word of words) {
    entity.roleWords.add(word);
    noteGender(entity, word);
  }
}

function noteGender(entity: Entity, word: string): void {
  if (entity.kind === 'person') entity.gender ??= FEMALE_WORDS.has(word) ? 'female' : MALE_WORDS.has(word) ? 'male' : null;
}

const APPOSITION = /^,? ?(?:,|\() ?(?:(?:a|an|the|who is|who was|his|her|its|their) )([^,.;:“”"()—–\n]{3,90})[,.;—–)]/;
/** An office after the name without an article: "Ada Vane, head of the league,". */
const BARE_APPOSITION = /^, ((?:\p{L}+[- ]){0,4}?(?:of|at|for|in|with) [^,.;:“”"()—–\n]{3,80})[,.;—–]/u;
const AGE = /^, (?:aged )?\d{1,3}\b/;

/** "the leader of the Marrow bloc, " at the end of what stands before a name. */
function officeBefore(before: string): string | null {
  const phrase = /(?<=^|[.;:,“"]|\n)([^,.;:“”"()\n]*), $/u.exec(before)?.[1];
  if (!phrase) return null;
  for (const { index } of phrase.matchAll(/(?<![\p{L}])the /giu)) {
    const role = phrase.slice(index + 4);
    const head = role.split(PREPOSITION, 1)[0]!.toLowerCase().split(' ');
    if (head.length <= 4 && !head.includes('the') && (PERSONS.has(head.at(-1)!) || TITLES.has(head.at(-1)!))) return role;
  }
  return null;
}

/** Takes the title before a name and the apposition after it as what the article says of the person; whether that shows it is one. */
export function describe(entity: Entity, run: NameRun, name: string, text: string): boolean {
  const words = run.words.slice(0, Math.max(0, run.words.length - name.split(' ').length));
  const from = words.findIndex((word) => !isFiller(word));
  const title = from < 0 ? '' : words.slice(from).join(' ');
  if (title) addRole(entity, title);
  else if (run.before && /^\p{Ll}/u.test(run.before)) for (const word of wordsOf(run.before)) entity.roleWords.add(word);
  else addRole(entity, officeBefore(text.slice(Math.max(0, run.start - 110), run.start)));
  const rest = text.slice(run.end, run.end + 120);
  const age = AGE.exec(rest);
  const after = APPOSITION.exec(rest) ?? APPOSITION.exec(rest.slice(age?.[0].length ?? 0));
  if (after) addRole(entity, after[1]!.trim());
  else {
    const bare = BARE_APPOSITION.exec(rest);
    if (bare && wordsOf(bare[1]!).some((word) => TITLES.has(word)) && !GROUPS.has(wordsOf(bare[1]!)[0]!)) addRole(entity, bare[1]!.trim());
  }
  return age !== null || /^,? who\b/.test(rest);
}
