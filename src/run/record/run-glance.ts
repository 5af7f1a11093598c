/** A look at a run folder that does not read the draws: the record, how many draws there are, how large they are, and how old. */

import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { countRows } from "../../formats/draws-parquet.ts";
import type { RunRecord } from "../run.ts";
import { drawsFile, readPair, readRecord, recordFile } from "./run-pair.ts";

/** What there is to know of a run without its draws. */
export interface RunGlance {
  readonly record: RunRecord;
  readonly chainCount: number;
  /** Of each chain; 0 where the run was ended before it had any. */
  readonly drawCount: number;
  /** Of both files. */
  readonly bytes: number;
  /** When the record was written, in milliseconds since 1970. */
  readonly savedAt: number;
}

/** Looks at a run. Throws an Error that says what is wrong if it is none that can be read. */
export async function glanceAtRun(folder: string): Promise<RunGlance> {
  const draws = await stat(join(folder, drawsFile)).catch(() => null);
  const { record, file } = await recordOf(folder, draws?.size ?? null);
  const ofRecord = await stat(join(folder, file));
  const rows = draws === null ? 0 : await rowsOf(join(folder, drawsFile), draws.size);
  const chainCount = record.drawnChains.length || record.options.chains;
  return {
    record,
    chainCount,
    drawCount: Math.floor(rows / chainCount),
    bytes: ofRecord.size + (draws?.size ?? 0),
    savedAt: ofRecord.mtimeMs,
  };
}

/** The record that belongs to draws of this size; where that is not the one in its place, the draws are read to find it. */
async function recordOf(folder: string, size: number | null) {
  const found = await readRecord(folder, recordFile).catch(() => null);
  if (found !== null && (found.drawsFile === undefined || (found.drawsFile?.bytes ?? null) === size))
    return { record: found.record, file: recordFile };
  return readPair(folder);
}

async function rowsOf(path: string, size: number): Promise<number> {
  const file = await open(path);
  try {
    return await countRows(size, async (start, end) => {
      const bytes = new Uint8Array(end - start);
      await file.read(bytes, 0, bytes.length, start);
      return bytes.buffer;
    });
  } finally {
    await file.close();
  }
}
