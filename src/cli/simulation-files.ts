/** The files of simulated data: a table and its truth beside it, or a folder of them. */

import { lstat, mkdir, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { ProblemError } from "../api/problem-error.ts";
import type { Problem } from "../problems/problem.ts";
import { dataCsvPieces } from "../report/data-csv.ts";
import { truthCsv, truthJson } from "../report/truth.ts";
import { replaceFile } from "../run/record/disk.ts";
import type { SimulatedSet, SimulationHead } from "../simulation/simulate-model.ts";
import { jsonText } from "./json-text.ts";
import { exportNotWritten, exportOverInput, exportOverOther } from "./problems-export.ts";

/** Where data sets go. */
export interface SimulationPlace {
  readonly tables: readonly string[];
  /** Of each table. */
  readonly truths: readonly string[];
  /** A table with a row for each of several sets. */
  readonly all: string | null;
  readonly folder: string | null;
}

/** `data.csv` has one set and `data.truth.json` beside it; any other name is a folder. */
export function placeSimulation(out: string, sets: number): SimulationPlace {
  const truthOf = (table: string): string => table.replace(/\.csv$/i, ".truth.json");
  if (/\.csv$/i.test(out)) return { tables: [out], truths: [truthOf(out)], all: null, folder: null };
  const width = String(sets).length;
  const tables = Array.from({ length: sets }, (_, i) =>
    join(out, `set-${String(i + 1).padStart(width, "0")}.csv`),
  );
  return { tables, truths: tables.map(truthOf), all: join(out, "truth.csv"), folder: out };
}

/** What stands against the files, before anything is simulated: files that are read, and those that no simulation wrote. */
export async function findSimulationObstacles(
  { tables, truths, all, folder }: SimulationPlace,
  inputs: readonly string[],
  isForced: boolean,
): Promise<Problem[]> {
  const read = await Promise.all(inputs.map((file) => realpath(file).catch(() => null)));
  const there = folder === null ? null : await lstat(folder).catch(() => null);
  if (folder !== null && there !== null && !there.isDirectory()) return [exportOverOther(folder)];
  const files = [...tables, ...truths, ...(all === null ? [] : [all])];
  const areOurs = isForced || (await isTruth(truths[0]!));
  const found = await Promise.all(
    files.map(async (path) => {
      if ((await lstat(path).catch(() => null)) === null) return null;
      if (read.includes(await realpath(path).catch(() => null))) return exportOverInput(path);
      return areOurs ? null : exportOverOther(path);
    }),
  );
  return found.filter((problem) => problem !== null).slice(0, 1);
}

/** Whether a simulation was written there. */
async function isTruth(path: string): Promise<boolean> {
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    return typeof value === "object" && value !== null && "parameters" in value && "seed" in value;
  } catch {
    return false;
  }
}

/** Writes sets as they come; gives them without their tables. Throws a `ProblemError` where a file cannot be written. */
export class SimulationWriter {
  private readonly place: SimulationPlace;
  private readonly head: SimulationHead;
  private readonly digits: number | undefined;
  private rows = "";

  constructor(place: SimulationPlace, head: SimulationHead, digits: number | undefined) {
    this.place = place;
    this.head = head;
    this.digits = digits;
  }

  async write(set: SimulatedSet, model: string): Promise<void> {
    const { place, head, digits } = this;
    const i = set.number - 1;
    const pieces = dataCsvPieces(head.headers, set.data, { digits, rounded: head.outcomes });
    await this.put(place.tables[i]!, [...pieces].join(""));
    await this.put(place.truths[i]!, jsonText(truthJson(set, head, model)));
    if (place.all !== null) this.rows += truthCsv(set, i === 0);
  }

  /** Writes what there is of all sets together. */
  async finish(): Promise<void> {
    if (this.place.all !== null) await this.put(this.place.all, this.rows);
  }

  private async put(path: string, content: string): Promise<void> {
    try {
      if (this.place.folder !== null) await mkdir(this.place.folder, { recursive: true });
      await replaceFile(path, content);
    } catch (error) {
      throw new ProblemError([exportNotWritten(path, error)], "", path);
    }
  }
}
