import { describe, expect, it } from 'vitest';
import type { StepMessage } from '../../core/engine/step-record.ts';
import { createMemoryStore } from '../../core/local/memory-store.ts';
import type { Ports } from '../../core/ports.ts';
import { resume } from '../../core/runtime/resume.ts';
import { createRuntime } from '../../core/runtime/runtime.ts';
import { ApiWorld } from '../api/api-world.ts';

const attempt = { execution: 'm:run', step: 4 };

async function messagesFor(job: string, source: string, detail: object): Promise<StepMessage[]> {
  const { runtime } = new ApiWorld().context;
  const store = createMemoryStore();
  const sent: StepMessage[] = [];
  const ports: Ports = {
    ...runtime.ports,
    store,
    invoker: {
      ...runtime.ports.invoker,
      invoke: async (message) => {
        sent.push(message);
      },
    },
  };
  await store.linkJob(job, attempt, 0);
  await resume(createRuntime(ports, runtime.settings), { source, detail: { ...detail } });
  return sent;
}

describe('an event of a job', () => {
  it.each([
    ['aws.athena', 'q-1', { queryExecutionId: 'q-1' }],
    ['aws.batch', 'j-1', { jobId: 'j-1', status: 'SUCCEEDED' }],
    ['aws.codebuild', 'p:1', { 'build-id': 'arn:aws:codebuild:us-east-1:1:build/p:1' }],
    ['aws.ecs', 'arn:aws:ecs:t', { taskArn: 'arn:aws:ecs:t' }],
    ['aws.glue', 'jr_1', { jobRunId: 'jr_1' }],
  ])('of %s lets the Task that waits for it look', async (source, job, detail) => {
    expect(await messagesFor(job, source, detail)).toEqual([
      { execution: 'm:run', event: { type: 'JobDue', attempt: 4 } },
    ]);
  });

  it.each([
    ['aws.batch', { jobId: 'of somebody else' }],
    ['aws.batch', {}],
    ['aws.unknown', { jobId: 'j' }],
  ])('of %s does nothing where nobody waits', async (source, detail) => {
    expect(await messagesFor('j', source, detail)).toEqual([]);
  });
});
