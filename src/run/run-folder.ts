/**
 * A run on disk: a folder with `run.json` (the record) and `draws.parquet`. Both files are written beside their places and brought to
 * the disk, and then renamed, the draws first. The record says which file of draws it belongs to, so that the two are told
 * to be a pair; if the writing is ended between the two renamings, the record that belongs to the draws is `run.json.part`,
 * and is taken from there.
 */

import { constants, existsSync } from "node:fs";
import { access, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { decodeDraws, encodeDraws } from "../formats/draws-parquet.ts";
import type { Problem } from "../language/problem.ts";
import type { Draws } from "../posterior/draws.ts";
import { fingerprintBytes } from "./bytes-fingerprint.ts";
import { checkpointSeconds, type RunKeeper } from "./checkpoint.ts";
import { describeError, errorCode } from "./file-errors.ts";
import { cannotWriteRun, noDrawsYet, notARun, occupiedFolder, unusableFolder } from "./problems.ts";
import { type DrawsFile, type FiledRecord, parseRecord, recordText } from "./record-file.ts";
import type { Run, RunRecord } from "./run.ts";

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

/** Whether there are draws in it, of whatever run. */
export function holdsDraws(folder: string): boolean {
  return existsSync(join(folder, drawsFile));
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

/** Saves a run there while it is going on. */
export function folderKeeper(folder: string, seconds = checkpointSeconds): RunKeeper {
  return { everyMs: 1000 * seconds, save: (run) => writeRun(folder, run) };
}

/**
 * Writes a run; what goes wrong (a full disk) is told as a problem, and leaves no half-written file. A run without draws takes the place
 * of none that has draws.
 */
export async function writeRun(folder: string, run: Run): Promise<Problem | null> {
  const part = (name: string): string => join(folder, `${name}.part`);
  const place = (name: string): string => join(folder, name);
  let isRenaming = false;
  try {
    await mkdir(folder, { recursive: true });
    await mend(folder);
    const hasDraws = run.draws.drawCount > 0;
    if (!hasDraws && holdsDraws(folder)) return null;
    const bytes = hasDraws ? new Uint8Array(encodeDraws(run.draws)) : null;
    if (bytes !== null) await writeThrough(part(drawsFile), bytes);
    await writeThrough(part(recordFile), recordText(run.record, bytes && describeDraws(bytes)));
    if (bytes !== null) await rename(part(drawsFile), place(drawsFile));
    isRenaming = true;
    await rename(part(recordFile), place(recordFile));
    await syncFolder(folder);
    return null;
  } catch (error) {
    // A record whose draws are in their place is the only one that belongs to them.
    const left = isRenaming ? [drawsFile] : [drawsFile, recordFile];
    for (const name of left) await rm(part(name), { force: true }).catch(() => {});
    return cannotWriteRun(folder, describeError(error));
  }
}

/** Finishes what an earlier writing has begun: otherwise the next one would overwrite the record that belongs to the draws. */
async function mend(folder: string): Promise<void> {
  const part = join(folder, `${recordFile}.part`);
  if (!existsSync(part)) return;
  const found = await readPair(folder).catch(() => null);
  if (found?.file === `${recordFile}.part`) await rename(part, join(folder, recordFile));
}

/** Writes a file and waits until it is on the disk. */
async function writeThrough(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The renamings, too; where a folder cannot be opened (Windows), it is not needed. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const directory = await open(folder, "r");
    await directory.sync().finally(() => directory.close());
  } catch {}
}

/** The run, or why there is none. */
export type ReadRunResult =
  | { readonly run: Run; readonly problem: null }
  | { readonly run: null; readonly problem: Problem };

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
    return { run: { record, draws: await decodeDraws(bufferOf(bytes), record.variables) }, problem: null };
  } catch (error) {
    const name = error instanceof MissingDraws ? drawsFile : file;
    return { run: null, problem: notARun(folder, `\`${name}\`: ${describeError(error)}`) };
  }
}

/** Thrown where there should be draws. */
class MissingDraws extends Error {}

/** A record and the bytes of its draws, null if it has none. */
interface Pair {
  readonly record: RunRecord;
  readonly bytes: Uint8Array | null;
  /** Where the record is. */
  readonly file: string;
}

/** Throws where there is no record that belongs to the draws. */
async function readPair(folder: string): Promise<Pair> {
  const { record, drawsFile: described } = parseRecord(await readFile(join(folder, recordFile), "utf8"));
  const bytes = await readFile(join(folder, drawsFile)).catch((error: unknown) => {
    if (described === null && errorCode(error) === "ENOENT") return null;
    throw new MissingDraws(describeError(error));
  });
  if (bytes === null || described === undefined) return { record, bytes, file: recordFile };
  const actual = describeDraws(bytes);
  if (isSame(described, actual)) return { record, bytes, file: recordFile };
  const part = `${recordFile}.part`;
  const other = await readFile(join(folder, part), "utf8")
    .then(parseRecord)
    .catch((): FiledRecord | null => null);
  if (other?.drawsFile && isSame(other.drawsFile, actual)) return { record: other.record, bytes, file: part };
  throw new MissingDraws("it does not belong to the record: it was cut off, or comes from another run");
}

function describeDraws(bytes: Uint8Array): DrawsFile {
  return { bytes: bytes.byteLength, fingerprint: fingerprintBytes(bytes) };
}

function isSame(one: DrawsFile | null, other: DrawsFile): boolean {
  return one !== null && one.bytes === other.bytes && one.fingerprint === other.fingerprint;
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
