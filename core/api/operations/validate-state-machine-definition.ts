/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html */

import { isRefused, type Problem, validate } from '../../asl/validate/index.ts';
import { resourceProblem } from '../../runtime/prepare-call.ts';
import { requiredDefinition } from '../definition.ts';
import { defineOperation } from '../operation.ts';
import { answer, integer, text } from '../shape.ts';

const MAX_RESULTS = 100;

export const validateStateMachineDefinition = defineOperation(
  {
    definition: requiredDefinition(),
    type: text({ values: ['STANDARD', 'EXPRESS'] }),
    severity: text({ values: ['ERROR', 'WARNING'] }),
    maxResults: integer({ min: 0, max: MAX_RESULTS }),
  },
  async (_context, input) => {
    const type = input.type === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
    const { problems } = await validate(input.definition, type, resourceProblem);
    const wanted = problems.filter(
      ({ severity }) => severity === 'ERROR' || input.severity === 'WARNING',
    );
    const diagnostics = wanted.slice(0, input.maxResults || MAX_RESULTS);
    return {
      result: isRefused(problems) ? 'FAIL' : 'OK',
      diagnostics: diagnostics.map(diagnosticOf),
      truncated: diagnostics.length < wanted.length,
    };
  },
);

function diagnosticOf({ severity, code, message, location }: Problem) {
  return answer({ severity, code, message, location });
}
