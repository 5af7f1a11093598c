/** `diagnose --watch`: chains that are being written, in a time that passes as the test likes. */

import { spawn } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readDraws } from "../../src/api/read-draws.ts";
import { linesOf, replacing, type Terminal } from "../../src/cli/terminal.ts";
import { judgeLive } from "../../src/cli/watch/judge-live.ts";
import type { ChainLook } from "../../src/cli/watch/look.ts";
import { Rates } from "../../src/cli/watch/rates.ts";
import { WatchedRun } from "../../src/cli/watch/run-folder.ts";
import { WatchedStanFiles } from "../../src/cli/watch/stan-files.ts";
import { renderLook } from "../../src/cli/watch/view.ts";
import { watchDraws } from "../../src/cli/watch/watch-draws.ts";
import { measureConvergence } from "../../src/posterior/convergence.ts";
import { noPaint } from "../../src/report/table.ts";
import { FolderStore } from "../../src/run/record/run-store.ts";
import {
  adaptation,
  ending,
  headOf,
  namesOf,
  rowsOf,
  type StanChain,
  wholeFile,
} from "../formats/cmdstan/stan-chain.ts";
import { mainFile } from "../run/built.ts";
import { run } from "./captured-terminal.ts";
import { goodRun } from "./fixed-run.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-watch-"));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
function freshFolder(): string {
  const path = join(folder, `results${++count}`);
  mkdirSync(path);
  return path;
}

/** Time in which a second is a step: what is to happen happens between two looks. */
function steps(happenings: readonly (() => void)[]) {
  let now = 0;
  let next = 0;
  return {
    now: () => now,
    wait: async (ms: number): Promise<void> => {
      now += ms;
      happenings[next++]?.();
      if (next > happenings.length + 20) throw new Error("it does not end");
    },
  };
}

/** Lines on standard error, as of a pipe. */
function terminalOf(): { readonly terminal: Terminal; readonly lines: string[] } {
  const lines: string[] = [];
  const terminal: Terminal = {
    print: () => {},
    warn: (text) => void lines.push(text),
    paint: noPaint,
    hasProgress: false,
    width: 80,
  };
  return { terminal, lines };
}

const two = (place: string): readonly StanChain[] => {
  expect(readdirSync(place)).toEqual([]);
  return [
    { chain: 1, chains: 2, samples: 120, divergent: [5, 70] },
    { chain: 2, chains: 2, samples: 120 },
  ];
};

describe("CmdStan files that are being written", () => {
  it("are followed as they come, row by row, to the end of all", async () => {
    const place = freshFolder();
    const [first, second] = two(place);
    const path = (chain: number): string => join(place, `fit_${chain}.csv`);
    const add = (chain: StanChain, text: string) => () => appendFileSync(path(chain.chain), text);
    writeFileSync(join(place, "data.csv"), "y,x\n1,2\n");
    const clock = steps([
      add(first!, headOf(first!)),
      add(first!, namesOf(first!) + adaptation + rowsOf(first!, 0, 40)),
      add(second!, headOf(second!) + namesOf(second!) + adaptation + rowsOf(second!, 0, 30)),
      add(first!, rowsOf(first!, 40, 40)),
      add(second!, rowsOf(second!, 30, 30)),
      add(first!, rowsOf(first!, 80, 40) + ending),
      add(second!, rowsOf(second!, 60, 60) + ending),
    ]);
    const { terminal, lines } = terminalOf();
    const words = await watchDraws(terminal, [place], {}, clock);
    expect(words).toEqual([path(1), path(2)]);
    const text = lines.join("").replace(/R-hat \S+ \(\w+\) · ESS \S+ \(\w+\)/g, "R-hat … · ESS …");
    expect(text).toBe(`waiting for the first chain
0 draws · 0 of 1 chains ended
40 of 120 draws · 0 of 2 chains ended · 1 divergent · R-hat … · ESS …
70 of 240 draws · 0 of 2 chains ended · 1 divergent · R-hat … · ESS …
110 of 240 draws · 0 of 2 chains ended · 2 divergent · R-hat … · ESS …
140 of 240 draws · 0 of 2 chains ended · 2 divergent · R-hat … · ESS … · 4 s left
180 of 240 draws · 1 of 2 chains ended · 2 divergent · R-hat … · ESS … · 6 s left
240 of 240 draws · 2 of 2 chains ended · 2 divergent · R-hat … · ESS …
`);
  });

  it("are awaited, as many as are said, where others have ended already", async () => {
    const place = freshFolder();
    const chain = (k: number): StanChain => ({ chain: k, samples: 50 });
    const write = (k: number) => (): void => writeFileSync(join(place, `a_${k}.csv`), wholeFile(chain(k)));
    write(1)();
    const idle = Array.from({ length: 10 }, () => () => {});
    const clock = steps([...idle, write(2), ...idle, write(3)]);
    const { terminal } = terminalOf();
    expect(await watchDraws(terminal, [join(place, "a_*.csv")], { chains: 3 }, clock)).toHaveLength(3);
    // Without being told, three seconds without anything new are the end.
    const early = steps(idle);
    expect(await watchDraws(terminal, [join(place, "a_1.csv")], {}, early)).toHaveLength(1);
    expect(early.now()).toBe(3000);
  });

  it("are judged while they are written by what the whole files would be judged by", async () => {
    const place = freshFolder();
    for (const chain of [1, 2, 3]) {
      const one: StanChain = { chain, samples: 200, shift: chain === 3 ? 1 : 0 };
      writeFileSync(join(place, `${chain}.csv`), wholeFile(one));
    }
    const look = await new WatchedStanFiles([place], { warmup: null, chains: null }).look(0);
    const live = judgeLive(look.draws!);
    const draws = await (await readDraws(place)).draws();
    const measured = measureConvergence(draws).filter((one) => one !== null);
    const rhats = measured.map(({ judgedRhat }) => judgedRhat);
    expect(live.rhat).toEqual({ value: Math.max(...rhats), variable: "mu" });
    const sizes = measured.map(({ essBulk, judgedEssTail }) => Math.min(essBulk, judgedEssTail));
    expect(live.ess!.value).toBe(Math.min(...sizes));
    expect([live.chainCount, live.drawCount, live.every]).toEqual([3, 200, 1]);
  });

  it("of which many draws are there are judged by every so manieth, of all chains the same", async () => {
    const place = freshFolder();
    const [long, short] = [5000, 2100];
    writeFileSync(join(place, "1.csv"), wholeFile({ chain: 1, samples: long }));
    const part = { chain: 2, samples: long };
    writeFileSync(join(place, "2.csv"), headOf(part) + namesOf(part) + adaptation + rowsOf(part, 0, short));
    const { draws } = await new WatchedStanFiles([place], { warmup: null, chains: null }).look(0);
    expect([draws!.every, draws!.drawCount]).toEqual([4, 525]);
    const { draws: all } = { draws: await (await readDraws(place)).draws() };
    const v = draws!.variables.findIndex(({ name }) => name === "tau");
    const whole = all.values[v]!;
    const expected = [0, 1].flatMap((c) =>
      Array.from({ length: 525 }, (_, k) => whole[c * all.drawCount + 4 * k]!),
    );
    expect([...draws!.column(v)]).toEqual(expected);
  });

  it("that a word names and are none of CmdStan are told", async () => {
    const path = join(freshFolder(), "data.csv");
    writeFileSync(path, "y,x\n1,2\n");
    for (const [words, reason] of [
      [["diagnose", "--watch", path], "it is no CmdStan CSV"],
      [["diagnose", "--watch", "-"], "a pipe is read to its end"],
      [["diagnose", "--watch", `${path}.gz`], "a file that is zipped is whole"],
    ] as const) {
      const { code, out, err } = await run(...words);
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toContain("HP0731");
      expect(err).toContain(reason);
    }
    expect((await run("diagnose", "--watch", join(folder, "no", "x"))).err).toContain("HP0730");
    expect((await run("diagnose", path, "--every", "2")).err).toContain("HP0732: `--every` says how");
  });
});

describe("the verdict", () => {
  it("is that of `diagnose`, with its exit code", async () => {
    const place = freshFolder();
    for (const chain of [1, 2]) {
      const shift = chain === 2 ? 3 : 0;
      writeFileSync(join(place, `${chain}.csv`), wholeFile({ chain, samples: 500, shift }));
    }
    const alone = await run("diagnose", place);
    const watched = await run("diagnose", "--watch", "--chains", "2", place);
    expect(alone.code).toBe(3);
    expect({ code: watched.code, out: watched.out }).toEqual({ code: alone.code, out: alone.out });
    const json = await run("diagnose", "--watch", "--chains", "2", "--json", place);
    expect(JSON.parse(json.out)).toEqual(JSON.parse((await run("diagnose", "--json", place)).out));
  });
});

describe("a run folder", () => {
  it("is followed from checkpoint to checkpoint", async () => {
    const place = join(folder, "new.run");
    const watched = new WatchedRun(place);
    expect((await watched.look()).notes).toEqual(["no run is there yet"]);
    const { store } = await FolderStore.open(place);
    expect((await watched.look()).notes).toEqual(["nothing is saved yet"]);
    const { draws, record } = goodRun;
    const half = draws.values.map((values) =>
      Float64Array.from({ length: 400 }, (_, i) => values[Math.floor(i / 100) * 250 + (i % 100)]!),
    );
    const divergent = new Float64Array(400);
    divergent[150] = 1;
    await store!.save({
      record: { ...record, isInterrupted: true },
      draws: { ...draws, drawCount: 100, values: half, statistics: { divergent } },
    });
    const look = await watched.look();
    expect(look.hasEnded).toBe(false);
    expect(look.chains.map(({ phase, done, divergences }) => [phase, done, divergences])).toEqual([
      ["sampling", 100, 0],
      ["sampling", 100, 1],
      ["sampling", 100, 0],
      ["sampling", 100, 0],
    ]);
    expect(look.draws!.column(0)).toEqual(half[0]);
    await store!.finish(goodRun);
    await store!.close();
    const last = await watched.look();
    expect(last.hasEnded).toBe(true);
    expect(last.chains.map(({ phase, done }) => [phase, done])[0]).toEqual(["ended", 250]);
  });

  it("with an earlier run shows the new one, which is saved beside it", async () => {
    const place = join(folder, "again.run");
    const open = async () => (await FolderStore.open(place)).store!;
    const before = await open();
    await before.finish(goodRun);
    await before.close();
    const store = await open();
    const watched = new WatchedRun(place);
    expect((await watched.look()).chains).toEqual([]);
    await store.save({ ...goodRun, record: { ...goodRun.record, isInterrupted: true } });
    expect((await watched.look()).chains.map(({ phase }) => phase)).toEqual(Array(4).fill("sampling"));
    await store.close();
  });

  it("that has ended gives its verdict at once", async () => {
    const place = join(folder, "ended.run");
    const { store } = await FolderStore.open(place);
    await store!.finish(goodRun);
    await store!.close();
    const { code, out, err } = await run("diagnose", "--watch", place);
    expect(code).toBe(0);
    expect(out).toMatch(/^diagnosis: good/);
    expect(err).toContain("1000 of 1000 draws · 4 of 4 chains ended");
  });
});

describe("what is drawn", () => {
  const chain = (name: string, more: Partial<ChainLook>): ChainLook => ({
    name,
    phase: "sampling",
    done: 10,
    of: 100,
    divergences: 0,
    ...more,
  });

  it("is a table of the chains, what is known of all, and what there is to tell", () => {
    const rates = new Rates();
    const before = [chain("a.csv", {}), chain("b\u001b[2J.csv", { phase: "warm-up", of: null, done: 0 })];
    rates.see(before, 0);
    const chains = [
      chain("a.csv", { done: 30, divergences: 2 }),
      before[1]!,
      chain("c.csv", { phase: "starting" }),
    ];
    rates.see(chains, 4000);
    const judgement = {
      rhat: { value: 1.0123, variable: "theta[2]" },
      ess: { value: 45.21, variable: "tau" },
      chainCount: 1,
      drawCount: 30,
      every: 1,
    };
    const look = { chains, awaited: 4, draws: null, notes: ["as of the last checkpoint"], hasEnded: false };
    expect(renderLook({ look, judgement, rates, now: 4000 }, { width: 80, height: 24 })).toBe(
      `chain               draws  divergent  left
a.csv           30 of 100          2  14 s
b\\u{1b}[2J.csv    warm-up          0     ?
c.csv            starting          0     ?
3 of 4 chains have begun
worst R-hat 1.012 (theta[2]), least ESS 45.2 (tau); of 1 × 30 draws
as of the last checkpoint
`,
    );
  });

  it("fits the screen: of many chains those that go on are shown", () => {
    const chains = Array.from({ length: 50 }, (_, c) =>
      chain(`${c + 1}.csv`, c < 45 ? { phase: "ended", done: 100 } : {}),
    );
    const look = { chains, awaited: null, draws: null, notes: [], hasEnded: false };
    const text = renderLook({ look, judgement: null, rates: new Rates(), now: 0 }, { width: 80, height: 20 });
    expect(text.split("\n").length).toBeLessThan(20);
    expect(text).toContain("50.csv");
    expect(text).toContain("and 38 more chains");
  });

  it("takes the place of what was there, long lines included", () => {
    expect(replacing(0, "a\n")).toBe("\r\u001b[Ja\n");
    expect(replacing(3, "a\n")).toBe("\u001b[3A\r\u001b[Ja\n");
    expect(linesOf("abc\n\nabcdefgh\n", 4)).toBe(4);
  });

  it("tells a chain that stands still", () => {
    const rates = new Rates();
    const one = [chain("a.csv", {})];
    rates.see(one, 0);
    rates.see(one, 20_000);
    expect(rates.secondsStill(one[0]!, 20_000)).toBeNull();
    expect(rates.secondsStill(one[0]!, 60_000)).toBe(60);
    rates.see([chain("a.csv", { done: 20 })], 61_000);
    expect(rates.secondsStill(chain("a.csv", { done: 20 }), 61_000)).toBeNull();
  });
});

describe("a process that watches", () => {
  it("ends by Ctrl-C with 130 and what there is so far; the files stay as they are", async () => {
    const place = freshFolder();
    const chain: StanChain = { chain: 1, samples: 1000 };
    const text = headOf(chain) + namesOf(chain) + adaptation + rowsOf(chain, 0, 90);
    writeFileSync(join(place, "fit.csv"), text);
    const child = spawn(process.execPath, [mainFile, "diagnose", "--watch", place, "--every", "0.1"]);
    let [out, err] = ["", ""];
    child.stdout.on("data", (piece) => {
      out += String(piece);
    });
    child.stderr.on("data", (piece) => {
      if (err === "") child.kill("SIGINT");
      err += String(piece);
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, out }).toEqual({ code: 130, out: "" });
    expect(err).toMatch(/^90 of 1000 draws · 0 of 1 chains ended · 0 divergent · R-hat \S+ \(\w+\) · ESS /);
    expect(err).toMatch(/no longer watched; the chains go on\n$/);
    expect(readFileSync(join(place, "fit.csv"), "utf8")).toBe(text);
  });
});
