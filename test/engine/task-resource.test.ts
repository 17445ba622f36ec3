import { describe, expect, it } from 'vitest';
import { activityNameOf, taskResourceOf } from '../../core/engine/task-resource.ts';

describe('the resource of a Task', () => {
  it.each([
    ['arn:aws:lambda:us-east-1:1:function:f', 'call', false],
    ['arn:aws:states:::lambda:invoke', 'call', false],
    ['arn:aws:states:::lambda:invoke.waitForTaskToken', 'token', false],
    ['arn:aws:states:::states:startExecution.sync', 'job', false],
    ['arn:aws:states:::states:startExecution.sync:2', 'job', true],
    ['arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken', 'token', false],
    ['arn:aws:states:us-east-1:1:activity:review', 'activity', false],
  ])('%s: %s', (resource, pattern, parsed) => {
    const { service, ...rest } = taskResourceOf(resource);
    expect(rest).toEqual({ pattern, parsed });
    expect(service).toBe(resource.replace(/\.(sync|waitForTaskToken).*$/, ''));
  });

  it('names the activity in an ARN', () => {
    expect(activityNameOf('arn:aws:states:us-east-1:1:activity:a.b')).toBe('a.b');
    expect(activityNameOf('arn:aws:states:us-east-1:1:stateMachine:a')).toBeUndefined();
  });
});
