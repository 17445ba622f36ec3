/** What a state does beyond its type, in a word or two: the service that a Task calls, what a Wait waits for. */

import { type Members, membersOf, textIn } from './members.ts';

/** The second line of a state's box; empty where its type says it all. */
export function detailOf(state: Members): string {
  switch (state.Type) {
    case 'Task':
      return resourceName(textIn(state.Resource) ?? '');
    case 'Wait':
      return waitText(state);
    case 'Fail':
      return textIn(state.Error) ?? '';
    case 'Map': {
      const processor = membersOf(state.ItemProcessor ?? state.Iterator);
      return membersOf(processor.ProcessorConfig).Mode === 'DISTRIBUTED' ? 'distributed' : '';
    }
    default:
      return '';
  }
}

/** A Task's resource without what all ARNs share: `lambda:invoke`, the name of a function or an activity. */
export function resourceName(arn: string): string {
  const integration = /^arn:[^:]*:states:[^:]*:[^:]*:(?:aws-sdk:)?(.+)$/.exec(arn)?.[1];
  if (integration) return integration.replace(/^activity:/, 'activity ');
  return /:function:([^:]+)/.exec(arn)?.[1] ?? arn;
}

function waitText({ Seconds, SecondsPath, Timestamp, TimestampPath }: Members): string {
  if (typeof Seconds === 'number') return `${Seconds} s`;
  return textIn(Seconds ?? SecondsPath ?? Timestamp ?? TimestampPath) ?? '';
}
