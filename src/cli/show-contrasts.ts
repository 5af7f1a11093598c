/** Contrasts as a command shows them. */

import { contrastModel } from "../api/contrast-model.ts";
import type { Fitted } from "../api/fitted.ts";
import type { GroupMode } from "../api/new-rows.ts";
import { contrast as kindOfPicture } from "../pictures/kinds/contrast.ts";
import type { ContrastKind, Equivalence } from "../posterior/contrasts.ts";
import { contrastsJson, renderContrasts } from "../report/contrast-table.ts";
import { diagnosticsJson } from "../report/json.ts";
import {
  type AnswerPictureFlags,
  asksPicture,
  drawAnswer,
  requirePicture,
  showAnswerPicture,
} from "./answer-picture.ts";
import { answeringFor } from "./drawn-again.ts";
import { printJson } from "./json-text.ts";
import { readGivenRun } from "./read-run.ts";
import { type RunDataFlags, runDataOf } from "./run-data-options.ts";
import type { OutputFlags } from "./shared-options.ts";
import { showFailure } from "./show-run.ts";
import { lineOf, type Terminal } from "./terminal.ts";

/** What `contrast` parses. */
export interface ContrastFlags extends OutputFlags, RunDataFlags, AnswerPictureFlags {
  readonly by?: readonly string[];
  readonly at?: readonly string[];
  readonly contrast?: ContrastKind;
  readonly slope?: string;
  readonly over: "grid" | "observed";
  readonly kind: "expected" | "linear";
  readonly group?: Readonly<Record<string, GroupMode>>;
  readonly rope?: Equivalence;
  readonly hypothesis?: readonly string[];
}

/** Gives the run. Throws a `ProblemError` for what cannot be compared, or where its picture cannot be drawn or written. */
export async function contrastAndShow(
  terminal: Terminal,
  folder: string,
  flags: ContrastFlags,
): Promise<Fitted> {
  await requirePicture(kindOfPicture, flags, [folder]);
  const fitted = await readGivenRun(folder);
  const { by, at, contrast, slope, over, kind, group, rope, hypothesis, prob } = flags;
  const found = await contrastModel(
    fitted,
    {
      ...runDataOf(flags),
      ...(by && { by }),
      ...(at && { at }),
      ...(contrast && { contrast }),
      ...(slope !== undefined && { slope }),
      ...(group && { groups: group }),
      ...(rope && { equivalence: rope }),
      ...(hypothesis && { hypotheses: hypothesis }),
      over,
      kind,
      prob,
    },
    answeringFor(terminal, flags),
  );
  const picture = asksPicture(flags) ? drawAnswer(kindOfPicture, fitted, { contrasts: found, prob }) : null;
  if (flags.json) {
    const diagnostics = diagnosticsJson(fitted.diagnose());
    printJson(terminal, { ...contrastsJson(found), notes: found.notes, diagnostics });
  } else {
    showFailure(terminal, fitted, folder);
    for (const note of found.notes) terminal.warn(`${note}\n`);
    terminal.print(renderContrasts(found, { ...flags, ...lineOf(terminal) }));
  }
  if (picture !== null) await showAnswerPicture(terminal, picture, kindOfPicture, flags);
  return fitted;
}
