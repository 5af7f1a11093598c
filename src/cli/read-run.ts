/** The run that a command was given, or the draws of another program. Throws a `ProblemError` if there are none, or none yet. */

import { Fitted } from "../api/fitted.ts";
import { GivenDraws, readGivenDraws } from "../api/read-draws.ts";
import { readRun } from "../api/read-run.ts";
import type { DrawsFlags } from "./draws-options.ts";
import { DrawsProgress } from "./draws-progress.ts";
import type { Terminal } from "./terminal.ts";
import { warnOf } from "./told-problems.ts";

/** A run of this program. */
export async function readGivenRun(folder: string): Promise<Fitted> {
  return new Fitted(await readRun(folder), [], { isInFlagWords: true });
}

/** A run folder, files of another program, patterns of them, or `-`; what is told of them goes to standard error. */
export async function readDrawsOf(
  terminal: Terminal,
  words: readonly string[],
  flags: DrawsFlags,
): Promise<GivenDraws> {
  const { format, warmup, thin } = flags;
  const progress = await DrawsProgress.on(terminal);
  const given = await readGivenDraws(
    words,
    { format, warmup, thin, onProgress: progress.read },
    { isInFlagWords: true, input: () => process.stdin },
  ).finally(progress.stop);
  warnOf(terminal, given.warnings, "", words[0]!);
  const { received, warnings } = given;
  if (received === null) return given;
  return new GivenDraws({ ...received, source: progress.watched(received.source) }, warnings);
}
