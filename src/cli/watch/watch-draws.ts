/** `diagnose --watch`: chains are followed while they are made, and then read as a whole for the verdict. */

import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { ProblemError } from "../../api/problem-error.ts";
import { isRunFolder } from "../../run/record/run-pair.ts";
import { nothingToWatch, notWatched } from "../problems-live.ts";
import type { Terminal } from "../terminal.ts";
import type { Watched } from "./look.ts";
import { realClock, type WatchClock, watchToEnd } from "./loop.ts";
import { WatchedRun } from "./run-folder.ts";
import { WatchedStanFiles } from "./stan-files.ts";

/** What the flags of `diagnose` say of watching. */
export interface WatchFlags {
  readonly every?: number;
  readonly chains?: number;
  readonly format?: string;
  readonly warmup?: number;
}

/** What is to be read when all has ended; null when Ctrl-C came before. Throws a `ProblemError` where nothing can be watched. */
export async function watchDraws(
  terminal: Terminal,
  words: readonly string[],
  flags: WatchFlags,
  clock: WatchClock = realClock,
): Promise<readonly string[] | null> {
  const watched = watchedOf(words, flags);
  const stop = new AbortController();
  // The second Ctrl-C ends the process, as it does where nobody listens.
  const onInterrupt = (): void => stop.abort();
  process.once("SIGINT", onInterrupt);
  process.once("SIGTERM", onInterrupt);
  try {
    const everyMs = 1000 * (flags.every ?? 1);
    const hasEnded = await watchToEnd(terminal, watched, { everyMs, clock, signal: stop.signal });
    return hasEnded ? watched.words() : null;
  } finally {
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onInterrupt);
  }
}

function watchedOf(words: readonly string[], { format, warmup, chains }: WatchFlags): Watched {
  const refuse = (word: string, reason: string): never => {
    throw new ProblemError([notWatched(word, reason)], "", word);
  };
  if (format !== undefined && format !== "cmdstan")
    refuse(words[0]!, `files of the format ${format} are written at once`);
  for (const word of words) {
    if (word === "-") refuse(word, "a pipe is read to its end");
    if (word.endsWith(".gz")) refuse(word, "a file that is zipped is whole");
    if (!existsSync(word) && !existsSync(dirname(word)))
      throw new ProblemError([nothingToWatch(word)], "", word);
  }
  const [first] = words;
  if (words.length === 1 && format === undefined && isRunFolder(first!)) return new WatchedRun(first!);
  return new WatchedStanFiles(words, { warmup: warmup ?? null, chains: chains ?? null });
}
