/** `work URL`: does jobs of a queue that others share: simulations, studies, parts of cross-validations. */

import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { workerCount } from "../shared-options.ts";
import type { Terminal } from "../terminal.ts";

interface WorkFlags {
  readonly workers: number | "auto";
  readonly untilEmpty?: boolean;
}

export const registerWork: RegisterCommand = (program, { terminal, exit }) => {
  program
    .command("work")
    .description("do jobs that another machine shares by `calibrate`, `design` or `compare --queue`")
    .addHelpText("after", exampleHelp("work postgres://ada@db.example.org/jobs"))
    .argument("<url>", "the queue: a database of PostgreSQL, with the password in PGPASSWORD or ~/.pgpass")
    .option("--workers <n>", "jobs at a time, each in a thread", workerCount, "auto" as const)
    .option("--until-empty", "end when no job is left; else it waits for more until Ctrl-C")
    .action(async (url: string, flags: WorkFlags) => {
      exit(await workFor(terminal, url, flags));
    });
};

async function workFor(
  terminal: Terminal,
  url: string,
  { workers, untilEmpty = false }: WorkFlags,
): Promise<ExitCode> {
  const { workTogether } = await import("../../calibration/queued-jobs.ts");
  const stop = new AbortController();
  const onInterrupt = (): void => {
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    terminal.warn("\ninterrupted: jobs that were begun are left to others; Ctrl-C once more ends at once\n");
    stop.abort();
  };
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onInterrupt);
  try {
    const begin = (shown: string, hands: number): void =>
      terminal.warn(`${hands} ${hands === 1 ? "thread works" : "threads work"} for ${shown}\n`);
    const done = await workTogether(url, { workers, untilEmpty, signal: stop.signal, begin });
    terminal.print(`${done} ${done === 1 ? "job" : "jobs"} done\n`);
  } finally {
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onInterrupt);
  }
  return stop.signal.aborted ? exitCodes.interrupted : exitCodes.good;
}
