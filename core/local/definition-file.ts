/** Definitions as people keep them: JSON or YAML text, read so that every problem can be shown where it stands. */

import { readFileSync } from 'node:fs';
import { LineCounter, type Node, parseDocument, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { describeJsonError } from '../asl/validate/json-error.ts';

/** A place in a text; both count from 1. */
export interface Position {
  line: number;
  column: number;
}

/** Why a text cannot be read as JSON or YAML, and where. */
export interface SyntaxProblem extends Position {
  message: string;
}

export interface DefinitionFile {
  /** Absent where `problem` says why it cannot be read. */
  json?: string;
  problem?: SyntaxProblem;
  /** Where a location of the checker, such as `/States/Pay/Retry[0]`, stands, or what is nearest above it. */
  locate(location: string | undefined): Position;
}

const DEFINITION = /\.(?:asl\.)?(json|ya?ml)$/i;

/** Whether a file's name is that of a definition: `*.asl.json`, `*.asl.yaml`, `*.asl.yml`. */
export function isDefinitionName(file: string): boolean {
  return /\.asl\.(?:json|ya?ml)$/i.test(file);
}

/** The state machine's name that a file's name gives: `orders` for `some/orders.asl.yaml`, the folder's for `definition`. */
export function machineNameOf(file: string): string {
  const parts = file.split(/[\\/]/);
  const name = (parts.pop() ?? '').replace(DEFINITION, '');
  const own = /^(?:definition|statemachine|state-machine|asl)$/i.test(name)
    ? (parts.pop() ?? name)
    : name;
  return own.replaceAll(/[^\w-]/g, '-').slice(0, 80) || 'machine';
}

/**
 * Reads a definition's file.
 *
 * @throws {Error} of node:fs where it cannot be read
 */
export function readDefinitionFile(path: string): DefinitionFile & { text: string } {
  const text = readFileSync(path, 'utf8');
  return { text, ...parseDefinitionText(text, /\.ya?ml$/i.test(path) ? 'yaml' : 'json') };
}

/** Reads a definition's text. JSON stays as it was written; YAML becomes JSON. */
export function parseDefinitionText(text: string, format: 'json' | 'yaml'): DefinitionFile {
  if (format === 'json') return jsonFile(text);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2' });
  const [error] = [...document.errors, ...document.warnings];
  const locate = (location: string | undefined) =>
    positionAt(lines, offsetOf(document.contents, location));
  if (error) {
    const message = error.message.split(' at line ')[0] ?? error.message;
    return { problem: { message, ...positionAt(lines, error.pos[0]) }, locate };
  }
  return { json: JSON.stringify(document.toJS({ maxAliasCount: 1000 }) ?? null), locate };
}

function jsonFile(text: string): DefinitionFile {
  const error = describeJsonError(text);
  const lines = new LineCounter();
  let contents: Node | null | undefined;
  const locate = (location: string | undefined) => {
    // JSON is YAML, so one reader of positions serves both; it is asked only where there is something to show.
    contents ??= parseDocument(text, { lineCounter: lines, uniqueKeys: false }).contents;
    return positionAt(lines, offsetOf(contents, location));
  };
  return error ? { problem: error, locate } : { json: text, locate };
}

function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Names of states may hold slashes, so each key is taken as far as one of the document's keys reaches. */
function offsetOf(contents: Node | null, location = ''): number {
  let node: unknown = contents;
  let offset = contents?.range?.[0] ?? 0;
  let rest = location === '/' ? '' : location;
  while (rest !== '') {
    const step = stepInto(node, rest);
    if (!step) return offset;
    ({ node, offset, rest } = step);
  }
  return offset;
}

interface Step {
  node: unknown;
  offset: number;
  rest: string;
}

function stepInto(node: unknown, rest: string): Step | undefined {
  if (node instanceof YAMLSeq) {
    const [whole, index] = /^\[(\d+)\]/.exec(rest) ?? [];
    const item: unknown = whole === undefined ? undefined : node.items[Number(index)];
    return whole === undefined || !isNode(item)
      ? undefined
      : { node: item, offset: item.range?.[0] ?? 0, rest: rest.slice(whole.length) };
  }
  if (!(node instanceof YAMLMap) || !rest.startsWith('/')) return undefined;
  const after = rest.slice(1);
  const found = node.items
    .map(({ key, value }) => ({ key: textOfKey(key), node: key, value }))
    .filter(({ key }) => isPrefix(key, after))
    .sort((a, b) => b.key.length - a.key.length)[0];
  if (!found || !isNode(found.node)) return undefined;
  return {
    node: found.value,
    offset: found.node.range?.[0] ?? 0,
    rest: after.slice(found.key.length),
  };
}

function isPrefix(key: string, text: string): boolean {
  return text.startsWith(key) && ['', '/', '['].includes(text.charAt(key.length));
}

function textOfKey(key: unknown): string {
  return String(key instanceof Scalar ? key.value : key);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}
