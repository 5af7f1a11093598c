/**
 * Cross-validation in K parts: the model is fitted without each part of the rows in turn, and says what it predicts of these. Parts are taken by a
 * seeded permutation, of rows or of whole groups, and as even as can be.
 */

import { createRandomStream } from "../../numeric/random-stream.ts";
import type { ScoredModel } from "../../posterior/compare-models.ts";
import { ProblemError } from "../problem-error.ts";
import { type FoldRunner, foldTaskOf, predictPart } from "./fold-task.ts";
import { notesOn } from "./leave-groups.ts";
import type { ScoreOptions } from "./leave-out.ts";
import type { NamedRun, RowGroups } from "./observations.ts";
import { badFolds } from "./problems.ts";

/** Numbers from 0 to `count` - 1, each in one of `folds` parts, ascending in each. Throws a `ProblemError` for parts that are none. */
export function foldsOf(count: number, folds: number, seed: number, what: string): readonly Int32Array[] {
  if (!Number.isInteger(folds) || folds < 2 || folds > count)
    throw new ProblemError([badFolds(folds, count, what)], "", "");
  const stream = createRandomStream(seed, 0);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const other = Math.floor(stream.uniform() * (i + 1));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return Array.from({ length: folds }, (_, k) => order.filter((_, i) => i % folds === k).sort());
}

/** How parts are scored. */
export interface FoldOptions extends ScoreOptions {
  /** Who fits the parts; left out, they are fitted here, one after another. */
  readonly runFolds?: FoldRunner;
}

/** Scores the rows of a model, or its groups, part by part; the parts are those of `foldsOf`. */
export async function scoreFolds(
  run: NamedRun,
  folds: readonly Int32Array[],
  groups: RowGroups | null,
  { seed, setting, onProgress, runFolds }: FoldOptions,
): Promise<ScoredModel> {
  const parts =
    runFolds === undefined
      ? null
      : await runFolds(foldTaskOf(run, groups, folds, seed), folds.length, (done, all) => {
          onProgress?.(`${run.name}: ${done} of ${all} folds`);
        });
  const failed = parts?.find(({ problem }) => problem !== null)?.problem;
  if (failed != null) throw new ProblemError([failed], run.model.source, run.model.checked.file);
  const done = new Map(parts?.map(({ number, predictions }) => [number, predictions]));
  const count = folds.reduce((sum, fold) => sum + fold.length, 0);
  const [elpd, mcse] = [new Float64Array(count), new Float64Array(count)];
  for (const [k, fold] of folds.entries()) {
    if (parts === null) onProgress?.(`${run.name}: fold ${k + 1} of ${folds.length}`);
    const found = done.get(k + 1) ?? (await predictPart(run, groups, fold, seed + k, setting));
    fold.forEach((point, i) => {
      elpd[point] = found[i]!.elpd;
      mcse[point] = found[i]!.mcse;
    });
  }
  return {
    name: run.name,
    elpd,
    p: null,
    paretoK: null,
    mcse,
    unreliable: [...elpd.keys()].filter((i) => !Number.isFinite(elpd[i]!)),
    integrated: null,
    refits: folds.length,
    notes: groups === null ? [] : notesOn(run, groups.factor),
  };
}
