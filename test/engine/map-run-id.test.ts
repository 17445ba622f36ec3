import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  childUuid,
  familyOf,
  indexOfChild,
  mapRunNameOf,
  parseMapRunName,
} from '../../core/engine/map-run-id.ts';

const uuids = fc.uuid({ version: 4 });
const indexes = fc.integer({ min: 0, max: 100_000_000 });

describe('the name of a child of a Map Run', () => {
  it('tells its index and its family, whichever those are', () => {
    fc.assert(
      fc.property(uuids, indexes, (run, index) => {
        const child = childUuid(run, index);
        expect(indexOfChild(child)).toBe(index);
        expect(parseMapRunName(`m/Part:${child}`)?.uuid).toBe(child);
        expect(familyOf(`m/Part:${child}`)).toBe(familyOf(`m/Part:${run}`));
      }),
    );
  });

  it('is another for each index', () => {
    const run = '3f2b8c1e-7a54-4f0d-9b1c-0123456789ab';
    const names = Array.from({ length: 1000 }, (_, index) => childUuid(run, index));
    expect(new Set(names).size).toBe(1000);
  });

  it.each(['m:run', 'm/Part:run', 'm/Part', '/Part:3f2b8c1e-7a54-4f0d-9b1c-0123456789ab'])(
    'is not %s',
    (name) => {
      expect(parseMapRunName(name)).toBeUndefined();
    },
  );

  it('stands at the end of an ARN', () => {
    const arn = 'arn:aws:states:us-east-1:123456789012:mapRun:m/Part:0-1';
    expect(mapRunNameOf(arn)).toBe('m/Part:0-1');
  });
});
