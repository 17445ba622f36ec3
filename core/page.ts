/** Pages of lists, as the ports hand them out. */

/** The `after` of a query is none that we gave. */
export class InvalidPageToken extends Error {}

export interface Page<T> {
  items: T[];
  /** Hand this back as `after` for what follows; absent at the end. */
  next?: string;
}
