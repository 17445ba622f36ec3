import { beforeAll, describe, expect, it } from 'vitest';
import { loadJsonata } from '../../../core/asl/jsonata/compile.ts';
import { readExpression } from '../../../core/asl/jsonata/read.ts';

beforeAll(loadJsonata);

describe('variables', () => {
  it.each([
    ['$x', ['x']],
    ['$x.y + $z[0] & $sum($w)', ['x', 'z', 'w']],
    ['($a := $b; $a + $c)', ['b', 'c']],
    ['($f := function($n){ $n = 0 ? 1 : $n * $f($n - $k) }; $f(3))', ['k']],
    ['$map($list, function($v, $i){ $v + $i + $outer })', ['list', 'outer']],
    ['$states.input.rows@$r.{"k": $r.k, "o": $o}', ['o']],
    ['$states.input.rows#$i[$i > $n]', ['n']],
    ['{"a": $x, $y: 1}', ['x', 'y']],
    ['$x ~> |$|{"b": $y}, [$z]|', ['x', 'y', 'z']],
    ['$states.input^(>$x)', ['x']],
    ['($a := 1; $a) + $a', ['a']],
    ['$states.input.x', []],
    ['$map([1], $string)', []],
  ])('%s', (text, names) => {
    expect([...readExpression(text).variables].sort()).toEqual([...names].sort());
  });
});

describe('fields of $states', () => {
  it.each<[string, string[], boolean]>([
    ['$states.input.a', ['input'], false],
    ['$states.result = $states.errorOutput.Error', ['result', 'errorOutput'], false],
    ['$states', [], true],
    ['$lookup($states, "result")', [], true],
    ['$states.*', [], true],
    ['$states.(result)', [], true],
    ['$map($states.input, function($v){ $v + $states.result })', ['input', 'result'], false],
  ])('%s', (text, fields, whole) => {
    const references = readExpression(text);
    expect([...references.statesFields].sort()).toEqual([...fields].sort());
    expect(references.wholeStates).toBe(whole);
  });
});

describe('the missing top-level context', () => {
  it.each([
    ['$', ['$']],
    ['$$', ['$$']],
    ['$$.a', ['$$']],
    ['a.b', ['a']],
    ['$sum(a)', ['a']],
    ['$states.input.a', []],
    ['$states.input.a[b = 1]', []],
    ['$states.input.{"x": y}', []],
    ['$states.input[$ > 1]', []],
    ['$states.input ~> |a|{"b": c}|', []],
    ['$map($x, function($v){ $v.a })', []],
    ['$states.input.a.*', []],
  ])('%s', (text, names) => {
    const { topLevelContext } = readExpression(text);
    expect(topLevelContext).toEqual(names);
  });
});
