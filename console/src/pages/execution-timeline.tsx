/** The steps of an execution to scale, one bar below the other. */

import { durationText } from '../format.ts';
import { childrenOf } from '../history/tree.ts';
import { Bars } from '../parts/bars.tsx';
import { Empty } from '../parts/notice.tsx';
import { StatusSign } from '../parts/status.tsx';
import { withQuery } from '../router.ts';
import { isChosen, type StepsProps, titleOf } from './execution-table.tsx';
import { useTree } from './use-tree.ts';

const MARKS = [0, 0.25, 0.5, 0.75, 1];

export function TimelineView({ watched, now }: StepsProps) {
  const { execution, visits } = watched;
  const { rows, toggle, more, showMore } = useTree(visits, {
    onlyFailed: false,
    sort: 'start',
    now,
  });
  const start = execution.startDate;
  const span = Math.max(0.001, now - start);
  if (rows.length === 0) return <Empty title="No step has begun." />;
  return (
    <div class="timeline">
      <div class="timeline-row timeline-marks" aria-hidden="true">
        <span />
        <span class="marks">
          {MARKS.map((share) => (
            <span key={share}>{durationText(span * share)}</span>
          ))}
        </span>
      </div>
      <ol>
        {rows.map(({ visit, depth, open }) => (
          <li key={visit.id} class={`timeline-row${isChosen(visit) ? ' chosen' : ''}`}>
            <span class="indent" style={{ paddingLeft: `${depth * 14}px` }}>
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
              <StatusSign status={visit.status} />
              <a href={withQuery({ state: visit.name, visit: String(visit.id) })}>
                {titleOf(visit)}
              </a>
            </span>
            <Bars visit={visit} start={start} span={span} now={now} />
          </li>
        ))}
      </ol>
      {more > 0 && (
        <button type="button" class="small" onClick={showMore}>
          {more} more
        </button>
      )}
      <p class="legend">
        <span class="swatch SUCCEEDED" /> ran <span class="swatch FAILED" /> failed attempt{' '}
        <span class="swatch pause" /> pause before a retry <span class="swatch RUNNING" /> runs
      </p>
    </div>
  );
}
