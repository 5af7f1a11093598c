/** Predictions as a command shows them: a table, JSON, or a file that is written row by row. */

import type { Fitted } from "../api/fitted.ts";
import type { GroupMode } from "../api/new-rows.ts";
import { type PreparedPredictions, preparePredictions } from "../api/predict-model.ts";
import { ProblemError } from "../api/problem-error.ts";
import type { PredictionKind } from "../prediction/row-values.ts";
import { diagnosticsJson } from "../report/json.ts";
import {
  type PredictionsHead,
  predictionCsvLine,
  predictionJson,
  predictionsCsvHead,
  renderPredictions,
} from "../report/predictions-table.ts";
import { writeExport } from "./export-files.ts";
import { printJson } from "./json-text.ts";
import { reading } from "./load.ts";
import { type RunDataFlags, runDataOf } from "./run-data-options.ts";
import type { OutputFlags } from "./shared-options.ts";
import { showFailure } from "./show-run.ts";
import { lineOf, type Terminal } from "./terminal.ts";
import { warnOf } from "./told-problems.ts";

/** What `predict` parses. */
export interface PredictFlags extends OutputFlags, RunDataFlags {
  readonly data?: string;
  readonly grid?: readonly string[];
  readonly kind: PredictionKind;
  readonly group?: Readonly<Record<string, GroupMode>>;
  readonly newLevels?: boolean;
  readonly na?: readonly string[];
  readonly dropMissing?: boolean;
  readonly seed?: number;
  readonly out?: string;
}

/** Throws a `ProblemError` where there are no such predictions, or they cannot be written. */
export async function predictAndShow(
  terminal: Terminal,
  fitted: Fitted,
  folder: string,
  flags: PredictFlags,
): Promise<void> {
  const { data, grid, kind, group, newLevels, na, dropMissing, seed, prob, out } = flags;
  const prepared = await preparePredictions(
    fitted,
    {
      ...runDataOf(flags),
      ...defined({ data, grid, kind, groups: group, newLevels, na, dropMissing, seed, prob }),
    },
    reading,
  );
  const head: PredictionsHead = {
    ...prepared,
    hasOutcomes: new Set(prepared.quantities.map(({ outcome }) => outcome)).size > 1,
    hasCategories: prepared.quantities.some(({ category }) => category !== null),
  };
  warnOf(terminal, prepared.warnings, "", folder);
  if (out !== undefined) await writeRows(prepared, head, out);
  else if (flags.json) {
    const { kind: what, definition, notes } = prepared;
    const predictions = [...prepared.rows()].map((row) => predictionJson(row, prepared));
    const diagnostics = diagnosticsJson(fitted.diagnose());
    printJson(terminal, { kind: what, definition, notes, predictions, diagnostics });
    return;
  }
  showFailure(terminal, fitted, folder);
  for (const note of prepared.notes) terminal.warn(`${note}\n`);
  if (out === undefined)
    terminal.print(renderPredictions(head, [...prepared.rows()], { ...flags, ...lineOf(terminal) }));
  else terminal.warn(`${prepared.rowCount} rows: ${prepared.definition}; written to ${out}\n`);
}

/** Without what is undefined, which no option is. */
function defined<Options extends object>(
  options: Options,
): {
  [Key in keyof Options]?: Exclude<Options[Key], undefined>;
} {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  // Each value keeps its name.
  return Object.fromEntries(entries) as { [Key in keyof Options]?: Exclude<Options[Key], undefined> };
}

const encoder = new TextEncoder();
const pieceLength = 1 << 16;

async function writeRows(prepared: PreparedPredictions, head: PredictionsHead, out: string): Promise<void> {
  const problem = await writeExport([{ path: out, suffix: "", pieces: () => pieces(prepared, head) }]);
  if (problem !== null) throw new ProblemError([problem], "", out);
}

async function* pieces(prepared: PreparedPredictions, head: PredictionsHead): AsyncGenerator<Uint8Array> {
  let text = predictionsCsvHead(head);
  for (const row of prepared.rows()) {
    text += predictionCsvLine(row, head);
    if (text.length < pieceLength) continue;
    yield encoder.encode(text);
    text = "";
    // Lets Ctrl-C in.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  yield encoder.encode(text);
}
