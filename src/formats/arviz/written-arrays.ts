/**
 * Variables put together to arrays: the elements of a quantity whose levels are all combinations of some are one array, whose dimensions are
 * called by their plates. Elements of a quantity that are not (a triangle of a matrix) lie along one dimension, by their joined labels.
 */

import type { Variable } from "../../posterior/draws.ts";
import { defaultDimension } from "./arrays.ts";

export interface WrittenArray {
  readonly name: string;
  /** Behind chain and draw. */
  readonly dimensions: readonly string[];
  readonly shape: readonly number[];
  /** Of each element the place of its variable, the last index fastest. */
  readonly places: readonly number[];
}

export interface WrittenArrays {
  readonly arrays: readonly WrittenArray[];
  /** The labels of each dimension but chain and draw. */
  readonly coordinates: ReadonlyMap<string, readonly string[]>;
}

/** An array before its dimensions have names. */
interface Grid {
  readonly name: string;
  /** The plates are those of this quantity. */
  readonly quantity: string;
  readonly labels: readonly (readonly string[])[];
  readonly places: readonly number[];
}

/** `plates` are those of the levels of quantities; labels of dimensions are put to the `coordinates` that there are. */
export function arraysOf(
  variables: readonly Variable[],
  plates: Readonly<Record<string, readonly string[]>>,
  coordinates = new Map<string, readonly string[]>(),
): WrittenArrays {
  const grids = gridsOf(variables);
  const taken = new Set(["chain", "draw", ...grids.map(({ name }) => name)]);
  const arrays = grids.map(({ name, quantity, labels, places }): WrittenArray => {
    const own = new Set<string>();
    const dimensions = labels.map((ofAxis, k) => {
      const plate = labels.length === plates[quantity]?.length ? plates[quantity][k] : undefined;
      const dimension = dimensionFor(
        plate ?? defaultDimension(name, k),
        ofAxis,
        coordinates,
        (one) => taken.has(one) || own.has(one),
      );
      coordinates.set(dimension, ofAxis);
      own.add(dimension);
      return dimension;
    });
    return { name, dimensions, shape: labels.map(({ length }) => length), places };
  });
  return { arrays, coordinates };
}

/** Names and labels of the dimensions of observed data, which are numbered from 0. */
export function observedDimensions(
  name: string,
  shape: readonly number[],
  coordinates: Map<string, readonly string[]>,
): string[] {
  return shape.map((size, k) => {
    const labels = Array.from({ length: size }, (_, i) => String(i));
    const dimension = dimensionFor(defaultDimension(name, k), labels, coordinates, (one) => one === name);
    coordinates.set(dimension, labels);
    return dimension;
  });
}

/** A name that is free, or that has these labels already. */
function dimensionFor(
  wanted: string,
  labels: readonly string[],
  coordinates: ReadonlyMap<string, readonly string[]>,
  isTaken: (name: string) => boolean,
): string {
  for (let k = 1; ; k++) {
    const name = k === 1 ? wanted : `${wanted}_${k}`;
    const known = coordinates.get(name);
    const areSame =
      known === undefined || (known.length === labels.length && known.every((one, i) => one === labels[i]));
    if (areSame && !isTaken(name)) return name;
  }
}

function gridsOf(variables: readonly Variable[]): Grid[] {
  const families = new Map<string, number[]>();
  for (const [place, { name, quantity, levels }] of variables.entries()) {
    const key = levels.length === 0 ? `1${name}` : `${levels.length}[${quantity}`;
    const family = families.get(key);
    if (family === undefined) families.set(key, [place]);
    else family.push(place);
  }
  const used = new Set<string>();
  return [...families.values()].map((places) => {
    const first = variables[places[0]!]!;
    const isScalar = first.levels.length === 0;
    const { labels, order } =
      isScalar && places.length === 1 ? { labels: [], order: places } : gridOf(variables, places);
    return {
      name: freeName(isScalar ? first.name : first.quantity, used),
      quantity: first.quantity,
      labels,
      places: order,
    };
  });
}

/** Of quantities that have the same name with other numbers of levels, the later ones are numbered. */
function freeName(wanted: string, used: Set<string>): string {
  let name = wanted;
  for (let k = 2; used.has(name); k++) name = `${wanted}_${k}`;
  used.add(name);
  return name;
}

/** The labels of the dimensions, each in the order in which it first comes, and the places in that of the grid. */
function gridOf(variables: readonly Variable[], places: readonly number[]) {
  const { levels: first } = variables[places[0]!]!;
  const labels = first.map((_, k) => [...new Set(places.map((place) => variables[place]!.levels[k]!))]);
  const size = labels.reduce((product, { length }) => product * length, 1);
  const byKey = new Map(places.map((place) => [JSON.stringify(variables[place]!.levels), place]));
  if (first.length === 0 || size !== places.length || byKey.size !== places.length)
    return along(variables, places);
  const order = combinations(labels).map((levels) => byKey.get(JSON.stringify(levels))!);
  return { labels, order };
}

function combinations(labels: readonly (readonly string[])[]): string[][] {
  return labels.reduce<string[][]>(
    (all, ofAxis) => all.flatMap((one) => ofAxis.map((label) => [...one, label])),
    [[]],
  );
}

/** One dimension; labels that are alike are told apart by a number, as no coordinate may have one twice. */
function along(variables: readonly Variable[], places: readonly number[]) {
  const used = new Set<string>();
  const labels = places.map((place) => freeName(variables[place]!.levels.join(","), used));
  return { labels: [labels], order: places };
}

/** Whether labels are whole numbers as they are written: they are numbers in files, too. */
export function areWholeNumbers(labels: readonly string[]): boolean {
  return labels.every((label) => /^(0|-?[1-9]\d{0,14})$/.test(label));
}
