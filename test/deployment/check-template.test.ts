/** The template checker: a template that is right, and one for every mistake it finds. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders

import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { checkTemplate } from '../../scripts/template/check.ts';
import { findCycle } from '../../scripts/template/cycles.ts';
import { printProblem } from '../../scripts/template/problem.ts';
import { loadTemplateSpec } from '../../scripts/template/spec.ts';

const spec = loadTemplateSpec();

const problemsOf = (template: Json) => checkTemplate(template, spec).map(printProblem);

const withResources = (resources: JsonObject, sections: JsonObject = {}) =>
  problemsOf({ AWSTemplateFormatVersion: '2010-09-09', Resources: resources, ...sections });

const queue = (properties: JsonObject = {}): JsonObject => ({
  Type: 'AWS::SQS::Queue',
  Properties: properties,
});

const lambda = (properties: JsonObject = {}): JsonObject => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Code: { S3Bucket: 'b', S3Key: 'k' }, Role: 'arn:aws:iam::1:role/r', ...properties },
});

describe('a template without mistakes', () => {
  it('passes, whatever its functions are made of', () => {
    expect(
      withResources(
        {
          Dead: { Type: 'AWS::SQS::Queue' },
          Queue: queue({
            QueueName: { 'Fn::Sub': ['${Name}-${AWS::Region}-${!Literal}', { Name: 'a' }] },
            VisibilityTimeout: { Ref: 'Seconds' },
            RedrivePolicy: {
              deadLetterTargetArn: { 'Fn::GetAtt': 'Dead.Arn' },
              maxReceiveCount: 5,
            },
            Tags: [{ Key: 'stack', Value: { Ref: 'AWS::StackName' } }],
          }),
          Function: {
            ...lambda({
              Layers: { 'Fn::If': ['Layered', ['arn'], { Ref: 'AWS::NoValue' }] },
              Environment: { Variables: { QUEUE: { 'Fn::Sub': '${Queue.Arn}' } } },
              VpcConfig: { Ref: 'AWS::NoValue' },
            }),
            DependsOn: ['Dead'],
            Condition: 'Layered',
          },
        },
        {
          Parameters: { Seconds: { Type: 'Number' } },
          Conditions: {
            Layered: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Seconds' }, '0'] }] },
          },
          Outputs: { Url: { Value: { Ref: 'Queue' }, Condition: 'Layered' } },
        },
      ),
    ).toEqual([]);
  });
});

describe('a mistake in a resource', () => {
  it('is a type that AWS does not have', () => {
    expect(withResources({ Queue: { Type: 'AWS::SQS::Que' } })).toEqual([
      "Resources.Queue.Type: AWS has no resource type 'AWS::SQS::Que'",
    ]);
  });

  it('is a property that the type does not have, at any depth', () => {
    const [first, second] = withResources({
      Queue: queue({ VisibilityTimeOut: 30 }),
      Function: lambda({ Code: { S3Bucket: 'b', S3Key: 'k', Bucket: 'b' } }),
    });
    expect(first).toMatch(
      /^Resources.Queue.Properties.VisibilityTimeOut: no such property; known:/,
    );
    expect(second).toMatch(/^Resources.Function.Properties.Code.Bucket: no such property; known:/);
  });

  it('is a required property that is missing or removed', () => {
    const missing = (path: string, name: string) =>
      `Resources.${path}: the required property '${name}' is missing`;
    expect(
      withResources({
        Function: lambda({ Role: { Ref: 'AWS::NoValue' } }),
        Queue: queue({ Tags: [{ Key: 'a' }] }),
        Policy: { Type: 'AWS::SQS::QueuePolicy' },
      }),
    ).toEqual([
      missing('Function.Properties', 'Role'),
      missing('Queue.Properties.Tags.0', 'Value'),
      missing('Policy.Properties', 'PolicyDocument'),
      missing('Policy.Properties', 'Queues'),
    ]);
  });

  it.each<[string, JsonObject, string]>([
    ['text for a number', { Timeout: '30' }, 'expected a value of type integer, found "30"'],
    ['a fraction for a whole number', { Timeout: 1.5 }, 'expected a value of type integer, found'],
    ['a number for text', { Handler: 1 }, 'expected a value of type string, found 1'],
    ['text for a list', { Layers: 'arn' }, 'expected a list, found "arn"'],
    ['a list for a structure', { Environment: [] }, 'expected an object, found []'],
    ['a joined text for a list', { Layers: { 'Fn::Join': ['', []] } }, 'Fn::Join cannot result in'],
    ['a reference for a structure', { Code: { Ref: 'AWS::Region' } }, 'Ref cannot result in an'],
    ['a value outside the choice', { RecursiveLoop: 'allow' }, '"allow" is not one of Allow, Ter'],
    [
      'a wrong branch',
      { Timeout: { 'Fn::If': ['C', 1, 'x'] } },
      'expected a value of type integer',
    ],
  ])('is %s', (_, properties, message) => {
    const conditions = { Conditions: { C: { 'Fn::Equals': ['a', 'b'] } } };
    const problems = withResources({ Function: lambda(properties) }, conditions);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^Resources\.Function\.Properties\./);
    expect(problems[0]).toContain(message);
  });

  it('is a field that resources do not have, or a logical id with other characters', () => {
    expect(withResources({ 'my-queue': { ...queue(), Dependson: 'Other' } })).toEqual([
      'Resources.my-queue: a logical id is alphanumeric',
      expect.stringMatching(/^Resources.my-queue.Dependson: expected one of Condition Creation/),
    ]);
  });
});

describe('a reference that leads nowhere', () => {
  it.each<[string, JsonObject, string]>([
    ['Ref', { Ref: 'Gone' }, "QueueName.Ref: there is no 'Gone' to refer to"],
    ['Sub', { 'Fn::Sub': '${Gone}' }, "QueueName.Fn::Sub: there is no 'Gone' to refer to"],
    ['Sub to a resource', { 'Fn::Sub': '${Gone.Arn}' }, "there is no resource 'Gone'"],
    ['Sub to an attribute', { 'Fn::Sub': '${Other.Name}' }, "has no attribute 'Name'; known: Arn"],
    ['GetAtt', { 'Fn::GetAtt': ['Other', 'Name'] }, "AWS::SQS::Queue has no attribute 'Name'"],
    ['a function', { 'Fn::Concat': ['a', 'b'] }, "no function 'Fn::Concat' here"],
    ['a condition', { 'Fn::If': ['Gone', 'a', 'b'] }, "no condition 'Gone'"],
    ['an inner Ref', { 'Fn::Join': ['', ['a', { Ref: 'Gone' }]] }, "there is no 'Gone'"],
  ])('is found in %s', (_, name, message) => {
    const problems = withResources({ Other: queue(), Queue: queue({ QueueName: name }) });
    expect(problems.join('\n')).toContain(message);
  });

  it('is found in DependsOn, in Condition, in outputs and in conditions', () => {
    expect(
      withResources(
        { Queue: { ...queue(), DependsOn: 'Gone', Condition: 'Never' } },
        {
          Outputs: { Url: { Value: { Ref: 'Lost' } } },
          Conditions: { Odd: { 'Fn::Equals': [{ Ref: 'Queue' }, 'a'] } },
        },
      ),
    ).toEqual([
      "Resources.Queue.Condition: no condition 'Never'",
      "Resources.Queue.DependsOn: there is no 'Gone' to refer to",
      "Outputs.Url.Value.Ref: there is no 'Lost' to refer to",
      "Conditions.Odd.Fn::Equals.0.Ref: a condition cannot use 'Queue'",
    ]);
  });
});

describe('a circular dependency', () => {
  it('is found through references and DependsOn alike', () => {
    expect(
      withResources({
        One: queue({ QueueName: { 'Fn::GetAtt': ['Two', 'QueueName'] } }),
        Two: { ...queue(), DependsOn: 'Three' },
        Three: queue({ QueueName: { 'Fn::Sub': '${One.QueueName}-dead' } }),
      }),
    ).toEqual(['Resources: circular dependency: One -> Two -> Three -> One']);
  });

  it('is a resource that refers to itself', () => {
    expect(findCycle(new Map([['A', ['A']]]))).toEqual(['A', 'A']);
  });

  it('is not a resource that two others depend on', () => {
    const diamond = { A: ['B', 'C'], B: ['D'], C: ['D'], D: [] };
    expect(findCycle(new Map(Object.entries(diamond)))).toBeUndefined();
  });
});

describe('something that is no template', () => {
  it('is refused', () => {
    expect(problemsOf([])).toEqual([': a template is an object']);
    expect(problemsOf({})).toEqual(['Resources: there are no resources']);
    expect(withResources({ Queue: 'queue' })).toEqual(['Resources.Queue: a resource is an object']);
    expect(withResources({ Queue: queue() }, { Output: {} })).toEqual([
      expect.stringMatching(/^Output: expected one of AWSTemplateFormatVersion/),
    ]);
  });
});
