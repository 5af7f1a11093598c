/** The runs in a folder and in those below it, by their records alone: the draws are not read. */

import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { describeError } from "../../run/record/file-errors.ts";
import { glanceAtRun } from "../../run/record/run-glance.ts";
import { lockedSince } from "../../run/record/run-lock.ts";
import { drawsFile, recordFile } from "../../run/record/run-pair.ts";

/** How far below the folder runs are looked for. */
const levels = 2;
/** Records that are read at once. */
const atOnce = 16;

export interface FoundRun {
  /** As the user would name it: with the folder that was asked for before it. */
  readonly path: string;
  /** Null where the record cannot be read. */
  readonly run: RunFacts | null;
  /** Why it cannot be read; null where it can. */
  readonly fault: string | null;
}

export interface RunFacts {
  readonly model: string;
  readonly method: string;
  readonly chainCount: number;
  readonly drawCount: number;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly state: "whole" | "interrupted" | "going on" | "without draws";
}

/** All runs, the newest first, those that cannot be read last. What cannot be listed has none. */
export async function findRuns(folder: string): Promise<FoundRun[]> {
  const paths = await runFoldersIn(folder, levels);
  const found: FoundRun[] = [];
  for (let i = 0; i < paths.length; i += atOnce)
    found.push(...(await Promise.all(paths.slice(i, i + atOnce).map(lookAt))));
  const age = ({ run }: FoundRun): number => run?.savedAt ?? 0;
  return found.sort((one, other) => age(other) - age(one) || (one.path < other.path ? -1 : 1));
}

async function runFoldersIn(folder: string, below: number): Promise<string[]> {
  if (existsSync(join(folder, recordFile)) || existsSync(join(folder, drawsFile))) return [folder];
  if (below < 0) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
    .map(({ name }) => name)
    .sort();
  const inside = await Promise.all(names.map((name) => runFoldersIn(pathIn(folder, name), below - 1)));
  return inside.flat();
}

function pathIn(folder: string, name: string): string {
  return folder === "." ? name : join(folder, name);
}

async function lookAt(path: string): Promise<FoundRun> {
  try {
    const { record, chainCount, drawCount, bytes, savedAt } = await glanceAtRun(path);
    const isGoingOn = (await lockedSince(path)) !== null;
    const ended = record.isInterrupted ? "interrupted" : "whole";
    const state = isGoingOn ? "going on" : drawCount === 0 ? "without draws" : ended;
    const { model, plan } = record;
    const facts = { model: model.name ?? model.file, method: plan.method, chainCount, drawCount };
    return { path, run: { ...facts, bytes, savedAt, state }, fault: null };
  } catch (error) {
    return { path, run: null, fault: describeError(error) };
  }
}

/** Whether there is a folder of that name. */
export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}
