/** Which resources Step Functions knows, and in which patterns. https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html */

import { sdkService } from './aws-sdk/services.ts';
import { integrations } from './index.ts';
import { jobTypeOf } from './jobs/index.ts';

/** Known to AWS, and not served by this version: they are stored, and fail when they are reached. */
const ELSEWHERE = new Map([
  ['eks:call', ['', '.waitForTaskToken']],
  ['eks:runJob', ['', '.sync', '.waitForTaskToken']],
  ['elasticmapreduce:modifyInstanceFleetByName', ['']],
  ['elasticmapreduce:modifyInstanceGroupByName', ['']],
]);

/** The optimized integrations that can hand out a task token. */
const WITH_TOKEN = new Set([
  'apigateway:invoke',
  'bedrock:createModelCustomizationJob',
  'bedrock:invokeModel',
  'ecs:runTask',
  'events:putEvents',
  'lambda:invoke',
  'sns:publish',
  'sqs:sendMessage',
  'states:startExecution',
]);

/** Services that AWS has closed: definitions of their time name them. */
const CLOSED = new Set(
  `alexaforbusiness codestar elasticinference elastictranscoder evidently honeycode iot1clickprojects iotanalytics
  iotevents ioteventsdata iotfleethub lookoutvision macie mobile opsworks opsworkscm panorama qldb qldbsession
  robomaker sms`.split(/\s+/),
);

/** Whether AWS has such a resource; of what is no service integration nothing is said, and the answer is yes. */
export function isKnownResource(resource: string): boolean {
  const integration = /^arn:[^:]*:states:::(.*)$/.exec(resource)?.[1];
  if (integration === undefined) return true;
  const pattern = /\.(?:sync(?::2)?|waitForTaskToken)$/.exec(integration)?.[0] ?? '';
  const name = integration.slice(0, integration.length - pattern.length);
  const [type, service = '', action = ''] = name.split(':');
  if (type === 'aws-sdk') {
    const known = sdkService(service) !== undefined || CLOSED.has(service.toLowerCase());
    return known && /^[A-Za-z]\w*$/.test(action) && !pattern.startsWith('.sync');
  }
  const elsewhere = ELSEWHERE.get(name);
  if (elsewhere) return elsewhere.includes(pattern);
  return Object.hasOwn(integrations, `states:${name}`) && hasPattern(name, pattern);
}

function hasPattern(name: string, pattern: string): boolean {
  switch (pattern) {
    case '':
      return true;
    case '.waitForTaskToken':
      return WITH_TOKEN.has(name);
    case '.sync:2':
      return name === 'states:startExecution';
    default:
      return (
        name === 'states:startExecution' || jobTypeOf(`arn:aws:states:::${name}`) !== undefined
      );
  }
}
