/** The steps of an execution as a table: the twin of the graph, with everything that the graph shows in words. */

import type { Watched } from '../data/use-execution.ts';
import { counted, durationText } from '../format.ts';
import { childrenOf } from '../history/tree.ts';
import type { Visit } from '../history/visit.ts';
import { Bars } from '../parts/bars.tsx';
import { Empty } from '../parts/notice.tsx';
import { StatusBadge } from '../parts/status.tsx';
import { go, route, withQuery } from '../router.ts';
import { useTree } from './use-tree.ts';

export interface StepsProps {
  watched: Watched;
  now: number;
}

export function TableView({ watched, now }: StepsProps) {
  const { execution, visits } = watched;
  const onlyFailed = route.value.query.get('only') === 'failed';
  const sort = route.value.query.get('sort') ?? 'start';
  const { rows, toggle, more, showMore } = useTree(visits, { onlyFailed, sort, now });
  const start = execution.startDate;
  const span = Math.max(0.001, now - start);
  return (
    <>
      <div class="filters">
        <label class="check">
          <input
            type="checkbox"
            checked={onlyFailed}
            onChange={() => go(withQuery({ only: onlyFailed ? undefined : 'failed' }))}
          />
          Only failed
        </label>
        <label>
          Order{' '}
          <select
            value={sort}
            onChange={({ currentTarget: { value } }) =>
              go(withQuery({ sort: value === 'start' ? undefined : value }))
            }
          >
            <option value="start">as they started</option>
            <option value="duration">longest first</option>
          </select>
        </label>
        <span class="muted">{counted(visits.all.size, 'step')}</span>
      </div>
      {rows.length === 0 ? (
        <Empty title={onlyFailed ? 'Nothing failed.' : 'No step has begun.'} />
      ) : (
        <div class="scroll" tabIndex={0} role="group" aria-label="Steps">
          <table class="steps">
            <thead>
              <tr>
                <th scope="col">Step</th>
                <th scope="col">Type</th>
                <th scope="col">Status</th>
                <th scope="col">Attempts</th>
                <th scope="col">After</th>
                <th scope="col">Duration</th>
                <th scope="col">Timeline</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ visit, depth, open }) => (
                <tr key={visit.id} class={isChosen(visit) ? 'chosen' : undefined}>
                  <td>
                    <span class="indent" style={{ paddingLeft: `${depth * 18}px` }}>
                      {childrenOf(visits, visit.id).length > 0 ? (
                        <button
                          type="button"
                          class="fold"
                          aria-expanded={open}
                          aria-label={`What is inside ${titleOf(visit)}`}
                          onClick={() => toggle(visit.id)}
                        >
                          {open ? '▾' : '▸'}
                        </button>
                      ) : (
                        <span class="fold" />
                      )}
                      <a href={withQuery({ state: visit.name, visit: String(visit.id) })}>
                        {titleOf(visit)}
                      </a>
                    </span>
                  </td>
                  <td>{visit.type}</td>
                  <td>
                    <StatusBadge status={visit.status} />
                  </td>
                  <td class="number">{visit.attempts.length || '–'}</td>
                  <td class="number">{durationText(visit.start - start)}</td>
                  <td class="number">{durationText((visit.end ?? now) - visit.start)}</td>
                  <td class="bars-cell">
                    <Bars visit={visit} start={start} span={span} now={now} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {more > 0 && (
            <button type="button" class="small" onClick={showMore}>
              {counted(more, 'more row')}
            </button>
          )}
        </div>
      )}
    </>
  );
}

export function titleOf({ type, name, index }: Visit): string {
  return type === 'Iteration' ? `Iteration ${index}` : name;
}

export function isChosen(visit: Visit): boolean {
  return route.value.query.get('visit') === String(visit.id);
}
