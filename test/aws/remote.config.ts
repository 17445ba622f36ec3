/** Settings of `npm run test:aws`, which needs a deployed stack and is no part of `npm test`. */

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

if (!process.env.TREADLE_ENDPOINT) {
  console.error(`test:aws runs against a stack that is deployed. It needs
  TREADLE_ENDPOINT   the stack's output ApiUrl, https://<id>.execute-api.<region>.amazonaws.com
  credentials        by the AWS SDK's usual ways, allowed execute-api:Invoke on the output ApiArn
  AWS_REGION         only where the endpoint does not name the region`);
  process.exit(2);
}

export default defineConfig({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  test: { include: ['test/aws/remote.e2e.ts'], testTimeout: 120_000, hookTimeout: 60_000 },
});
