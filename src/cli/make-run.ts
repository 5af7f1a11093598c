/** A run that a command makes: kept in its folder from before its first transition to its end, and reported. */

import type { FitSetting } from "../api/fit-setting.ts";
import type { Fitted } from "../api/fitted.ts";
import { withRunFolder } from "../api/with-run-folder.ts";
import type { RunObserver } from "../run/chains/chain-runner.ts";
import { chooseRunner } from "../run/chains/choose-runner.ts";
import type { FolderStore } from "../run/record/run-store.ts";
import { describeEarlier } from "./earlier-run.ts";
import type { ExitCode } from "./exit-codes.ts";
import { finishRun, reportWholeRun } from "./finish-run.ts";
import { untilInterrupted } from "./interruption.ts";
import { reading } from "./load.ts";
import { type ProgressBar, startProgress } from "./progress.ts";
import type { EndingFlags, OutputFlags } from "./shared-options.ts";
import type { Terminal } from "./terminal.ts";
import { warnOf } from "./told-problems.ts";

/** A run that has its folder. */
interface Begun {
  readonly store: FolderStore;
  /** What the run is that it will replace; null if it replaces none. */
  readonly earlier: string | null;
  readonly bar: ProgressBar;
}

/** Makes a run as the API does, and says what there is to be said of it; `goesOn` with the run that is in the folder. */
export async function makeRun(
  terminal: Terminal,
  { folder, goesOn }: { readonly folder: string; readonly goesOn: boolean },
  flags: OutputFlags & EndingFlags & { readonly force?: boolean },
  make: (setting: FitSetting, observer: RunObserver) => Promise<Fitted>,
): Promise<ExitCode> {
  const { checkpoint: seconds, force: isForced } = flags;
  return withRunFolder(folder, { seconds, isForced, goesOn }, async (open) => {
    let begun = null as Begun | null;
    const openStore: FitSetting["openStore"] = async ({ model, data, options }) => {
      warnOf(terminal, data.problems, model.source, model.checked.file);
      const store = await open();
      const earlier = store.hasEarlier && !goesOn ? await describeEarlier(folder) : null;
      begun = { store, earlier, bar: await startProgress(terminal, options) };
      return store;
    };
    const onProgress: RunObserver["onProgress"] = (chains) => begun?.bar.update(chains);
    const run = await untilInterrupted(terminal, ({ setUp, signal }) =>
      make({ ...reading, chooseRunner, isInFlagWords: true, setUp, openStore }, { onProgress, signal }),
    ).finally(() => begun?.bar.stop());
    if (begun === null) return reportWholeRun(terminal, folder, run, flags);
    return finishRun(terminal, begun.store, run, flags, begun.earlier);
  });
}
