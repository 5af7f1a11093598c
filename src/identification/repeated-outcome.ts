/**
 * An outcome that is one value for each level of a factor, repeated on the rows of the level, as where a table of one row a
 * student was joined with one of several.
 *
 * Told of a factor where every level has one value, and that would not be so by chance: were the values dealt to the rows,
 * of which a share p_k has the value k, the levels of n_g rows would all have one value with probability ∏_g Σ_k p_k^n_g.
 */

import type { Likelihood } from "../language/checked-model.ts";
import { isGrouping } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { IndexMap } from "../model/domains.ts";
import type { Problem } from "../problems/problem.ts";
import { repeatedOutcome } from "./problems-identification.ts";

/** Of tables without copies, one in so many at most is told. */
const mostChance = 1e-4;

/** Says it of the factor with fewest levels of which it is true, for each column of an outcome. */
export function checkRepeats(model: BoundModel, likelihood: Likelihood, file: string): Problem[] {
  return likelihood.columns.flatMap((name) => checkColumn(model, name, likelihood.per, file));
}

function checkColumn(model: BoundModel, name: string, per: string | null, file: string): Problem[] {
  const { domains, columns, cells, checked } = model;
  const { values } = columns.get(name)!;
  if (per !== null || cells !== null || values.every((value) => value === values[0])) return [];
  const maps = [...checked.plates.values()]
    .filter(isGrouping)
    .flatMap((plate) => domains.mapTo(domains.rows, [plate.name]) ?? [])
    .filter((map) => isRepeated(values, map))
    .sort((a, b) => a.to.size - b.to.size);
  const [map] = maps;
  if (map === undefined) return [];
  const plate = map.to.axes[0]!.plate;
  const effects = checked.statements.flatMap((one) =>
    one.kind === "parameter" && one.plates.includes(plate) ? [one.name] : [],
  );
  return [repeatedOutcome(name, plate, values.length, map.to.size, effects, file)];
}

function isRepeated(values: Float64Array, { indices, to }: IndexMap): boolean {
  if (to.size * 2 > 2 * values.length - 1) return false;
  const own = new Float64Array(to.size).fill(NaN);
  const counts = new Int32Array(to.size);
  const isOne = values.every((value, row) => {
    const level = indices[row]!;
    if (counts[level]! > 0 && own[level] !== value) return false;
    own[level] = value;
    counts[level]!++;
    return true;
  });
  return isOne && chanceOf(values, counts) < mostChance;
}

/** ∏_g Σ_k p_k^n_g, as soon as it is known to be small. */
function chanceOf(values: Float64Array, counts: Int32Array): number {
  const frequencies = new Map<number, number>();
  for (const value of values) frequencies.set(value, (frequencies.get(value) ?? 0) + 1);
  const shares = [...frequencies.values()].map((count) => count / values.length);
  const known = new Map<number, number>();
  let chance = 1;
  for (const count of counts) {
    const own = known.get(count) ?? shares.reduce((sum, share) => sum + power(share, count), 0);
    known.set(count, own);
    chance *= own;
    if (chance < mostChance) return chance;
  }
  return chance;
}

/** Of a number up to 1; 0 once that is all that is left. */
function power(base: number, exponent: number): number {
  let product = 1;
  for (let i = 0; i < exponent && product > 0; i++) product *= base;
  return product;
}
