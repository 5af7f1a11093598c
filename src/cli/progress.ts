/** The progress bar: iterations, divergences, the time left. */

import type { SingleBar } from "cli-progress";
import type { ChainProgress } from "../run/chains/chain-run.ts";
import type { RunOptions } from "../run/options.ts";
import type { Terminal } from "./terminal.ts";

/** Draws nothing where standard error is no terminal. */
export interface ProgressBar {
  readonly update: (chains: readonly ChainProgress[]) => void;
  readonly stop: () => void;
}

/**
 * A bar on standard error that goes when it is stopped; null where standard error is no terminal. Where it `yieldsToSignals` it changes nothing of the
 * terminal, and hears no signal itself: Ctrl-C ends the process at once if nobody else does.
 */
export async function makeBar(
  { hasProgress }: Terminal,
  format: string,
  barsize: number,
  { yieldsToSignals = false }: { readonly yieldsToSignals?: boolean } = {},
): Promise<SingleBar | null> {
  if (!hasProgress) return null;
  const { Presets, SingleBar: Bar } = await import("cli-progress");
  const { stderr: stream } = process;
  return new Bar(
    {
      ...{ format, stream, clearOnComplete: true, barsize },
      ...{ hideCursor: !yieldsToSignals, linewrap: yieldsToSignals, gracefulExit: !yieldsToSignals },
    },
    Presets.shades_classic,
  );
}

/** Of the chains of a run. */
export async function startProgress(
  terminal: Terminal,
  { chains, warmup, draws }: RunOptions,
): Promise<ProgressBar> {
  const format = "{phase} {bar} {value}/{total} iterations · {divergences} divergent · {left} left";
  // A line of 80 columns has room for it with numbers of seven digits.
  const bar = await makeBar(terminal, format, 14);
  if (bar === null) return { update: () => {}, stop: () => {} };
  const total = chains * (warmup + draws);
  let start: number | null = null;
  let startedWith = 0;
  bar.start(total, 0, { phase: "warm-up ", divergences: 0, left: "?" });
  return {
    update: (progress) => {
      const done = progress.reduce((sum, one) => sum + one.transitions, 0);
      const divergences = progress.reduce((sum, one) => sum + one.divergences, 0);
      const isWarm = done >= warmup * chains;
      // The first report starts the clock: workers and the pilot chain took their time before it.
      if (start === null) [start, startedWith] = [performance.now(), done];
      const elapsed = (performance.now() - start) / 1000;
      const made = done - startedWith;
      const left = made === 0 ? "?" : describeSeconds((elapsed * (total - done)) / made);
      bar.update(done, { phase: isWarm ? "sampling" : "warm-up ", divergences, left });
    },
    stop: () => bar.stop(),
  };
}

/** `4 s`, `3 min`, `2 h`. */
export function describeSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`;
  return `${Math.ceil(seconds / 3600)} h`;
}
