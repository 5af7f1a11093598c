/** A thread that reads files of chains, one after another. */

import { parentPort, workerData } from "node:worker_threads";
import { fileAt } from "../input-file.ts";
import { messageOf, readHere } from "./read-all.ts";
import type { SectionReport, SectionTask } from "./section-task.ts";
import type { ReadSections } from "./sections.ts";

/** Bytes between two reports. */
const reportedBytes = 8_000_000;

const { plan } = workerData as SectionTask;
const port = parentPort!;

port.on("message", (path: string | null) => {
  if (path === null) port.close();
  else void readAndSend(path);
});

async function readAndSend(path: string): Promise<void> {
  let told = 0;
  const { sections, failure } = await readFile(path, (bytes) => {
    if (bytes < told + reportedBytes) return;
    told = bytes;
    const report: SectionReport = { kind: "bytes", bytes };
    port.postMessage(report);
  });
  const parts = sections.map(({ rows, marks, ...section }) => ({
    ...section,
    rows: rows.parts(),
    marks: marks?.parts() ?? null,
  }));
  const report: SectionReport = {
    kind: "file",
    sections: parts,
    failure: failure === null ? null : messageOf(failure),
  };
  const moved = parts.flatMap(({ rows, marks }) => [
    ...rows.tiles.map(({ buffer }) => buffer),
    rows.apart.buffer,
    ...(marks === null ? [] : [marks.offsets.buffer]),
  ]);
  port.postMessage(report, moved as ArrayBuffer[]);
}

async function readFile(path: string, tell: (bytes: number) => void): Promise<ReadSections> {
  try {
    return await readHere(await fileAt(path), plan, tell);
  } catch (failure) {
    return { sections: [], failure };
  }
}
