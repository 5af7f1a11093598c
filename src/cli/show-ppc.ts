/** Posterior predictive checks as a command shows them. */

import type { Fitted } from "../api/fitted.ts";
import type { GroupMode } from "../api/new-rows.ts";
import { ppcModel } from "../api/ppc-model.ts";
import { diagnosticsJson } from "../report/json.ts";
import { ppcJson, renderPpc } from "../report/ppc-table.ts";
import { answeringFor } from "./drawn-again.ts";
import { printJson } from "./json-text.ts";
import { type RunDataFlags, runDataOf } from "./run-data-options.ts";
import type { OutputFlags } from "./shared-options.ts";
import { showFailure } from "./show-run.ts";
import { lineOf, type Terminal } from "./terminal.ts";

/** What `ppc` parses. */
export interface PpcFlags extends OutputFlags, RunDataFlags {
  readonly statistic?: readonly string[];
  readonly by?: string;
  readonly byGroup?: boolean;
  readonly group?: Readonly<Record<string, GroupMode>>;
  readonly replicates?: number;
  readonly seed?: number;
}

/** Throws a `ProblemError` for what cannot be replicated. */
export async function checkAndShow(
  terminal: Terminal,
  fitted: Fitted,
  folder: string,
  flags: PpcFlags,
): Promise<void> {
  const { statistic, by, group, replicates, seed, prob } = flags;
  const found = await ppcModel(
    fitted,
    {
      ...runDataOf(flags),
      ...(statistic && { statistics: statistic }),
      ...(by !== undefined && { by }),
      ...(group && { groups: group }),
      ...(replicates !== undefined && { replicates }),
      ...(seed !== undefined && { seed }),
      prob,
    },
    answeringFor(terminal, flags),
  );
  if (flags.json) {
    printJson(terminal, { ...ppcJson(found), diagnostics: diagnosticsJson(fitted.diagnose()) });
    return;
  }
  showFailure(terminal, fitted, folder);
  terminal.print(renderPpc(found, { ...flags, ...lineOf(terminal) }));
}
