/** How AWS's Java SDK 2, by which Step Functions calls services, names what a service's model names otherwise. */

/** The members whose names the Java SDK changes beyond its rule. */
const RENAMED: Record<string, string> = { NULL: 'Nul' };

/**
 * The name of a member in results: an acronym at the beginning becomes a word (`DBInstances` → `DbInstances`), and the
 * first letter is a capital (`taskArn` → `TaskArn`).
 */
export function javaMemberName(name: string): string {
  if (Object.hasOwn(RENAMED, name)) return RENAMED[name] ?? name;
  const acronym = /^[A-Z]+(?![a-z])/.exec(name)?.[0] ?? '';
  if (acronym.length < 2) return capitalised(name);
  return acronym.charAt(0) + acronym.slice(1).toLowerCase() + name.slice(acronym.length);
}

/** The name of an error: `DBInstanceNotFoundFault` → `DbInstanceNotFoundException`, `NoSuchBucket` → `NoSuchBucketException`. */
export function javaExceptionName(name: string): string {
  return `${words(exceptionStem(name)).map(wordCase).join('')}Exception`;
}

/** The name of an error in the Java SDK 1, by which optimized integrations call: acronyms stay. */
export function java1ExceptionName(name: string): string {
  return `${exceptionStem(name)}Exception`;
}

function exceptionStem(name: string): string {
  return name.replace(/(?:Fault|Exception)$/, '');
}

function words(name: string): string[] {
  return name
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .replace(/([a-z])(?=[A-Z][a-zA-Z0-9])/g, '$1 ')
    .replace(/([A-Z])(?=[A-Z][a-z])/g, '$1 ')
    .replace(/([0-9])(?=[a-zA-Z])/g, '$1 ')
    .trim()
    .split(/ +/);
}

function wordCase(word: string): string {
  return capitalised(word.toLowerCase());
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
