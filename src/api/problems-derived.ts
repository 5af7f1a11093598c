/** What can be wrong with `--derive` and `derive`: HP0860–HP0866. Places are in the text of the definition. */

import { counted, didYouMean, inModel, listed, problem } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";

const form = 'write `--derive "NAME = EXPRESSION"`, as in `--derive "icc = tau^2 / (tau^2 + sigma^2)"`';

export const definitionWanted = (span: Span): Problem =>
  problem("HP0860", inModel(span), ["expected a name and `=` before the expression", form]);

export const noSuchDraws = (
  span: Span,
  name: string,
  nearest: string | null,
  names: readonly string[],
): Problem =>
  problem("HP0861", inModel(span), [
    `there are no draws of \`${name}\``,
    didYouMean(
      nearest,
      `there are ${listed(names, 8)}; a name with dots or spaces stands in backticks, a level in quotes: \`b["new york"]\``,
    ),
  ]);

export const elementWanted = (span: Span, quantity: string, elements: readonly string[]): Problem =>
  problem("HP0862", inModel(span), [
    `\`${quantity}\` has ${counted(elements.length)} elements, and one number is wanted here`,
    `name one, as \`${elements[0]}\`, or reduce all of them: \`sum(${quantity})\`, \`mean\`, \`sd\`, \`min\`, \`max\``,
  ]);

export const noSuchFunction = (span: Span, name: string, nearest: string | null): Problem =>
  problem("HP0863", inModel(span), [
    `\`${name}\` is no function of draws`,
    didYouMean(
      nearest,
      "those of the language are there: `exp`, `log`, `sqrt`, `abs`, `min`, `max`, `logit`, `inv_logit`, `if` and so on",
    ),
  ]);

export const argumentsWanted = (span: Span, name: string, expected: number, found: number): Problem =>
  problem("HP0864", inModel(span), [
    `\`${name}\` takes ${expected} argument${expected === 1 ? "" : "s"}, and here ${found === 1 ? "is 1" : `are ${found}`}`,
    found > expected ? "leave the others out" : "add what is missing",
  ]);

export const nameTaken = (span: Span, name: string): Problem =>
  problem("HP0865", inModel(span), [
    `\`${name}\` is the name of draws, or of a constant of the model, already`,
    "give the derived variable another name",
  ]);

export const notOfDraws = (span: Span): Problem =>
  problem("HP0866", inModel(span), [
    "expected an expression of numbers and draws",
    "use names, numbers, `+ - * / ^`, comparisons and functions; labels, lists and named arguments have no value for a draw",
  ]);
