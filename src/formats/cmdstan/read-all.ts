/** Files of chains read, in threads where they are large: the same to the last bit, and as many at a time as there are processors. */

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { ReadOptions } from "../format.ts";
import type { InputFile } from "../input-file.ts";
import { type ColumnPlan, chooseColumns } from "./choose-columns.ts";
import { FieldMarks } from "./field-marks.ts";
import { RowStore } from "./row-store.ts";
import type { SectionReport, SectionTask } from "./section-task.ts";
import { type ReadSections, readSections, readSectionsOf, type Section } from "./sections.ts";

/** What a file holds; why it broke off before its end, null if it did not. */
export interface ReadFile {
  readonly sections: readonly Section[];
  readonly failure: string | null;
}

/** Files are read in threads from so many bytes on: a thread takes a twentieth of a second to begin. */
const worthwhile = 64_000_000;

/** Told what has been read of one file. */
type TellBytes = (bytes: number) => void;

/** All files, in their order. */
export async function readAll(files: readonly InputFile[], options: ReadOptions): Promise<ReadFile[]> {
  const plan: ColumnPlan = {
    memory: options.memory,
    fileCount: files.length,
    isRepeatable: files.every((file) => file.isRepeatable),
  };
  const sizes = files.map(({ size }) => size);
  const known = sizes.filter((size) => size !== null);
  const total = known.length < sizes.length ? null : known.reduce((sum, size) => sum + size, 0);
  const read = sizes.map(() => 0);
  const tell = (k: number): TellBytes => {
    return (bytes) => {
      read[k] = bytes;
      options.onProgress?.(
        read.reduce((sum, one) => sum + one, 0),
        total,
      );
    };
  };
  const threads = Math.min(files.length, availableParallelism());
  const areOnDisk = files.every(({ onDisk }) => onDisk !== undefined);
  if (areOnDisk && threads > 1 && (total ?? 0) >= worthwhile)
    return readInThreads(files, plan, threads, tell);
  const found: ReadFile[] = [];
  for (const [k, file] of files.entries()) found.push(readable(await readHere(file, plan, tell(k))));
  return found;
}

/** In the calling thread. */
export async function readHere(file: InputFile, plan: ColumnPlan, tell: TellBytes): Promise<ReadSections> {
  const choose = chooseColumns(plan);
  if (file.openAt === undefined) return readSections(file.pieces(), choose, tell);
  const window = file.openAt();
  try {
    return readSectionsOf(window, choose, tell);
  } finally {
    window.close();
  }
}

function readable({ sections, failure }: ReadSections): ReadFile {
  return { sections, failure: failure === null ? null : messageOf(failure) };
}

/** In sentences. */
export function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}

/** In so many threads, of which each takes the next file that nobody has; all files are on the disk. */
export async function readInThreads(
  files: readonly InputFile[],
  plan: ColumnPlan,
  count: number,
  tell: (k: number) => TellBytes,
): Promise<ReadFile[]> {
  const found: ReadFile[] = [];
  let next = 0;
  const startThread = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const task: SectionTask = { plan };
      // What a process is started with may be for its own text: `node --input-type=module --eval`.
      const worker = new Worker(new URL("./section-worker.js", import.meta.url), {
        workerData: task,
        execArgv: [],
      });
      let own = -1;
      const giveNext = (): void => {
        own = next < files.length ? next++ : -1;
        worker.postMessage(own < 0 ? null : files[own]!.onDisk!);
      };
      worker.on("message", (report: SectionReport) => {
        if (report.kind === "bytes") return tell(own)(report.bytes);
        found[own] = { sections: report.sections.map(sectionOf), failure: report.failure };
        return giveNext();
      });
      worker.on("error", reject);
      worker.on("exit", (code) => {
        if (code === 0) resolve();
        else reject(new Error(`a worker thread ended with code ${code}`));
      });
      giveNext();
    });
  await Promise.all(Array.from({ length: count }, startThread));
  return found;
}

function sectionOf({ rows, marks, ...section }: SentSection): Section {
  return { ...section, rows: RowStore.of(rows), marks: marks === null ? null : FieldMarks.of(marks) };
}

type SentSection = Extract<SectionReport, { kind: "file" }>["sections"][number];
