/** `sensitivity`: words and options to tables, sentences and a picture. */

import { nodeSetting } from "../api/fit.ts";
import type { Fitted } from "../api/fitted.ts";
import { ProblemError } from "../api/problem-error.ts";
import { notOfRefits, scaleNotNamed, weightsNotTrusted } from "../api/problems-sensitivity.ts";
import { scaleGridOfRun } from "../api/scale-grid.ts";
import { sensitivityOfRun } from "../api/sensitivity.ts";
import { isNoPicture, type PictureInput } from "../pictures/kind.ts";
import { sensitivity as kind } from "../pictures/kinds/sensitivity.ts";
import type { ScaleGrid } from "../posterior/scale-grid.ts";
import { untrusted } from "../posterior/sensitivity-table.ts";
import { diagnosticsJson } from "../report/json.ts";
import { renderScaleGrid } from "../report/scale-grid-text.ts";
import { scaleGridJson, sensitivityJson } from "../report/sensitivity-json.ts";
import { renderSensitivity } from "../report/sensitivity-text.ts";
import { codeOfVerdict, type ExitCode } from "./exit-codes.ts";
import { printJson } from "./json-text.ts";
import { type PictureFlags, requireFreePlace, requireUsedOptions, showPicture } from "./plot-draws.ts";
import { makeBar } from "./progress.ts";
import { readGivenRun } from "./read-run.ts";
import { type RunDataFlags, runDataOf } from "./run-data-options.ts";
import type { OutputFlags } from "./shared-options.ts";
import { showFailure } from "./show-run.ts";
import { readTableFile } from "./standard-input.ts";
import { lineOf, type Terminal } from "./terminal.ts";
import { warnOf } from "./told-problems.ts";

/** What the command parses. */
export interface SensitivityFlags extends OutputFlags, RunDataFlags, Omit<PictureFlags, "width"> {
  readonly include?: readonly string[];
  readonly prior?: readonly string[];
  readonly threshold?: number;
  readonly changes?: boolean;
  readonly scale?: string;
  readonly from?: number;
  readonly to?: number;
  readonly points?: number;
  readonly workers?: number | "auto";
}

/** Does what the flags say; gives the exit code. */
export async function showSensitivity(
  terminal: Terminal,
  folder: string,
  flags: SensitivityFlags,
): Promise<ExitCode> {
  requireTogether(flags);
  if (flags.scale !== undefined) await requireFreePlace(kind, flags, [folder]);
  const fitted = await readGivenRun(folder);
  const diagnosis = fitted.diagnose();
  if (!flags.json) showFailure(terminal, fitted, folder);
  if (flags.scale === undefined) await showPowers(terminal, fitted, folder, flags);
  else await showRefits(terminal, fitted, flags.scale, flags);
  return codeOfVerdict(diagnosis.verdict, flags.lenient);
}

/** Throws a `ProblemError` for options of refits without `--scale`, and for those of power-scaling with it. */
function requireTogether(flags: SensitivityFlags): void {
  const given = (names: readonly (keyof SensitivityFlags)[]): string[] =>
    names.filter((name) => flags[name] !== undefined).map((name) => `--${name}`);
  const ofPicture = given(["out", "force", "dark", "ascii"]);
  const ofRefits = [...given(["from", "to", "points"]), ...ofPicture];
  const ofPowers = given(["prior", "threshold", "changes"]);
  if (flags.scale === undefined && ofRefits.length > 0)
    throw new ProblemError([scaleNotNamed(ofRefits)], "", "");
  if (flags.scale !== undefined && ofPowers.length > 0)
    throw new ProblemError([notOfRefits(ofPowers)], "", "");
  if (flags.scale !== undefined) requireUsedOptions(flags);
}

async function showPowers(
  terminal: Terminal,
  fitted: Fitted,
  folder: string,
  flags: SensitivityFlags,
): Promise<void> {
  const { include, prior, threshold, prob, workers } = flags;
  const options = {
    ...runDataOf(flags),
    prob,
    ...(include && { variables: include }),
    ...(prior && { priors: prior }),
    ...(threshold !== undefined && { threshold }),
    ...(workers !== undefined && { workers }),
  };
  const table = await sensitivityOfRun(fitted, options, {
    ...nodeSetting,
    readFile: readTableFile,
    isInFlagWords: true,
  });
  const bad = untrusted(table);
  if (bad.length > 0) {
    const worst = Math.max(...bad.map(({ paretoK }) => paretoK!));
    warnOf(
      terminal,
      [
        weightsNotTrusted(
          bad.map(({ name }) => name),
          worst,
        ),
      ],
      "",
      folder,
    );
  }
  if (flags.json)
    printJson(terminal, { ...sensitivityJson(table), diagnostics: diagnosticsJson(fitted.diagnose()) });
  else
    terminal.print(
      renderSensitivity(table, { ...flags, ...lineOf(terminal), hasChanges: flags.changes === true }),
    );
}

async function showRefits(
  terminal: Terminal,
  fitted: Fitted,
  parameter: string,
  flags: SensitivityFlags,
): Promise<void> {
  const { include, from, to, points, prob, workers } = flags;
  const bar = await makeBar(terminal, "refits {bar} {value}/{total}", 14);
  let isStarted = false;
  const onRefit = (done: number, of: number): void => {
    if (!isStarted) bar?.start(of, 0);
    isStarted = true;
    bar?.update(done);
  };
  const options = {
    ...runDataOf(flags),
    prob,
    onRefit,
    ...(include && { variables: include }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(points !== undefined && { points }),
    ...(workers !== undefined && { workers }),
  };
  const setting = { ...nodeSetting, readFile: readTableFile, isInFlagWords: true };
  const grid = await scaleGridOfRun(fitted, parameter, options, setting).finally(() => bar?.stop());
  if (flags.json)
    printJson(terminal, { ...scaleGridJson(grid), diagnostics: diagnosticsJson(fitted.diagnose()) });
  else terminal.print(renderScaleGrid(grid, { ...flags, ...lineOf(terminal) }));
  // JSON is all that standard output has then.
  if (flags.json && flags.out === undefined) return;
  const picture = kind.draw(inputOf(fitted, grid));
  if (isNoPicture(picture)) return;
  if (!flags.json) terminal.print("\n");
  await showPicture(flags.json ? { ...terminal, print: () => {} } : terminal, picture, kind, flags);
}

function inputOf({ record, draws }: Fitted, grid: ScaleGrid): PictureInput {
  return {
    title: record.model.name ?? record.model.file,
    draws,
    run: null,
    rows: new Map(),
    prob: grid.prob,
    predicted: null,
    logLikelihood: null,
    scaleGrid: grid,
  };
}
