/** The packaged stack: accepted by AWS's own resource types, and the lines on which correctness rests. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders

import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkTemplate } from '../../scripts/template/check.ts';
import { loadTemplateSpec } from '../../scripts/template/spec.ts';
import { type Packaged, packageStack } from './packaging.ts';
import { TemplateView, valueAt } from './template-view.ts';

const FUNCTIONS = ['Api', 'Console', 'Step', 'Express', 'Trigger', 'Resume', 'Redeliver', 'Sweep'];

let packaged: Packaged;
let view: TemplateView;
beforeAll(async () => {
  packaged = await packageStack();
  view = new TemplateView(packaged.template);
});

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

const STEP_ARN = {
  'Fn::Sub':
    'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:treadle-dev-step',
};

describe('the template', () => {
  it('has no mistakes that AWS publishes the means to find', () => {
    const spec = loadTemplateSpec();
    expect(checkTemplate(packaged.template, spec)).toEqual([]);
    expect(checkTemplate(packaged.bucketTemplate, spec)).toEqual([]);
  });

  it('packages the bundles and nothing else', () => {
    expect(packaged.archive).toEqual([
      'dist/api.mjs',
      'dist/chunks/shared.mjs',
      'dist/console.mjs',
      'dist/console/assets/index.js',
      'dist/console/index.html',
      'dist/express.mjs',
      'dist/redeliver.mjs',
      'dist/resume.mjs',
      'dist/step.mjs',
      'dist/sweep.mjs',
      'dist/trigger.mjs',
    ]);
  });

  it('tells the deployer the endpoint, the table and the functions', () => {
    expect(Object.keys(view.section('Outputs'))).toEqual(
      expect.arrayContaining([
        'ApiUrl',
        'ExpressUrl',
        'TableName',
        ...FUNCTIONS.map((name) => `${name}FunctionArn`),
      ]),
    );
  });
});

describe('the functions', () => {
  it('run on Node 24 on arm64', () => {
    for (const definition of view.allOf('AWS::Lambda::Function')) {
      expect(definition).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    }
    expect(view.allOf('AWS::Lambda::Function')).toHaveLength(FUNCTIONS.length);
  });

  it('have the handlers that the repository has', () => {
    for (const { Handler } of view.allOf('AWS::Lambda::Function')) {
      const [, name] = /^dist\/(\w+)\.handler$/.exec(String(Handler)) ?? [];
      const source = new URL(`../../functions/${name}.ts`, import.meta.url);
      expect(existsSync(source), String(Handler)).toBe(true);
    }
  });

  it('log JSON, without a line of the platform for every invocation', () => {
    for (const { LoggingConfig } of view.allOf('AWS::Lambda::Function')) {
      expect(LoggingConfig).toMatchObject({ LogFormat: 'JSON', SystemLogLevel: 'WARN' });
    }
  });

  it('keep their logs for a limited time', () => {
    expect(view.allOf('AWS::Logs::LogGroup')).toHaveLength(FUNCTIONS.length);
    for (const group of view.allOf('AWS::Logs::LogGroup')) expect(group.RetentionInDays).toBe(30);
  });

  it('answer before the HTTP API gives up', () => {
    for (const name of ['Api', 'Trigger']) {
      expect(view.properties(`${name}LambdaFunction`).Timeout).toBeLessThan(30);
    }
  });

  it('know the table, the queues, the schedule group and themselves', () => {
    for (const definition of view.allOf('AWS::Lambda::Function')) {
      expect(valueAt(definition, 'Environment.Variables')).toMatchObject({
        TREADLE_ACCOUNT_ID: { Ref: 'AWS::AccountId' },
        TREADLE_TABLE: { Ref: 'Table' },
        TREADLE_STEP_FUNCTION: 'treadle-dev-step',
        TREADLE_STEP_FUNCTION_ARN: STEP_ARN,
        TREADLE_EXPRESS_FUNCTION: 'treadle-dev-express',
        TREADLE_TIMER_QUEUE_URL: { Ref: 'TimerQueue' },
        TREADLE_FAILURE_QUEUE_ARN: { 'Fn::GetAtt': ['FailureQueue', 'Arn'] },
        TREADLE_SCHEDULE_GROUP: { Ref: 'ScheduleGroup' },
        TREADLE_SCHEDULE_ROLE_ARN: arnOf('ScheduleRole'),
        TREADLE_TOKEN_SECRET: {
          'Fn::Sub': '{{resolve:secretsmanager:${TokenSecret}:SecretString}}',
        },
        TREADLE_RETRY_DELAY_SECONDS: '60',
        TREADLE_RETENTION_DAYS: '90',
        TREADLE_PAYLOAD_LIMIT: '',
        TREADLE_ASSUME_ROLES: 'tasks',
      });
    }
  });
});

describe('GetActivityTask', () => {
  it.each(['Api', 'Express'])('ends its wait before the function %s times out', (name) => {
    const definition = view.properties(`${name}LambdaFunction`);
    const wait = valueAt(definition, 'Environment.Variables.TREADLE_ACTIVITY_WAIT_SECONDS');
    expect(Number(wait)).toBeGreaterThan(0);
    expect(Number(wait)).toBeLessThan(Number(definition.Timeout) - 5);
  });
});

describe('the events that AWS sends of jobs', () => {
  it('reach the function that resumes their tasks, and wait in the queue of lost events where it fails', () => {
    const rules = view.allOf('AWS::Events::Rule');
    const rule = rules.find(({ Name }) => Name === 'treadle-dev-job-state-change');
    expect(valueAt(rule ?? {}, 'EventPattern.source')).toContain('aws.ecs');
    expect(JSON.stringify(rule?.Targets)).toContain('ResumeLambdaFunction');
    expect(JSON.stringify(rule?.Targets)).toContain('LostEventsQueue');
  });
});

describe('the step function', () => {
  it('may call itself without end', () => {
    expect(view.properties('StepLambdaFunction')).toMatchObject({
      FunctionName: 'treadle-dev-step',
      RecursiveLoop: 'Allow',
      Timeout: 900,
      MemorySize: 256,
    });
  });

  it('may meet itself again through the failure queue', () => {
    expect(view.properties('RedeliverLambdaFunction').RecursiveLoop).toBe('Allow');
  });

  it('is retried twice, then leaves its message in the failure queue', () => {
    expect(view.properties('StepLambdaEvConf')).toMatchObject({
      FunctionName: { Ref: 'StepLambdaFunction' },
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: arnOf('FailureQueue') } },
    });
    expect(view.grantsOf('StepRole').get('sqs:SendMessage')).toContainEqual(arnOf('FailureQueue'));
  });

  it('takes timers one by one, and returns those that fail', () => {
    expect(view.allOf('AWS::Lambda::EventSourceMapping')).toContainEqual(
      expect.objectContaining({
        EventSourceArn: arnOf('TimerQueue'),
        FunctionName: arnOf('StepLambdaFunction'),
        BatchSize: 1,
        Enabled: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      }),
    );
  });
});

describe('the express function', () => {
  it('has time for five minutes, and is run again where it failed in mid-air', () => {
    expect(view.properties('ExpressLambdaFunction')).toMatchObject({
      FunctionName: 'treadle-dev-express',
      Timeout: 330,
    });
    expect(view.properties('ExpressLambdaEvConf')).toMatchObject({
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: arnOf('LostEventsQueue') } },
    });
  });

  it('has a URL for callers with IAM', () => {
    expect(view.properties('ExpressLambdaFunctionUrl')).toMatchObject({
      AuthType: 'AWS_IAM',
      TargetFunctionArn: arnOf('ExpressLambdaFunction'),
    });
    expect(view.allOf('AWS::Lambda::Url')).toHaveLength(1);
    for (const { Principal } of view.allOf('AWS::Lambda::Permission')) {
      expect(Principal).not.toBe('*');
    }
  });
});

describe('the queues', () => {
  it('hide a message for six times as long as its function may run', () => {
    const mappings = view.allOf('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(2);
    for (const { EventSourceArn, FunctionName } of mappings) {
      const queue = view.properties(String(valueAt(EventSourceArn, 'Fn::GetAtt.0')));
      const reader = view.properties(String(valueAt(FunctionName, 'Fn::GetAtt.0')));
      expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * Number(reader.Timeout));
    }
  });

  it('hand on what is received in vain, and lose nothing for two weeks', () => {
    expect(valueAt(view.properties('TimerQueue'), 'RedrivePolicy.deadLetterTargetArn')).toEqual(
      arnOf('FailureQueue'),
    );
    expect(valueAt(view.properties('FailureQueue'), 'RedrivePolicy.deadLetterTargetArn')).toEqual(
      arnOf('DeadLetterQueue'),
    );
    for (const queue of view.allOf('AWS::SQS::Queue')) {
      expect(queue).toMatchObject({
        MessageRetentionPeriod: 1_209_600,
        SqsManagedSseEnabled: true,
      });
    }
  });

  it('feed the redeliver function, which returns the messages that fail', () => {
    expect(view.allOf('AWS::Lambda::EventSourceMapping')).toContainEqual(
      expect.objectContaining({
        EventSourceArn: arnOf('FailureQueue'),
        FunctionName: arnOf('RedeliverLambdaFunction'),
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      }),
    );
  });
});

describe('the table', () => {
  it('outlives the stack', () => {
    expect(view.at('Resources.Table')).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('has the keys, the index and the expiry that the store relies on', () => {
    expect(view.properties('Table')).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk', 'l', 's'].map((name) => ({
        AttributeName: name,
        AttributeType: 'S',
      })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'list',
          KeySchema: [
            { AttributeName: 'l', KeyType: 'HASH' },
            { AttributeName: 's', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    });
  });

  it('is encrypted and can be restored to any second of the last weeks', () => {
    expect(view.properties('Table')).toMatchObject({
      SSESpecification: { SSEEnabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    });
  });
});

describe('the ways in', () => {
  it('are closed to callers without IAM', () => {
    const routes = view.allOf('AWS::ApiGatewayV2::Route');
    expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual([
      'GET /console',
      'GET /console/{page+}',
      'POST /',
      'POST /executions/{id}/fork',
      'POST /executions/{id}/redrive',
      'POST /stateMachines/{name}/executions',
    ]);
    // The files of the console are everybody's; what it shows comes by the others.
    for (const route of routes) {
      const open = String(route.RouteKey).startsWith('GET /console');
      expect(route.AuthorizationType).toBe(open ? undefined : 'AWS_IAM');
    }
  });

  it('start a machine for an event, naming the machine, the event and its detail', () => {
    expect(view.allOf('AWS::Events::Rule')).toContainEqual(
      expect.objectContaining({
        EventPattern: { source: ['treadle.example'], 'detail-type': ['OrderPlaced'] },
        Targets: [
          expect.objectContaining({
            Arn: arnOf('TriggerLambdaFunction'),
            DeadLetterConfig: { Arn: arnOf('LostEventsQueue') },
            InputTransformer: {
              InputPathsMap: { id: '$.id', input: '$.detail' },
              InputTemplate: '{"stateMachine": "order-saga", "id": <id>, "input": <input>}',
            },
          }),
        ],
      }),
    );
  });

  it('keep the events that started nothing', () => {
    expect(view.properties('TriggerLambdaEvConf')).toMatchObject({
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: arnOf('LostEventsQueue') } },
    });
    expect(view.grantsOf('TriggerRole').get('sqs:SendMessage')).toContainEqual(
      arnOf('LostEventsQueue'),
    );
  });

  it('sweep every hour', () => {
    expect(view.allOf('AWS::Events::Rule')).toContainEqual(
      expect.objectContaining({
        ScheduleExpression: 'rate(1 hour)',
        State: 'ENABLED',
        Targets: [expect.objectContaining({ Arn: arnOf('SweepLambdaFunction') })],
      }),
    );
  });
});
