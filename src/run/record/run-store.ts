/**
 * Keeps a run in its folder, from before it is made to its end: sees that nothing stands against it, holds the lock, saves the run while it
 * is going on, and puts it in its place. An earlier run stays until then: beside it, what is saved of the new one is in `unfinished`.
 */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Either } from "../../problems/either.ts";
import type { Problem } from "../../problems/problem.ts";
import { cannotWriteRun, unusableFolder } from "../problems.ts";
import type { Run } from "../run.ts";
import { checkpointSeconds, type RunStore } from "./checkpoint.ts";
import { type Disk, nodeDisk, removeEmpty } from "./disk.ts";
import { describeError } from "./file-errors.ts";
import { putRun, removeRun, writeRun } from "./run-folder.ts";
import { RunLock } from "./run-lock.ts";
import { holdsDraws } from "./run-pair.ts";
import { findObstacle, unfinishedFolder } from "./run-place.ts";

/** How a run is kept. */
export interface KeepingOptions {
  /** Seconds between two times that it is saved while it is going on. */
  readonly seconds?: number | undefined;
  /** Whether files that are not ours may be replaced. */
  readonly isForced?: boolean | undefined;
  /** Whether it goes on with the run that is in the folder, and so takes its place at once. */
  readonly goesOn?: boolean;
  readonly disk?: Disk;
}

/** A store that holds the lock, or what stands against it. */
export type OpenResult = Either<{ store: FolderStore }, { problem: Problem }>;

/** To be closed, whatever becomes of the run. */
export class FolderStore implements RunStore {
  readonly folder: string;
  readonly everyMs: number;
  private readonly disk: Disk;
  private readonly lock: RunLock;
  /** Whether there is an earlier run with draws, which one without draws does not replace. */
  readonly hasEarlier: boolean;
  /** Where the run is saved while it is going on. */
  private readonly place: string;
  /** Whether some of its draws have been saved there; a record without draws is worth nothing once the run has ended. */
  private hasSaved = false;
  private hasSavedRecord = false;
  /** The uppermost folder that was made for the run. */
  private readonly made: string | undefined;

  private constructor(folder: string, lock: RunLock, made: string | undefined, options: KeepingOptions) {
    this.folder = folder;
    this.lock = lock;
    this.made = made;
    this.everyMs = 1000 * (options.seconds ?? checkpointSeconds);
    this.disk = options.disk ?? nodeDisk;
    this.hasEarlier = holdsDraws(folder);
    const isBeside = this.hasEarlier && options.goesOn !== true;
    this.place = isBeside ? join(folder, unfinishedFolder) : folder;
  }

  static async open(folder: string, options: KeepingOptions = {}): Promise<OpenResult> {
    const obstacle = await findObstacle(folder, options.isForced);
    if (obstacle !== null) return { store: null, problem: obstacle };
    let made: string | undefined;
    try {
      made = await mkdir(folder, { recursive: true });
      const { lock, problem } = await RunLock.take(folder, options.disk ?? nodeDisk);
      if (lock === null) return { store: null, problem };
      return { store: new FolderStore(folder, lock, made, options), problem: null };
    } catch (error) {
      await removeEmpty(folder, made);
      return { store: null, problem: unusableFolder(folder, describeError(error)) };
    }
  }

  /** Saves what there is of the run that is going on. */
  save = async (run: Run): Promise<Problem | null> => {
    const problem = await writeRun(this.place, run, this.disk);
    if (problem === null && run.draws.drawCount > 0) this.hasSaved = true;
    else if (problem === null && !holdsDraws(this.place)) this.hasSavedRecord = true;
    return problem;
  };

  /** Puts the run in its place; or says why it could not be, and what is there now. */
  async finish(run: Run): Promise<Problem | null> {
    const reason = await putRun(this.folder, run, this.disk);
    if (reason !== null) {
      if (this.hasSavedRecord && !this.hasSaved) await removeRun(this.place);
      return cannotWriteRun(this.folder, reason, this.whatIsLeft());
    }
    if (this.place !== this.folder) await removeRun(this.place);
    return null;
  }

  /** Gives up the lock, and the folder if it was made for the run and nothing came into it. */
  async close(): Promise<void> {
    await this.lock.release();
    await removeEmpty(this.folder, this.made);
  }

  private whatIsLeft(): string {
    const saved = `what was saved of this one while it was going on is in ${this.place}: \`hyperprior resume ${this.place}\``;
    const isEarlierThere = this.hasEarlier && (this.place !== this.folder || !this.hasSaved);
    const earlier = isEarlierThere ? ["the earlier run in the folder is as it was"] : [];
    return [...earlier, this.hasSaved ? saved : "the draws of this one are not kept"].join("; ");
  }
}
