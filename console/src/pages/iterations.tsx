/** The iterations of a Map, and how each stands; one of them can be followed through the graph. */

import type { Watched } from '../data/use-execution.ts';
import { counted, durationText } from '../format.ts';
import { childrenOf } from '../history/tree.ts';
import type { Visit } from '../history/visit.ts';
import { Empty } from '../parts/notice.tsx';
import { StatusBadge } from '../parts/status.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { go, pathTo, route, withQuery } from '../router.ts';

export function Iterations({ watched, map }: { watched: Watched; map: Visit }) {
  const { query } = route.value;
  const all = childrenOf(watched.visits, map.id);
  const filter = query.get('iterations') ?? '';
  const shown = all.filter(
    ({ index, status }) =>
      filter === '' || status === filter.toUpperCase() || String(index) === filter,
  );
  if (map.mapRunArn) {
    return (
      <p>
        The children of this Map are executions of their own:{' '}
        <a href={pathTo('map-runs', map.mapRunArn)}>open the Map Run</a>.
      </p>
    );
  }
  if (all.length === 0) return <Empty title="No iteration has begun." />;
  const now = Date.now() / 1000;
  return (
    <>
      <div class="filters">
        <input
          type="search"
          aria-label="Find an iteration by its number or status"
          placeholder="A number, or failed"
          value={filter}
          onInput={({ currentTarget: { value } }) =>
            go(withQuery({ iterations: value || undefined }), { replace: true })
          }
        />
        <span class="muted">
          {counted(shown.length, 'iteration')}
          {map.length === undefined ? '' : ` of ${map.length}`}
        </span>
      </div>
      <VirtualList
        label="Iterations"
        count={shown.length}
        rowHeight={36}
        columns={['Iteration', 'Status', 'Duration']}
        row={(place) => {
          const visit = shown[place];
          if (!visit) return null;
          return (
            <>
              <div role="cell">
                <a href={withQuery({ iteration: String(visit.id), view: undefined })}>
                  Follow {visit.index}
                </a>
              </div>
              <div role="cell">
                <StatusBadge status={visit.status} />
              </div>
              <div role="cell" class="number">
                {durationText((visit.end ?? now) - visit.start)}
              </div>
            </>
          );
        }}
      />
    </>
  );
}
