/**
 * Quantities of parameters and data as bounded numbers: each value is replaced by its place between 0 and 1 among draws from the
 * prior, so that heavy tails do not matter, and a mean of a few hundred is normal.
 */

import type { RandomStream } from "../../src/numeric/random-stream.ts";
import { type CalibratedModel, type Columns, drawFrom, type Values } from "./calibration.ts";

const priorDraws = 2000;
const logDensityName = "log density";

export interface Quantity {
  /** The parameter, or parameters. */
  readonly of: string;
  readonly test: string;
  readonly value: (places: readonly number[]) => number;
}

export class PriorPlaces {
  /** What has a value: each parameter, and the log density of parameters and data. */
  readonly names: readonly string[];
  readonly quantities: readonly Quantity[];
  private readonly model: CalibratedModel;
  private readonly parameters: readonly string[];
  /** Values of prior draws in increasing order, for each name. */
  private readonly sorted: readonly Float64Array[];

  constructor(model: CalibratedModel, stream: RandomStream) {
    this.model = model;
    const draws = Array.from({ length: priorDraws }, () => model.simulate(drawFrom(stream)));
    this.parameters = Object.keys(draws[0]!.truth);
    this.names = [...this.parameters, logDensityName];
    const values = draws.map(({ data, truth }) => this.valuesOf((name) => truth[name]!, data));
    this.sorted = this.names.map((_, v) => Float64Array.from(values, (row) => row[v]!).sort());
    this.quantities = quantitiesOf(this.names, this.parameters);
  }

  valuesOf(values: Values, data: Columns): number[] {
    return [...this.parameters.map((name) => values(name)), this.model.logDensity(values, data)];
  }

  quantitiesOf(values: readonly number[]): number[] {
    const places = values.map((value, v) => placeIn(this.sorted[v]!, value));
    return this.quantities.map(({ value }) => value(places));
  }
}

/** Where among sorted numbers, linear in between so that small moves are seen. */
function placeIn(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  if (low === 0 || low === sorted.length) return low / sorted.length;
  const [before, after] = [sorted[low - 1]!, sorted[low]!];
  return (low - 1 + (value - before) / (after - before) + 0.5) / sorted.length;
}

/**
 * The place and how far it is from the middle, of everything; of pairs of single parameters the product of their places; and of a single
 * parameter with one element of each quantity by level the product of its place and how far out the other is, as of a scale and an effect.
 */
function quantitiesOf(names: readonly string[], parameters: readonly string[]): Quantity[] {
  const middle = (place: number): number => place - 0.5;
  const far = (place: number): number => (2 * place - 1) ** 2 - 1 / 3;
  const single = parameters.flatMap((name, v) => (name.includes("[") ? [] : [{ name, v }]));
  const families = new Map(
    parameters.flatMap((name, v) =>
      name.includes("[") ? [[name.split("[")[0]!, { name, v }] as const] : [],
    ),
  );
  const elements = [...families.values()];
  return [
    ...names.flatMap((of, v): Quantity[] => [
      { of, test: "location", value: (places) => middle(places[v]!) },
      { of, test: "spread", value: (places) => far(places[v]!) },
    ]),
    ...single.flatMap((a, i) =>
      single.slice(i + 1).map(
        (b): Quantity => ({
          of: `${a.name} and ${b.name}`,
          test: "product",
          value: (places) => middle(places[a.v]!) * middle(places[b.v]!),
        }),
      ),
    ),
    ...single.flatMap((a) =>
      elements.map(
        (b): Quantity => ({
          of: `${a.name} and ${b.name}`,
          test: "product",
          value: (places) => middle(places[a.v]!) * far(places[b.v]!),
        }),
      ),
    ),
  ];
}
