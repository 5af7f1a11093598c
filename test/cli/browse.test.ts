/** Runs browsed: what is found in a folder, the state behind the screen with its keys, and its lines. */

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browseOnScreen } from "../../src/cli/browse/browse-screen.ts";
import { afterKey, type BrowserState, cut, linesOf, startOf } from "../../src/cli/browse/browser.ts";
import { type FoundRun, findRuns } from "../../src/cli/browse/find-runs.ts";
import { describeBytes } from "../../src/cli/browse/run-list.ts";
import { sparkline } from "../../src/cli/browse/sparkline.ts";
import type { Screen } from "../../src/cli/screen.ts";
import { guarded, type Terminal } from "../../src/cli/terminal.ts";
import { noPaint } from "../../src/report/table.ts";
import { writeRun } from "../../src/run/record/run-folder.ts";
import { textWidth } from "../../src/text/lines.ts";
import { run } from "./captured-terminal.ts";
import { failedRun, goodRun } from "./fixed-run.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-browse-"));
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  await writeRun(at("good.run"), goodRun);
  await writeRun(at("old/failed.run"), failedRun);
  await writeRun(at("old/older/deep.run"), {
    ...goodRun,
    record: { ...goodRun.record, isInterrupted: true },
  });
  await writeRun(at("old/older/oldest/hidden.run"), goodRun);
  mkdirSync(at("broken.run"));
  writeFileSync(at("broken.run/run.json"), "{");
  const hours = (count: number): number => Date.now() / 1000 - 3600 * count - 60;
  utimesSync(at("old/failed.run/run.json"), hours(2), hours(2));
  utimesSync(at("old/older/deep.run/run.json"), hours(30), hours(30));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a list of runs", () => {
  it("has those of the folder and two levels below, the newest first, broken ones with the reason", async () => {
    const { code, out, err } = await run("browse", folder);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const lines = out
      .replaceAll(`${folder}/`, "")
      .split("\n")
      .map((line) => line.trimEnd());
    expect(lines[0]).toMatch(/^run .*verdict +draws/);
    // A long name has a line of its own.
    const text = lines.slice(1).join(" ");
    expect(text).toMatch(
      /^good\.run .*good +4 × 250 .*old\/failed\.run .*failed, interrupted +4 × 250 +.*2 h ago ! .*deep\.run .*good, interrupted +4 × 250 .*broken\.run +broken .*broken\.run is broken: it is no JSON/,
    );
    expect(out).not.toContain("hidden");
    expect(out).toContain("a day ago");
  });

  it("is JSON on demand, and quick without verdicts", async () => {
    const { runs } = JSON.parse((await run("browse", folder, "--json")).out);
    expect(runs[1]).toMatchObject({ path: at("old/failed.run"), verdict: "failed", chains: 4, draws: 250 });
    expect(runs[3]).toEqual({ path: at("broken.run"), error: "it is no JSON" });
    const quick = JSON.parse((await run("browse", folder, "--json", "--quick")).out);
    expect(quick.runs.map((one: { verdict?: string }) => one.verdict)).toEqual([null, null, null, undefined]);
  });

  it("is empty where there are none, and an error where there is no folder", async () => {
    mkdirSync(at("empty"));
    expect((await run("browse", at("empty"))).out).toBe("no runs\n");
    const { code, err } = await run("browse", at("nowhere"));
    expect(code).toBe(1);
    expect(err).toContain("HP0733");
  });
});

const size = { width: 80, height: 10 };
const many: readonly FoundRun[] = Array.from({ length: 200 }, (_, i) => ({
  path: `run${i}.run`,
  run: {
    model: "m\u001b[2Jodel",
    method: "nuts",
    chainCount: 4,
    drawCount: 1000,
    bytes: 1000,
    savedAt: 0,
    state: "whole",
  },
  fault: null,
}));
const long: readonly FoundRun[] = many.map((one) => ({
  ...one,
  path: `some/where/far/away/in/a/folder/${one.path}`,
}));
const press = (state: BrowserState, ...keys: readonly string[]): BrowserState =>
  keys.reduce((one, key) => afterKey(one, key, size).state, state);

describe("the state behind the screen", () => {
  const start = startOf(".", many);

  it("moves within the list", () => {
    expect(press(start, "up").selected).toBe(0);
    expect(press(start, "down", "j", "down", "k").selected).toBe(2);
    expect(press(start, "pagedown").selected).toBe(6);
    expect(press(start, "end").selected).toBe(199);
    expect(press(start, "end", "down", "pageup").selected).toBe(193);
    expect(press(start, "end", "home").selected).toBe(0);
    expect(press(startOf(".", []), "down", "end").selected).toBe(0);
  });

  it("asks for what is to be done", () => {
    expect(afterKey(press(start, "down"), "return", size).wish).toEqual({ kind: "open", run: many[1] });
    expect(afterKey(start, "q", size).wish).toEqual({ kind: "quit" });
    expect(afterKey(startOf(".", []), "return", size).wish).toBeNull();
    expect(afterKey(start, "x", size).wish).toBeNull();
  });

  it("turns and moves in the pages of a run, and goes back", () => {
    const pages = [Array.from({ length: 20 }, (_, i) => `line ${i}`), ["b"], ["c"], ["d"]];
    const opened: BrowserState = { ...start, opened: { path: "run0.run", pages, page: 0, top: 0 } };
    expect(press(opened, "tab", "right").opened!.page).toBe(2);
    expect(press(opened, "left").opened!.page).toBe(3);
    expect(press(opened, "4").opened!.page).toBe(3);
    expect(press(opened, "9").opened!.page).toBe(0);
    expect(press(opened, "down", "down").opened!.top).toBe(2);
    expect(press(opened, "end").opened!.top).toBe(13);
    expect(press(opened, "end", "tab", "left").opened!.top).toBe(0);
    expect(press(opened, "q").opened).toBeNull();
    expect(afterKey(opened, "q", size).wish).toBeNull();
    expect(linesOf(press(opened, "down"), size, 0)[2]).toBe("line 1");
  });
});

describe("the lines of the screen", () => {
  it.each([
    [80, 24],
    [40, 10],
    [20, 5],
    [200, 60],
  ])("fit %d × %d, whatever is chosen, and the chosen run is among them", (width, height) => {
    for (const selected of [0, 1, 100, 199]) {
      const lines = linesOf({ ...startOf(".", many), selected }, { width, height }, 0);
      expect(lines.length).toBeLessThanOrEqual(height);
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
      const chosen = lines.filter((line) => line.startsWith("> "));
      expect(chosen).toHaveLength(1);
      expect(chosen[0]).toContain(`run${selected}.run`.slice(0, width - 4));
      expect(lines.join("")).not.toContain("\u001b");
    }
  });

  it("have one for each run, however long its name is", () => {
    const lines = linesOf({ ...startOf(".", long), selected: 3 }, { width: 60, height: 12 }, 0);
    expect(lines.filter((line) => line.includes(".run"))).toHaveLength(8);
    expect(lines.find((line) => line.startsWith("> "))).toContain("…");
    expect(lines.find((line) => line.startsWith("> "))).toContain("/run3.run");
  });

  it("are cut where they are too long, by what a terminal needs for them", () => {
    expect(cut("abcdef", 6)).toBe("abcdef");
    expect(cut("abcdefg", 6)).toBe("abcde…");
    expect(cut("日本語日本", 6)).toBe("日本…");
  });
});

it("draws are a row of characters: how many are where", () => {
  const values = Float64Array.of(0, 0, 0, 0, 1, 1, 3, 3);
  expect(sparkline(values, 4, false)).toBe("█▄ ▄");
  expect(sparkline(values, 4, true)).toBe("#- -");
  expect(sparkline(Float64Array.of(1, 1), 4, false)).toBe("");
  expect(sparkline(Float64Array.of(1, Number.NaN), 4, false)).toBe("");
});

it.each([
  [10, "1 kB"],
  [123_456, "123 kB"],
  [3_400_000, "3.4 MB"],
  [45_000_000, "45 MB"],
  [2_000_000_000, "2.0 GB"],
])("%d bytes are %s", (bytes, words) => {
  expect(describeBytes(bytes)).toBe(words);
});

/** A screen whose keys are pressed by the test; `seen` has what was drawn. */
function screenOf() {
  const seen: string[] = [];
  let isClosed = false;
  let press: (key: string) => void = () => {};
  const screen: Screen = {
    size: () => ({ width: 90, height: 20 }),
    draw: (lines) => void seen.push(lines.join("\n")),
    onKey: (listen) => {
      press = listen;
    },
    close: () => {
      isClosed = true;
    },
  };
  const until = async (text: string): Promise<void> => {
    for (let i = 0; !seen.at(-1)?.includes(text); i++) {
      if (i > 2000) throw new Error(`no ${text} in\n${seen.at(-1)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return { screen, seen, until, press: (key: string) => press(key), isClosed: () => isClosed };
}

describe("on a screen", () => {
  const plain: Terminal = { print: () => {}, warn: () => {}, paint: noPaint, hasProgress: false, width: 90 };

  it("runs are judged meanwhile, opened, and left", async () => {
    const { screen, until, press, isClosed, seen } = screenOf();
    const { openScreen } = guarded({ ...plain, openScreen: () => screen });
    const runs = await findRuns(folder);
    const ended = browseOnScreen(guarded(plain), openScreen!(), { folder, runs, isAscii: false });
    expect(seen[0]).toContain("…");
    await until("failed");
    press("return");
    await until("diagnosis: good");
    press("tab");
    await until("σ_b");
    expect(seen.at(-1)).toMatch(/[▁-█]{3}/);
    press("3");
    await until("targetAcceptance");
    press("4");
    await until("[model]");
    press("q");
    await until("runs in");
    press("end");
    press("return");
    await until("broken: it is no JSON");
    press("q");
    expect(await ended).toBe("quit");
    expect(isClosed()).toBe(true);
  });

  it("Ctrl-C ends, and an error gives the screen back, too", async () => {
    const one = screenOf();
    const ended = browseOnScreen(plain, one.screen, { folder, runs: [], isAscii: true });
    one.press("ctrl-c");
    expect(await ended).toBe("interrupted");
    expect(one.isClosed()).toBe(true);
    const other = screenOf();
    const draw = (): void => {
      throw new Error("no terminal");
    };
    const broken = browseOnScreen(plain, { ...other.screen, draw }, { folder, runs: [], isAscii: true });
    await expect(broken).rejects.toThrow("no terminal");
    expect(other.isClosed()).toBe(true);
  });
});
