/** Runs browsed on a screen: keys, what is read for them, and verdicts that are found meanwhile. */

import { ProblemError } from "../../api/problem-error.ts";
import type { Screen } from "../screen.ts";
import type { Terminal } from "../terminal.ts";
import { afterKey, type BrowserState, linesOf, startOf } from "./browser.ts";
import type { FoundRun } from "./find-runs.ts";
import { pagesOf } from "./pages.ts";
import { judgeRun } from "./run-list.ts";

/** Which runs, of which folder, and how they are drawn. */
export interface BrowseSetting {
  readonly folder: string;
  readonly runs: readonly FoundRun[];
  readonly isAscii: boolean;
}

/** Until the user ends it; gives whether that was by Ctrl-C. The screen is closed in any case. */
export async function browseOnScreen(
  terminal: Terminal,
  screen: Screen,
  { folder, runs, isAscii }: BrowseSetting,
): Promise<"quit" | "interrupted"> {
  let state: BrowserState = startOf(folder, runs);
  let isOver = false;
  let drawn = "";
  const show = (next: BrowserState): void => {
    state = next;
    if (isOver) return;
    const lines = linesOf(state, screen.size(), Date.now(), terminal.paint);
    // A verdict on a run out of sight changes nothing.
    if (lines.join("\n") === drawn) return;
    drawn = lines.join("\n");
    screen.draw(lines);
  };
  try {
    show(state);
    return await new Promise((resolve, reject) => {
      const end = (how: "quit" | "interrupted"): void => {
        isOver = true;
        resolve(how);
      };
      screen.onKey((key) => {
        if (key === "ctrl-c") return end("interrupted");
        if (key === "resize") drawn = "";
        const { state: next, wish } = afterKey(state, key, screen.size());
        if (wish?.kind === "quit") return end("quit");
        show(next);
        if (wish?.kind !== "open") return;
        const { width } = screen.size();
        openRun(wish.run, { ...terminal, width }, isAscii).then(
          (change) => show({ ...state, ...change }),
          reject,
        );
      });
      judgeAll(
        runs,
        () => isOver,
        (path, verdict) => {
          show({ ...state, verdicts: new Map([...state.verdicts, [path, verdict]]) });
        },
      ).catch(reject);
    });
  } finally {
    isOver = true;
    screen.close();
  }
}

async function openRun(run: FoundRun, terminal: Terminal, isAscii: boolean): Promise<Partial<BrowserState>> {
  if (run.fault !== null) return { message: `broken: ${run.fault}` };
  try {
    const pages = await pagesOf(run.path, terminal, isAscii);
    return { opened: { path: run.path, pages, page: 0, top: 0 }, message: "" };
  } catch (error) {
    if (error instanceof ProblemError) return { message: error.told[0]?.message ?? error.message };
    throw error;
  }
}

/** One after another, so that keys have their turn between two. */
async function judgeAll(
  runs: readonly FoundRun[],
  isOver: () => boolean,
  tell: (path: string, verdict: Awaited<ReturnType<typeof judgeRun>>) => void,
): Promise<void> {
  for (const run of runs) {
    if (isOver()) return;
    tell(run.path, await judgeRun(run));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
