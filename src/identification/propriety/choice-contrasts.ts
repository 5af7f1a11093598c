/**
 * Which differences of its arguments the likelihood of a category rises with: it is bounded away from 0 along a direction in which
 * none of them falls.
 *
 *   categorical_logit   θ_y - θ_k for every other category k
 *   cumulative          θ_y - η and η - θ_(y-1): P(y) = F(θ_y - η) - F(θ_(y-1) - η)
 *   adjacent            Σ (η - θ_m) from each lower category up to y, and minus that from y up to each higher one
 *   sequential          θ_y - η and η - θ_k for every k < y: P(y) = F(θ_y - η) Π F(η - θ_k)
 */

/** The coefficients of a sum, by their columns. */
export type Entries = ReadonlyMap<number, number>;

/** A sum of nothing. */
export const noEntries: Entries = new Map();

/** The contrasts of a category, from 1, of the location (nothing where there is none) and the items of the vector. */
type Contrasts = (category: number, location: Entries, items: readonly Entries[]) => readonly Entries[];

/** By the name of the distribution; of another choice it is not known. */
export const choiceContrasts: Readonly<Record<string, Contrasts>> = {
  categorical_logit: (category, _, items) => {
    const own = items[category - 1] ?? noEntries;
    return items.flatMap((item, k) => (k === category - 1 ? [] : [difference(own, item)]));
  },
  ordered_logistic: cumulative,
  ordered_probit: cumulative,
  adjacent_logit: (category, location, thresholds) => {
    const found: Entries[] = [];
    let sum = noEntries;
    for (let k = category - 2; k >= 0; k--) {
      sum = total(sum, difference(location, thresholds[k]!));
      found.push(sum);
    }
    sum = noEntries;
    for (let k = category - 1; k < thresholds.length; k++) {
      sum = total(sum, difference(thresholds[k]!, location));
      found.push(sum);
    }
    return found;
  },
  sequential_logit: (category, location, thresholds) => [
    ...thresholds.slice(0, category - 1).map((threshold) => difference(location, threshold)),
    ...thresholds.slice(category - 1, category).map((threshold) => difference(threshold, location)),
  ],
};

function cumulative(category: number, location: Entries, thresholds: readonly Entries[]): readonly Entries[] {
  const [below, above] = [thresholds[category - 2], thresholds[category - 1]];
  return [
    ...(above === undefined ? [] : [difference(above, location)]),
    ...(below === undefined ? [] : [difference(location, below)]),
  ];
}

function difference(a: Entries, b: Entries): Entries {
  return total(a, b, -1);
}

function total(a: Entries, b: Entries, sign = 1): Entries {
  const sum = new Map(a);
  for (const [column, value] of b) sum.set(column, (sum.get(column) ?? 0) + sign * value);
  return sum;
}
