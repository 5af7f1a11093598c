/**
 * InferenceData in netCDF-4 as `az.from_netcdf` and xarray read it: groups `posterior` and `sample_stats`, dimensions as dimension scales of
 * HDF5, labels as coordinates. The file is made on the disk in a temporary folder; besides the draws, one quantity is held at a time.
 * HDF5 notes in it when it was made, so that its bytes are not the same each time.
 */

import type { Group } from "h5wasm/node";
import type { Draws, StatisticName } from "../../posterior/draws.ts";
import type { OutputFile, WrittenDraws } from "../format.ts";
import { type Hdf5, loadHdf5, temporaryFile } from "./hdf5.ts";
import { schemaName } from "./statistics.ts";
import { areWholeNumbers, arraysOf, type WrittenArray } from "./written-arrays.ts";
import { attributesOf } from "./written-facts.ts";

/** One file. Its pieces throw an Error where h5wasm is not installed, or the disk is full. */
export function writeNetcdf(written: WrittenDraws): readonly OutputFile[] {
  return [{ suffix: "", pieces: () => piecesOf(written) }];
}

async function* piecesOf(written: WrittenDraws): AsyncIterable<Uint8Array> {
  const hdf5 = await loadHdf5().catch(() => {
    throw new Error("netCDF is written by the package `h5wasm`, which is not installed: npm install h5wasm");
  });
  const { path, pieces, remove } = await temporaryFile();
  try {
    makeFile(hdf5, path, written);
    yield* pieces();
  } finally {
    await remove();
  }
}

function makeFile({ library, takeErrors }: Hdf5, path: string, written: WrittenDraws): void {
  const { draws, plates } = written;
  takeErrors();
  const file = new library.File(path, "w", { track_order: true });
  if (file.file_id < 0n) throw new Error(`${path} cannot be written`);
  try {
    const { arrays, coordinates } = arraysOf(draws.variables, plates);
    const posterior = file.create_group("posterior", true);
    for (const [name, value] of attributesOf(written)) writeAttribute(posterior, name, value);
    const names = writeScales(posterior, draws, coordinates);
    const used = new Set(names.values());
    for (const array of arrays) writeArray(posterior, draws, array, names, used);
    const statistics = file.create_group("sample_stats", true);
    writeAttribute(statistics, "inference_library", "Hyperprior");
    writeScales(statistics, draws, new Map());
    for (const [name, values] of Object.entries(draws.statistics) as [StatisticName, Float64Array][])
      writeStatistic(statistics, draws, name, values);
    file.flush();
  } finally {
    file.close();
  }
  const errors = takeErrors();
  if (errors !== "") throw new Error(`${path} cannot be written: ${errors.slice(0, 200)}`);
}

function writeAttribute(
  of: Group,
  name: string,
  value: string | number | readonly (string | number)[],
): void {
  if (typeof value === "string") of.create_attribute(name, value);
  else if (typeof value === "number") of.create_attribute(name, Float64Array.of(value), [], "<d");
  else of.create_attribute(name, Float64Array.from(value, Number), [value.length], "<d");
}

/** The dimensions with their labels; gives the names in the file of those that are called otherwise here. */
function writeScales(
  group: Group,
  { chainCount, drawCount }: Draws,
  coordinates: ReadonlyMap<string, readonly string[]>,
) {
  const names = new Map<string, string>();
  const write = (wanted: string, labels: readonly string[]): void => {
    const name = fileName(wanted, new Set(names.values()));
    names.set(wanted, name);
    const shape = [labels.length];
    const scale = areWholeNumbers(labels)
      ? group.create_dataset({ name, data: BigInt64Array.from(labels, BigInt), shape, dtype: "<q" })
      : group.create_dataset({ name, data: [...labels], shape, dtype: "S" });
    scale.make_scale(name);
  };
  write("chain", places(chainCount));
  write("draw", places(drawCount));
  for (const [name, labels] of coordinates) write(name, labels);
  return names;
}

/** 0, 1, 2, as ArviZ counts. */
function places(count: number): string[] {
  return Array.from({ length: count }, (_, k) => String(k));
}

/** A name that netCDF allows, no slash and no control characters, and that is free. */
function fileName(wanted: string, used: ReadonlySet<string>): string {
  const allowed = wanted.replace(/[/\p{Cc}]/gu, "_").replace(/^[^\p{L}\p{N}_]|\s+$/gu, "_") || "_";
  let name = allowed;
  for (let k = 2; used.has(name); k++) name = `${allowed}_${k}`;
  return name;
}

function writeArray(
  group: Group,
  { chainCount, drawCount, values }: Draws,
  { name: wanted, dimensions, shape, places: of }: WrittenArray,
  names: ReadonlyMap<string, string>,
  used: Set<string>,
): void {
  const size = chainCount * drawCount;
  const data = new Float64Array(size * of.length);
  of.forEach((place, element) => {
    const from = values[place]!;
    for (let at = 0; at < size; at++) data[at * of.length + element] = from[at]!;
  });
  const name = fileName(wanted, used);
  used.add(name);
  const dataset = group.create_dataset({ name, data, shape: [chainCount, drawCount, ...shape], dtype: "<d" });
  if (name !== wanted) dataset.create_attribute("hyperprior_name", wanted);
  ["chain", "draw", ...dimensions].forEach((dimension, axis) => {
    dataset.attach_scale(axis, `${group.path}/${names.get(dimension)!}`);
  });
}

/** Counts are integers and what is true or false is so, where all of them are. */
function writeStatistic(
  group: Group,
  { chainCount, drawCount }: Draws,
  statistic: StatisticName,
  values: Float64Array,
): void {
  const shape = [chainCount, drawCount];
  const name = schemaName(statistic);
  const isLogical = statistic === "divergent" && values.every((value) => Object.is(value, 0) || value === 1);
  const isCount =
    (statistic === "treeDepth" || statistic === "leapfrogSteps") &&
    values.every((value) => Number.isSafeInteger(value) && !Object.is(value, -0));
  const dataset = isLogical
    ? group.create_dataset({ name, data: Int8Array.from(values), shape, dtype: "<b" })
    : isCount
      ? group.create_dataset({ name, data: BigInt64Array.from(values, BigInt), shape, dtype: "<q" })
      : group.create_dataset({ name, data: values, shape, dtype: "<d" });
  if (isLogical) dataset.create_attribute("dtype", "bool");
  ["chain", "draw"].forEach((dimension, axis) => {
    dataset.attach_scale(axis, `${group.path}/${dimension}`);
  });
}
