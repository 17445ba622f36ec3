import { expect, it } from 'vitest';
import { renderFeatureSupport } from '../../scripts/feature-support/render.ts';
import { page } from './pages.ts';

it('is what `npm run docs` makes of the tables and the passing cases', async () => {
  expect(page('docs/feature-support.md').text).toBe(await renderFeatureSupport());
});
