/** Predictions as a command shows them: a table, JSON, or a file that is written row by row. */

import type { Fitted } from "../api/fitted.ts";
import type { GroupMode } from "../api/new-rows.ts";
import { observedRows } from "../api/observed-rows.ts";
import { type PredictedRow, type PreparedPredictions, preparePredictions } from "../api/predict-model.ts";
import { ProblemError } from "../api/problem-error.ts";
import { predict as kindOfPicture } from "../pictures/kinds/predict.ts";
import type { Picture } from "../pictures/picture.ts";
import type { PredictionKind } from "../prediction/row-values.ts";
import { diagnosticsJson } from "../report/json.ts";
import {
  type PredictionsHead,
  predictionCsvLine,
  predictionJson,
  predictionsCsvHead,
  renderPredictions,
} from "../report/predictions-table.ts";
import {
  type AnswerPictureFlags,
  asksPicture,
  drawAnswer,
  requirePicture,
  showAnswerPicture,
} from "./answer-picture.ts";
import { answeringFor } from "./drawn-again.ts";
import { writeExport } from "./export-files.ts";
import { printJson } from "./json-text.ts";
import { reading } from "./load.ts";
import { isPictureName } from "./picture-file.ts";
import { readGivenRun } from "./read-run.ts";
import { type RunDataFlags, runDataOf } from "./run-data-options.ts";
import type { OutputFlags } from "./shared-options.ts";
import { showFailure } from "./show-run.ts";
import { lineOf, type Terminal } from "./terminal.ts";
import { warnOf } from "./told-problems.ts";

/** What `predict` parses. */
export interface PredictFlags extends OutputFlags, RunDataFlags, AnswerPictureFlags {
  readonly data?: string;
  readonly grid?: readonly string[];
  readonly kind: PredictionKind;
  readonly group?: Readonly<Record<string, GroupMode>>;
  readonly newLevels?: boolean;
  readonly na?: readonly string[];
  readonly dropMissing?: boolean;
  readonly seed?: number;
}

/** Gives the run. Throws a `ProblemError` where there are no such predictions, or they or their picture cannot be drawn or written. */
export async function predictAndShow(
  terminal: Terminal,
  folder: string,
  flags: PredictFlags,
): Promise<Fitted> {
  const { data, grid, kind, group, newLevels, na, dropMissing, seed, prob } = flags;
  const { out: tableFile, picture } = placesOf(flags);
  await requirePicture(kindOfPicture, picture, data === undefined ? [folder] : [folder, data]);
  const fitted = await readGivenRun(folder);
  const prepared = await preparePredictions(
    fitted,
    {
      ...runDataOf(flags),
      ...defined({ data, grid, kind, groups: group, newLevels, na, dropMissing, seed, prob }),
    },
    answeringFor(terminal, flags),
  );
  const head: PredictionsHead = {
    ...prepared,
    hasOutcomes: new Set(prepared.quantities.map(({ outcome }) => outcome)).size > 1,
    hasCategories: prepared.quantities.some(({ category }) => category !== null),
  };
  warnOf(terminal, prepared.warnings, "", folder);
  const rows = tableFile === undefined || asksPicture(picture) ? [...prepared.rows()] : [];
  const drawn = asksPicture(picture) ? await drawPredictions(fitted, prepared, rows, flags) : null;
  if (tableFile !== undefined) await writeRows(prepared, head, tableFile);
  if (flags.json && tableFile === undefined) {
    const { kind: what, definition, notes } = prepared;
    const predictions = rows.map((row) => predictionJson(row, prepared));
    const diagnostics = diagnosticsJson(fitted.diagnose());
    printJson(terminal, { kind: what, definition, notes, predictions, diagnostics });
  } else {
    showFailure(terminal, fitted, folder);
    for (const note of prepared.notes) terminal.warn(`${note}\n`);
    if (tableFile === undefined)
      terminal.print(renderPredictions(head, rows, { ...flags, ...lineOf(terminal) }));
    else terminal.warn(`${prepared.rowCount} rows: ${prepared.definition}; written to ${tableFile}\n`);
  }
  if (drawn !== null) await showAnswerPicture(terminal, drawn, kindOfPicture, picture);
  return fitted;
}

/** `--out` names a picture by its ending, and otherwise a table. */
function placesOf({ out, ...flags }: PredictFlags): {
  readonly out?: string;
  readonly picture: AnswerPictureFlags;
} {
  if (out === undefined) return { picture: flags };
  return isPictureName(out) ? { picture: { ...flags, out } } : { out, picture: flags };
}

/** With the outcomes of the run that are of the rows' columns. */
async function drawPredictions(
  fitted: Fitted,
  { kind, definition, columnsAsNamed, quantities }: PreparedPredictions,
  rows: readonly PredictedRow[],
  flags: PredictFlags,
): Promise<Picture> {
  const outcomes = [...new Set(quantities.map(({ outcome }) => outcome))];
  const observed = await observedRows(fitted, outcomes, columnsAsNamed, runDataOf(flags), reading);
  const columns = columnsAsNamed.map((name) => ({ name, values: rows.map(({ values }) => values[name]!) }));
  const predictions = { kind, definition, numbers: rows, columns, observed };
  return drawAnswer(kindOfPicture, fitted, { predictions, prob: flags.prob });
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
