/** A definition as a Mermaid flowchart, which Markdown pages show. https://mermaid.js.org/syntax/flowchart.html */

import { machineScope, type Scope, type ScopeNode } from './scope.ts';

interface Writing {
  lines: string[];
  /** How many nodes and subgraphs have an id. */
  count: number;
}

/** The text of a flowchart. Names stand as text: whatever is in them, none is read as Mermaid. */
export function mermaidOf(definition: object): string {
  const writing: Writing = { lines: ['flowchart TD'], count: 0 };
  writeScope(machineScope(definition), writing, '  ');
  return `${writing.lines.join('\n')}\n`;
}

function writeScope(scope: Scope, writing: Writing, indent: string): void {
  const ids = scope.nodes.map((node) => writeNode(node, writing, indent));
  for (const { from, to, kind, label } of scope.links) {
    const line = kind === 'catch' || kind === 'default' ? '-.->' : '-->';
    const words = label === '' ? '' : `|"${quoted(label)}"|`;
    writing.lines.push(`${indent}${ids[from]} ${line}${words} ${ids[to]}`);
  }
}

function writeNode(node: ScopeNode, writing: Writing, indent: string): string {
  const { kind, name, type, scopes } = node;
  const id = `n${writing.count++}`;
  const text = `"${quoted(name)}"`;
  if (kind !== 'state') {
    writing.lines.push(`${indent}${id}([${text}])`);
  } else if (scopes.length > 0) {
    writing.lines.push(`${indent}subgraph ${id}[${text}]`);
    for (const [index, scope] of scopes.entries()) {
      if (scopes.length === 1) {
        writeScope(scope, writing, `${indent}  `);
        continue;
      }
      writing.lines.push(`${indent}  subgraph n${writing.count++}["${index + 1}"]`);
      writeScope(scope, writing, `${indent}    `);
      writing.lines.push(`${indent}  end`);
    }
    writing.lines.push(`${indent}end`);
  } else {
    const [open, close] = type === 'Choice' ? ['{', '}'] : ['[', ']'];
    writing.lines.push(`${indent}${id}${open}${text}${close}`);
  }
  return id;
}

/** Everything but letters, digits, spaces and plain signs goes by its character code. */
function quoted(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:()+=/_-]/gu, (character) => `#${character.codePointAt(0)};`);
}
