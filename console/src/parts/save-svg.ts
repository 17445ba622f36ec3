/** Saves a graph as a file. */

import type { Layout } from '../../../core/graph/layout.ts';
import { type GraphStatus, svgOf } from '../../../core/graph/svg.ts';
import type { Status } from '../history/visit.ts';

/** Hands the picture to the browser as a download. */
export function saveSvg(name: string, layout: Layout, statuses: ReadonlyMap<string, Status>): void {
  const known = [...statuses].filter(
    (entry): entry is [string, GraphStatus] => entry[1] !== 'PENDING_REDRIVE',
  );
  const text = svgOf(layout, { title: name, statuses: new Map(known) });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  link.download = `${name}.svg`;
  link.click();
  URL.revokeObjectURL(link.href);
}
