/** Checks the packaged template from the command line: `node scripts/check-template.ts [template.json]`. */

import { existsSync, readFileSync } from 'node:fs';
import { parseJson } from '../core/json.ts';
import { checkTemplate } from './template/check.ts';
import { printProblem } from './template/problem.ts';
import { loadTemplateSpec } from './template/spec.ts';

const file = process.argv[2] ?? '.serverless/cloudformation-template-update-stack.json';
if (existsSync(file)) {
  const problems = checkTemplate(parseJson(readFileSync(file, 'utf8')), loadTemplateSpec());
  for (const problem of problems) console.error(printProblem(problem));
  console.log(`${file}: ${problems.length === 0 ? 'no problems' : `${problems.length} problems`}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} else {
  console.error(`${file} does not exist; \`npm run package\` writes it`);
  process.exitCode = 2;
}
