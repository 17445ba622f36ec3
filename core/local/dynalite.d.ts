/** The part of dynalite that local mode uses; the package brings no types. */

declare module 'dynalite' {
  import type { Server } from 'node:http';

  export default function dynalite(options: { path?: string; createTableMs?: number }): Server;
}
