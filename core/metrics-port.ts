/** The port of metrics: how much there was of what, as operators watch it. */

/** Metrics, by AWS's names where AWS has them. https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html */
export interface Metrics {
  /** So many more. @param machine the state machine that they belong to; absent: the stack */
  count(name: string, number: number, machine?: string): void;
  /** One measurement, in ms. */
  time(name: string, ms: number, machine?: string): void;
}
