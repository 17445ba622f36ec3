/** Regular expressions in linear time: a program of single steps, run on all its branches at once (Thompson's way). */

import { type CharSet, parseRegexNode, type RegexNode } from './regex-parse.ts';
import { PathSyntaxError } from './syntax-error.ts';

/** Repetition is written out, so the program is bounded; AWS's own patterns have a few dozen steps. */
const MAX_PROGRAM = 5_000;

/** Reaching an instruction passes through several others and costs more than looking at a member. */
const STEPS_PER_INSTRUCTION = 4;

type Instruction =
  | { type: 'char'; set: CharSet }
  | { type: 'split'; first: number; second: number }
  | { type: 'jump'; to: number }
  | { type: 'start' | 'end' | 'boundary' | 'inside' }
  | { type: 'match' };

/** A pattern that matches whole texts, as the operator `=~` asks. */
export class Regex {
  readonly #program: Instruction[];
  readonly #fold: boolean;

  constructor(program: Instruction[], fold: boolean) {
    this.#program = program;
    this.#fold = fold;
  }

  /**
   * Whether the pattern matches the whole text.
   *
   * @param spend told how many steps each character took; may throw to stop
   */
  matches(text: string, spend: (steps: number) => void): boolean {
    const chars = Array.from(this.#fold ? text.toLowerCase() : text);
    const marks = new Int32Array(this.#program.length).fill(-1);
    let current = this.#follow([0], chars, 0, marks);
    spend(chars.length + this.#program.length);
    for (let at = 0; at < chars.length && current.length > 0; at++) {
      const char = chars[at] ?? '';
      const next: number[] = [];
      for (const pc of current) {
        const instruction = this.#program[pc];
        if (instruction?.type === 'char' && instruction.set(char)) next.push(pc + 1);
      }
      spend(current.length * STEPS_PER_INSTRUCTION);
      current = this.#follow(next, chars, at + 1, marks);
    }
    return current.some((pc) => this.#program[pc]?.type === 'match');
  }

  /**
   * The instructions that wait for a character, reached from the given ones without reading any.
   *
   * @param marks the position at which each instruction was last reached
   */
  #follow(stack: number[], chars: string[], at: number, marks: Int32Array): number[] {
    const waiting: number[] = [];
    for (let pc = stack.pop(); pc !== undefined; pc = stack.pop()) {
      if (marks[pc] === at) continue;
      marks[pc] = at;
      const instruction = this.#program[pc];
      if (!instruction) continue;
      if (instruction.type === 'char' || instruction.type === 'match') waiting.push(pc);
      else if (instruction.type === 'split') stack.push(instruction.second, instruction.first);
      else if (instruction.type === 'jump') stack.push(instruction.to);
      else if (holds(instruction.type, chars, at)) stack.push(pc + 1);
    }
    return waiting;
  }
}

/**
 * The pattern between the slashes of `/…/flags`; flags `i`, `s`, `m`, `u` and `d` are known, of which `i` and `s` matter.
 *
 * @throws {PathSyntaxError} for what needs backtracking (lookaround, back references) and for what is no pattern
 */
export function parseRegex(source: string, flags: string, offset: number): Regex {
  for (const flag of flags) {
    if (!'isumd'.includes(flag)) {
      throw new PathSyntaxError(`Unknown regular expression flag '${flag}'`, offset);
    }
  }
  const fold = flags.includes('i');
  const node = parseRegexNode(source, { fold, dotAll: flags.includes('s'), offset });
  const program: Instruction[] = [];
  emit(node, program, offset);
  program.push({ type: 'match' });
  return new Regex(program, fold);
}

function emit(node: RegexNode, program: Instruction[], offset: number): void {
  if (program.length > MAX_PROGRAM) {
    throw new PathSyntaxError('Regular expression is too large', offset);
  }
  switch (node.type) {
    case 'char':
      program.push(node);
      break;
    case 'sequence':
      for (const part of node.parts) emit(part, program, offset);
      break;
    case 'either':
      emitEither(node.options, program, offset);
      break;
    case 'repeat':
      emitRepeat(node, program, offset);
      break;
    default:
      program.push({ type: node.type });
  }
}

function emitEither(options: RegexNode[], program: Instruction[], offset: number): void {
  const ends: { type: 'jump'; to: number }[] = [];
  options.forEach((option, i) => {
    const split = { type: 'split' as const, first: program.length + 1, second: 0 };
    const last = i === options.length - 1;
    if (!last) program.push(split);
    emit(option, program, offset);
    if (last) return;
    const end = { type: 'jump' as const, to: 0 };
    ends.push(end);
    program.push(end);
    split.second = program.length;
  });
  for (const end of ends) end.to = program.length;
}

function emitRepeat(
  node: { part: RegexNode; min: number; max: number },
  program: Instruction[],
  offset: number,
): void {
  for (let i = 0; i < node.min; i++) emit(node.part, program, offset);
  if (node.max === Number.POSITIVE_INFINITY) {
    const start = program.length;
    const split = { type: 'split' as const, first: start + 1, second: 0 };
    program.push(split);
    emit(node.part, program, offset);
    program.push({ type: 'jump', to: start });
    split.second = program.length;
    return;
  }
  const splits = [];
  for (let i = node.min; i < node.max; i++) {
    const split = { type: 'split' as const, first: program.length + 1, second: 0 };
    splits.push(split);
    program.push(split);
    emit(node.part, program, offset);
  }
  for (const split of splits) split.second = program.length;
}

function holds(type: Instruction['type'], chars: string[], at: number): boolean {
  switch (type) {
    case 'start':
      return at === 0;
    case 'end':
      return at === chars.length;
    case 'boundary':
      return isWord(chars[at - 1]) !== isWord(chars[at]);
    case 'inside':
      return isWord(chars[at - 1]) === isWord(chars[at]);
    default:
      return false;
  }
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /\w/.test(char);
}
