/** Posteriors that are improper, or rise without bound, as can be proved before anything is sampled: HP0465–HP0471. */

import { enumerated, type Fix, inModel, problem } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";
import { problemKind } from "../problems/problem-kind.ts";

function improper(code: Problem["code"], span: Span, [message, hint]: Fix): Problem {
  return problem(code, inModel(span), [`${message}: the posterior is improper`, hint]);
}

/** A parameter, and its prior as the model has it. */
export interface WithPrior {
  /** With the level in brackets, where one level is meant: `σ[a]`. */
  readonly name: string;
  readonly prior: string;
  readonly span: Span;
}

/** `fact` is what the outcome is, `scale` the expression that goes to 0, `remedy` what to write. */
export const exactFit = problemKind(
  "HP0465",
  (code, fact: string, scale: string, { prior, span }: WithPrior, remedy: string): Problem =>
    improper(code, span, [
      `${fact}, which its mean can be equal to, so that the likelihood has no bound as \`${scale}\` goes to 0, where \`${prior}\` leaves mass`,
      `check that the right column was read, and that rows are not repeated; if the data are so, ${remedy}`,
    ]),
);

/** `fact` is what the outcome is in which rows, `flat` the coefficients that go to infinity, `statement` theirs. */
export const separated = (
  fact: string,
  flat: readonly string[],
  { name, prior, span }: WithPrior,
  remedy: string,
): Problem =>
  improper("HP0466", span, [
    `${fact}, so that the likelihood does not fall however far ${enumerated(flat, 4)} ${flat.length === 1 ? "goes" : "go"} (separation), nor does the prior \`${prior}\``,
    `give \`${name}\` a proper prior, such as \`${remedy}\``,
  ]);

/** `count` effects with the sd `of`; `flat` are what else has infinite mass. */
export const wideEffects = (
  of: WithPrior,
  effects: readonly string[],
  count: number,
  flat: readonly string[],
  remedy: string,
): Problem =>
  improper("HP0467", of.span, [
    `${count === 1 ? "one effect" : `${count} effects`} (${enumerated(effects, 4)}) ${count === 1 ? "does" : "do"} not keep the scale \`${of.name}\` from infinity, where its prior \`${of.prior}\` has infinite mass${flat.length > 0 ? `, as ${enumerated(flat, 4)} ${flat.length === 1 ? "is" : "are"} flat, too` : ""}`,
    `give \`${of.name}\` a proper prior, such as \`${remedy}\``,
  ]);

export const vanishingEffects = (of: WithPrior, effects: readonly string[], remedy: string): Problem =>
  improper("HP0468", of.span, [
    `the prior \`${of.prior}\` of \`${of.name}\` has infinite mass where the spread of ${enumerated(effects, 4)} is near 0, and no data contradict a spread of 0`,
    remedy,
  ]);

/** `count` outcomes with the scale `of`; `flat` are what else has infinite mass. */
export const wideOutcomes = (
  of: WithPrior,
  outcome: string,
  count: number,
  flat: readonly string[],
  remedy: string,
): Problem =>
  improper("HP0469", of.span, [
    `${count === 0 ? "no value" : count === 1 ? "one value" : `${count} values`} of \`${outcome}\` ${count === 0 ? "keeps" : count === 1 ? "does not keep" : "do not keep"} the scale \`${of.name}\` from infinity, where its prior \`${of.prior}\` has infinite mass${flat.length > 0 ? `, as ${enumerated(flat, 4)} ${flat.length === 1 ? "has" : "have"}, too` : ""}`,
    `give \`${of.name}\` a proper prior, such as \`${remedy}\``,
  ]);

/** `flat` are parameters of which some combination changes nothing. */
export const undeterminedFlat = (
  flat: readonly string[],
  { name, prior, span }: WithPrior,
  remedy: string,
): Problem =>
  improper("HP0471", span, [
    flat.length === 1
      ? `the likelihood is the same along a line of \`${name}\`, and its prior \`${prior}\` is flat`
      : `only combinations of ${enumerated(flat, 4)} are in the likelihood, and their priors are flat`,
    `give \`${name}\` a proper prior, such as \`${remedy}\``,
  ]);

/** `hasDirection`: directions of angles depend on it, which come back after each turn. */
export const uninformedFlat = (
  { name, prior, span }: WithPrior,
  remedy: string,
  hasDirection = false,
): Problem =>
  improper("HP0470", span, [
    hasDirection
      ? `of the outcomes only directions of angles depend on \`${name}\`, which do not bound it, and its prior \`${prior}\` is flat`
      : `no outcome depends on \`${name}\`, whose prior \`${prior}\` is flat`,
    hasDirection
      ? `give \`${name}\` a proper prior, such as \`${remedy}\``
      : `leave \`${name}\` out, or give it a proper prior, such as \`${remedy}\``,
  ]);
