import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutTo, escapedBytes } from '../../core/engine/event-details.ts';

const texts = fc.string({ unit: 'binary', maxLength: 60 });
const escapes = fc.array(
  fc.constantFrom('"', '\\', '\n', '\u0001', 'é', '語', '😀', '\ud800', 'a'),
);

it.each([1, 2] as const)(
  'a text is cut to the longest beginning that fits, nested %i deep',
  (nesting) => {
    const property = fc.property(
      fc.oneof(
        texts,
        escapes.map((parts) => parts.join('')),
      ),
      fc.nat(200),
      (text, most) => {
        const cut = cutTo(most, nesting)(text);
        expect(text.startsWith(cut)).toBe(true);
        expect(escapedBytes(cut, nesting)).toBeLessThanOrEqual(most);
        if (cut === text) return;
        const [next = ''] = text.slice(cut.length);
        expect(escapedBytes(cut + next, nesting)).toBeGreaterThan(most);
      },
    );
    fc.assert(property, { numRuns: 1000 });
  },
);
