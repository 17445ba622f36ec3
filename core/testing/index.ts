/** `treadle/testing`: runs state machines in tests, of Vitest, Jest or whatever else runs tests. */

import type { DefinitionSource } from './source.ts';
import { type MachineOptions, TestMachine } from './test-machine.ts';

export {
  Coverage,
  CoverageError,
  checkCoverage,
  coverageTable,
  type Share,
  type Thresholds,
} from './coverage.ts';
export type { Duration } from './duration.ts';
export type { HistoryEvent } from './history.ts';
export {
  type Call,
  type Mock,
  type MockContext,
  MockError,
  type MockFunction,
  type MockTable,
  type Response,
  TaskError,
} from './mocks.ts';
export type { Branch } from './observed-machine.ts';
export { DefinitionError, type DefinitionSource } from './source.ts';
export type { MachineOptions, RunOptions, TestMachine } from './test-machine.ts';
export { type RunResult, type RunStatus, StandsStill, type TestRun } from './test-run.ts';
export { TaskOver, type WaitingTask } from './waiting-task.ts';

/** A state machine under test. @param source a definition, or the path of its JSON or YAML file */
export function testMachine(source: DefinitionSource, options: MachineOptions = {}): TestMachine {
  return new TestMachine(source, options);
}
