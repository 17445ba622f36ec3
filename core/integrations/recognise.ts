/** Which resources Step Functions knows, and in which patterns. https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html */

import { sdkService } from './aws-sdk/services.ts';
import { integrations } from './index.ts';
import { jobTypeOf } from './jobs/index.ts';

interface Unserved {
  patterns: readonly string[];
  /** What serves the same end. */
  instead: string;
}

const KUBERNETES =
  'It speaks to the API of Kubernetes, which Treadle does not. Reach the cluster from a Lambda function instead';

/** Known to AWS, and not served by this version. */
const UNSERVED: ReadonlyMap<string, Unserved> = new Map([
  ['eks:call', { patterns: ['', '.waitForTaskToken'], instead: KUBERNETES }],
  ['eks:runJob', { patterns: ['', '.sync', '.waitForTaskToken'], instead: KUBERNETES }],
  [
    'elasticmapreduce:modifyInstanceFleetByName',
    {
      patterns: [''],
      instead:
        "Call arn:aws:states:::aws-sdk:emr:modifyInstanceFleet with the fleet's id, which arn:aws:states:::aws-sdk:emr:listInstanceFleets tells",
    },
  ],
  [
    'elasticmapreduce:modifyInstanceGroupByName',
    {
      patterns: [''],
      instead:
        "Call arn:aws:states:::aws-sdk:emr:modifyInstanceGroups with the group's id, which arn:aws:states:::aws-sdk:emr:listInstanceGroups tells",
    },
  ],
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

/** Why no Task may name the resource: AWS has none such, in AWS's words, or Treadle has not. */
export function resourceProblem(resource: string): string | undefined {
  const integration = /^arn:[^:]*:states:::(.*)$/.exec(resource)?.[1];
  if (integration === undefined) return undefined;
  const pattern = /\.(?:sync(?::2)?|waitForTaskToken)$/.exec(integration)?.[0] ?? '';
  const name = integration.slice(0, integration.length - pattern.length);
  const unserved = UNSERVED.get(name);
  if (unserved?.patterns.includes(pattern)) {
    return `The resource provided ${resource} is not served by Treadle. ${unserved.instead}.`;
  }
  if (isKnown(name, pattern)) return undefined;
  return `The resource provided ${resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`;
}

function isKnown(name: string, pattern: string): boolean {
  const [type, service = '', action = ''] = name.split(':');
  if (type === 'aws-sdk') {
    const known = sdkService(service) !== undefined || CLOSED.has(service.toLowerCase());
    return known && /^[A-Za-z]\w*$/.test(action) && !pattern.startsWith('.sync');
  }
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
