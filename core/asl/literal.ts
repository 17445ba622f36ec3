/** Definitions as TypeScript literals: their fields, and that every name of a state leads to a state beside it. */

import type { Retrier } from './types.ts';

/** JSON whose shape the language does not say. */
export type Document = string | number | boolean | null | DocumentObject | readonly Document[];
export interface DocumentObject {
  readonly [key: string]: Document;
}

type Deeply<T> = { readonly [K in keyof T]: T[K] extends (infer E)[] ? readonly E[] : T[K] };

interface Common {
  readonly Comment?: string;
  readonly QueryLanguage?: 'JSONPath' | 'JSONata';
}

interface Data extends Common {
  readonly InputPath?: string | null;
  readonly OutputPath?: string | null;
  readonly Output?: Document;
  readonly Assign?: DocumentObject;
}

type Transition =
  | { readonly Next: string; readonly End?: false }
  | { readonly End: true; readonly Next?: never };

interface Work extends Data {
  readonly Parameters?: Document;
  readonly Arguments?: Document;
  readonly ResultSelector?: DocumentObject;
  readonly ResultPath?: string | null;
  readonly Retry?: readonly (Deeply<Retrier> & { readonly Comment?: string })[];
  readonly Catch?: readonly CatcherLiteral[];
}

export interface CatcherLiteral {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly Comment?: string;
  readonly ResultPath?: string | null;
  readonly Output?: Document;
  readonly Assign?: DocumentObject;
}

/** A number, or in JSONata an expression that brings one. */
type Amount = number | string;

interface Task extends Work {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly TimeoutSeconds?: Amount;
  readonly TimeoutSecondsPath?: string;
  readonly HeartbeatSeconds?: Amount;
  readonly HeartbeatSecondsPath?: string;
  readonly Credentials?: DocumentObject;
}

interface Pass extends Data {
  readonly Type: 'Pass';
  readonly Result?: Document;
  readonly Parameters?: Document;
  readonly ResultPath?: string | null;
}

interface Wait extends Data {
  readonly Type: 'Wait';
  readonly Seconds?: Amount;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
}

interface Choice extends Data {
  readonly Type: 'Choice';
  readonly Choices: readonly RuleLiteral[];
  readonly Default?: string;
}

/** A comparator is any of the language's: the checker knows them. */
export interface RuleLiteral {
  readonly Next: string;
  readonly [field: string]: Document;
}

interface Succeed extends Data {
  readonly Type: 'Succeed';
}

interface Fail extends Common {
  readonly Type: 'Fail';
  readonly Error?: string;
  readonly ErrorPath?: string;
  readonly Cause?: string;
  readonly CausePath?: string;
}

interface Parallel extends Work {
  readonly Type: 'Parallel';
  readonly Branches: readonly BranchLiteral[];
}

interface MapState extends Work {
  readonly Type: 'Map';
  readonly ItemProcessor?: ProcessorLiteral;
  readonly Iterator?: ProcessorLiteral;
  readonly ItemsPath?: string;
  readonly Items?: Document;
  readonly ItemSelector?: Document;
  readonly ItemReader?: DocumentObject;
  readonly ItemBatcher?: DocumentObject;
  readonly ResultWriter?: DocumentObject;
  readonly MaxConcurrency?: Amount;
  readonly MaxConcurrencyPath?: string;
  readonly ToleratedFailureCount?: Amount;
  readonly ToleratedFailureCountPath?: string;
  readonly ToleratedFailurePercentage?: Amount;
  readonly ToleratedFailurePercentagePath?: string;
  readonly Label?: string;
}

export type StateLiteral =
  | ((Task | Pass | Wait | Parallel | MapState) & Transition)
  | Choice
  | Succeed
  | Fail;

export interface BranchLiteral {
  readonly Comment?: string;
  readonly StartAt: string;
  readonly States: { readonly [name: string]: StateLiteral };
}

export interface ProcessorLiteral extends BranchLiteral {
  readonly ProcessorConfig?: {
    readonly Mode?: 'INLINE' | 'DISTRIBUTED';
    readonly ExecutionType?: 'STANDARD' | 'EXPRESS';
  };
}

export interface MachineLiteral extends BranchLiteral {
  readonly Version?: '1.0';
  readonly TimeoutSeconds?: number;
  readonly QueryLanguage?: 'JSONPath' | 'JSONata';
}

/** A scope whose names lead to states of its own; all else is as it is. */
export type Linked<Scope> = Scope extends { readonly States: infer States }
  ? {
      readonly [Key in keyof Scope]: Key extends 'StartAt'
        ? NameIn<Scope[Key], keyof States>
        : Key extends 'States'
          ? { readonly [Name in keyof States]: LinkedState<States[Name], keyof States> }
          : Scope[Key];
    }
  : Scope;

type LinkedState<State, Names> = {
  readonly [Key in keyof State]: Key extends 'Next' | 'Default'
    ? NameIn<State[Key], Names>
    : Key extends 'Choices' | 'Catch'
      ? { readonly [Index in keyof State[Key]]: LinkedWay<State[Key][Index], Names> }
      : Key extends 'Branches'
        ? { readonly [Index in keyof State[Key]]: Linked<State[Key][Index]> }
        : Key extends 'ItemProcessor' | 'Iterator'
          ? Linked<State[Key]>
          : Key extends FieldOf<State>
            ? State[Key]
            : never;
};

/** What a state of that type may have. */
type FieldOf<State> = State extends { readonly Type: infer Type }
  ? keyof Extract<StateLiteral, { readonly Type: Type }>
  : never;

/** A rule or a Catcher. */
type LinkedWay<Way, Names> = {
  readonly [Key in keyof Way]: Key extends 'Next' ? NameIn<Way[Key], Names> : Way[Key];
};

type NameIn<Given, Names> = Given extends Names ? Given : NoStateOfThatName<Names>;

/** What the compiler shows where a name leads nowhere. No text has this property, so that the name itself is refused. */
interface NoStateOfThatName<Names> {
  readonly thereAre: Names;
}
