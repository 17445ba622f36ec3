/** All state machines. */

import { listMachines } from '../data/lists.ts';
import type { MachineItem } from '../data/types.ts';
import { useLive } from '../data/use-live.ts';
import { agoText, timeText } from '../format.ts';
import { Empty, Failure, Loading } from '../parts/notice.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { go, pathTo, route, withQuery } from '../router.ts';
import { useTitle } from '../use-title.ts';

export function MachinesPage() {
  useTitle('State machines');
  const filter = route.value.query.get('name') ?? '';
  const { data, failure } = useLive('machines', everyMachine, () => 'calm');
  const machines = (data ?? []).filter(({ name }) =>
    name.toLowerCase().includes(filter.toLowerCase()),
  );
  return (
    <>
      <header class="page-head">
        <h1>State machines</h1>
        <div class="actions">
          <a class="button primary" href={pathTo('create')}>
            Create state machine
          </a>
        </div>
      </header>
      <Failure failure={failure} />
      {!data && !failure && <Loading what="state machines" />}
      {data?.length === 0 && (
        <Empty title="There is no state machine yet.">
          <p>
            <a href={pathTo('create')}>Create one</a>, or deploy with any AWS SDK by this address.
          </p>
        </Empty>
      )}
      {data && data.length > 0 && (
        <>
          <div class="filters">
            <input
              type="search"
              aria-label="Filter state machines by name"
              placeholder="Filter by name"
              value={filter}
              onInput={({ currentTarget: { value } }) =>
                go(withQuery({ name: value || undefined }), { replace: true })
              }
            />
            <span class="muted">
              {machines.length} of {data.length}
            </span>
          </div>
          <VirtualList
            label="State machines"
            count={machines.length}
            rowHeight={44}
            columns={['Name', 'Type', 'Created', 'Run']}
            row={(place) => {
              const machine = machines[place];
              if (!machine) return null;
              const { stateMachineArn, name, type, creationDate } = machine;
              return (
                <>
                  <div role="cell">
                    <a href={pathTo('machines', stateMachineArn)}>{name}</a>
                  </div>
                  <div role="cell">{type === 'EXPRESS' ? 'Express' : 'Standard'}</div>
                  <div role="cell">
                    <time title={timeText(creationDate)}>{agoText(creationDate)}</time>
                  </div>
                  <div role="cell">
                    <a
                      class="button small"
                      aria-label={`Run ${name}`}
                      href={pathTo('machines', stateMachineArn, 'new')}
                    >
                      Run
                    </a>
                  </div>
                </>
              );
            }}
          />
        </>
      )}
    </>
  );
}

async function everyMachine(): Promise<MachineItem[]> {
  const machines: MachineItem[] = [];
  let token: string | undefined;
  do {
    const { items, nextToken } = await listMachines(token);
    machines.push(...items);
    token = nextToken;
  } while (token !== undefined);
  return machines;
}
