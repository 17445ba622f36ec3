/** Bytes on their way to DynamoDB and back. */

import { expect, it } from 'vitest';
import { fromWire, toWire } from '../../../core/aws/client/binary.ts';

const bytes = Buffer.from('a thread');
const base64 = bytes.toString('base64');

it('sends bytes as base64, wherever they stand, and leaves the request as it was', () => {
  const request = { Item: { pk: { S: 'B' }, d: { B: bytes }, l: { L: [{ B: bytes }] } } };
  expect(toWire(request)).toEqual({
    Item: { pk: { S: 'B' }, d: { B: base64 }, l: { L: [{ B: base64 }] } },
  });
  expect(request.Item.d.B).toBe(bytes);
});

it('sends a part of a buffer as that part', () => {
  expect(toWire({ B: bytes.subarray(2, 8) })).toEqual({
    B: Buffer.from('thread').toString('base64'),
  });
});

it('gives bytes back, wherever they stand, and texts as they are', () => {
  expect(fromWire({ Items: [{ d: { B: base64 }, pk: { S: base64 } }] })).toEqual({
    Items: [{ d: { B: bytes }, pk: { S: base64 } }],
  });
});

it('takes an attribute that is called B for what it is', () => {
  expect(fromWire({ Item: { B: { B: base64 } } })).toEqual({ Item: { B: { B: bytes } } });
});
