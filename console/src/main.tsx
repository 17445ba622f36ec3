/** Where the console begins. */

import { render } from 'preact';
import { App } from './app.tsx';
import { listenToKeys } from './keyboard.ts';
import { followLinks } from './router.ts';
import { restoreTheme } from './theme.ts';

restoreTheme();
followLinks();
listenToKeys();
const root = document.getElementById('app');
if (root) render(<App />, root);
