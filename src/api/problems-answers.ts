/** What can be wrong with what is asked of a run's effects and variances: HP0990–HP0999. */

import { didYouMean, listed, nowhere, problem } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";

export const noSuchLevel = (
  level: string,
  groups: readonly string[],
  nearest: string | null,
  levels: readonly string[],
): Problem =>
  problem("HP0990", nowhere, [
    `\`${level}\` is no level of ${listed(groups)}`,
    didYouMean(nearest, `there are ${listed(levels, 8)}`),
  ]);

export const tooManyDifferences = (count: number, most: number, level: string): Problem =>
  problem("HP0991", nowhere, [
    `there are ${count} differences of two levels, and at most ${most} are given at once`,
    `compare all levels with one, as in \`--against ${level}\``,
  ]);

export const noSuchCondition = (name: string, nearest: string | null, names: readonly string[]): Problem =>
  problem("HP0992", nowhere, [
    names.length === 0
      ? `\`${name}\` cannot be stated: the variance of a value depends on no column`
      : `the variance of a value does not depend on \`${name}\``,
    didYouMean(
      nearest,
      names.length === 0 ? "leave `--at` out" : `it depends on ${listed(names)}: \`--at ${names[0]}=VALUE\``,
    ),
  ]);

export const notOfOneColumn = (group: string, term: string): Problem =>
  problem("HP0993", nowhere, [
    `\`${term}\` of ${group} is no function of one column, so that no value of a column tells it`,
    "leave `--at` out: variances are then means over the rows",
  ]);

export const conditionMissing = (names: readonly string[]): Problem =>
  problem("HP0994", nowhere, [
    `the variance of a value depends on ${listed(names)}, too`,
    `state ${names.length === 1 ? "it" : "them"} as well: \`--at ${names[0]}=VALUE\``,
  ]);

export const noSuchValue = (
  name: string,
  value: string,
  nearest: string | null,
  values: readonly string[],
): Problem =>
  problem("HP0995", nowhere, [
    values.length === 0
      ? `\`${name}\` is a number, and \`${value}\` is none`
      : `\`${name}\` is never \`${value}\` in the data`,
    didYouMean(nearest, values.length === 0 ? `write \`--at ${name}=1\`` : `it is ${listed(values, 8)}`),
  ]);

/** `notes` are what there is in their place. */
export const otherData = (own: string, other: string): Problem => ({
  code: "HP0996",
  severity: "warning",
  place: nowhere,
  message: `\`${own}\` and \`${other}\` are not of the same values of one outcome`,
  hint: "fit both models to the same rows, as a change of variance may else be one of data",
});

export const noSuchOutcome = (name: string, nearest: string | null, outcomes: readonly string[]): Problem =>
  problem("HP0997", nowhere, [
    `the run has no outcome \`${name}\` whose variances are told`,
    didYouMean(nearest, outcomes.length === 0 ? "leave `outcome` out" : `there are ${listed(outcomes)}`),
  ]);
