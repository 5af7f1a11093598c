/** Draws by name, and by parts: what the answers and other programs' judgements take from a `Draws`. */

import type { Draws, StatisticName, Variable } from "./draws.ts";

/** Positions by name: an effects table asks for thousands of variables one by one. */
const positions = new WeakMap<readonly Variable[], ReadonlyMap<string, number>>();

/** The draws of a variable, `[chain * drawCount + draw]`, not copied. Throws where no variable has the name. */
export function requireVariable(draws: Draws, name: string): Float64Array {
  const values = draws.values[positionsOf(draws.variables).get(name) ?? -1];
  if (!values) {
    const known = draws.variables.map((variable) => variable.name).slice(0, 20);
    throw new Error(`expected draws of ${name}, found those of ${known.join(", ")}`);
  }
  return values;
}

function positionsOf(variables: readonly Variable[]): ReadonlyMap<string, number> {
  const known = positions.get(variables);
  if (known) return known;
  const made = new Map(variables.map(({ name }, index) => [name, index]));
  positions.set(variables, made);
  return made;
}

/** The draws of a variable, or a number in place of each of them. */
export function variableOrConstant(draws: Draws, source: string | number): Float64Array {
  if (typeof source === "string") return requireVariable(draws, source);
  return new Float64Array(draws.chainCount * draws.drawCount).fill(source);
}

/** Every `every`-th draw of each chain, the first one included; a view of nothing: all is copied. */
export function thinDraws(draws: Draws, every: number): Draws {
  const drawCount = Math.ceil(draws.drawCount / every);
  const thin = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: draws.chainCount * drawCount }, (_, i) => {
      const chain = Math.floor(i / drawCount);
      return values[chain * draws.drawCount + (i - chain * drawCount) * every]!;
    });
  return {
    ...draws,
    drawCount,
    values: draws.values.map(thin),
    statistics: mapStatistics([draws], ([s]) => thin(s!)),
  };
}

/** The chains of several draws of the same variables and length, one after another. Throws where they differ. */
export function concatenateChains(parts: readonly Draws[]): Draws {
  const first = parts[0];
  if (!first) throw new Error("expected draws of at least one chain, found none");
  for (const part of parts) requireSameShape(first, part);
  return {
    ...first,
    chainCount: parts.reduce((count, part) => count + part.chainCount, 0),
    values: first.variables.map((_, v) => joinArrays(parts.map((part) => part.values[v]!))),
    statistics: mapStatistics(parts, joinArrays),
  };
}

function requireSameShape(first: Draws, part: Draws): void {
  if (part.drawCount !== first.drawCount) {
    throw new Error(`expected ${first.drawCount} draws in every chain, found ${part.drawCount}`);
  }
  const missing = first.variables.find(({ name }, v) => part.variables[v]?.name !== name);
  if (missing || part.variables.length !== first.variables.length) {
    throw new Error(
      `expected the same variables in every chain, found a chain that differs at ${missing?.name}`,
    );
  }
}

/** Each statistic that all parts have. */
function mapStatistics(
  parts: readonly Draws[],
  join: (arrays: Float64Array[]) => Float64Array,
): Draws["statistics"] {
  const result: Partial<Record<StatisticName, Float64Array>> = {};
  for (const name of Object.keys(parts[0]!.statistics) as StatisticName[]) {
    const arrays = parts.flatMap((part) => part.statistics[name] ?? []);
    if (arrays.length === parts.length) result[name] = join(arrays);
  }
  return result;
}

function joinArrays(arrays: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(arrays.reduce((length, array) => length + array.length, 0));
  let offset = 0;
  for (const array of arrays) {
    joined.set(array, offset);
    offset += array.length;
  }
  return joined;
}
