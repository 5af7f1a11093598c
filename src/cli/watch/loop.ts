/** Looks again and again, and shows what is seen, until nothing more comes or somebody has had enough. */

import type { Terminal } from "../terminal.ts";
import { judgeLive, type LiveJudgement } from "./judge-live.ts";
import type { Watched } from "./look.ts";
import { Rates } from "./rates.ts";
import { lineOfLook, renderLook, type Shown } from "./view.ts";

/** Time, which a test makes pass as it likes. */
export interface WatchClock {
  /** Milliseconds. */
  readonly now: () => number;
  /** Comes back early when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Time as it passes. */
export const realClock: WatchClock = {
  now: () => performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener("abort", end);
    }),
};

/** How often is looked, by which clock, and what ends it. */
export interface WatchSetting {
  readonly everyMs: number;
  readonly clock: WatchClock;
  readonly signal: AbortSignal;
}

/** Looks and shows; gives `true` when all has ended, `false` when the signal came first. */
export async function watchToEnd(
  terminal: Terminal,
  watched: Watched,
  setting: WatchSetting,
): Promise<boolean> {
  const { everyMs, clock, signal } = setting;
  const rates = new Rates();
  const judge = makeJudge();
  let said = "";
  for (;;) {
    const start = clock.now();
    const look = await watched.look(start);
    rates.see(look.chains, start);
    const shown = { look, judgement: judge(look.draws), rates, now: start };
    said = show(terminal, shown, said);
    if (look.hasEnded) return true;
    // Looking takes half of the time at most.
    await clock.wait(Math.max(everyMs - (clock.now() - start), clock.now() - start), signal);
    if (signal.aborted) return false;
  }
}

/** In place on a terminal, and where standard error is none, a line whenever there is something new. */
function show(terminal: Terminal, shown: Shown, said: string): string {
  if (terminal.live !== undefined) {
    const { live } = terminal;
    live.redraw(renderLook(shown, { width: live.width(), height: live.height() }));
    return said;
  }
  const line = lineOfLook(shown);
  if (line !== said) terminal.warn(`${line}\n`);
  return line;
}

/** Judges draws when there are more of them than at the last time. */
function makeJudge(): (draws: Parameters<typeof judgeLive>[0] | null) => LiveJudgement | null {
  let last: LiveJudgement | null = null;
  let key = "";
  return (draws) => {
    if (draws === null) return null;
    const own = `${draws.chainCount} ${draws.drawCount} ${draws.every}`;
    if (own !== key || last === null) [key, last] = [own, judgeLive(draws)];
    return last;
  };
}
