/**
 * Two processes that write one run folder would mix their runs. Who writes one puts a lock in it, a file that names the process and its
 * machine, and removes it at the end. A lock whose process has gone (it was killed) is taken over.
 */

import { rmSync } from "node:fs";
import { readFile, realpath, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Either } from "../../problems/either.ts";
import type { Problem } from "../../problems/problem.ts";
import { lockedFolder } from "../problems.ts";
import { fields, number, text } from "./decode.ts";
import type { Disk } from "./disk.ts";
import { errorCode } from "./file-errors.ts";

/** Within the run folder. */
export const lockFile = "run.lock";
/** A lock that says nothing is being written, or what was left of a process that was killed when it wrote it. */
const writingMs = 10_000;
/** Somebody may come first again and again. */
const mostAttempts = 5;
/** Between two attempts. */
const waitMs = 20;

const decodeHolder = fields({ pid: number, host: text });

/** A lock that is held; or whose it is. */
export type LockResult = Either<{ lock: RunLock }, { problem: Problem }>;

/** Locks that this process has, or is about to have. */
const held = new Set<string>();
/** Those that it has. */
const taken = new Set<string>();

/** A process that ends in between leaves none, unless it is killed. */
function releaseAll(): void {
  for (const path of taken) rmSync(path, { force: true });
}

/** Held until it is released. */
export class RunLock {
  private readonly path: string;

  private constructor(path: string) {
    this.path = path;
    if (taken.size === 0) process.on("exit", releaseAll);
    taken.add(path);
  }

  /** The folder is there. Throws the error of the file system. */
  static async take(folder: string, disk: Disk): Promise<LockResult> {
    const path = join(await realpath(folder), lockFile);
    if (held.has(path)) return refused(folder, path, `process ${process.pid}`);
    held.add(path);
    try {
      const holder = await takePlace(path, disk);
      if (holder === null) return { lock: new RunLock(path), problem: null };
      held.delete(path);
      return refused(folder, path, holder);
    } catch (error) {
      held.delete(path);
      throw error;
    }
  }

  /** Removes it. */
  async release(): Promise<void> {
    await rm(this.path, { force: true }).catch(() => {});
    taken.delete(this.path);
    held.delete(this.path);
    if (taken.size === 0) process.off("exit", releaseAll);
  }
}

/** When whoever writes a run in the folder began, in milliseconds since 1970; null where nobody does. */
export async function lockedSince(folder: string): Promise<number | null> {
  const path = join(folder, lockFile);
  const content = await readFile(path, "utf8").catch(() => null);
  if (content === null) return null;
  const isOwn = held.has(await realpath(path).catch(() => path));
  if (!isOwn && (await isAbandoned(path, content).catch(() => true))) return null;
  return (await stat(path).catch(() => null))?.mtimeMs ?? null;
}

function refused(folder: string, path: string, holder: string): LockResult {
  return { lock: null, problem: lockedFolder(folder, path, holder) };
}

/** Makes the lock; gives in words who has it, or null. */
async function takePlace(path: string, disk: Disk): Promise<string | null> {
  const content = `${JSON.stringify({ pid: process.pid, host: hostname() })}\n`;
  for (let attempt = 1; ; attempt++) {
    try {
      await disk.create(path, content);
      return null;
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
    }
    const found = await readFile(path, "utf8").catch(() => null);
    const isStale = found === null || (await isAbandoned(path, found));
    if (!isStale || attempt === mostAttempts) return describeHolder(found);
    await removeAbandoned(path, disk);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

function parseHolder(content: string) {
  try {
    return decodeHolder(JSON.parse(content), "");
  } catch {
    return null;
  }
}

/** Whether the process that wrote it has gone; of another machine that cannot be known. */
async function isAbandoned(path: string, content: string): Promise<boolean> {
  const holder = parseHolder(content);
  if (holder === null) return isOld(path);
  if (holder.host !== hostname()) return false;
  // What this process has is known to it; in a container a process may have the number of the one before it.
  if (holder.pid === process.pid) return true;
  try {
    // Signal 0 is not sent: it asks whether there is a process.
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === "ESRCH";
  }
}

async function isOld(path: string): Promise<boolean> {
  return Date.now() - (await stat(path)).mtimeMs > writingMs;
}

/** Removes a lock that is abandoned. One process at a time does, so that none removes what another has made meanwhile. */
async function removeAbandoned(path: string, disk: Disk): Promise<void> {
  const turn = `${path}.part`;
  try {
    await disk.create(turn, "");
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    if (await isOld(turn).catch(() => false)) await rm(turn, { force: true });
    return;
  }
  const found = await readFile(path, "utf8").catch(() => null);
  if (found !== null && (await isAbandoned(path, found))) await rm(path, { force: true });
  await rm(turn, { force: true });
}

function describeHolder(content: string | null): string {
  const holder = content === null ? null : parseHolder(content);
  if (holder === null) return "another process";
  return holder.host === hostname()
    ? `process ${holder.pid}`
    : `process ${holder.pid} on the machine \`${holder.host}\``;
}
