/** What can be done with an execution. */

import { useState } from 'preact/hooks';
import { ApiFailure, call } from '../data/api.ts';
import type { Watched } from '../data/use-execution.ts';
import { machineArnOf } from '../format.ts';
import { Failure } from '../parts/notice.tsx';
import { pathTo } from '../router.ts';

export interface ActionsProps {
  watched: Watched;
  refresh(): Promise<void>;
}

export function ExecutionActions({ watched, refresh }: ActionsProps) {
  const { execution } = watched;
  const { executionArn } = execution;
  const [failure, setFailure] = useState<ApiFailure>();
  const [busy, setBusy] = useState(false);
  const act = async (operation: string) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await call(operation, { executionArn });
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      setFailure(error);
    }
    setBusy(false);
  };
  const again = `${pathTo('machines', machineArnOf(executionArn), 'new')}?from=${encodeURIComponent(executionArn)}`;
  return (
    <div class="actions">
      {execution.status === 'RUNNING' && (
        <button type="button" disabled={busy} onClick={() => act('StopExecution')}>
          Stop
        </button>
      )}
      {execution.redriveStatus === 'REDRIVABLE' && (
        <button
          type="button"
          class="primary"
          disabled={busy}
          onClick={() => act('RedriveExecution')}
        >
          Redrive
        </button>
      )}
      <a class="button" href={again}>
        New execution with this input
      </a>
      <button type="button" onClick={() => exportHistory(watched)}>
        Export
      </button>
      {failure && <Failure failure={failure} />}
    </div>
  );
}

/** Saves what describes the execution, and how its states stood, as a file. */
function exportHistory({ execution, definition, visits }: Watched): void {
  const text = JSON.stringify({ execution, definition, steps: [...visits.all.values()] }, null, 2);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = `${execution.name}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
