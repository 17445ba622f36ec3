/** One action of one service: the SDK's client and command for it, found by the names that resources use. */

import { NormalizedSchema } from '@smithy/core/schema';
import { sdkService } from '../../integrations/aws-sdk/services.ts';
import { type ClientModule, loadClient } from './clients.ts';
import { Unusable } from './unusable.ts';

/** What we need of an SDK client. */
export interface SdkClient {
  send(command: SdkCommand, options: { abortSignal: AbortSignal }): Promise<object>;
}

/** What we need of an SDK command. */
export interface SdkCommand {
  schema?: readonly unknown[];
  middlewareStack: {
    add(
      middleware: (
        next: (args: object) => Promise<{ response: unknown }>,
      ) => (args: object) => Promise<{ response: unknown }>,
      options: { step: 'deserialize'; priority: 'low' },
    ): void;
  };
}

export interface SdkAction {
  client: new (config: object) => SdkClient;
  command: new (input: object) => SdkCommand;
  input: NormalizedSchema;
  output: NormalizedSchema;
}

/**
 * @param service as in `aws-sdk` resources: `dynamodb`
 * @param action in any case: `getItem`
 * @throws {Unusable} where the SDK has no such service or action, or is not there
 */
export async function findAction(service: string, action: string): Promise<SdkAction> {
  const known = sdkService(service);
  if (!known) throw new Unusable(`The service '${service}' is not one of the AWS SDK`);
  const module = await loadClient(known.client);
  if (!module) {
    throw new Unusable(
      `The service '${service}' is called by the package @aws-sdk/client-${known.client}, which is not there: add it to Treadle's dependencies and to core/aws/sdk/clients.ts, and build again`,
    );
  }
  const client = exported<SdkAction['client']>(module, (name) => /^[A-Za-z]\w*Client$/.test(name));
  const wanted = `${action}Command`.toLowerCase();
  const command = exported<SdkAction['command']>(module, (name) => name.toLowerCase() === wanted);
  if (!client || !command) {
    throw new Unusable(`The service '${service}' has no action '${action}'`);
  }
  const [input, output] = schemasOf(new command({}));
  return { client, command, input, output };
}

function exported<T>(module: ClientModule, is: (name: string) => boolean): T | undefined {
  const name = Object.keys(module).find((key) => typeof module[key] === 'function' && is(key));
  return name === undefined ? undefined : (module[name] as T);
}

/** An operation's schema is `[kind, namespace, name, traits, input, output]`. */
function schemasOf({ schema = [] }: SdkCommand): [NormalizedSchema, NormalizedSchema] {
  const [, , , , input, output] = schema as Parameters<typeof NormalizedSchema.of>[0][];
  return [NormalizedSchema.of(input ?? 'unit'), NormalizedSchema.of(output ?? 'unit')];
}
