/** Amazon Resource Names of state machines and executions, printed and parsed. */

/** The account and region that a Treadle answers for. */
export interface Home {
  partition: string;
  region: string;
  account: string;
}

export interface Arn {
  partition: string;
  service: string;
  region: string;
  account: string;
  resource: string;
}

/** The parts of an ARN; `undefined` where the text is none. */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...rest] = text.split(':');
  if (prefix !== 'arn' || !partition || !service || rest.length === 0) return undefined;
  return {
    partition,
    service,
    region: region ?? '',
    account: account ?? '',
    resource: rest.join(':'),
  };
}

export function stateMachineArn(home: Home, machine: string): string {
  return `arn:${home.partition}:states:${home.region}:${home.account}:stateMachine:${machine}`;
}

/** The ARN of a version or an alias of a state machine. */
export function qualifiedArn(home: Home, machine: string, qualifier: string | number): string {
  return `${stateMachineArn(home, machine)}:${qualifier}`;
}

/** @param run tells the Map Runs of a label apart */
export function mapRunArn(home: Home, machine: string, label: string, run: string): string {
  return `arn:${home.partition}:states:${home.region}:${home.account}:mapRun:${machine}/${label}:${run}`;
}

/** @param id the id of a started execution: `machine:name`, of an Express one `machine:name:run` */
export function executionArn(home: Home, id: string): string {
  const type = id.split(':').length > 2 ? 'express' : 'execution';
  return `arn:${home.partition}:states:${home.region}:${home.account}:${type}:${id}`;
}

/** A resource of Step Functions: `stateMachine` and `orders`, `execution` and `orders:monday`. */
export interface StatesResource {
  type: string;
  name: string;
}

/** The type and name of the resource that an ARN names; the name is empty where there is none. */
export function resourceOf({ resource }: Arn): StatesResource {
  const colon = resource.indexOf(':');
  if (colon < 0) return { type: resource, name: '' };
  return { type: resource.slice(0, colon), name: resource.slice(colon + 1) };
}

/** Whether an ARN names something of Step Functions in this account and region. */
export function isAtHome(home: Home, arn: Arn): boolean {
  return (
    arn.service === 'states' &&
    arn.partition === home.partition &&
    arn.region === home.region &&
    arn.account === home.account
  );
}
