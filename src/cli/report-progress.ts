/** The progress bar of a report, and Ctrl-C: while the report is made nothing is written, and while it is written it is written whole. */

import type { ReportProgress } from "../run-report/report-input.ts";
import { makeBar } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** What is made sooner has no bar, which would only flicker. */
const patienceMs = 500;

/** Does the work, with a bar where standard error is a terminal. Ctrl-C ends the process at once, also where it computes. */
export async function withReportProgress<Result>(
  terminal: Terminal,
  work: (onProgress: (told: ReportProgress) => void) => Promise<Result>,
): Promise<Result> {
  const format = "report {bar} {value}/{total} parts · {what}";
  const bar = await makeBar(terminal, format, 14, { yieldsToSignals: true });
  const begun = performance.now();
  const onProgress = ({ part, done, of, iterations }: ReportProgress): void => {
    if (bar === null || performance.now() - begun < patienceMs) return;
    const what = iterations === null ? part : `${part}, ${iterations} iterations`;
    if (!bar.isActive) bar.start(of, done, { what });
    bar.update(done, { what });
  };
  return work(onProgress).finally(() => {
    if (bar?.isActive) bar.stop();
  });
}

/** Does the work, which is short, to its end, whatever signal comes in between. */
export async function uninterrupted<Result>(work: () => Promise<Result>): Promise<Result> {
  const signals = ["SIGINT", "SIGTERM"] as const;
  const hear = (): void => {};
  for (const signal of signals) process.on(signal, hear);
  try {
    return await work();
  } finally {
    for (const signal of signals) process.off(signal, hear);
  }
}
