/** The roles of the packaged stack: what each may do, and nothing beyond. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders

import { beforeAll, describe, expect, it } from 'vitest';
import { packageStack } from './packaging.ts';
import { TemplateView, valueAt } from './template-view.ts';

let view: TemplateView;
beforeAll(async () => {
  view = new TemplateView((await packageStack()).template);
});

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

const STEP_ARN = {
  'Fn::Sub':
    'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:treadle-dev-step',
};

const EXPRESS_ARN = {
  'Fn::Sub':
    'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:treadle-dev-express',
};

/** Where the histories of executions are logged to. */
const HISTORY_LOGS = {
  'Fn::Sub':
    'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/vendedlogs/states/*',
};

const LOG = 'logs:CreateLogStream logs:PutLogEvents';
const READ = 'dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query';
const WRITE = 'dynamodb:BatchWriteItem dynamodb:PutItem dynamodb:UpdateItem';
const RECEIVE = 'sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage';
const ARM_TIMERS = 'iam:PassRole scheduler:CreateSchedule scheduler:DeleteSchedule sqs:SendMessage';
const INVOKE = 'lambda:InvokeFunction';

const ANNOUNCE = 'events:PutEvents';
const TASKS = 'sts:AssumeRole events:DescribeConnection secretsmanager:GetSecretValue';

const ACTIONS: Record<string, string> = {
  Api: `${LOG} ${READ} ${WRITE} dynamodb:DeleteItem ${INVOKE} ${ARM_TIMERS} ${TASKS} ${ANNOUNCE}`,
  Express: `${LOG} ${READ} ${WRITE} dynamodb:DeleteItem ${INVOKE} ${ARM_TIMERS} ${TASKS} ${ANNOUNCE}`,
  Step: `${LOG} ${READ} ${WRITE} ${INVOKE} ${ARM_TIMERS} ${RECEIVE} ${TASKS} ${ANNOUNCE}`,
  Trigger: `${LOG} ${READ} ${WRITE} ${INVOKE} ${ARM_TIMERS} ${ANNOUNCE}`,
  Resume: `${LOG} ${READ} ${INVOKE} sqs:SendMessage`,
  Redeliver: `${LOG} ${ARM_TIMERS} ${RECEIVE}`,
  Console: LOG,
  Sweep: `${LOG} ${READ} ${WRITE} dynamodb:DeleteItem ${INVOKE} ${ARM_TIMERS} ${TASKS} ${ANNOUNCE}`,
};

const FUNCTIONS = Object.keys(ACTIONS);

describe('the roles', () => {
  const roles = [...FUNCTIONS.map((name) => `${name}Role`), 'ScheduleRole'];

  it('are one per function', () => {
    for (const name of FUNCTIONS) {
      expect(view.properties(`${name}LambdaFunction`).Role).toEqual(arnOf(`${name}Role`));
    }
    expect(view.allOf('AWS::IAM::Role')).toHaveLength(roles.length);
  });

  it('allow what the function does and nothing else', () => {
    for (const [name, actions] of Object.entries(ACTIONS)) {
      const granted = [...view.grantsOf(`${name}Role`).keys()];
      expect(granted.sort(), name).toEqual(actions.split(' ').sort());
    }
  });

  it('allow named actions on named resources', () => {
    for (const role of roles) {
      for (const [action, resources] of view.grantsOf(role)) {
        expect(action, role).not.toContain('*');
        expect(resources, `${role} ${action}`).not.toContain('*');
      }
    }
  });

  it('write logs of their own function, and of executions where they make steps', () => {
    for (const name of FUNCTIONS) {
      const logsHistory = ['Api', 'Step', 'Express', 'Trigger', 'Sweep'].includes(name);
      expect(view.grantsOf(`${name}Role`).get('logs:PutLogEvents'), name).toEqual([
        arnOf(`${name}LogGroup`),
        ...(logsHistory ? [HISTORY_LOGS] : []),
      ]);
    }
  });

  it('call Lambda functions other than those of the stack only as tasks', () => {
    const own = JSON.stringify([STEP_ARN, EXPRESS_ARN]);
    const callers = ['ApiRole', 'StepRole', 'ExpressRole', 'SweepRole'];
    for (const role of roles.filter((role) => !callers.includes(role))) {
      for (const resource of view.grantsOf(role).get('lambda:InvokeFunction') ?? []) {
        expect(own, role).toContain(JSON.stringify(resource));
      }
    }
    for (const role of callers) {
      expect(view.grantsOf(role).get('lambda:InvokeFunction'), role).toEqual(
        expect.arrayContaining([STEP_ARN, EXPRESS_ARN]),
      );
    }
  });

  it('tell EventBridge of executions under the source of the stack only', () => {
    for (const role of roles) {
      for (const statement of view.statementsOf(role)) {
        if (valueAt(statement, 'Action') !== 'events:PutEvents') continue;
        expect(statement, role).toMatchObject({
          Resource: { 'Fn::Sub': expect.stringMatching(/:event-bus\/default$/) },
          Condition: { StringEquals: { 'events:source': '' } },
        });
      }
    }
  });

  it('assume roles of tasks only', () => {
    const taskRoles = {
      'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/treadle-dev-task-*',
    };
    for (const role of ['ApiRole', 'StepRole', 'ExpressRole', 'SweepRole']) {
      expect(view.grantsOf(role).get('sts:AssumeRole'), role).toEqual([taskRoles]);
    }
  });

  it('pass the schedule role to the Scheduler only', () => {
    const passing = roles.flatMap((role) =>
      view
        .statementsOf(role)
        .filter((statement) => valueAt(statement, 'Action') === 'iam:PassRole'),
    );
    expect(passing.length).toBeGreaterThan(0);
    for (const statement of passing) {
      expect(statement).toMatchObject({
        Resource: arnOf('ScheduleRole'),
        Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      });
    }
  });

  it('schedule in the group of the stack only', () => {
    const arming = Object.keys(ACTIONS).filter((name) => ACTIONS[name]?.includes(ARM_TIMERS));
    for (const role of arming.map((name) => `${name}Role`)) {
      const grants = view.grantsOf(role);
      for (const action of ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule']) {
        expect(JSON.stringify(grants.get(action)), role).toContain(':schedule/${ScheduleGroup}/*');
      }
    }
  });

  it('let the Scheduler act for schedules of this account and group only', () => {
    expect(
      valueAt(view.properties('ScheduleRole'), 'AssumeRolePolicyDocument.Statement.0.Condition'),
    ).toEqual({
      StringEquals: {
        'aws:SourceAccount': { Ref: 'AWS::AccountId' },
        'aws:SourceArn': arnOf('ScheduleGroup'),
      },
    });
    expect(view.grantsOf('ScheduleRole')).toEqual(
      new Map([
        ['lambda:InvokeFunction', [STEP_ARN]],
        ['sqs:SendMessage', [arnOf('FailureQueue')]],
      ]),
    );
  });
});
