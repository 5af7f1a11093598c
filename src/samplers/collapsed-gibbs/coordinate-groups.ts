/**
 * Which hyperparameters are moved in which step of a sweep: found by moving each coordinate of φ a little and looking at what
 * values of multipliers change.
 */

import type { CollapsedRecipe } from "../../linear-gaussian/collapsed-recipe.ts";
import type { Hyperparameters } from "../../linear-gaussian/hyperparameters.ts";

export interface CoordinateGroups {
  /** For each large factor: moved with its effects and the dense block integrated out. */
  readonly collapsed: readonly (readonly number[])[];
  /** Only the dense block depends on these: moved while what large factors take away stays. */
  readonly dense: readonly number[];
  /** Moved with everything given: those of the residual standard deviation. */
  readonly residual: readonly number[];
  /** Nothing in the outcome depends on these but through other hyperparameters. */
  readonly remote: readonly number[];
}

/** With more effects to an observation, the residual standard deviation is moved with effects integrated out too. */
const mostEffectsGiven = 0.3;

/** Sorts the coordinates of φ, around its present position. */
export function groupCoordinates(
  hyperparameters: Hyperparameters,
  recipe: CollapsedRecipe,
): CoordinateGroups {
  const dependents = findDependents(hyperparameters);
  const coordinatesOf = (values: readonly number[]): Set<number> =>
    new Set([...dependents.keys()].filter((i) => values.some((value) => dependents[i]!.has(value))));
  const own = recipe.factors.map(({ entries }) => coordinatesOf(entries.map(({ value }) => value)));
  const { dense, locations, classes } = recipe.rest;
  const inDense = coordinatesOf([...dense.entries, ...locations].map(({ value }) => value));
  const inResidual = coordinatesOf(classes.map(({ value }) => value));
  const effects = recipe.factors.reduce(
    (sum, { statistics }) => sum + statistics.levels * statistics.width,
    0,
  );
  const isLoose = effects > mostEffectsGiven * classes[0]!.count;
  const isOwn = (i: number): boolean => own.some((set) => set.has(i));
  const everywhere = [...inResidual].filter((i) => isLoose || inDense.has(i));
  const collapsed = own.map((set) => [...new Set([...set, ...everywhere])].sort((a, b) => a - b));
  const denseOnly = [...inDense].filter((i) => !isOwn(i) && !inResidual.has(i));
  const residual = [...inResidual].filter((i) => !isOwn(i));
  const known = new Set([...collapsed.flat(), ...denseOnly, ...residual]);
  const remote = [...hyperparameters.position.keys()].filter((i) => !known.has(i));
  return { collapsed, dense: denseOnly, residual, remote };
}

/** For each coordinate the values that it changes. */
function findDependents(hyperparameters: Hyperparameters): Set<number>[] {
  const { position, values } = hyperparameters;
  const start = position.slice();
  const dependents = Array.from(position, () => new Set<number>());
  for (const shift of [0, 0.31, -0.43]) {
    for (let i = 0; i < position.length; i++) position[i] = start[i]! + shift * (1 + (i % 3) / 2);
    hyperparameters.evaluate();
    const before = values.slice();
    for (let i = 0; i < position.length; i++) {
      const old = position[i]!;
      position[i] = old + 0.37;
      hyperparameters.evaluate();
      position[i] = old;
      values.forEach((value, k) => {
        if (value !== before[k]) dependents[i]!.add(k);
      });
    }
  }
  position.set(start);
  hyperparameters.evaluate();
  return dependents;
}
