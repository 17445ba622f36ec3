/** How a workflow is tested: its Tasks mocked, its waits taking no time. */

import { checkCoverage, coverageTable, TaskError, testMachine } from 'treadle/testing';
import { afterAll, expect, it } from 'vitest';

const saga = testMachine(new URL('definition.asl.json', import.meta.url));

const order = { orderId: 'o-1', country: 'DE', items: [{ sku: 'tea', quantity: 2 }] };
const mocks = {
  'Reserve stock': { Return: { id: 'r-1', total: 20 } },
  'Charge card': { Return: { Payload: { chargeId: 'c-1' } } },
  'Ship order': { Return: { trackingNumber: 't-1' } },
  'Refund card': { Return: {} },
  'Release stock': { Return: {} },
};

it('ships what is paid', async () => {
  const { status, output } = await saga.run(order, { mocks });
  expect(status).toBe('SUCCEEDED');
  expect(output).toEqual({ orderId: 'o-1', status: 'COMPLETED', trackingNumber: 't-1' });
});

it('waits for a payment service that is down, longer each time', async () => {
  const down = { Throw: { Error: 'PaymentUnavailable', Cause: 'down' } };
  const paid = { Return: { Payload: { chargeId: 'c-1' } } };
  const run = await saga.run(order, { mocks: { ...mocks, 'Charge card': [down, down, paid] } });
  expect(run.status).toBe('SUCCEEDED');
  expect(run.seconds).toBe(1 + 1.5);
});

it('declines what is out of stock', async () => {
  const reserve = ({ items }: { items: { sku: string }[] }) => {
    throw new TaskError('OutOfStock', `no ${items[0]?.sku}`);
  };
  const run = await saga.run(order, { mocks: { ...mocks, 'Reserve stock': reserve } });
  expect(run.output).toEqual({ orderId: 'o-1', status: 'DECLINED', reason: 'OutOfStock' });
  expect(run.visited).toEqual(['Reserve stock', 'Order declined']);
});

it('undoes what was done, in reverse, when nobody can ship', async () => {
  const lost = { Throw: { Error: 'NoCarrier' } };
  const run = await saga.run(order, { mocks: { ...mocks, 'Ship order': lost } });
  expect(run.visited.slice(-3)).toEqual(['Refund card', 'Release stock', 'Order declined']);
  expect(run.calls.map(({ state, input }) => [state, input])).toContainEqual([
    'Refund card',
    { chargeId: 'c-1' },
  ]);
});

it('releases the stock of an order that cannot be paid', async () => {
  const refused = { Throw: { Error: 'CardDeclined' } };
  const run = await saga.run(order, { mocks: { ...mocks, 'Charge card': refused } });
  expect(run.visited).toEqual(['Reserve stock', 'Charge card', 'Release stock', 'Order declined']);
});

afterAll(async () => {
  const coverage = await saga.coverage();
  console.log(coverageTable([coverage]));
  checkCoverage([coverage], { states: 100, branches: 100 });
});
