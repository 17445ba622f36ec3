/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineAliases.html */

import type { Alias } from '../../ports.ts';
import { aliasArn } from '../alias.ts';
import { checkActive, machineOf, requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { continuation, issueToken, pageFields, pageSize } from '../page-token.ts';
import { answer } from '../shape.ts';

export const listStateMachineAliases = defineOperation(
  { stateMachineArn: requiredArn(), ...pageFields() },
  async (context, { stateMachineArn: arn, nextToken, maxResults }) => {
    const { machine, version } = await machineOf(context, arn);
    checkActive(context, machine);
    const request = ['ListStateMachineAliases', arn];
    const after = continuation(context, request, nextToken);
    const aliases = (await context.runtime.ports.machines.aliases(machine)).filter(
      ({ routes }) => !version || routes.some((route) => route.version === version.number),
    );
    const rest = after === undefined ? aliases : aliases.filter((each) => placeOf(each) > after);
    const page = rest.slice(0, pageSize(maxResults));
    const last = page.at(-1);
    return answer({
      stateMachineAliases: page.map(({ name, createdAt }) => ({
        stateMachineAliasArn: aliasArn(context, machine.name, name),
        creationDate: epochSeconds(createdAt),
      })),
      nextToken:
        last && rest.length > page.length ? issueToken(context, request, placeOf(last)) : undefined,
    });
  },
);

function placeOf({ createdAt, name }: Alias): string {
  return `${String(createdAt).padStart(15, '0')}#${name}`;
}
