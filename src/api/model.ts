/** A model as TypeScript has it: checked text. */

import type { CheckedModel } from "../language/checked-model.ts";
import { readModelText } from "../language/model-text.ts";
import type { Problem } from "../problems/problem.ts";
import { ProblemError } from "./problem-error.ts";

declare const typesOf: unique symbol;

/**
 * `Variable` are the names that a fitted model has draws of, `Row` the rows that it can be fitted to, where the compiler knows them: of a
 * model that was built.
 */
export interface Model<Variable extends string = string, Row = unknown> {
  readonly checked: CheckedModel;
  /** The text that it was checked from. */
  readonly source: string;
  /** Problems that are not errors: columns that are declared and not used. */
  readonly warnings: readonly Problem[];
  /** For the compiler alone. */
  readonly [typesOf]?: { readonly variable: Variable; readonly row: Row };
}

/** A type that the compiler does not infer from the argument that has it: rows are those of the model, and not those that are given. */
export type AsKnown<Type> = [Type][Type extends unknown ? 0 : never];

/** A model from its text. Throws a `ProblemError` that lists every mistake with its place. `file` is for messages. */
export function parseModel(source: string, file = "<model>"): Model {
  const { model, problems } = readModelText(source, file);
  if (model === null) throw new ProblemError(problems, source, file);
  return { checked: model, source, warnings: problems };
}

/**
 * A model written in a script, with numbers put in: `` model`μ ~ normal(0, ${scale})` ``. Throws as `parseModel` does, and a TypeError
 * for anything but finite numbers.
 */
export function model(strings: TemplateStringsArray, ...values: readonly number[]): Model {
  let source = strings[0] ?? "";
  values.forEach((value, i) => {
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new TypeError(`a model takes finite numbers, but place ${i + 1} has ${String(value)}`);
    }
    source += `${value < 0 ? `(${value})` : value}${strings[i + 1] ?? ""}`;
  });
  return parseModel(source);
}
