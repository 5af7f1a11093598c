/** The progress bar: iterations, divergences, the time left. */

import { Presets, SingleBar } from "cli-progress";
import type { ChainProgress } from "../run/chain-run.ts";
import type { Terminal } from "./terminal.ts";

export interface ProgressBar {
  readonly update: (chains: readonly ChainProgress[]) => void;
  readonly stop: () => void;
}

/** A bar on standard error that goes when it is stopped; nothing where standard error is no terminal. */
export function startProgress(terminal: Terminal, total: number, warmup: number, chains: number): ProgressBar {
  if (!terminal.hasProgress) return { update: () => {}, stop: () => {} };
  const bar = new SingleBar(
    {
      format: "{phase} {bar} {value}/{total} iterations · {divergences} divergent · {left} left",
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
      barsize: 24,
    },
    Presets.shades_classic,
  );
  const start = performance.now();
  bar.start(total, 0, { phase: "warm-up ", divergences: 0, left: "?" });
  return {
    update: (progress) => {
      const done = progress.reduce((sum, one) => sum + one.transitions, 0);
      const divergences = progress.reduce((sum, one) => sum + one.divergences, 0);
      const isWarm = done >= warmup * chains;
      const elapsed = (performance.now() - start) / 1000;
      const left = done === 0 ? "?" : describeSeconds((elapsed * (total - done)) / done);
      bar.update(done, { phase: isWarm ? "sampling" : "warm-up ", divergences, left });
    },
    stop: () => {
      bar.stop();
    },
  };
}

/** `4 s`, `3 min`, `2 h`. */
export function describeSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`;
  return `${Math.ceil(seconds / 3600)} h`;
}
