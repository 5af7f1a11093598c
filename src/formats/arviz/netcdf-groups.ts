/**
 * Groups of a netCDF-4 file. Of its conventions (NetCDF-4 format specification, "Dimensions", and CF as xarray applies it): dimensions are
 * datasets that are attached to the axes of others, those that are no coordinates say so in their name; `_FillValue` stands for what is
 * missing; integers with `dtype` "bool" are logical; `units` "days since …" are times.
 */

import type { Dataset, Group } from "h5wasm/node";
import {
  type ArrayGroup,
  type ArrayGroups,
  type AttributeValue,
  type Box,
  defaultDimension,
  defaultLabels,
  type LabelledArray,
  sizeOf,
} from "./arrays.ts";
import { type Hdf5, withHdf5 } from "./hdf5.ts";
import { labelsOfTimes } from "./times.ts";

/** How values of a dataset are read later: the file is opened again for each time. */
type ReadAgain = (path: string, box: Box) => ArrayLike<number | bigint>;

/** The groups of the file at a path. Throws an Error where it cannot be opened. */
export function readNetcdfGroups(hdf5: Hdf5, path: string): ArrayGroups {
  const again: ReadAgain = (dataset, box) =>
    withHdf5(hdf5, path, (file) => {
      const found = file.get(dataset);
      if (found === null || !("slice" in found)) throw new Error("it is not there any more");
      return found.slice(box.map(([from, to]) => [from, to])) as ArrayLike<number | bigint>;
    });
  return withHdf5(hdf5, path, (file) => {
    const groups = new Map<string, ArrayGroup>();
    for (const name of namesIn(file)) {
      const group = attempt(() => file.get(name));
      if (group !== null && group !== undefined && "keys" in group) groups.set(name, readGroup(group, again));
    }
    if (!groups.has("posterior") && isPosteriorAlone(file)) groups.set("posterior", readGroup(file, again));
    return groups;
  });
}

/** Whether draws lie at the top, as `idata.posterior.to_netcdf` writes them: with the dimensions of chains and of draws. */
function isPosteriorAlone(file: Group): boolean {
  return ["chain", "draw"].every((name) => {
    const scale = namesIn(file).includes(name) ? attempt(() => file.get(name)) : null;
    return scale != null && "slice" in scale && textIn(scale, "CLASS") === "DIMENSION_SCALE";
  });
}

function namesIn(group: Group): string[] {
  return attempt(() => group.keys()) ?? [];
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function readGroup(group: Group, again: ReadAgain): ArrayGroup {
  const arrays: LabelledArray[] = [];
  const unreadable: { name: string; reason: string }[] = [];
  const labels = new Map<string, readonly string[]>();
  const coordinates = new Set<string>(textIn(group, "coordinates").split(" "));
  const datasets: [string, Dataset][] = [];
  for (const name of namesIn(group)) {
    const dataset = attempt(() => group.get(name));
    if (dataset === undefined || dataset === null) unreadable.push({ name, reason: "cannot be read" });
    else if ("slice" in dataset) datasets.push([name, dataset]);
  }
  for (const [, dataset] of datasets)
    for (const one of textIn(dataset, "coordinates").split(" ")) coordinates.add(one);
  for (const [name, dataset] of datasets) {
    if (textIn(dataset, "CLASS") === "DIMENSION_SCALE" || coordinates.has(name)) continue;
    try {
      arrays.push(arrayOf(name, dataset, again, labels));
    } catch (error) {
      unreadable.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { arrays, attributes: attributesOf(group), unreadable };
}

/** An attribute that is a string; empty for anything else. */
function textIn(of: Group | Dataset, name: string): string {
  const value = attempt(() => of.attrs[name]?.value);
  return typeof value === "string" ? value : "";
}

function attributesOf(group: Group): ReadonlyMap<string, AttributeValue> {
  const found = new Map<string, AttributeValue>();
  for (const [name, attribute] of Object.entries(attempt(() => group.attrs) ?? {})) {
    const value = attempt(() => attribute.value);
    if (typeof value === "string") found.set(name, value);
    else if (typeof value === "number" || typeof value === "bigint") found.set(name, Number(value));
    else if (ArrayBuffer.isView(value)) {
      const numbers = Array.from(value as unknown as ArrayLike<number | bigint>, Number);
      found.set(name, numbers.length === 1 ? numbers[0]! : numbers);
    } else if (Array.isArray(value) && value.every((one) => typeof one === "string"))
      found.set(name, value.length === 1 ? value[0]! : value);
  }
  return found;
}

function arrayOf(
  name: string,
  dataset: Dataset,
  again: ReadAgain,
  labels: Map<string, readonly string[]>,
): LabelledArray {
  const { shape, path } = dataset;
  if (shape === null || shape.some((size) => !Number.isSafeInteger(size) || size < 0))
    throw new Error("has no values");
  const decode = decoderOf(dataset);
  const scales = shape.map((_, axis) => attempt(() => dataset.get_attached_scales(axis)[0]));
  const names = shape.map((_, axis) => dimensionName(scales[axis], name, axis, shape.length));
  return {
    // Netcdf calls a dataset so that is called as a dimension and is not its coordinate.
    name: textIn(dataset, "hyperprior_name") || name.replace(/^_nc4_non_coord_/, ""),
    dimensions: names,
    shape,
    labels: shape.map((size, axis) => labelsAt(dataset, scales[axis], size, labels)),
    read: (box) =>
      sizeOf(box.map(([from, to]) => to - from)) === 0 ? new Float64Array(0) : decode(again(path, box)),
  };
}

/** Without names, chains and draws come first, as everywhere. */
function dimensionName(scale: string | undefined, name: string, axis: number, rank: number): string {
  if (scale !== undefined) return scale.slice(scale.lastIndexOf("/") + 1);
  if (rank >= 2 && axis < 2) return axis === 0 ? "chain" : "draw";
  return defaultDimension(name, axis - 2);
}

function labelsAt(
  dataset: Dataset,
  scale: string | undefined,
  size: number,
  known: Map<string, readonly string[]>,
): readonly string[] {
  if (scale === undefined) return defaultLabels(size);
  const found = known.get(scale) ?? attempt(() => labelsOf(dataset.root.get(scale) as Dataset)) ?? [];
  known.set(scale, found);
  return found.length === size ? found : defaultLabels(size);
}

/** Empty for a dimension without coordinates. */
function labelsOf(scale: Dataset): readonly string[] {
  if (textIn(scale, "NAME").startsWith("This is a netCDF dimension but not a netCDF variable")) return [];
  const { value } = scale;
  if (Array.isArray(value)) return value.map(String);
  const numbers = Array.from(value as ArrayLike<number | bigint>);
  if (textIn(scale, "dtype") === "bool") return numbers.map((one) => (Number(one) === 0 ? "False" : "True"));
  return labelsOfTimes(numbers, textIn(scale, "units")) ?? numbers.map(String);
}

/** From the numbers of a dataset to those that are meant. Throws where it holds none. */
function decoderOf(dataset: Dataset): (values: ArrayLike<number | bigint>) => Float64Array {
  const { type } = dataset.metadata;
  // Classes of types of HDF5: integers, floats, and enumerations of integers.
  if (type !== 0 && type !== 1 && type !== 8) throw new Error("is not of numbers");
  const numberAt = (name: string): number | null => {
    const value = attempt(() => dataset.attrs[name]?.value);
    const one = ArrayBuffer.isView(value) ? (value as unknown as ArrayLike<number | bigint>)[0] : value;
    return typeof one === "number" || typeof one === "bigint" ? Number(one) : null;
  };
  const missing = [numberAt("_FillValue"), numberAt("missing_value")].filter(
    (one) => one !== null && !Number.isNaN(one),
  );
  const [scale, offset] = [numberAt("scale_factor") ?? 1, numberAt("add_offset") ?? 0];
  const isPlain = scale === 1 && offset === 0;
  return (values) => {
    const numbers = values instanceof Float64Array ? values : Float64Array.from(values, Number);
    if (missing.length === 0 && isPlain) return numbers;
    return numbers.map((one) => {
      if (missing.includes(one)) return Number.NaN;
      return isPlain ? one : one * scale + offset;
    });
  };
}
