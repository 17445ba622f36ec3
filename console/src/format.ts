/** Times, durations and names as people read them. */

/** A time in seconds since the epoch, in the reader's own zone, to the millisecond. */
export function timeText(seconds: number): string {
  const date = new Date(seconds * 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day} ${clock}`;
}

/** How long ago, roughly. */
export function agoText(seconds: number, now = Date.now() / 1000): string {
  const ago = Math.max(0, now - seconds);
  if (ago < 5) return 'just now';
  if (ago < 60) return `${Math.floor(ago)} s ago`;
  if (ago < 3_600) return `${Math.floor(ago / 60)} min ago`;
  if (ago < 86_400) return `${Math.floor(ago / 3_600)} h ago`;
  return `${Math.floor(ago / 86_400)} d ago`;
}

/** A duration given in seconds. */
export function durationText(seconds: number): string {
  if (seconds < 1) return `${Math.max(0, Math.round(seconds * 1000))} ms`;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  const whole = Math.floor(seconds);
  const [days, hours] = [Math.floor(whole / 86_400), Math.floor((whole % 86_400) / 3_600)];
  const minutes = Math.floor((whole % 3_600) / 60);
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return `${minutes} min ${whole % 60} s`;
}

/** What stands behind the last colon of an ARN. */
export function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

/** The state machine of an execution, by their ARNs; those of a Map Run's children have its label in their names. */
export function machineArnOf(executionArn: string): string {
  const [arn = '', aws = '', states = '', region = '', account = '', , machine = ''] =
    executionArn.split(':');
  const name = machine.split('/')[0] ?? '';
  return [arn, aws, states, region, account, 'stateMachine', name].join(':');
}

/** `SUCCEEDED` as `Succeeded`. */
export function words(status: string): string {
  const text = status.replaceAll('_', ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `1 event`, `2 events`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
