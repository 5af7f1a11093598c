/**
 * A run on disk: a folder with `run.json` (the record) and `draws.parquet`. Files are written beside their place and then
 * renamed, `run.json` last, so that a folder with a `run.json` is whole.
 */

import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeDraws, encodeDraws } from "../formats/draws-parquet.ts";
import type { Problem } from "../language/problem.ts";
import { cannotWriteRun, notARun, occupiedFolder } from "./problems.ts";
import type { Run, RunRecord } from "./run.ts";

const recordFile = "run.json";
const drawsFile = "draws.parquet";

/** What stands against writing a run there, before the run is made; null if nothing does. An earlier run is replaced. */
export async function findObstacle(folder: string): Promise<Problem | null> {
  try {
    const files = await readdir(folder);
    return files.length === 0 || files.includes(recordFile) ? null : occupiedFolder(folder);
  } catch (error) {
    const code = errorCode(error);
    return code === "ENOENT" ? null : cannotWriteRun(folder, describeError(error));
  }
}

/** Writes a run; what goes wrong (a full disk) is told as a problem, and leaves no half-written file. */
export async function writeRun(folder: string, run: Run): Promise<Problem | null> {
  const parts: string[] = [];
  const place = async (name: string, content: string | Uint8Array): Promise<void> => {
    const part = join(folder, `${name}.part`);
    parts.push(part);
    await writeFile(part, content);
    await rename(part, join(folder, name));
  };
  try {
    await mkdir(folder, { recursive: true });
    await rm(join(folder, recordFile), { force: true });
    await place(drawsFile, new Uint8Array(encodeDraws(run.draws)));
    await place(recordFile, `${JSON.stringify(run.record, null, 1)}\n`);
    return null;
  } catch (error) {
    for (const part of parts) await rm(part, { force: true }).catch(() => {});
    return cannotWriteRun(folder, describeError(error));
  }
}

export type ReadRunResult =
  | { readonly run: Run; readonly problem: null }
  | { readonly run: null; readonly problem: Problem };

/** Reads what `writeRun` wrote. */
export async function readRunFolder(folder: string): Promise<ReadRunResult> {
  const fail = (reason: string): ReadRunResult => ({ run: null, problem: notARun(folder, reason) });
  let record: RunRecord;
  try {
    record = JSON.parse(await readFile(join(folder, recordFile), "utf8")) as RunRecord;
  } catch (error) {
    if (error instanceof SyntaxError) return fail(`\`${recordFile}\` is no JSON`);
    return fail(`\`${recordFile}\`: ${describeError(error)}`);
  }
  if (record.format !== 1) return fail(`it was made by another version (format ${String(record.format)})`);
  try {
    const bytes = await readFile(join(folder, drawsFile));
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const draws = await decodeDraws(buffer, record.variables);
    return { run: { record, draws }, problem: null };
  } catch (error) {
    return fail(`\`${drawsFile}\`: ${describeError(error)}`);
  }
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
  EDQUOT: "the disk quota is used up",
};

function describeError(error: unknown): string {
  const code = errorCode(error);
  if (code !== null) return knownCodes[code] ?? code;
  return error instanceof Error ? error.message : String(error);
}
