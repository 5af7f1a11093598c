/**
 * A run on disk: a folder with `run.json` (the record) and `draws.parquet`. Both files are written beside their places and brought to
 * the disk, and then renamed, the draws first; what a folder holds is told by `run-pair.ts`.
 */

import { open, readdir, rename, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { decodeDraws, encodeDraws } from "../../formats/draws-parquet.ts";
import type { Draws } from "../../posterior/draws.ts";
import type { Either } from "../../problems/either.ts";
import type { Problem } from "../../problems/problem.ts";
import { cannotWriteRun, noDrawsYet, notARun } from "../problems.ts";
import type { Run, RunRecord } from "../run.ts";
import { type Disk, nodeDisk, partOf, placeOfPart, removeEmpty } from "./disk.ts";
import { describeError } from "./file-errors.ts";
import { requireDrawsOf } from "./record-checks.ts";
import { recordText } from "./record-file.ts";
import { describeDraws, drawsFile, holdsDraws, MissingDraws, readPair, recordFile } from "./run-pair.ts";

/** Writes a run; what goes wrong (a full disk) is told as a problem, which says what is there then. */
export async function writeRun(folder: string, run: Run, disk: Disk = nodeDisk): Promise<Problem | null> {
  const reason = await putRun(folder, run, disk);
  if (reason === null) return null;
  const left = holdsDraws(folder) ? "the earlier run in the folder is as it was" : "nothing of it is kept";
  return cannotWriteRun(folder, reason, left);
}

/**
 * As `writeRun`; gives what went wrong in words, or null. Then an earlier run is as it was, and nothing half-made is left. A run without
 * draws takes the place of none that has draws.
 */
export async function putRun(folder: string, run: Run, disk: Disk): Promise<string | null> {
  let made: string | undefined;
  try {
    made = await disk.makeFolder(folder);
    if (run.draws.drawCount === 0 && holdsDraws(folder)) return null;
    await clearParts(folder);
    await putFiles(folder, run, disk);
    await syncFolder(folder);
    return null;
  } catch (error) {
    await removeEmpty(folder, made);
    return describeError(error);
  }
}

async function putFiles(folder: string, { record, draws }: Run, disk: Disk): Promise<void> {
  const [drawsPlace, recordPlace] = [join(folder, drawsFile), join(folder, recordFile)];
  const [drawsPart, recordPart] = [partOf(drawsPlace), partOf(recordPlace)];
  try {
    const bytes = draws.drawCount === 0 ? null : new Uint8Array(encodeDraws(draws));
    if (bytes !== null) await disk.create(drawsPart, bytes);
    await disk.create(recordPart, recordText(record, bytes && describeDraws(bytes)));
    if (bytes !== null) await disk.rename(drawsPart, drawsPlace);
  } catch (error) {
    for (const part of [drawsPart, recordPart]) await rm(part, { force: true }).catch(() => {});
    throw error;
  }
  try {
    await disk.rename(recordPart, recordPlace);
  } catch (error) {
    // Where new draws are in their place, the record that belongs to them is found as a part: the run is saved.
    const found = await readPair(folder).catch(() => null);
    if (found !== null && join(folder, found.file) === recordPart) return;
    await rm(recordPart, { force: true }).catch(() => {});
    throw error;
  }
}

/** Finishes what an earlier writing has begun, and removes what it left. */
async function clearParts(folder: string): Promise<void> {
  const found = await readPair(folder).catch(() => null);
  if (found !== null && found.file !== recordFile)
    await rename(join(folder, found.file), join(folder, recordFile));
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const place = placeOfPart(entry.name);
    const isOurs = entry.isFile() && (place === recordFile || place === drawsFile);
    if (isOurs) await rm(join(folder, entry.name), { force: true });
  }
}

/** The renamings, too; where a folder cannot be opened (Windows), it is not needed. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const directory = await open(folder, "r");
    await directory.sync().finally(() => directory.close());
  } catch {}
}

/** Removes the files of a run, and its folder if nothing else is in it. */
export async function removeRun(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const place = placeOfPart(name) ?? name;
    if (place === recordFile || place === drawsFile) await rm(join(folder, name), { force: true });
  }
  await rmdir(folder).catch(() => {});
}

/** The run, or why there is none. */
export type ReadRunResult = Either<{ run: Run }, { problem: Problem }>;

/** Reads what `writeRun` wrote. A run that has no draws yet is a problem, unless it is to be gone on with. */
export async function readRunFolder(folder: string, isUnfinishedWelcome = false): Promise<ReadRunResult> {
  let file = recordFile;
  try {
    // A run that is going on may have been saved between the reading of the two files.
    const { record, bytes } = await readPair(folder).catch(() => readPair(folder));
    if (bytes === null) {
      if (isUnfinishedWelcome) return { run: { record, draws: noDraws(record) }, problem: null };
      return { run: null, problem: noDrawsYet(folder) };
    }
    file = drawsFile;
    const draws = await decodeDraws(bufferOf(bytes), record.variables);
    file = recordFile;
    requireDrawsOf(record, draws);
    return { run: { record, draws }, problem: null };
  } catch (error) {
    const name = error instanceof MissingDraws ? drawsFile : file;
    return { run: null, problem: notARun(folder, `\`${name}\`: ${describeError(error)}`) };
  }
}

function noDraws({ variables }: RunRecord): Draws {
  const values = variables.map(() => new Float64Array(0));
  return { chainCount: 0, drawCount: 0, variables, values, statistics: {} };
}

/** A large file has a buffer of its own, a small one shares it. */
function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  const isOwn = byteOffset === 0 && byteLength === buffer.byteLength;
  // Files are not read into shared memory.
  return (isOwn ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)) as ArrayBuffer;
}
