/** The names of one case: which placeholder stands for which of our values, learned while comparing. */

import {
  escapeRegExp,
  longestFirst,
  OUR_ACCOUNT,
  OUR_REGION,
  RECORDED_ACCOUNT,
} from './identifiers.ts';
import { fillings, hasIdentity, isGivenByTest, isNumbered } from './placeholders.ts';

export interface Names {
  /** Our values which may have been given a name by the test, longest first, in normal form. */
  candidates: string[];
  /** Our value -> the placeholder or word that stands for it. */
  tokens: Map<string, string>;
  /** The text of the case's steps: a word in it is the case's own and never a name for something else. */
  stepsText: string;
  /** The day on which AWS was recorded, `YYYY-MM-DD…`, where it is known. */
  recordedOn?: string;
}

export function newNames(
  candidates: Iterable<string>,
  stepsText: string,
  recordedOn?: string,
): Names {
  return {
    candidates: longestFirst(new Set([...candidates].map(maskPlace))),
    tokens: new Map(),
    stepsText,
    ...(recordedOn !== undefined && { recordedOn }),
  };
}

export function copyNames(names: Names): Names {
  return { ...names, tokens: new Map(names.tokens) };
}

/** The text with our account, partition and region written as the recordings write them. */
export function maskPlace(text: string): string {
  return text
    .replaceAll(OUR_ACCOUNT, RECORDED_ACCOUNT)
    .replaceAll('arn:aws:', 'arn:<partition>:')
    .replaceAll(OUR_REGION, '<region>');
}

/** Our text in normal form: places masked, and every value whose name is known replaced by it. */
export function normaliseText(text: string, names: Names): string {
  const masked = maskPlace(text);
  if (names.tokens.size === 0) return masked;
  const known = longestFirst(names.tokens.keys()).map(escapeRegExp).join('|');
  return masked.replace(new RegExp(known, 'g'), (found) => names.tokens.get(found) ?? found);
}

/**
 * Our text in the normal form of the recorded one. Where they agree but for values that have no name yet, the names are
 * learned and the recorded text is returned; otherwise our text comes back, as far as it could be normalised.
 */
export function fitText(recorded: string, text: string, names: Names): string {
  const ours = normaliseText(text, names);
  if (ours === recorded || learnFillings(recorded, ours, names)) return recorded;
  const isLearned = learnWord(recorded, ours, names) || learnBoth(recorded, ours, names);
  return isLearned ? recorded : ours;
}

function learnFillings(recorded: string, ours: string, names: Names): boolean {
  const found = fillings(recorded, ours)?.filter(
    ({ placeholder, value }) => placeholder !== value && hasIdentity(placeholder),
  );
  if (found === undefined) return false;
  const learned = new Map(names.tokens);
  for (const { placeholder, value } of found) {
    if (hasValue(names.tokens, value)) return false;
    if (isGivenByTest(placeholder) && !names.candidates.includes(value)) return false;
    const known = learned.get(value);
    if (known !== undefined && known !== placeholder) return false;
    if (known === undefined && isNumbered(placeholder) && hasValue(learned, placeholder))
      return false;
    learned.set(value, placeholder);
  }
  for (const [value, token] of learned) names.tokens.set(value, token);
  return true;
}

function hasValue(tokens: Map<string, string>, token: string): boolean {
  return [...tokens.values()].includes(token);
}

/** Learns a name which the test gave as a plain word: `activity_arn` where we have one of the case's made-up values. */
function learnWord(recorded: string, ours: string, names: Names): boolean {
  for (const candidate of names.candidates) {
    if (!ours.includes(candidate)) continue;
    const around = ours.split(candidate).map(escapeRegExp);
    const words = new RegExp(`^${around.join('(<[^<>]+>|[A-Za-z][\\w-]*)')}$`, 's').exec(recorded);
    const word = words?.[1];
    if (words === null || word === undefined || isOwnWord(names, word)) continue;
    if (words.slice(2).some((other) => other !== word)) continue;
    names.tokens.set(candidate, word);
    return true;
  }
  return false;
}

/** Learns a plain word of a text that has placeholders too: `<ArnPart_0idx>:alias_name`. */
function learnBoth(recorded: string, ours: string, names: Names): boolean {
  const words = recorded.replace(/<[^<>]+>/g, ' ').match(/[A-Za-z][\w-]*/g) ?? [];
  for (const word of words.filter((each) => !isOwnWord(names, each))) {
    for (const candidate of names.candidates.filter((each) => ours.includes(each))) {
      if (!learnFillings(recorded, ours.replaceAll(candidate, word), names)) continue;
      names.tokens.set(candidate, word);
      return true;
    }
  }
  return false;
}

/** A word of the case's own, and not just the beginning of a name that it made up. */
function isOwnWord({ stepsText, candidates }: Names, word: string): boolean {
  const madeUp = candidates.filter((candidate) => candidate.includes(word));
  const rest = madeUp.reduce((text, candidate) => text.replaceAll(candidate, ''), stepsText);
  return rest.includes(word);
}
