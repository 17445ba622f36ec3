/** What a deployment may set, followed into the template. */

import { expect, it } from 'vitest';
import { checkTemplate } from '../../scripts/template/check.ts';
import { loadTemplateSpec } from '../../scripts/template/spec.ts';
import { packageStack } from './packaging.ts';
import { TemplateView } from './template-view.ts';

it('follows the settings of a deployment', async () => {
  const { template } = await packageStack(
    ...['--stage', 'prod', '--region', 'eu-central-1'],
    ...[
      'stepMemory=512',
      'payloadLimit=262144',
      'assumeRoles=all',
      'retentionDays=7',
      'statusEvents=treadle',
      'metrics=executions',
      'logRetentionDays=7',
    ].flatMap((setting) => ['--param', setting]),
    ...['--param', 'tracing=Active'],
  );
  const view = new TemplateView(template);
  expect(checkTemplate(template, loadTemplateSpec())).toEqual([]);
  expect(view.properties('StepLambdaFunction')).toMatchObject({
    FunctionName: 'treadle-prod-step',
    MemorySize: 512,
    TracingConfig: { Mode: 'Active' },
    Environment: {
      Variables: {
        TREADLE_PAYLOAD_LIMIT: '262144',
        TREADLE_ASSUME_ROLES: 'all',
        TREADLE_RETENTION_DAYS: '7',
        TREADLE_STATUS_EVENTS: 'treadle',
        TREADLE_METRICS: 'executions',
      },
    },
  });
  for (const group of view.allOf('AWS::Logs::LogGroup')) expect(group.RetentionInDays).toBe(7);
  expect(view.at('Conditions.Tracing')).toEqual({
    'Fn::Equals': ['Active', 'Active'],
  });
});
