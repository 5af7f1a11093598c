/** Run folders compared, with what is told of them on the way. */

import { basename, resolve } from "node:path";
import {
  type CompareOptions,
  compareRuns,
  type NamedRuns,
  requireFitting,
} from "../api/compare/compare-runs.ts";
import { compareEvidence } from "../api/compare/evidence.ts";
import type { FoldRunner } from "../api/compare/fold-task.ts";
import type { Fitted } from "../api/fitted.ts";
import { ProblemError } from "../api/problem-error.ts";
import { readStatisticsText } from "../api/read-text.ts";
import type { RankedEvidence } from "../posterior/compare-evidence.ts";
import type { ComparisonMeasure, ModelComparison } from "../posterior/compare-models.ts";
import { evidenceJson, renderEvidence } from "../report/evidence.ts";
import type { JsonObject } from "../report/json.ts";
import { modelComparisonJson, renderModelComparison } from "../report/model-comparison.ts";
import { chooseRunner } from "../run/chains/choose-runner.ts";
import { badOption } from "../run/problems.ts";
import type { DataFiles } from "./option-parsers.ts";
import { readGivenRun } from "./read-run.ts";
import { showFailure } from "./show-run.ts";
import { readTableFile } from "./standard-input.ts";
import { lineOf, type Terminal } from "./terminal.ts";

/** What the flags of `compare` say of how. */
export interface ComparingFlags extends Omit<CompareOptions, "by" | "runData" | "runGroups"> {
  readonly by: ComparisonMeasure | "evidence";
  readonly runData?: DataFiles;
  readonly digits?: number;
  readonly json?: boolean;
  /** Of a queue that the parts of `kfold` go to. */
  readonly queue?: string;
}

/** A comparison, made into what is asked for. */
interface Shown {
  /** What was computed, for the picture of it. */
  readonly comparison: ModelComparison | readonly RankedEvidence[];
  readonly json: () => JsonObject;
  readonly text: () => string;
}

const setting = {
  readFile: readTableFile,
  readText: readStatisticsText,
  isPath: true,
  chooseRunner,
  isInFlagWords: true,
};

/** Runs that were read. */
export class ComparedFolders {
  /** Whether all of them can be trusted. */
  readonly verdict: "good" | "failed";
  private readonly terminal: Terminal;
  private readonly named: NamedRuns;

  private constructor(terminal: Terminal, named: NamedRuns) {
    this.terminal = terminal;
    this.named = named;
    const isFailed = Object.values(named).some((fitted) => fitted.diagnose().verdict === "failed");
    this.verdict = isFailed ? "failed" : "good";
  }

  /** Tells which of them failed their diagnosis. */
  static async read(
    terminal: Terminal,
    folders: readonly string[],
    { json }: Pick<ComparingFlags, "json">,
  ): Promise<ComparedFolders> {
    const named = await readNamed(folders);
    Object.values(named).forEach((fitted, k) => {
      if (json !== true) showFailure(terminal, fitted, folders[k]!);
    });
    return new ComparedFolders(terminal, named);
  }

  /** The first of them. */
  get first(): Fitted {
    return Object.values(this.named)[0]!;
  }

  /** Compares them; where standard error is a terminal, a line says what is being fitted. */
  async shown({ by, runData, digits, json: _, queue, ...flags }: ComparingFlags): Promise<Shown> {
    const { named, terminal } = this;
    const layout = { ...(digits === undefined ? {} : { digits }), ...lineOf(terminal) };
    const where = {
      ...(runData?.main == null ? {} : { runData: runData.main }),
      ...(runData === undefined ? {} : { runGroups: runData.groups }),
    };
    if (queue !== undefined && by !== "kfold")
      throw new ProblemError([badOption("`--queue` goes with `--by kfold`, whose fits it shares")], "", "");
    if (by === "evidence") {
      requireFitting({ ...flags, by }, setting);
      const models = await compareEvidence(named, { seed: flags.seed ?? 1, ...where }, setting);
      return {
        comparison: models,
        json: () => evidenceJson(models),
        text: () => renderEvidence(models, layout),
      };
    }
    const { live } = terminal;
    const options: CompareOptions = {
      ...flags,
      ...where,
      by,
      ...(live === undefined ? {} : { onProgress: (said: string) => live.redraw(`${said}\n`) }),
    };
    const comparison = await compareRuns(named, options, { ...setting, ...(await foldsBy(queue)) }).finally(
      () => live?.redraw(""),
    );
    return {
      comparison,
      json: () => modelComparisonJson(comparison),
      text: () => renderModelComparison(comparison, layout),
    };
  }
}

/** Who fits the parts of a cross-validation, if not this process alone. */
async function foldsBy(queue: string | undefined): Promise<{ readonly runFolds?: FoldRunner }> {
  if (queue === undefined) return {};
  const { foldsByQueue } = await import("../calibration/queued-jobs.ts");
  return { runFolds: foldsByQueue(queue) };
}

/** By their folders' names without their ends, where these are different ones. Throws a `ProblemError` for a folder that is named twice. */
async function readNamed(folders: readonly string[]): Promise<NamedRuns> {
  const twice = folders.find((one, k) => folders.findIndex((other) => resolve(other) === resolve(one)) < k);
  if (twice !== undefined)
    throw new ProblemError(
      [badOption(`\`${twice}\` is named twice, and would be compared with itself`)],
      "",
      "",
    );
  const short = folders.map((folder) => basename(folder).replace(/\.run$/u, ""));
  const isClear = new Set(short).size === folders.length;
  const named: Record<string, Fitted> = {};
  for (const [k, folder] of folders.entries())
    named[isClear ? short[k]! : folder] = await readGivenRun(folder);
  return named;
}
