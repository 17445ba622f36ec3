import { describe, expect, it } from 'vitest';
import { compileExpression, loadJsonata } from '../../../core/asl/jsonata/compile.ts';
import { expressionText, isExpression } from '../../../core/asl/jsonata/expression-text.ts';
import { failure, run } from './scope.ts';

describe('operators that AWS does not have', () => {
  it('are refused with the message of its parser', async () => {
    expect(await failure('a ?? b')).toBe(
      'S0211: The symbol "?" cannot be used as a unary operator',
    );
    expect(await failure('a ?: b')).toBe(
      'S0211: The symbol ":" cannot be used as a unary operator',
    );
  });

  it.each([
    'and /1 ?? a ?? a /1',
    '* /1 ?? a /1',
    '%/1 ?? a /1',
    '$x[0] /1 ?? a /1',
    '$f() /1 ?? a /1',
    '"a" /1 ?? a /1',
    '`a b` /1 ?? a /1',
    '/* ?? */ a ?? b',
    'a in b /1 ?? a /1',
  ])('are seen in %s', async (text) => {
    expect(await failure(text)).toMatch(/^S0211: /);
  });

  it.each<[string, unknown]>([
    ['"what??"', 'what??'],
    ["'it\\'s ?: ok'".replace("\\'", ''), 'its ?: ok'],
    ['$contains("ab", /(?:a)/)', true],
    ['$contains("ab", /a??b/)', true],
    ['/* a ?? b */ 1', 1],
    ['[1,2] in [1 /1] ? "x" : $contains("a/b", /\\/|(?:x)/)', true],
    ['{"a ?? b": 1}.`a ?? b`', 1],
  ])('may stand in texts, comments and patterns: %s', async (text, value) => {
    expect(await run(text)).toEqual(value);
  });
});

describe('a text that is no expression', () => {
  it.each([
    ['', 'S0207', 0],
    ['(', 'S0203', 1],
    ['"open', 'S0101', 5],
    ['1 +', 'S0207', 3],
    ['$x ]', 'S0201', 4],
    ['/open', 'S0302', 5],
    ['/[/', 'S0302', 3],
    ['/(?<a)b/', 'S0500', undefined],
    ['$states.', 'S0207', 8],
  ])('%s', async (text, code, position) => {
    await loadJsonata();
    expect(() => compileExpression(text)).toThrow(expect.objectContaining({ code, position }));
  });
});

describe('the marks of an expression', () => {
  it.each(['{%1%}', '{% 1 %}', '{%\n1\n%}', '{%%}'])('%s is one', (text) => {
    expect(isExpression(text)).toBe(true);
  });
  it.each(['{%}', ' {% 1 %}', '{% 1 %} ', '{% 1', '1 %}', 'x{% 1 %}', ''])('%s is none', (text) => {
    expect(isExpression(text)).toBe(false);
  });
  it('are taken off with the blanks inside', () => {
    expect(expressionText('{%\n $x %}')).toBe('$x');
  });
});
