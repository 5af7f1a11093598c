/** The script of a worker of chains, beside this module: the form that bundlers know and follow. In the files for pages without one `own-script.ts` stands in its place. */

/** Throws where a page may not start workers. */
export function startWorker(): Worker {
  return new Worker(new URL("./chain-worker.js", import.meta.url), { type: "module" });
}
