/** What is done and said when a run has ended: it is saved, and its summary, verdict and whereabouts are printed. */

import { rolesByOutcome } from "../posterior/draws.ts";
import { renderProblem } from "../problems/render-problem.ts";
import { ruleNotMet } from "../run/problems.ts";
import { unfinishedIn } from "../run/record/run-place.ts";
import type { FolderStore } from "../run/record/run-store.ts";
import type { Run } from "../run/run.ts";
import { visible } from "../text/visible.ts";
import { codeOfVerdict, type ExitCode, exitCodes } from "./exit-codes.ts";
import type { OutputFlags } from "./shared-options.ts";
import { describeShortfall } from "./stopping-words.ts";
import type { Terminal } from "./terminal.ts";
import { warnOf } from "./told-problems.ts";

/** Saves the run and reports it; `earlier` says what the run in the folder was that it takes the place of. */
export async function finishRun(
  terminal: Terminal,
  store: FolderStore,
  run: Run,
  flags: OutputFlags,
  earlier: string | null = null,
): Promise<ExitCode> {
  const { folder } = store;
  const name = visible(folder);
  const failure = await store.finish(run);
  if (run.draws.drawCount === 0) {
    terminal.warn("interrupted during warm-up: there are no draws to keep\n");
    if (store.hasEarlier) terminal.warn(`${name} holds the earlier run as it was\n`);
    else if (failure === null) terminal.warn(`begin it again with  hyperprior resume ${name}\n`);
    return exitCodes.interrupted;
  }
  const code = await reportRun(terminal, run, flags);
  warnOfRule(terminal, run);
  if (failure !== null) {
    warnOf(terminal, [failure], "", folder);
    return exitCodes.usage;
  }
  terminal.warn(savedNote(name, run, earlier));
  return code;
}

/** Reports a run that has all its draws and was not gone on with. */
export async function reportWholeRun(
  terminal: Terminal,
  folder: string,
  run: Run,
  flags: OutputFlags,
): Promise<ExitCode> {
  const code = await reportRun(terminal, run, flags);
  terminal.warn("\nthe run has all its draws: `--draws N` or `--until RULE` asks for more\n");
  const other = unfinishedIn(folder);
  if (other !== null)
    terminal.warn(`a later run there was ended before it was done: hyperprior resume ${other}\n`);
  return code;
}

/** Prints the summary and the verdict; the exit code is what they make of it. */
async function reportRun(terminal: Terminal, run: Run, flags: OutputFlags): Promise<ExitCode> {
  const { Fitted } = await import("../api/fitted.ts");
  const fitted = new Fitted(run, [], { isInFlagWords: true });
  if (flags.json) {
    const { printJson } = await import("./json-text.ts");
    const { runJson } = await import("./run-json.ts");
    printJson(terminal, runJson(fitted, { prob: flags.prob }));
  } else {
    const { showSummary, showVerdict } = await import("./show-run.ts");
    showSummary(terminal, fitted, { ...flags, isShort: true });
    showVerdict(terminal, fitted);
  }
  if (run.record.isInterrupted) return exitCodes.interrupted;
  return codeOfVerdict(fitted.diagnose().verdict, flags.lenient);
}

/** A rule that does not hold though all draws have been made. */
function warnOfRule(terminal: Terminal, { record, draws }: Run): void {
  const { stopping, isInterrupted } = record;
  if (stopping === null || stopping.isMet || isInterrupted) return;
  const problem = ruleNotMet(stopping.rule, draws.drawCount, describeShortfall(stopping));
  terminal.warn(`\n${renderProblem(problem, "", "")}\n`);
}

/** Where the run is, how long it took, and which commands have more to say of it. */
function savedNote(folder: string, { record }: Run, earlier: string | null): string {
  const { setup, warmup, sampling } = record.timing;
  const phases = Object.entries({ "set-up": setup, "warm-up": warmup, sampling });
  const times = phases.map(([phase, seconds]) => `${phase} ${seconds.toFixed(2)} s`);
  const roles = rolesByOutcome(record.roles);
  const [components, effects] = [roles.flatMap((one) => one.components), roles.flatMap((one) => one.effects)];
  const more = [
    ...(record.isInterrupted ? ["resume"] : []),
    ...(components.length > 0 ? ["variance"] : []),
    ...(effects.length > 0 ? ["effects"] : []),
    "diagnose",
  ];
  const replaced = earlier === null ? "" : `in place of the run that was there (${earlier})\n`;
  return `\nsaved in ${folder} (${times.join(", ")})\n${replaced}go on with  ${more.map((command) => `hyperprior ${command} ${folder}`).join("\n            ")}\n`;
}
