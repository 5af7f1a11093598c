/**
 * Judgements of 29 people on arguments, from a public report: each judged two arguments of each type, validity and
 * number of counterexamples. Nobody rejected a valid affirmation with few counterexamples, nor one of two other cells.
 */

import type { ColumnData } from "../../../src/data/from-memory.ts";

/** 1 for accepted, by person. */
const responses = [
  "1111111111111111 1111111011011101 1111110111111100 1111111011101110 1110111111111111 1111111111111111",
  "1100110111111110 1110111111011110 1111111111011111 1111110010111111 1111111111111111 1110111111111111",
  "1111111111111111 1111111111111110 1111111111111111 1111111111011111 1111111111111111 1111111111111111",
  "1111111111111111 1111111111111111 1100111111011111 1111111111111101 1111110111111101 1101111111111110",
  "1111111111001111 1111111111111101 1111111111111111 1101111111111111 1111110111111111",
].flatMap((line) => line.split(" "));

const arguments16 = Array.from({ length: 16 }, (_, k) => ({
  validity: k < 8 ? "valid" : "invalid",
  type: (k >> 2) % 2 === 0 ? "affirmation" : "denial",
  counterexamples: (k >> 1) % 2 === 0 ? "few" : "many",
}));

/** 464 rows, in the order of the report. */
export const counterexamples: ColumnData = {
  code: responses.flatMap((_, person) => arguments16.map(() => `P${person + 1}`)),
  response: responses.flatMap((one) => Array.from(one, Number)),
  type: responses.flatMap(() => arguments16.map(({ type }) => type)),
  validity: responses.flatMap(() => arguments16.map(({ validity }) => validity)),
  counterexamples: responses.flatMap(() => arguments16.map((one) => one.counterexamples)),
};

export const judgementModel = (prior: string): string => `data {
  code: factor
  response: int in 0..1
  counterexamples: factor
  type: factor
  validity: factor
}
X = design(type * validity * counterexamples)
β[X] ~ ${prior}
τ ~ half_normal(2)
u[code] ~ normal(0, τ)
response ~ bernoulli_logit(X * β + u[code])
`;
