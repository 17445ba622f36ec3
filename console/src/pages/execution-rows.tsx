/** Executions as rows of a table. */

import type { ExecutionItem } from '../data/types.ts';
import { agoText, durationText, timeText } from '../format.ts';
import { Empty } from '../parts/notice.tsx';
import { StatusBadge } from '../parts/status.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { pathTo } from '../router.ts';

export interface RowsProps {
  executions: readonly ExecutionItem[];
  /** The place of the row that the keyboard is at. */
  chosen?: number | undefined;
}

export function ExecutionRows({ executions, chosen }: RowsProps) {
  if (executions.length === 0) return <Empty title="There are no executions here." />;
  const now = Date.now() / 1000;
  return (
    <VirtualList
      label="Executions"
      count={executions.length}
      rowHeight={40}
      columns={['Name', 'Status', 'Started', 'Duration']}
      reveal={chosen}
      row={(place) => {
        const execution = executions[place];
        if (!execution) return null;
        const { executionArn, name, status, startDate, stopDate, redriveCount = 0 } = execution;
        return (
          <>
            <div role="cell" class={place === chosen ? 'chosen' : undefined}>
              <a href={pathTo('executions', executionArn)}>{name}</a>
            </div>
            <div role="cell">
              <StatusBadge status={status} />
              {redriveCount > 0 && <span class="muted"> redriven {redriveCount}×</span>}
            </div>
            <div role="cell">
              <time title={timeText(startDate)}>{agoText(startDate)}</time>
            </div>
            <div role="cell" class="number">
              {durationText((stopDate ?? now) - startDate)}
            </div>
          </>
        );
      }}
    />
  );
}
