/**
 * Ctrl-C while a run is set up: data are read, bound, planned and prepared, and nothing has been sampled. Where that waits for files, a
 * listener hears it; where it computes, no listener has its turn, and the engine is asked to break off instead.
 */

import { Script } from "node:vm";
import { cancelStatements } from "../sources/running-statements.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** Under this name the script finds what it is to do. */
const key = "hyperprior: what can be interrupted";
const call = new Script(`globalThis[${JSON.stringify(key)}]()`);

/**
 * Does the work, which SIGINT breaks off: then it throws an error of which `isInterruption` holds. Listeners are not told. SIGTERM
 * ends the process, as it does where nobody listens: a listener would have its turn when the work is done.
 */
export function interruptible<Result>(work: () => Result): Result {
  let result: { readonly value: Result } | null = null;
  const before = Reflect.get(globalThis, key);
  Reflect.set(globalThis, key, () => {
    result = { value: work() };
  });
  const listeners = process.listeners("SIGTERM");
  process.removeAllListeners("SIGTERM");
  try {
    call.runInThisContext({ breakOnSigint: true });
  } finally {
    for (const listener of listeners) process.on("SIGTERM", listener);
    Reflect.set(globalThis, key, before);
  }
  if (result === null) throw new Error("the script has ended without its work");
  // It is set within the callback, which the compiler does not see.
  return (result as { readonly value: Result }).value;
}

/** Whether the error says that SIGINT has come. */
export function isInterruption(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}

/** Says what a run is that was interrupted before anything was sampled. */
export function warnOfInterruption(terminal: Terminal): void {
  const left = "nothing was sampled or saved, and an earlier run is as it was";
  terminal.warn(`\ninterrupted during set-up: ${left}\n`);
}

/** What a work that Ctrl-C may end is given. */
export interface Stop {
  /** Does the last of the set-up. */
  readonly setUp: <Result>(work: () => Result) => Result;
  /** Aborted by the first Ctrl-C after it. */
  readonly signal: AbortSignal;
}

/** Does the work, which Ctrl-C ends: the first with what there is by then, the second at once; before it is set up, the first does. */
export async function untilInterrupted<Result>(
  terminal: Terminal,
  work: (stop: Stop) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  let isSetUp = false;
  let isEnding = false;
  const setUp: Stop["setUp"] = (last) => {
    const result = interruptible(last);
    isSetUp = true;
    return result;
  };
  const onInterrupt = (): void => {
    if (!isSetUp) warnOfInterruption(terminal);
    if (!isSetUp || stop.signal.aborted) {
      // A server would go on with what nobody waits for.
      isEnding = true;
      endInterrupted();
      return;
    }
    stop.abort();
  };
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onInterrupt);
  try {
    return await work({ setUp, signal: stop.signal });
  } catch (error) {
    // What a statement says that was cancelled is no news.
    if (isEnding) await new Promise(() => {});
    throw error;
  } finally {
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onInterrupt);
  }
}

/** Ends the process as Ctrl-C does, when servers have cancelled what they are at work on. */
function endInterrupted(): void {
  void cancelStatements().finally(() => process.exit(exitCodes.interrupted));
}

/** Does work that servers may be asked in, for commands that do not listen to Ctrl-C otherwise. */
export async function cancellable<Result>(work: () => Promise<Result>): Promise<Result> {
  if (process.listenerCount("SIGINT") > 0) return work();
  let isEnding = false;
  const onInterrupt = (): void => {
    isEnding = true;
    endInterrupted();
  };
  process.on("SIGINT", onInterrupt);
  try {
    const result = await work();
    if (isEnding) await new Promise(() => {});
    return result;
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}
