/** Starts a new execution from a past step: with what it had then, or with another input. */

import { useState } from 'preact/hooks';
import { ApiFailure, post } from '../data/api.ts';
import type { Watched } from '../data/use-execution.ts';
import type { Visit } from '../history/visit.ts';
import { JsonEditor } from '../parts/editor.tsx';
import { Failure } from '../parts/notice.tsx';
import { go, pathTo } from '../router.ts';

interface Forked {
  executionArn: string;
}

export function StepFork({ watched, visit }: { watched: Watched; visit: Visit }) {
  const [open, setOpen] = useState(false);
  const [input, setInput] = useState('');
  const [failure, setFailure] = useState<ApiFailure>();
  // Only steps of the execution itself can be gone on from.
  if (visit.parent !== undefined || visit.type === 'Iteration') return null;
  const fork = async () => {
    setFailure(undefined);
    try {
      const path = `/executions/${encodeURIComponent(watched.execution.executionArn)}/fork`;
      const body = { eventId: visit.id, ...(input.trim() !== '' && { input: readJson(input) }) };
      const { executionArn } = await post<Forked>(path, body);
      go(pathTo('executions', executionArn));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      setFailure(error);
    }
  };
  if (!open) {
    return (
      <button type="button" onClick={() => setOpen(true)}>
        Fork from here
      </button>
    );
  }
  return (
    <section class="card" aria-label="Fork">
      <p>A new execution starts at {visit.name}, with the variables and the input of then.</p>
      <JsonEditor
        label="Another input; empty for the recorded one"
        value={input}
        onChange={setInput}
        rows={6}
      />
      <Failure failure={failure} />
      <div class="actions">
        <button type="button" class="primary" onClick={fork}>
          Fork
        </button>
        <button type="button" onClick={() => setOpen(false)}>
          Cancel
        </button>
      </div>
    </section>
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiFailure('InvalidExecutionInput', 'The input is not JSON.');
  }
}
