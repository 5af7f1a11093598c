/**
 * The two files of a run folder, and how they are told to be a pair: the record says which file of draws it belongs to. Where the
 * writing was ended between the two renamings, the record that belongs to the draws is still a part, and is taken from there.
 */

import { existsSync } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunRecord } from "../run.ts";
import { fingerprintBytes } from "./bytes-fingerprint.ts";
import { placeOfPart } from "./disk.ts";
import { describeError, errorCode } from "./file-errors.ts";
import { type DrawsFile, type FiledRecord, parseRecord } from "./record-file.ts";

/** The record. */
export const recordFile = "run.json";
/** The draws with their sampler statistics. */
export const drawsFile = "draws.parquet";

/** Thrown where there should be draws. */
export class MissingDraws extends Error {}

/** A record and the bytes of its draws, null if it has none. */
export interface Pair {
  readonly record: RunRecord;
  readonly bytes: Uint8Array | null;
  /** Where the record is. */
  readonly file: string;
}

/** Whether a folder is, or was meant to be, that of a run. */
export function isRunFolder(folder: string): boolean {
  return holdsDraws(folder) || existsSync(join(folder, recordFile)) || /\.run\/?$/.test(folder);
}

/** Whether there are draws in it, of whatever run. */
export function holdsDraws(folder: string): boolean {
  return existsSync(join(folder, drawsFile));
}

/** Throws where there is no record that belongs to the draws. */
export async function readPair(folder: string): Promise<Pair> {
  const bytes = await readFile(join(folder, drawsFile)).catch(errorOf);
  const main = await readRecord(folder, recordFile).catch(errorOf);
  if (bytes instanceof Error) {
    if (main instanceof Error) throw main;
    if (main.drawsFile !== null || errorCode(bytes) !== "ENOENT")
      throw new MissingDraws(describeError(bytes));
    return { record: main.record, bytes: null, file: recordFile };
  }
  const actual = describeDraws(bytes);
  if (!(main instanceof Error) && (main.drawsFile === undefined || isSame(main.drawsFile, actual)))
    return { record: main.record, bytes, file: recordFile };
  for (const file of await recordParts(folder)) {
    const other = await readRecord(folder, file).catch(() => null);
    if (other?.drawsFile && isSame(other.drawsFile, actual)) return { record: other.record, bytes, file };
  }
  if (main instanceof Error) throw main;
  throw new MissingDraws("it does not belong to the record: it was cut off, or comes from another run");
}

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** What a record says of the file of its draws. */
export function describeDraws(bytes: Uint8Array): DrawsFile {
  return { bytes: bytes.byteLength, fingerprint: fingerprintBytes(bytes) };
}

/** Throws what the file system or the record throws. */
export async function readRecord(folder: string, file: string): Promise<FiledRecord> {
  return parseRecord(await readFile(join(folder, file), "utf8"));
}

/** Names of the records in a folder that have not got their place. Links are none. */
export async function recordParts(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => placeOfPart(name) === recordFile);
  const stats = await Promise.all(names.map((name) => lstat(join(folder, name)).catch(() => null)));
  return names.filter((_, i) => stats[i]?.isFile() === true);
}

function isSame(one: DrawsFile | null, other: DrawsFile): boolean {
  return one !== null && one.bytes === other.bytes && one.fingerprint === other.fingerprint;
}
