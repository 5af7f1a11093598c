/**
 * InferenceData in netCDF-4 as `az.from_netcdf` and xarray read it: groups `posterior` and `sample_stats`, dimensions as dimension scales of
 * HDF5, labels as coordinates. The file is made on the disk in a temporary folder; besides the draws, one quantity is held at a time.
 * HDF5 notes in it when it was made, so that its bytes are not the same each time.
 */

import type { Dataset, Group } from "h5wasm/node";
import type { Draws, StatisticName } from "../../posterior/draws.ts";
import type { GroupName, OutputFile, ReceivedDraws, WrittenDraws } from "../format.ts";
import { groupNames } from "./group-names.ts";
import { type Hdf5, loadHdf5, temporaryFile } from "./hdf5.ts";
import { schemaName } from "./statistics.ts";
import { areWholeNumbers, arraysOf, observedDimensions, type WrittenArray } from "./written-arrays.ts";
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
    const posterior = file.create_group("posterior", true);
    for (const [name, value] of attributesOf(written)) writeAttribute(posterior, name, value);
    writeArrays(posterior, draws, plates);
    const statistics = file.create_group("sample_stats", true);
    writeAttribute(statistics, "inference_library", "Hyperprior");
    writeScales(statistics, drawScales(draws));
    for (const [name, values] of Object.entries(draws.statistics) as [StatisticName, Float64Array][])
      writeStatistic(statistics, draws, name, values);
    for (const [name, own] of Object.entries(written.groups ?? {}) as [GroupName, Draws][])
      writeArrays(file.create_group(groupNames[name], true), own, {});
    const { observed = {} } = written;
    if (Object.keys(observed).length > 0) writeObserved(file.create_group("observed_data", true), observed);
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

/** All arrays of a group, with their dimensions. */
function writeArrays(group: Group, draws: Draws, plates: WrittenDraws["plates"]): void {
  const { arrays, coordinates } = arraysOf(draws.variables, plates);
  const names = writeScales(group, new Map([...drawScales(draws), ...coordinates]));
  const used = new Set(names.values());
  for (const array of arrays) writeArray(group, draws, array, names, used);
}

function writeObserved(group: Group, observed: ReceivedDraws["observed"]): void {
  const coordinates = new Map<string, readonly string[]>();
  const arrays = Object.entries(observed).map(([name, data]) => ({
    name,
    ...data,
    dimensions: observedDimensions(name, data.shape, coordinates),
  }));
  const names = writeScales(group, coordinates);
  const used = new Set(names.values());
  for (const { name: wanted, values, shape, dimensions } of arrays) {
    const name = fileName(wanted, used);
    used.add(name);
    const dataset = group.create_dataset({ name, data: values, shape: [...shape], dtype: "<d" });
    attachScales(group, dataset, dimensions, names);
  }
}

/** Chains and draws. */
function drawScales({ chainCount, drawCount }: Draws): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ["chain", places(chainCount)],
    ["draw", places(drawCount)],
  ]);
}

/** The dimensions with their labels; gives their names in the file. */
function writeScales(
  group: Group,
  coordinates: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [wanted, labels] of coordinates) {
    const name = fileName(wanted, new Set(names.values()));
    names.set(wanted, name);
    const shape = [labels.length];
    const scale = areWholeNumbers(labels)
      ? group.create_dataset({ name, data: BigInt64Array.from(labels, BigInt), shape, dtype: "<q" })
      : group.create_dataset({ name, data: [...labels], shape, dtype: "S" });
    scale.make_scale(name);
  }
  return names;
}

function attachScales(
  group: Group,
  dataset: Dataset,
  dimensions: readonly string[],
  names: ReadonlyMap<string, string>,
): void {
  dimensions.forEach((dimension, axis) => {
    dataset.attach_scale(axis, `${group.path}/${names.get(dimension)!}`);
  });
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
  attachScales(group, dataset, ["chain", "draw", ...dimensions], names);
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
