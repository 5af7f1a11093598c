/**
 * A run on disk: a folder with `run.json` (the record) and `draws.parquet`. Files are written beside their place and then
 * renamed, `run.json` last, so that a folder with a `run.json` is whole.
 */

import { constants, existsSync } from "node:fs";
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { decodeDraws, encodeDraws } from "../formats/draws-parquet.ts";
import type { Problem } from "../language/problem.ts";
import { cannotWriteRun, notARun, occupiedFolder, unusableFolder } from "./problems.ts";
import { parseRecord, recordText } from "./record-file.ts";
import type { Run } from "./run.ts";

const recordFile = "run.json";
const drawsFile = "draws.parquet";
const ourFiles = new Set([recordFile, drawsFile].flatMap((name) => [name, `${name}.part`]));

/** What stands against writing a run there, before the run is made; null if nothing does. An earlier run is replaced. */
export async function findObstacle(folder: string): Promise<Problem | null> {
  try {
    const files = await filesOf(folder);
    // What is left of a run whose writing was ended has no record.
    const isOurs = files.includes(recordFile) || files.every((file) => ourFiles.has(file));
    if (!isOurs) return occupiedFolder(folder);
    await access(await nearestFolder(folder), constants.W_OK);
    return null;
  } catch (error) {
    return unusableFolder(folder, describeError(error));
  }
}

async function filesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** The folder itself, or the one that it would be made in. */
async function nearestFolder(folder: string): Promise<string> {
  let place = resolve(folder);
  while (!existsSync(place)) place = dirname(place);
  return place;
}

/** Writes a run; what goes wrong (a full disk) is told as a problem, and leaves no half-written file. */
export async function writeRun(folder: string, run: Run): Promise<Problem | null> {
  const part = (name: string): string => join(folder, `${name}.part`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(part(drawsFile), new Uint8Array(encodeDraws(run.draws)));
    await writeFile(part(recordFile), recordText(run.record));
    // From here on there is enough room; the record goes first and comes last.
    await rm(join(folder, recordFile), { force: true });
    await rename(part(drawsFile), join(folder, drawsFile));
    await rename(part(recordFile), join(folder, recordFile));
    return null;
  } catch (error) {
    for (const name of [drawsFile, recordFile]) await rm(part(name), { force: true }).catch(() => {});
    return cannotWriteRun(folder, describeError(error));
  }
}

/** The run, or why there is none. */
export type ReadRunResult =
  | { readonly run: Run; readonly problem: null }
  | { readonly run: null; readonly problem: Problem };

/** Reads what `writeRun` wrote. */
export async function readRunFolder(folder: string): Promise<ReadRunResult> {
  let file = recordFile;
  try {
    const record = parseRecord(await readFile(join(folder, recordFile), "utf8"));
    file = drawsFile;
    const draws = await decodeDraws(bufferOf(await readFile(join(folder, drawsFile))), record.variables);
    return { run: { record, draws }, problem: null };
  } catch (error) {
    return { run: null, problem: notARun(folder, `\`${file}\`: ${describeError(error)}`) };
  }
}

/** A large file has a buffer of its own, a small one shares it. */
function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  const isOwn = byteOffset === 0 && byteLength === buffer.byteLength;
  // Files are not read into shared memory.
  return (isOwn ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)) as ArrayBuffer;
}

function errorCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

const knownCodes: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOSPC: "the disk is full",
  EACCES: "permission denied",
  EROFS: "the disk is read-only",
  ENOTDIR: "it is not a folder",
  EISDIR: "there is a folder in its place",
  ENAMETOOLONG: "the name is too long",
  EPERM: "it is not permitted",
  EDQUOT: "the disk quota is used up",
};

function describeError(error: unknown): string {
  const code = errorCode(error);
  if (code !== null) return knownCodes[code] ?? code;
  // Of libraries: one line of it.
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]!.slice(0, 200);
}
