import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../core/local/code-frame.ts';
import {
  isDefinitionName,
  machineNameOf,
  parseDefinitionText,
} from '../../core/local/definition-file.ts';

const yaml = `StartAt: A
States:
  A/B:
    Type: Choice
    Choices:
      - Variable: $.x
        StringEquals: y
        Next: Nope
  A: {Type: Pass, End: true}
`;

describe('a definition in YAML', () => {
  it('becomes JSON', () => {
    const { json } = parseDefinitionText('A: 1\nB: [yes, 2026-01-01]', 'yaml');
    expect(json).toBe('{"A":1,"B":["yes","2026-01-01"]}');
  });

  it('finds places, also below names that hold slashes', () => {
    const { locate } = parseDefinitionText(yaml, 'yaml');
    expect(locate('/States/A/B/Choices[0]/Next')).toEqual({ line: 8, column: 9 });
    expect(locate('/States/A/Type')).toEqual({ line: 9, column: 7 });
  });

  it('finds what is nearest above a field that is missing', () => {
    const { locate } = parseDefinitionText(yaml, 'yaml');
    expect(locate('/States/A/Next')).toEqual({ line: 9, column: 3 });
    expect(locate(undefined)).toEqual({ line: 1, column: 1 });
  });

  it('says where it is none', () => {
    const { json, problem } = parseDefinitionText('A: 1\nA: 2', 'yaml');
    expect(json).toBeUndefined();
    expect(problem).toMatchObject({ message: 'Map keys must be unique', line: 2, column: 1 });
  });

  it('refuses tags, which only a template tool understands', () => {
    const { problem } = parseDefinitionText('A: !Sub x', 'yaml');
    expect(problem).toMatchObject({ message: 'Unresolved tag: !Sub', line: 1, column: 4 });
  });
});

describe('a definition in JSON', () => {
  it('stays as it was written', () => {
    const text = '{"A": 1.0}';
    expect(parseDefinitionText(text, 'json').json).toBe(text);
  });

  it('finds places', () => {
    const { locate } = parseDefinitionText('{\n\t"States": {\n\t\t"B": {}}}', 'json');
    expect(locate('/States/B')).toEqual({ line: 3, column: 3 });
  });

  it('says where it is none', () => {
    expect(parseDefinitionText('{"A": }', 'json').problem).toMatchObject({ line: 1 });
  });
});

describe('a frame', () => {
  it('shows the lines around a place', () => {
    expect(codeFrame(yaml, { line: 8, column: 9 })).toBe(
      [
        '  6 |       - Variable: $.x',
        '  7 |         StringEquals: y',
        '> 8 |         Next: Nope',
        '    |         ^',
        '  9 |   A: {Type: Pass, End: true}',
      ].join('\n'),
    );
  });

  it('cuts long lines around it', () => {
    const frame = codeFrame(`${'x'.repeat(500)}!${'y'.repeat(500)}`, { line: 1, column: 501 });
    const [line = '', caret = ''] = frame.split('\n');
    expect(line.length).toBeLessThan(140);
    expect(line[caret.indexOf('^')]).toBe('!');
  });
});

it('names machines by their files, or by the folder of a file that says no more than what it is', () => {
  expect(machineNameOf('a/orders.asl.yaml')).toBe('orders');
  expect(machineNameOf('examples/order-saga/definition.asl.json')).toBe('order-saga');
  expect(machineNameOf('my machine.json')).toBe('my-machine');
  expect(isDefinitionName('x.asl.yml')).toBe(true);
  expect(isDefinitionName('package.json')).toBe(false);
});
