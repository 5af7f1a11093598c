/**
 * Where a run may be written. A folder is a run's by what is in it: a record that this program wrote, the draws that the record (or a
 * part of one) describes, and nothing but files where files should be. Everything else is somebody's, and is replaced only where
 * that is asked for in so many words.
 */

import { constants, type Dirent, existsSync } from "node:fs";
import { access, lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Problem } from "../../problems/problem.ts";
import { foreignFile, occupiedFolder, unusableFolder } from "../problems.ts";
import { placeOfPart } from "./disk.ts";
import { describeError, errorCode } from "./file-errors.ts";
import { type RecognizedRecord, recognizeRecord } from "./record-file.ts";
import { lockFile } from "./run-lock.ts";
import { drawsFile, holdsDraws, recordFile, recordParts } from "./run-pair.ts";

/** Within the folder of an earlier run: what is saved of a new one until it replaces that. */
export const unfinishedFolder = "unfinished";

/**
 * What stands against writing a run there, before the run is made; null if nothing does. An earlier run is replaced, and with
 * `isForced` also files that are not ours. A link to a folder stands for the folder.
 */
export async function findObstacle(folder: string, isForced = false): Promise<Problem | null> {
  try {
    const entries = await entriesOf(folder);
    const taken = entries.find((one) => isRunFile(one.name) && one.isDirectory());
    if (taken !== undefined)
      return unusableFolder(folder, `\`${taken.name}\` in it is a folder, in the place of a file`);
    const problem = isForced ? null : await findForeign(folder, entries);
    if (problem !== null) return problem;
    await access(await nearestFolder(folder), constants.W_OK);
    const below = join(folder, unfinishedFolder);
    return holdsDraws(folder) && entries.some(({ name }) => name === unfinishedFolder)
      ? await findObstacle(below, isForced)
      : null;
  } catch (error) {
    return unusableFolder(folder, describeError(error));
  }
}

/** Where a later run is that was ended (killed) before it took the place of the one in the folder; null if there is none. */
export function unfinishedIn(folder: string): string | null {
  const below = join(folder, unfinishedFolder);
  return existsSync(join(below, recordFile)) ? below : null;
}

function isRunFile(name: string): boolean {
  return name === recordFile || name === drawsFile || name === lockFile;
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    // A link that leads nowhere is there, and no folder can be made in its place.
    if (await lstat(folder).catch(() => null)) throw new Error("it is a link that leads nowhere");
    return [];
  }
}

/** What is not ours among the files that a run would replace; or all that there is, where no run is. */
async function findForeign(folder: string, entries: readonly Dirent[]): Promise<Problem | null> {
  if (entries.length === 0) return null;
  const strange = entries.find((one) => isRunFile(one.name) && !one.isFile());
  if (strange !== undefined) return foreignFile(folder, strange.name, "is a link");
  const has = (name: string): boolean => entries.some((one) => one.name === name);
  const records = has(recordFile) ? [recordFile] : await recordParts(folder);
  const known = await Promise.all(records.map((name) => recognize(folder, name)));
  if (has(recordFile)) {
    if (known[0] === null) return foreignFile(folder, recordFile, "is no record that this program wrote");
    const parts = await recordParts(folder);
    known.push(...(await Promise.all(parts.map((name) => recognize(folder, name)))));
  } else if (!isAllOurs(entries)) return occupiedFolder(folder);
  if (!has(drawsFile)) return null;
  const { size } = await stat(join(folder, drawsFile));
  const isOurs = known.some((one) => one !== null && (one.drawsBytes ?? size) === size);
  return isOurs ? null : foreignFile(folder, drawsFile, "belongs to no run that is there");
}

/** Nothing but what a run leaves behind whose writing was ended. */
function isAllOurs(entries: readonly Dirent[]): boolean {
  return entries.every(
    (one) => isRunFile(one.name) || (one.isFile() && isRunFile(placeOfPart(one.name) ?? "")),
  );
}

async function recognize(folder: string, file: string): Promise<RecognizedRecord | null> {
  return recognizeRecord(await readFile(join(folder, file), "utf8"));
}

/** The folder itself, or the one that it would be made in. */
async function nearestFolder(folder: string): Promise<string> {
  let place = resolve(folder);
  for (;;) {
    const found = await realpath(place).catch(() => null);
    if (found !== null) return found;
    place = dirname(place);
  }
}
