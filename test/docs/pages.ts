/** The project's pages: their texts, links and code blocks. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export interface Page {
  /** From the root of the repository. */
  path: string;
  text: string;
}

/** Everything that people read first, and all below docs/. */
export function pages(): Page[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
  const top = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
  return [...top, ...docs.filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`)]
    .sort()
    .map(page);
}

export function page(path: string): Page {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** The contents of a page's code blocks in a language, indented ones too. */
export function blocks({ text }: Page, language: string): string[] {
  const fence = new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\`$`, 'gm');
  return [...text.matchAll(fence)].map(([, indent = '', body = '']) =>
    body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

/** What a shell block writes by here-documents, by file name. */
export function hereDocuments(block: string): Map<string, string> {
  const documents = block.matchAll(/^cat > (\S+) <<'(\w+)'\n([\s\S]*?)^\2$/gm);
  return new Map([...documents].map(([, file = '', , body = '']) => [file, body]));
}

/** The commands of a shell block, a line each; here-documents and comments are left out. */
export function commands(block: string): string[] {
  return block
    .replaceAll(/^(cat > \S+) <<'(\w+)'\n[\s\S]*?^\2$/gm, '$1')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .flatMap((line) => line.replace(/ +#.*$/, '').split(' && '))
    .filter((line) => line !== '' && !line.startsWith('#'));
}

export function exists(path: string): boolean {
  return existsSync(join(root, path));
}
