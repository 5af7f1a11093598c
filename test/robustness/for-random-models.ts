/** Runs a property over random models; what fails is told with the text of its model. */

import fc, { type GeneratorValue } from "fast-check";
import { type CompiledText, compileText } from "../density/harness.ts";
import type { Values } from "./random-expressions.ts";
import { makeRandomModel, type RandomModel } from "./random-models.ts";

/** Without shrinking, which tries thousands of models, each to be compiled: the text that failed is short as it is. */
export function forRandomModels(
  { runs, seed = 1 }: { readonly runs: number; readonly seed?: number },
  check: (model: RandomModel, choose: GeneratorValue) => void,
): void {
  fc.assert(
    fc.property(fc.gen(), (choose) => {
      const model = makeRandomModel(choose);
      try {
        check(model, choose);
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.stack : error}\nin the model\n${model.text}`);
      }
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );
}

/** The model on its own table. */
export function compileRandom({ text, table }: RandomModel): CompiledText {
  return compileText(text, table);
}

/** The numbers of the draw at a position, by name. */
export function valuesAt(compiled: CompiledText, position: ArrayLike<number>): Values {
  const draw = new Float64Array(compiled.variables.length);
  compiled.constrain(Float64Array.from(position), draw);
  const named = new Map(compiled.variables.map(({ name }, i) => [name, draw[i]!]));
  return (name) => {
    const value = named.get(name);
    if (value === undefined) throw new Error(`no ${name} among ${[...named.keys()]}`);
    return value;
  };
}
