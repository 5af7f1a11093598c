/** A run that a command makes: kept in its folder from before its first transition to its end, and reported. */

import type { BoundData } from "../api/bind-data.ts";
import type { Model } from "../api/model.ts";
import type { RunOptions } from "../run/options.ts";
import type { Run } from "../run/run.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { warnOf } from "./load.ts";
import type { EndingFlags, OutputFlags } from "./shared-options.ts";
import type { Terminal } from "./terminal.ts";

/** What is to be made. */
export interface RunTask {
  readonly model: Model;
  readonly data: BoundData;
  readonly options: RunOptions;
  /** The run that is gone on with. */
  readonly earlier: Run | null;
  readonly folder: string;
  /** When the reading of the model began, by `performance.now()`. */
  readonly startedAt: number;
}

export async function makeRun(
  terminal: Terminal,
  { model, data, options, earlier, folder, startedAt }: RunTask,
  flags: OutputFlags & EndingFlags & { readonly force?: boolean },
): Promise<ExitCode> {
  const { codeOfFailure, sampleWithProgress } = await import("./sample.ts");
  const { FolderStore } = await import("../run/record/run-store.ts");
  const { finishRun } = await import("./finish-run.ts");
  const { checkpoint: seconds, force: isForced } = flags;
  const goesOn = earlier !== null;
  const { store, problem } = await FolderStore.open(folder, { seconds, isForced, goesOn });
  if (store === null) {
    warnOf(terminal, [problem], "", folder);
    return exitCodes.usage;
  }
  try {
    const { sources } = data;
    const result = await sampleWithProgress(terminal, data.bound, options, {
      startedAt,
      sources,
      earlier,
      store,
    });
    if (result.run !== null) return await finishRun(terminal, store, result.run, flags);
    warnOf(terminal, [result.problem], model.source, model.checked.file);
    return codeOfFailure(result);
  } finally {
    await store.close();
  }
}
