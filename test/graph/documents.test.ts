/** Graphs as SVG and as Mermaid. */

import { describe, expect, it } from 'vitest';
import { layoutOf } from '../../core/graph/layout.ts';
import { mermaidOf } from '../../core/graph/mermaid.ts';
import { svgOf } from '../../core/graph/svg.ts';
import { nested, poll } from './definitions.ts';

const hostile = {
  StartAt: '</text><script>alert(1)</script>',
  States: {
    '</text><script>alert(1)</script>': { Type: 'Pass', Next: '"quotes" & \u0000 \ud800' },
    '"quotes" & \u0000 \ud800': { Type: 'Fail', Error: "'<Oops>'" },
  },
};

describe('svgOf', () => {
  it('draws every state, with its status as a sign and in words', () => {
    const svg = svgOf(layoutOf(poll), { statuses: new Map([['Look', 'FAILED']]) });
    expect(svg).toContain('<title>Look, Task, failed</title>');
    expect(svg).toContain('✕');
    expect(svg.match(/class="state /g)).toHaveLength(4);
  });

  it('follows the theme of whoever looks, unless it is told one', () => {
    expect(svgOf(layoutOf(poll))).toContain('prefers-color-scheme:dark');
    expect(svgOf(layoutOf(poll), { theme: 'dark' })).not.toContain('prefers-color-scheme');
  });

  it('holds what users wrote as text only, and only characters that XML knows', () => {
    const svg = svgOf(layoutOf(hostile), { title: '<&>' });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script');
    expect(svg.isWellFormed()).toBe(true);
    expect(svg).not.toContain('\u0000');
    expect(svg).toContain('\ufffd');
  });
});

describe('mermaidOf', () => {
  it('writes a flowchart', () => {
    expect(mermaidOf(poll)).toBe(`flowchart TD
  n0["Look"]
  n1{"Ready#63;"}
  n2["Rest"]
  n3["Done"]
  n4(["Start"])
  n5(["End"])
  n4 --> n0
  n0 --> n1
  n1 -->|"#36;.ready = true"| n3
  n1 -.->|"otherwise"| n2
  n2 --> n0
  n3 --> n5
`);
  });

  it('encloses branches and processors', () => {
    const text = mermaidOf(nested);
    expect(text.match(/subgraph/g)).toHaveLength(4);
    expect(text.match(/^ +end$/gm)).toHaveLength(4);
  });

  it('lets no name be read as Mermaid', () => {
    expect(mermaidOf(hostile)).not.toMatch(/<|script>/);
  });
});
