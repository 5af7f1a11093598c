/**
 * Asks of labels that look reused in several levels of another factor, where the model does not say what they are.
 *
 * It says so by `factor in`, `factor across`, and by effects of the combination of both. Asked of is a factor that has
 * effects of its own with an estimated spread; once, within the smallest factor that it may lie in.
 */

import { factorWord, rankOf } from "../data/factor-words.ts";
import { labelsReused } from "../data/problems-labels.ts";
import { findReuse, type ReuseQuestion, type UsedFactor } from "../data/reused-labels.ts";
import type { FactorColumn, Table } from "../data/table.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import { isFormula } from "../language/model-text.ts";
import type { OutcomeCells } from "../model/bound-model.ts";
import { groupEffectsByFactor } from "../predictor/group-effects.ts";
import { findOutcome, hasKnownDeviation } from "../predictor/outcome.ts";
import type { Problem } from "../problems/problem.ts";

/** `factors`: the columns behind the plates; of them those that are no combinations are looked at. */
export function askOfReusedLabels(
  model: CheckedModel,
  factors: ReadonlyMap<string, FactorColumn>,
  { name: file }: Table,
  cells: OutcomeCells | null,
): Problem[] {
  const effects = groupEffectsByFactor(model);
  if (effects.size === 0) return [];
  const used = candidates(model, factors, effects);
  const isReplicated = cells?.counts.some((count) => count > 1) === true;
  const questions = used.flatMap((first, i) =>
    used.slice(i + 1).flatMap((second) => {
      if (isSaid(model, first.column.name, second.column.name)) return [];
      const question = findReuse(first, second, isReplicated ? false : null);
      return question === null ? [] : [question];
    }),
  );
  const isSeparable = !hasEstimatedResidual(model);
  return innermost(questions).map((question) =>
    labelsReused(
      described(question, isSeparable ? [] : (effects.get(question.inner.name) ?? [])),
      file,
      isFormula(model.file),
    ),
  );
}

/** In the order in which the model declares them, without outcomes. */
function candidates(
  model: CheckedModel,
  factors: ReadonlyMap<string, FactorColumn>,
  effects: ReadonlyMap<string, readonly string[]>,
): UsedFactor[] {
  const outcomes = new Set(model.statements.flatMap((one) => (one.kind === "likelihood" ? one.columns : [])));
  return model.columns.flatMap(({ name }) => {
    const column = factors.get(name);
    if (column === undefined || outcomes.has(name)) return [];
    return [{ column, hasEffects: effects.has(name) }];
  });
}

/** Whether the model says how the two lie to each other. */
function isSaid(model: CheckedModel, a: string, b: string): boolean {
  const declared = (inner: string, outer: string): boolean =>
    model.columns.some(
      ({ name, within, across }) => name === inner && (within === outer || across.includes(outer)),
    );
  if (declared(a, b) || declared(b, a)) return true;
  return [...model.declarations.values()].some(({ plates }) => {
    const parts = plates.flatMap((name) => {
      const plate = model.plates.get(name);
      return plate?.kind === "combination" ? plate.factors : [name];
    });
    return parts.includes(a) && parts.includes(b);
  });
}

/** Of several questions about one factor, the one in the smallest of those that it may lie in. */
function innermost(questions: readonly ReuseQuestion[]): ReuseQuestion[] {
  const byInner = new Map<FactorColumn, ReuseQuestion>();
  for (const question of questions) {
    const known = byInner.get(question.inner);
    if (known === undefined || isCloser(question, known, questions)) byInner.set(question.inner, question);
  }
  return [...byInner.values()];
}

function isCloser(one: ReuseQuestion, other: ReuseQuestion, all: readonly ReuseQuestion[]): boolean {
  if (one.isInWords !== other.isInWords) return one.isInWords;
  const [a, b] = [one, other].map(({ outer }) => rankOf(factorWord([outer.name, outer.from])));
  if (a !== b) return a! < b!;
  return all.some(({ inner, outer }) => inner === one.outer && outer === other.outer);
}

function hasEstimatedResidual(model: CheckedModel): boolean {
  const outcome = findOutcome(model);
  return outcome?.residual?.kind === "formula" && !hasKnownDeviation(outcome.residual);
}

function described(question: ReuseQuestion, effects: readonly string[]): Parameters<typeof labelsReused>[0] {
  const { inner, outer, combinations, beginnings, isOneRowEach, isEitherWay } = question;
  return {
    inner: inner.name,
    outer: outer.name,
    labels: inner.levels,
    beginnings,
    outerLevels: outer.levels.length,
    combinations,
    example: exampleOf(inner, outer),
    inseparable: isOneRowEach ? effects : [],
    isEitherWay,
  };
}

/** The first label that two levels of `outer` have, and the first two of these. */
function exampleOf(inner: FactorColumn, outer: FactorColumn): readonly [string, string, string] {
  const groups = inner.levels.map(() => new Set<number>());
  inner.codes.forEach((code, row) => {
    const group = outer.codes[row]!;
    if (code >= 0 && group >= 0) groups[code]!.add(group);
  });
  const label = groups.findIndex(({ size }) => size > 1);
  const [one, other] = [...groups[label]!].sort((a, b) => a - b);
  return [inner.levels[label]!, outer.levels[one!]!, outer.levels[other!]!];
}
