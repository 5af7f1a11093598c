/** From the text of a model and columns to a compiled density, for the tests of `model/` and `density/`. */

import { type ColumnData, tableFromColumns } from "../../src/data/from-memory.ts";
import type { Table } from "../../src/data/table.ts";
import {
  type CompiledModel,
  compile,
  type InstantiatedModel,
  instantiate,
} from "../../src/density/compile.ts";
import { Interpreter } from "../../src/density/graph/interpret.ts";
import { type BindModelOptions, bindModel } from "../../src/identification/bind-model.ts";
import { readModelText } from "../../src/language/index.ts";
import type { BindResult } from "../../src/model/bind.ts";
import type { BoundModel } from "../../src/model/bound-model.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import type { Problem } from "../../src/problems/problem.ts";

export interface BindTextOptions extends BindModelOptions {
  /** Tables of their own, by factor. */
  readonly groups?: Readonly<Record<string, ColumnData>>;
}

export function describeProblems(problems: readonly Problem[]): string {
  return problems.map(({ code, message }) => `${code} ${message}`).join("\n");
}

/** Binds a model that the checker accepts to columns that the reader accepts. */
export function bindText(
  text: string,
  columns: ColumnData,
  options: BindTextOptions = {},
): Pick<BindResult, "model" | "problems"> {
  const { model, problems } = readModelText(text, "test.model");
  if (model === null) throw new Error(describeProblems(problems));
  const own = options.groups ?? {};
  const requests = requestColumns(model, new Set(Object.keys(own)));
  const read = (data: ColumnData, wanted: typeof requests.main): Table => {
    const result = tableFromColumns(data, wanted, { dropMissing: false });
    if (result.table === null) throw new Error(describeProblems(result.problems));
    return result.table;
  };
  const groups = new Map(
    [...requests.groups].map(([factor, wanted]) => [factor, read(own[factor]!, wanted)]),
  );
  return bindModel(model, { main: read(columns, requests.main), groups }, options);
}

export function requireBound(text: string, columns: ColumnData, options?: BindTextOptions): BoundModel {
  const { model, problems } = bindText(text, columns, options);
  if (model === null) throw new Error(describeProblems(problems));
  return model;
}

export type CompiledText = CompiledModel & InstantiatedModel;

export function compileText(text: string, columns: ColumnData, options?: BindTextOptions): CompiledText {
  return withFunctions(compile(requireBound(text, columns, options)));
}

export function withFunctions(compiled: CompiledModel): CompiledText {
  return { ...compiled, ...instantiate(compiled.recipe) };
}

/** The log density with the constants that the compiled one leaves out. */
export function fullLogDensity(compiled: CompiledText, position: readonly number[]): number {
  const gradient = new Float64Array(compiled.density.dimension);
  return compiled.density.evaluate(Float64Array.from(position), gradient) + compiled.joint.droppedConstant;
}

export function interpretedLogDensity(compiled: CompiledModel, position: Float64Array): number {
  return new Interpreter(position).values(compiled.joint.logDensity)[0]!;
}

/** The numbers of a draw by name. */
export function constrainAt(compiled: CompiledText, position: readonly number[]): Record<string, number> {
  const draw = new Float64Array(compiled.variables.length);
  compiled.constrain(Float64Array.from(position), draw);
  return Object.fromEntries(compiled.variables.map(({ name }, i) => [name, draw[i]!]));
}

/** Numbers that look random and are the same in every run: the fractional parts of multiples of the golden ratio. */
export function scattered(count: number, scale: number, seed = 0): number[] {
  return Array.from({ length: count }, (_, i) => {
    const fraction = ((i + 1 + 17 * seed) * 0.6180339887498949 + 0.137 * seed) % 1;
    return scale * (2 * fraction - 1);
  });
}

/** Central differences with Richardson's extrapolation, of order h⁴. */
export function numericalGradient(
  evaluate: (position: Float64Array) => number,
  position: Float64Array,
  h = 1e-3,
): Float64Array {
  const moved = position.slice();
  return position.map((x, i) => {
    const at = (delta: number): number => {
      moved[i] = x + delta;
      const value = evaluate(moved);
      moved[i] = x;
      return value;
    };
    const wide = (at(h) - at(-h)) / (2 * h);
    const narrow = (at(h / 2) - at(-h / 2)) / h;
    return (4 * narrow - wide) / 3;
  });
}
