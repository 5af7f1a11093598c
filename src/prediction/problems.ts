/** Problems of simulating data from a model: HP08xx. */

import type { Problem, Span } from "../problems/problem.ts";

export const improperPrior = (parameter: string, prior: string, span: Span): Problem => ({
  code: "HP0801",
  severity: "error",
  place: { kind: "model", span },
  message: `nothing can be drawn from the improper prior \`${prior}\` of \`${parameter}\`, so no data can be simulated`,
  hint: "give it a prior that says which values are plausible, as `normal(0, 10)`, or `uniform(a, b)` between two bounds",
});

export const outcomeInDesign = (outcome: string, design: string, span: Span): Problem => ({
  code: "HP0802",
  severity: "error",
  place: { kind: "model", span },
  message: `the outcome \`${outcome}\` is simulated anew each time, but the design \`${design}\` is made from it`,
  hint: "leave it out of the design, or use it by itself: `γ * outcome`",
});

export const circularSimulation = (names: readonly string[], span: Span): Problem => ({
  code: "HP0803",
  severity: "error",
  place: { kind: "model", span },
  message: `there is no order in which to simulate: ${names.map((name) => `\`${name}\``).join(" needs ")}`,
  hint: "data can be simulated where each outcome depends on parameters, on data and on outcomes that do not depend on it",
});

export const severalDistributions = (outcome: string, span: Span): Problem => ({
  code: "HP0804",
  severity: "error",
  place: { kind: "model", span },
  message: `\`${outcome}\` has two distributions, and values with both cannot be simulated`,
  hint: "state one distribution for each outcome",
});

export const notDrawn = (text: string, reason: string, span: Span): Problem => ({
  code: "HP0805",
  severity: "error",
  place: { kind: "model", span },
  message: `nothing can be drawn from \`${text}\`: ${reason}`,
  hint: "truncate where the distribution has more of its mass; give all elements of an ordered vector the same distribution",
});

export const wildOutcomes = (outcome: string, failed: number, tried: number): Problem => ({
  code: "HP0806",
  severity: "error",
  place: { kind: "none" },
  message: `of ${tried} data sets that were simulated from the priors ${failed} have values of \`${outcome}\` that are not finite, so large are they`,
  hint: "narrow the priors: those of standard deviations, and of what stands in an exponential, first",
});

export const cellsNotSimulated = (): Problem => ({
  code: "HP0807",
  severity: "error",
  place: { kind: "none" },
  message: "data are simulated row by row, but the table has a row for each cell",
  hint: "give a table with a row for each observation: `--data FILE.csv`",
});

export const outcomeGroups = (outcome: string, plate: string, span: Span): Problem => ({
  code: "HP0808",
  severity: "error",
  place: { kind: "model", span },
  message: `the outcome \`${outcome}\` is simulated anew each time, but the rows are grouped by it, in \`${plate}\``,
  hint: "group by a column that is no outcome",
});

export const layoutMissing = (columns: readonly string[], outcomes: readonly string[]): Problem => ({
  code: "HP0809",
  severity: "error",
  place: { kind: "none" },
  message: `outcomes are simulated for the rows of a table, but none was given: the model reads ${columns.map((one) => `\`${one}\``).join(", ")}`,
  hint: `name it: \`--data FILE.csv\`; its predictors, factors and sizes are kept${outcomes.length === 0 ? "" : `, its values of ${outcomes.map((one) => `\`${one}\``).join(", ")} are not looked at`}`,
});
