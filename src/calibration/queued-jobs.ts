/**
 * Jobs by number that processes of several machines share through a queue: whoever starts a study puts its jobs there and waits for their outcomes, and does
 * jobs as well as others do, who take whatever there is (`hyperprior work`). Outcomes depend on the study and the number alone.
 */

import { availableParallelism } from "node:os";
import { deserialize, serialize } from "node:v8";
import { Worker } from "node:worker_threads";
import type { FoldRunner } from "../api/compare/fold-task.ts";
import { ProblemError } from "../api/problem-error.ts";
import { openQueue, type QueueConnection, type QueuePlace, type TakenJob } from "../queue/job-queue.ts";
import { otherVersions } from "../queue/problems.ts";
import { version } from "../run/version.ts";
import { SourceFailure } from "../sources/source-failure.ts";
import type { SimulationRunner } from "./calibrate-model.ts";
import { threadsFor, type WorkerTask } from "./calibrate-threads.ts";
import type { JobObserver, JobOutcome } from "./numbered-jobs.ts";
import type { StudyRunner } from "./studies/design-model.ts";

/** How long it is waited before the queue is looked at again, in milliseconds. */
const pause = 300;

/** The parts of a cross-validation through a queue. */
export function foldsByQueue(queue: string): FoldRunner {
  return async (task, count, onProgress) => doByQueue(queue, task, count, { onProgress }, "auto");
}

/** Simulations of a calibration through a queue by its URL. */
export function simulateByQueue(queue: string): SimulationRunner {
  return async (_, task, count, observer) => doByQueue(queue, task, count, observer, task.settings.workers);
}

/** The same of the studies of designs. */
export function studyByQueue(queue: string): StudyRunner {
  return async ({ task }, count, observer) => doByQueue(queue, task, count, observer, task.settings.workers);
}

/**
 * The outcomes of jobs 1 to `count`, some of which may have been done before; done here in as many threads as there are `workers`, in none if 0.
 * Ends with the signal, or with the first problem. Throws a `ProblemError` if the queue cannot be had or is lost: what was done is done.
 */
export async function doByQueue<Outcome extends JobOutcome>(
  queue: string,
  task: WorkerTask,
  count: number,
  observer: JobObserver,
  workers: number | "auto",
): Promise<readonly Outcome[]> {
  return told(() => waitForAll(queue, task, count, observer, workers));
}

/** What ends with a `SourceFailure`, with the problem that it has. */
export async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SourceFailure) throw new ProblemError([error.problem], "", "");
    throw error;
  }
}

async function waitForAll<Outcome extends JobOutcome>(
  queue: string,
  task: WorkerTask,
  count: number,
  observer: JobObserver,
  workers: number | "auto",
): Promise<readonly Outcome[]> {
  const place = await openQueue(queue);
  const connection = await place.connect();
  const ended = new AbortController();
  const stop = (): void => ended.abort();
  observer.signal?.addEventListener("abort", stop);
  const workplace = { place, signal: ended.signal };
  try {
    const study = await connection.openStudy(serialize(withoutWorkers(task)), version, count);
    let hasProblem = false;
    const see = (outcome: JobOutcome): void => {
      hasProblem ||= outcome.problem !== null;
    };
    const hands = Array.from({ length: workers === 0 ? 0 : threadsFor(workers, count) || 1 }, () =>
      workOn(workplace, { study, told: see }),
    );
    const waiting = waitFor(connection, study, count, () => hasProblem || ended.signal.aborted, observer);
    // A hand that fails ends all.
    await Promise.race([waiting, Promise.all(hands).then(() => waiting)]);
    stop();
    await Promise.all(hands);
    const outcomes = await connection.outcomesOf(study, count);
    return outcomes.map((bytes) => deserialize(bytes) as Outcome);
  } finally {
    stop();
    observer.signal?.removeEventListener("abort", stop);
    await connection.close();
  }
}

/** A study is the same one with any number of threads. */
function withoutWorkers(task: WorkerTask): WorkerTask {
  switch (task.kind) {
    case "folds":
      return { ...task, options: { ...task.options, workers: 0 } };
    case "studies":
      return { ...task, settings: { ...task.settings, workers: 0 } };
    case "calibration":
      return { ...task, settings: { ...task.settings, workers: 0 } };
  }
}

async function waitFor(
  connection: QueueConnection,
  study: string,
  count: number,
  isOver: () => boolean,
  { onProgress }: JobObserver,
): Promise<void> {
  for (let done = -1; done < count && !isOver(); ) {
    const now = await connection.doneOf(study, count);
    if (now !== done) onProgress?.(now, count);
    done = now;
    if (done < count) await sleep(pause);
  }
}

/** How `work` works. */
export interface WorkOptions {
  readonly workers: number | "auto";
  readonly untilEmpty: boolean;
  readonly signal: AbortSignal;
  /** Called when the queue is there, with its name without a password, and how many threads there are. */
  readonly begin: (shown: string, hands: number) => void;
}

/** Does jobs of any study of this version; gives how many it has done. Throws a `ProblemError` if the queue cannot be had, or has jobs of other versions alone. */
export async function workTogether(
  queue: string,
  { workers, untilEmpty, signal, begin }: WorkOptions,
): Promise<number> {
  return told(async () => {
    const place = await openQueue(queue);
    const connection = await place.connect();
    const open = await connection.openJobs(version).finally(() => connection.close());
    if (open.own === 0 && open.others.length > 0)
      throw new SourceFailure(otherVersions(version, open.others));
    const ended = new AbortController();
    const stop = (): void => ended.abort();
    signal.addEventListener("abort", stop);
    const hands = workers === "auto" ? availableParallelism() : Math.max(1, workers);
    begin(place.shown, hands);
    let done = 0;
    const count = (): void => {
      done++;
    };
    const workplace = { place, signal: ended.signal };
    try {
      await Promise.all(
        Array.from({ length: hands }, () => workOn(workplace, { study: null, untilEmpty, told: count })),
      );
    } finally {
      stop();
      signal.removeEventListener("abort", stop);
    }
    return done;
  });
}

/** Where hands work, and until when. */
export interface Workplace {
  readonly place: QueuePlace;
  readonly signal: AbortSignal;
}

/** Whose jobs a hand does, and what it tells. */
export interface HandOptions {
  /** Of one study; null for those of all. */
  readonly study: string | null;
  /** Whether it ends when no job is left that it could take. */
  readonly untilEmpty?: boolean;
  readonly told?: (outcome: JobOutcome, job: TakenJob) => void;
}

/** Takes one job after another and does it in a thread of its own, until the signal. */
export async function workOn(
  { place, signal }: Workplace,
  { study, untilEmpty = false, told }: HandOptions,
): Promise<void> {
  const connection = await place.connect();
  let thread: JobThread | null = null;
  try {
    while (!signal.aborted) {
      const job = await connection.take(version, study);
      if (job === null) {
        if (untilEmpty) return;
        await sleep(pause);
        continue;
      }
      if (thread?.study !== job.study) {
        await thread?.end();
        thread = new JobThread(job.study, deserialize(await connection.taskOf(job.study)));
      }
      const outcome = await thread.do(job.number, signal);
      if (outcome === null) {
        await connection.giveBack();
        return;
      }
      await connection.finish(job, serialize(outcome));
      told?.(outcome, job);
    }
  } finally {
    await thread?.end();
    await connection.close();
  }
}

/** A worker thread with the task of one study. */
class JobThread {
  readonly study: string;
  private readonly worker: Worker;

  constructor(study: string, task: WorkerTask) {
    this.study = study;
    this.worker = new Worker(new URL("./calibrate-worker.js", import.meta.url), {
      workerData: task,
      execArgv: [],
    });
  }

  /** Null where the signal comes first. */
  async do(number: number, signal: AbortSignal): Promise<JobOutcome | null> {
    return new Promise((resolve, reject) => {
      const stop = (): void => settle(() => resolve(null));
      const onMessage = (outcome: JobOutcome): void => settle(() => resolve(outcome));
      const onError = (error: unknown): void => settle(() => reject(error));
      const settle = (end: () => void): void => {
        signal.removeEventListener("abort", stop);
        this.worker.off("message", onMessage);
        this.worker.off("error", onError);
        end();
      };
      signal.addEventListener("abort", stop);
      this.worker.on("message", onMessage);
      this.worker.on("error", onError);
      this.worker.postMessage(number);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
