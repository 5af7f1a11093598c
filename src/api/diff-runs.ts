/**
 * What differs between two runs: their models, data, options, versions and verdicts, and whether their results differ by more than Monte Carlo error.
 * That is asked of each mean, median and standard deviation by its combined standard error, at a level that all of them share (Bonferroni).
 */

import { canonicalName } from "../language/names.ts";
import {
  type ComparedVariable,
  compareDraws,
  comparedNumbers,
  type DrawsComparison,
} from "../posterior/compare-draws.ts";
import type { Draws } from "../posterior/draws.ts";
import type { RunRecord } from "../run/run.ts";
import { wordDifference } from "./difference-sentence.ts";
import type { Fitted } from "./fitted.ts";
import { requireFitted, requireKnownOptions } from "./given-options.ts";
import { type ChangedValue, changesOf, compareModels, type TextComparison } from "./model-difference.ts";
import type { DifferentNumber, RunsDifference } from "./runs-difference.ts";
import { dataOfRecord, methodOfRecord, optionsOfRecord } from "./told-record.ts";

export interface DiffOptions extends TextComparison {
  /** What the two are called in the sentence; "the first run" and "the second run" if not said. */
  readonly names?: readonly [first: string, second: string];
}

/** All differences of two runs, read or just made. Throws a `ProblemError` for what is no fitted model, and for options that it does not know. */
export function diffRuns(first: Fitted, second: Fitted, options: DiffOptions = {}): RunsDifference {
  requireFitted("diffRuns", first);
  requireFitted("diffRuns", second);
  requireKnownOptions("diffRuns", options);
  const { names = ["the first run", "the second run"], ...text } = options;
  const [one, other] = [first.record, second.record];
  const results = compareDraws(first.summary().rows, second.summary().rows, canonicalName);
  const changed = (told: (record: RunRecord) => Parameters<typeof changesOf>[0]): ChangedValue[] =>
    changesOf(told(one), told(other));
  const found = {
    names,
    hasSameDraws: haveSameBits(first.draws, second.draws),
    model: compareModels(one.model, other.model, text),
    data: changed(dataOfRecord),
    options: changed(optionsOfRecord),
    method: changed(methodOfRecord),
    seed: changed(({ options: { seed } }) => [{ what: "seed", value: `${seed}` }])[0] ?? null,
    version: changed(({ hyperprior }) => [{ what: "version", value: hyperprior }])[0] ?? null,
    verdicts: [first.diagnose().verdict, second.diagnose().verdict] as const,
    results,
    beyondError: numbersBeyond(results),
  };
  const changes = [found.data, found.options, found.method, found.model.constants].flat();
  const isSame =
    found.hasSameDraws &&
    found.model.hasSameText &&
    changes.length === 0 &&
    found.seed === null &&
    found.version === null;
  const whole = { ...found, isSame };
  return { ...whole, sentence: wordDifference(whole) };
}

function numbersBeyond({ variables, critical }: DrawsComparison): DifferentNumber[] {
  const told = ({ variable, differences }: ComparedVariable): DifferentNumber[] =>
    comparedNumbers.flatMap((number) => {
      const one = differences[number];
      if (one === null || Math.abs(one.inErrors) <= critical) return [];
      return [{ variable, number, inErrors: one.inErrors, inSds: one.inSds }];
    });
  return variables.flatMap(told).sort((a, b) => Math.abs(b.inSds) - Math.abs(a.inSds));
}

function haveSameBits(first: Draws, second: Draws): boolean {
  if (first.chainCount !== second.chainCount || first.drawCount !== second.drawCount) return false;
  if (first.variables.length !== second.variables.length) return false;
  return first.variables.every(
    ({ name }, v) =>
      name === second.variables[v]!.name &&
      first.values[v]!.every((one, i) => Object.is(one, second.values[v]![i])),
  );
}
