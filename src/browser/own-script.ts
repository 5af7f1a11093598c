/**
 * In place of `worker-script.ts` in the files for pages without a bundler: such a file is all that there is, and so its own worker of chains.
 * The worker's name tells it which of both it is.
 */

import { listenToPool } from "./listen-to-pool.ts";

const nameOfWorker = "hyperprior-chains";

/** As in `worker-script.ts`. */
export function startWorker(): Worker {
  return new Worker(placeFor(import.meta.url), { type: "module", name: nameOfWorker });
}

/** A worker's script is of the page's origin: where the file is of another one, as from a CDN, a script of a line imports it. */
function placeFor(file: string): string {
  if (new URL(file).origin === globalThis.origin) return file;
  return URL.createObjectURL(new Blob([`import ${JSON.stringify(file)};`], { type: "text/javascript" }));
}

// A window may have any name.
if (typeof document === "undefined" && (globalThis as { readonly name?: string }).name === nameOfWorker) {
  listenToPool();
}
