/** Draws for tests: variables made from independent streams, or from numbers as they are. */

import { createRandomStream } from "../../src/numeric/random-stream.ts";
import type { Draws, Roles, Variable } from "../../src/posterior/draws.ts";

export interface Shape {
  readonly chainCount: number;
  readonly drawCount: number;
}

/** Draws of the named arrays, `[chain * drawCount + draw]`. */
export function makeDraws(
  { chainCount, drawCount }: Shape,
  arrays: Readonly<Record<string, ArrayLike<number>>>,
  rest: {
    readonly statistics?: Draws["statistics"];
    readonly flags?: Readonly<Record<string, Partial<Variable>>>;
  } = {},
): Draws {
  const names = Object.keys(arrays);
  return {
    chainCount,
    drawCount,
    variables: names.map((name) => ({
      name,
      quantity: name,
      levels: [],
      isHidden: false,
      isConstant: false,
      ...rest.flags?.[name],
    })),
    values: names.map((name) => Float64Array.from(arrays[name]!)),
    statistics: rest.statistics ?? {},
  };
}

/** Standard normal draws, independent or with autocorrelation `rho`, mapped by place. */
export function normalDraws(
  { chainCount, drawCount }: Shape,
  seed: number,
  { rho = 0, map = (value: number, _chain: number, _draw: number): number => value } = {},
): Float64Array {
  const values = new Float64Array(chainCount * drawCount);
  for (let chain = 0; chain < chainCount; chain++) {
    const stream = createRandomStream(seed, chain);
    let state = stream.normal();
    for (let draw = 0; draw < drawCount; draw++) {
      state = rho * state + Math.sqrt(1 - rho * rho) * stream.normal();
      values[chain * drawCount + draw] = map(state, chain, draw);
    }
  }
  return values;
}

export const emptyRoles: Roles = {
  outcome: "y",
  components: [],
  correlations: [],
  residual: null,
  effects: [],
  intraclass: [],
  improperPriors: [],
  remarks: [],
};
