/**
 * InferenceData in netCDF-4. What fits in the memory that may be used is held; of larger files, arrays are read a second time, in blocks, as
 * they are asked for. Either way all of the posterior and of the statistics is read once at the beginning, so that damage is told then.
 */

import type { Problem } from "../../problems/problem.ts";
import type { ReadOptions, ReadResult } from "../format.ts";
import type { InputFile } from "../input-file.ts";
import { drawsUnreadable, noDraws } from "../problems.ts";
import { classicNetcdf, hdf5Damaged, hdf5Missing, noPosterior } from "../problems-arviz.ts";
import {
  type ArrayGroup,
  type ArrayGroups,
  type GroupsOfFile,
  type LabelledArray,
  readerOf,
  sizeOf,
  wholeBox,
} from "./arrays.ts";
import { elementBoxes } from "./elements.ts";
import { type Hdf5, loadHdf5, withPath } from "./hdf5.ts";
import { readNetcdfGroups } from "./netcdf-groups.ts";
import { receiveGroups } from "./receive.ts";

/** The first bytes of HDF5. */
export const hdf5Signature: readonly number[] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** The first bytes of netCDF-3. */
export const netcdfSignature: readonly number[] = [0x43, 0x44, 0x46];

/** Whether bytes begin with some. */
export function beginsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

/** The contract of formats; `load` is how the package is found. */
export async function readNetcdf(
  files: readonly InputFile[],
  options: ReadOptions,
  load: () => Promise<Hdf5> = loadHdf5,
): Promise<ReadResult> {
  const problems: Problem[] = [];
  const read: GroupsOfFile[] = [];
  for (const file of files) {
    const groups = await groupsOf(file, options, load).catch((error: unknown) =>
      drawsUnreadable(file.name, error instanceof Error ? error.message : String(error)),
    );
    if (groups instanceof Map) read.push({ name: file.name, groups });
    else problems.push(groups as Problem);
  }
  if (problems.length > 0) return { received: null, problems };
  return receiveGroups(read, "arviz", options);
}

async function groupsOf(
  file: InputFile,
  options: ReadOptions,
  load: () => Promise<Hdf5>,
): Promise<ArrayGroups | Problem> {
  const head = await file.head(8);
  if (head.length === 0) return noDraws(file.name);
  if (beginsWith(head, netcdfSignature)) return classicNetcdf(file.name);
  if (!beginsWith(head, hdf5Signature)) return hdf5Damaged(file.name, "it does not begin as HDF5 does");
  const hdf5 = await load().catch(() => null);
  if (hdf5 === null) return hdf5Missing(file.name);
  return withPath(file, (path) => {
    try {
      const groups = readNetcdfGroups(hdf5, path);
      if (!groups.has("posterior")) return noPosterior(file.name, [...groups.keys()]);
      options.onProgress?.(file.size ?? 0, file.size);
      return file.path === undefined ? holdAll(groups) : holdPosterior(groups, options.memory);
    } catch (error) {
      return hdf5Damaged(file.name, error instanceof Error ? error.message : String(error));
    }
  });
}

/** A copy of the file goes away: all of it is held. */
function holdAll(groups: ArrayGroups): ArrayGroups {
  return new Map([...groups].map(([name, group]) => [name, holdGroup(group, Number.POSITIVE_INFINITY)]));
}

/** Of groups of which each draw counts, all is read; the others when they are asked for. */
function holdPosterior(groups: ArrayGroups, memory: number): ArrayGroups {
  const bytes =
    8 * (groups.get("posterior")?.arrays ?? []).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const most = bytes <= memory ? Number.POSITIVE_INFINITY : memory;
  return new Map(
    [...groups].map(([name, group]) => [
      name,
      name === "posterior" || name === "sample_stats"
        ? holdGroup(group, name === "posterior" ? most : memory)
        : group,
    ]),
  );
}

/** Arrays of a group as held in memory if `most` bytes are enough for each, else read once and again later; those that cannot be read apart. */
function holdGroup({ arrays, attributes, unreadable }: ArrayGroup, most: number): ArrayGroup {
  const held: LabelledArray[] = [];
  const failed = [...unreadable];
  for (const array of arrays) {
    try {
      held.push(holdArray(array, most));
    } catch (error) {
      failed.push({ name: array.name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { arrays: held, attributes, unreadable: failed };
}

function holdArray(array: LabelledArray, most: number): LabelledArray {
  const size = sizeOf(array.shape);
  if (most === Number.POSITIVE_INFINITY)
    return { ...array, read: readerOf(array.read(wholeBox(array.shape)), array.shape) };
  for (const box of elementBoxes(array.shape, Math.max(1, most / 8))) if (size > 0) array.read(box);
  return array;
}
