/** Expressions that would stop or stall a process in which JSONata runs unguarded, each with the code that ends it. */

const dag = '$f := function($x,$n){ $n=0 ? $x : $f([[$x],[$x]],$n-1)}';
const many = (text: string, count: number, separator = '') =>
  Array(count).fill(text).join(separator);

/** By what they do: the expression, and the codes that may end it; `undefined` where it ends well. */
export const attacks: Record<string, [expression: string, ...codes: (string | undefined)[]]> = {
  'pads a text to 200 million characters': ['$pad("x", 2e8)', 'D1014'],
  'pads by a mapped native function': [
    '$map($split($pad("",9999,"a"),""), $pad(?, 9000000))',
    'D1014',
  ],
  'doubles a text sixty times': ['$reduce([1..60], function($s,$i){$s & $s}, "x")', 'D1014'],
  'backtracks in a regular expression': [
    '$contains($pad("",5000,"a") & "!", /^(a+)+$/)',
    undefined,
  ],
  'backtracks in $match': ['$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)', undefined],
  'scans a text again at every match': ['$match($pad("",100000,"a"), /a.*b|a/)', 'D1012'],
  'shares a value with itself sixty levels deep': [`(${dag}; $string($f(1,60)))`, 'D1014'],
  'compares two such values': [`(${dag}; $f(1,60) = $f(1,60))`, 'D1014'],
  'looks up a name in such a value': [`(${dag}; $f(1,60).foo)`, 'D1014'],
  'recurses in the tail for ever': ['($f := function(){$f()}; $f())', 'D1012', 'D1014'],
  'recurses for ever': ['($f := function(){1+$f()}; $f())', 'D1011'],
  'recurses for ever, twice at a time': ['($f := function(){[$f(),$f()]}; $f())', 'D1011'],
  'nests an array 100,000 levels deep': [
    '($f := function($x,$n){ $n=0 ? $x : $f([[$x]],$n-1)}; $f(1,100000))',
    'D1014',
  ],
  'allocates a range of ten million': ['[1..10000000]', 'D2015'],
  'multiplies two ranges': ['[1..200000].[1..200000]', 'D1014', 'D1012'],
  'sorts in a tuple stream': ['$states.input.big@$x^(>$x)', 'D1014', 'D1012'],
  'sorts by a slow comparator': [
    '$sort($states.input.big, function($a,$b){$a<$b})',
    'D1012',
    'D1014',
  ],
  'compares each item with each other': ['$distinct($states.input.big)', undefined],
  'groups a tuple stream': ['$states.input.big@$x{"k": $x}', 'D1014', 'D1012'],
  'groups all under one key': ['$states.input.big{"k": $}', 'D1014', 'D1012'],
  'joins two tuple streams': [
    '$states.input.big@$a.$states.input.big@$b.{"a":$a}',
    'D1012',
    'D1014',
    'D2015',
  ],
  'appends 100,000 arrays by a wildcard': ['$count($states.input.keys.*)', undefined],
  'spreads an object of 100,000 keys': ['$count($spread($states.input.keys))', undefined, 'D1012'],
  'searches a text for half of itself': [
    '$contains($pad("",5000000,"a"), $pad("",2000000,"a") & "b")',
    'D1014',
  ],
  'splits a text into five million': ['$split($pad("",5000000,"a"),"")', 'D2015'],
  'replaces each character by a long text': [
    '$replace($pad("",200000,"a"),"a",$pad("",200000,"b"))',
    'D1014',
  ],
  'replaces each match by a long text': [
    '$replace($pad("",200000,"a"),/a/,$pad("",200000,"b"))',
    'D1014',
  ],
  'joins by a long text': ['$join($split($pad("",200000,"a"),""),$pad("",200000,"a"))', 'D1014'],
  'calls a slow native function without an expression between': [
    '$map([1..100000], $substring($pad("",1000000,"a"), ?))',
    'D1014',
    'D1012',
  ],
  'keeps 200,000 texts': ['$map([1..200000], function($i){$pad("x",1000)})', 'D1014', 'D1012'],
  'keeps 200,000 arrays': ['$map([1..200000], function($i){[1..1000]})', 'D1014', 'D1012'],
  'parses a date by an ambiguous picture': [
    '$toMillis($pad("",60,"1") & "x", "[Y]1[M]1[D]1[H]1[m]1[s]1[f]")',
    'D1014',
  ],
  'formats a year in a billion digits': ['$fromMillis(1,"[Y,1000000000]")', 'D1014'],
  'formats a number by a long picture': ['$formatNumber(1, $pad("",1000000,"0"))', 'D1014'],
  'writes a number in a quadrillion Roman digits': ['$formatInteger(1e15,"I")', 'D1011'],
  'indents 100,000 lines by 300 levels': [
    '($f := function($x,$n){ $n=0 ? $x : $f([$x],$n-1)}; $string($f([1..100000],300), true))',
    'D1014',
    'D1012',
  ],
  'makes an object that contains itself': ['({"a":1} ~> |$|{"self":$,"b":$}|)', 'D1014'],
  'returns an object that is awaited for ever': [
    '($g := function($f){ {"then": $f} }; $g(function($a,$b){1}))',
    undefined,
  ],
  'returns a regular expression that is awaited': ['{"then": /a/}', undefined],
  'returns a match that is awaited': [
    '$map([1], function($v){{"then": $match("a", /a/)}})',
    undefined,
  ],
  'updates an object to one that is awaited': [
    '($g := function($f){ {} ~> |$|{"then": $f}| }; $g(function($a,$b){1}))',
    undefined,
  ],
  'doubles the syntax tree by each ??': [many('a', 60, '??'), 'S0211'],
  'opens 15,000 brackets': [many('(', 15_000) + many(')', 15_000), 'S0500'],
  'chains 15,000 additions': [many('1', 15_000, '+'), 'S0500', 'D1011'],
  'chains 15,000 conditions': [`${many('1?', 15_000)}1`, 'S0500', 'D1011'],
  'chains 30,000 minus signs': [`${many('-', 30_000)}1`, 'S0500'],
  'builds an array of 15,000 literals': [`$count([${many('1', 15_000, ',')}])`, 'D1011', undefined],
  'is longer than any expression': [many(' ', 40_000), 'S0500'],
};

/** The input that the attacks read. */
export function attackInput() {
  return {
    big: Array.from({ length: 100_000 }, (_, i) => i),
    keys: Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, [1]])),
  };
}
