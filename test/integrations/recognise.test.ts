import { describe, expect, it } from 'vitest';
import { resourceProblem } from '../../core/integrations/recognise.ts';
import { ApiWorld } from '../api/api-world.ts';

const arn = (name: string) => `arn:aws:states:::${name}`;

describe('a task resource', () => {
  it.each([
    'lambda:invoke',
    'lambda:invoke.waitForTaskToken',
    'ecs:runTask.sync',
    'states:startExecution.sync:2',
    'http:invoke',
    'aws-sdk:s3:getObject',
    'aws-sdk:sfn:startExecution.waitForTaskToken',
    'aws-sdk:lookoutvision:detectAnomalies',
  ])('is known: %s', (name) => {
    expect(resourceProblem(arn(name))).toBeUndefined();
  });

  it.each([
    'lambda:invoke.sync',
    'lambda:invoked',
    'lambda',
    'dynamodb:putItem.waitForTaskToken',
    'dynamodb:query',
    'sqs:sendMessage.sync',
    'ecs:runTask.sync:2',
    'sagemaker:createEndpoint.sync',
    'http:invoke.waitForTaskToken',
    'aws-sdk:s3:getObject.sync',
    'aws-sdk:s4:getObject',
    'aws-sdk:s3',
    'eks:call.sync',
  ])('is not one of AWS: %s', (name) => {
    expect(resourceProblem(arn(name))).toMatch(/is not recognized/);
  });

  it('that is no service integration may be anything', () => {
    for (const resource of [
      'arn:aws:lambda:us-east-1:123456789012:function:f',
      'arn:aws:states:us-east-1:123456789012:activity:a',
      'docker://image',
    ]) {
      expect(resourceProblem(resource)).toBeUndefined();
    }
  });

  it.each([
    ['eks:call', 'from a Lambda function'],
    ['eks:runJob.sync', 'from a Lambda function'],
    ['elasticmapreduce:modifyInstanceFleetByName', 'aws-sdk:emr:modifyInstanceFleet'],
    ['elasticmapreduce:modifyInstanceGroupByName', 'aws-sdk:emr:modifyInstanceGroups'],
  ])('that only AWS serves is refused, with what to call instead: %s', (name, instead) => {
    expect(resourceProblem(arn(name))).toContain(
      `The resource provided ${arn(name)} is not served by Treadle.`,
    );
    expect(resourceProblem(arn(name))).toContain(instead);
  });

  it('that is unknown keeps a machine from being made', async () => {
    const Resource = arn('dynamodb:putItem.sync');
    const definition = { StartAt: 'A', States: { A: { Type: 'Task', Resource, End: true } } };
    await expect(new ApiWorld().createMachine('m', definition)).rejects.toThrow(
      `SCHEMA_VALIDATION_FAILED: The resource provided ${Resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/A/Resource`,
    );
  });
});
