/** The versions of a state machine, and the aliases that lead to them. */

import { useState } from 'preact/hooks';
import { ApiFailure, call } from '../data/api.ts';
import { listAliases, listVersions } from '../data/lists.ts';
import { useLive } from '../data/use-live.ts';
import { agoText, nameIn, timeText } from '../format.ts';
import { Empty, Failure, Loading } from '../parts/notice.tsx';
import { pathTo } from '../router.ts';

interface Route {
  stateMachineVersionArn: string;
  weight: number;
}

interface Alias {
  name: string;
  routingConfiguration: Route[];
}

export function VersionsView({ arn }: { arn: string }) {
  const { data, failure, refresh } = useLive(
    `versions ${arn}`,
    () => load(arn),
    () => 'calm',
  );
  const [refusal, setRefusal] = useState<ApiFailure>();
  const publish = () =>
    call('PublishStateMachineVersion', { stateMachineArn: arn })
      .then(refresh)
      .catch((error: unknown) => {
        if (!(error instanceof ApiFailure)) throw error;
        setRefusal(error);
      });
  if (!data) return failure ? <Failure failure={failure} /> : <Loading what="versions" />;
  return (
    <>
      <Failure failure={refusal} />
      <div class="filters">
        <button type="button" onClick={publish}>
          Publish a version
        </button>
      </div>
      {data.versions.length === 0 ? (
        <Empty title="No version has been published." />
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Published</th>
              <th scope="col">Aliases</th>
            </tr>
          </thead>
          <tbody>
            {data.versions.map(({ stateMachineVersionArn, creationDate }) => (
              <tr key={stateMachineVersionArn}>
                <td>
                  <a
                    href={`${pathTo('machines', arn, 'new')}?version=${nameIn(stateMachineVersionArn)}`}
                    title="Run this version"
                  >
                    {nameIn(stateMachineVersionArn)}
                  </a>
                </td>
                <td>
                  <time title={timeText(creationDate)}>{agoText(creationDate)}</time>
                </td>
                <td>
                  {data.aliases
                    .flatMap(({ name, routingConfiguration }) =>
                      routingConfiguration
                        .filter((route) => route.stateMachineVersionArn === stateMachineVersionArn)
                        .map(({ weight }) => `${name} ${weight} %`),
                    )
                    .join(', ') || '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

async function load(arn: string) {
  const [versions, aliases] = await Promise.all([listVersions(arn), listAliases(arn)]);
  const described = aliases.items.map(({ stateMachineAliasArn }) =>
    call<Alias>('DescribeStateMachineAlias', { stateMachineAliasArn }),
  );
  return { versions: versions.items, aliases: await Promise.all(described) };
}
