/** A run that is gone on with has the bits of one that was never stopped. */

import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FitOptions, Fitted } from "../../src/index.ts";
import type { Draws } from "../../src/posterior/draws.ts";
import { nodeDisk } from "../../src/run/record/disk.ts";
import { writeRun } from "../../src/run/record/run-folder.ts";
import { built } from "./built.ts";
import { dataFile, modelFile } from "./bundled.ts";
import { fitAndKill } from "./killed.ts";

const { fit, readModel, readRun, resume, saveRun } = built;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const short = { chains: 3, warmup: 120, seed: 9 };

/** All that is kept of a run but the times that it took and the threads that it ran in. */
function whatIsKept({ record, draws }: Fitted): unknown {
  const { timing, plan, options, ...rest } = record;
  const own = { plan: { ...plan, workers: 0 }, options: { ...options, workers: 0 } };
  const values = draws.values.map(digestOf);
  const statistics = Object.entries(draws.statistics).map(([name, column]) => [name, digestOf(column)]);
  return { ...rest, ...own, draws: { ...draws, values, statistics } };
}

/** Of the bits of numbers: to compare the digests of some millions takes less time than to compare them. */
function digestOf(column: Draws["values"][number]): string {
  const { buffer, byteOffset, byteLength } = column;
  return createHash("sha256")
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest("hex");
}

/** Ends a run when its chains have made so many transitions in all. */
async function interrupted(name: string, options: FitOptions, transitions: number): Promise<Fitted> {
  const stop = new AbortController();
  return fit(await readModel(modelFile(name)), {
    ...options,
    data: dataFile(name),
    signal: stop.signal,
    onProgress: (chains) => {
      if (chains.reduce((sum, one) => sum + one.transitions, 0) >= transitions) stop.abort();
    },
  });
}

describe("a finished run that gets more draws", () => {
  const cases: readonly [string, string, FitOptions][] = [
    ["the independence sampler", "dyestuff", { method: "marginal" }],
    ["exact and independent draws", "one-mean", {}],
    ["the collapsed Gibbs sampler", "penicillin", { method: "gibbs" }],
    ["Gibbs updates block by block", "penicillin", { method: "gibbs", collapse: false }],
    ["static HMC", "eight-schools", { method: "hmc" }],
    ["NUTS", "eight-schools", { method: "nuts" }],
  ];

  it.each(cases)("has those that it would have had at once: %s", async (_, name, options) => {
    const model = await readModel(modelFile(name));
    const data = dataFile(name);
    const whole = await fit(model, { ...short, ...options, data, draws: 50, workers: 0 });
    const first = await fit(model, { ...short, ...options, data, draws: 20, workers: 0 });
    const run = join(folder, `${name}-${options.method}-${options.collapse}.run`);
    await saveRun(first, run);
    const more = await resume(run, { draws: 50, workers: 0 });
    expect(whatIsKept(more)).toEqual(whatIsKept(whole));
    // In two threads, and from memory.
    expect(whatIsKept(await resume(first, { draws: 50, workers: 2 }))).toEqual(whatIsKept(whole));
  });

  it("has them also when it was gone on with several times, and saved between", async () => {
    const model = await readModel(modelFile("cbpp"));
    const data = dataFile("cbpp");
    const whole = await fit(model, { ...short, data, draws: 60, workers: 0 });
    const run = join(folder, "several.run");
    await saveRun(await fit(model, { ...short, data, draws: 1, workers: 0 }), run);
    for (const draws of [2, 31, 60]) await resume(run, { draws, out: run });
    expect(whatIsKept(await readRun(run))).toEqual(whatIsKept(whole));
  });

  it("is given back as it is if it has all that is asked for", async () => {
    const first = await fit(await readModel(modelFile("dyestuff")), {
      data: dataFile("dyestuff"),
      draws: 50,
    });
    expect(await resume(first)).toBe(first);
    expect(await resume(first, { draws: 50 })).toBe(first);
    await expect(resume(first, { draws: 49 })).rejects.toThrow(/HP0615.*50 draws per chain already, and 49/s);
  });

  it("keeps what it kept, though so many draws would have kept less", async () => {
    // 600 levels in 10000 draws would be more numbers than are kept.
    const levels = Array.from({ length: 600 }, (_, i) => `g${i}`);
    const data = {
      g: levels.flatMap((level) => [level, level]),
      y: levels.flatMap((_, i) => [i % 7, i % 5]),
    };
    const model = built.parseModel(
      "data { y: real\n g: factor }\nμ ~ normal(0, 9)\nτ ~ half_normal(9)\nσ ~ half_normal(9)\nb[g] ~ normal(0, τ)\ny ~ normal(μ + b[g], σ)\n",
    );
    const first = await fit(model, { data, chains: 1, draws: 20, workers: 0 });
    const until = { until: "ess(μ) > 30", draws: 10_000, workers: 0, data } as const;
    expect((await fit(model, { ...until, chains: 1 })).record.plan.notKept).toEqual(["b"]);
    const more = await resume(first, until);
    expect(more.record.plan.notKept).toEqual([]);
    expect(more.get("b[g0]").slice(0, 20)).toEqual(first.get("b[g0]"));
  });
});

describe("an interrupted run", () => {
  // So many that none is done before it hears that it is to stop.
  const drawCount = 8_000;
  const long = { ...short, method: "nuts", draws: drawCount } as const;

  let whole: Fitted;
  beforeAll(async () => {
    const data = dataFile("eight-schools");
    whole = await fit(await readModel(modelFile("eight-schools")), { ...long, data, workers: 0 });
  });

  it.each([0, 2])("goes on to the draws that it would have had (workers: %i)", async (workers) => {
    const options = { ...long, workers } as const;
    const part = await interrupted("eight-schools", options, 800);
    expect(part.record.isInterrupted).toBe(true);
    // With two threads the third chain may have none.
    expect(part.draws.chainCount * part.draws.drawCount).toBeLessThan(3 * drawCount);
    const run = join(folder, `interrupted-${workers}.run`);
    await saveRun(part, run);
    expect(whatIsKept(await resume(run))).toEqual(whatIsKept(whole));
  });

  it("goes on though chains have no draws yet, or not even a state", async () => {
    const options = { ...short, method: "nuts", draws: 200, workers: 0 } as const;
    const whole = await fit(await readModel(modelFile("cbpp")), { ...options, data: dataFile("cbpp") });
    const { record, draws } = whole;
    const one = {
      ...draws,
      chainCount: 1,
      values: draws.values.map((column) => column.slice(200, 400)),
      statistics: Object.fromEntries(
        Object.entries(draws.statistics).map(([name, column]) => [name, column.slice(200, 400)]),
      ),
    };
    const states = [null, record.states[1]!, null];
    const part = { ...record, states, drawnChains: [2], isInterrupted: true };
    const run = join(folder, "one-chain.run");
    await saveRun(new built.Fitted({ record: part, draws: one }), run);
    expect(whatIsKept(await resume(run))).toEqual(whatIsKept(whole));
  });

  it("makes draws again that lie between a state and the end, and keeps each once", async () => {
    const model = await readModel(modelFile("cbpp"));
    const options = { ...short, data: dataFile("cbpp"), workers: 0 } as const;
    const [early, late, whole] = await Promise.all(
      [10, 25, 60].map((draws) => fit(model, { ...options, draws })),
    );
    const { states, randomState } = early!.record;
    const part = new built.Fitted({ record: { ...late!.record, states, randomState }, draws: late!.draws });
    expect(whatIsKept(await resume(part, { draws: 60 }))).toEqual(whatIsKept(whole!));
  });
});

describe("a run with a rule", () => {
  it("stops at the same draw in two threads as in one", async () => {
    const model = await readModel(modelFile("eight-schools"));
    const options = {
      ...short,
      method: "nuts",
      data: dataFile("eight-schools"),
      until: "ess > 900",
    } as const;
    const [one, two] = await Promise.all([0, 2].map((workers) => fit(model, { ...options, workers })));
    expect(one!.record.stopping).toMatchObject({ isMet: true });
    expect(one!.draws.drawCount).toBeGreaterThan(100);
    expect(whatIsKept(two!)).toEqual(whatIsKept(one!));
  });
});

describe("a run that is killed", () => {
  it("comes to the same files in the end", async () => {
    // Slow enough that it is killed on its way.
    const options = [
      "--method",
      "nuts",
      "--chains",
      "2",
      "--warmup",
      "300",
      "--draws",
      "2500",
      "--workers",
      "0",
    ];
    const words = [modelFile("cbpp"), "--data", dataFile("cbpp"), ...options];
    const [whole, killed] = [join(folder, "whole.run"), join(folder, "killed.run")];
    await fitAndKill(words, whole, { kills: 0, mostMs: 0, seed: 1 });
    const { kills } = await fitAndKill(words, killed, { kills: 2, mostMs: 900, seed: 3 });
    expect(kills).toBeGreaterThan(0);
    const [expected, found] = [whole, killed].map((run) => readFileSync(join(run, "draws.parquet")));
    expect(found!.equals(expected!)).toBe(true);
    expect(whatIsKept(await readRun(killed))).toEqual(whatIsKept(await readRun(whole)));
    expect(readdirSync(killed).sort()).toEqual(["draws.parquet", "run.json"]);
  });
});

describe("a run folder whose writing was ended", () => {
  const names = ["draws.parquet", "run.json"] as const;

  /** A shorter and a longer run of the same chains, in folders. */
  async function twoRuns(): Promise<{ readonly earlier: string; readonly later: string }> {
    const model = await readModel(modelFile("dyestuff"));
    const [earlier, later] = [join(folder, "earlier.run"), join(folder, "later.run")];
    for (const [out, draws] of [
      [earlier, 30],
      [later, 70],
    ] as const) {
      if (!existsSync(out)) await fit(model, { data: dataFile("dyestuff"), draws, out });
    }
    return { earlier, later };
  }

  /** The earlier run with the first files of the later one in place, and the others beside theirs. */
  async function endedAfter(renamed: number, name: string): Promise<string> {
    const { earlier, later } = await twoRuns();
    const out = join(folder, name);
    cpSync(earlier, out, { recursive: true });
    names.forEach((file, i) => {
      cpSync(join(later, file), join(out, i < renamed ? file : `${file}.part`));
    });
    return out;
  }

  it.each([
    [0, 30],
    [1, 70],
    [2, 70],
  ])("after %i renamings has the run with %i draws", async (renamed, draws) => {
    const out = await endedAfter(renamed, `renamed-${renamed}.run`);
    expect((await readRun(out)).draws.drawCount).toBe(draws);
    const more = await resume(out, { draws: 90, out });
    expect(more.draws.drawCount).toBe(90);
    expect((await readRun(out)).draws).toEqual(more.draws);
    expect(readdirSync(out).sort()).toEqual([...names]);
  });

  it("between the renamings keeps its record when the next writing is ended too", async () => {
    const out = await endedAfter(1, "twice.run");
    // The record that belongs to the draws is beside its place.
    const run = await readRun(out);
    const create = () => Promise.reject(Object.assign(new Error(), { code: "ENOSPC" }));
    expect(await writeRun(out, run, { ...nodeDisk, create })).toMatchObject({ code: "HP0605" });
    expect((await readRun(out)).draws.drawCount).toBe(70);
  });

  it("is told where the draws are of another run", async () => {
    const { earlier, later } = await twoRuns();
    const out = join(folder, "mixed.run");
    cpSync(earlier, out, { recursive: true });
    cpSync(join(later, "draws.parquet"), join(out, "draws.parquet"));
    await expect(readRun(out)).rejects.toThrow(/HP0604.*`draws.parquet`: it does not belong to the record/s);
  });
});

describe("a run that cannot be gone on with", () => {
  async function savedRun(name: string): Promise<string> {
    const out = join(folder, name);
    cpSync(dataFile("dyestuff"), join(folder, `${name}.csv`));
    const model = await readModel(modelFile("dyestuff"));
    await fit(model, { data: join(folder, `${name}.csv`), draws: 30, out, seed: 2 });
    return out;
  }

  function edit(out: string, change: (record: Record<string, unknown>) => void): void {
    const file = join(out, "run.json");
    const record = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    change(record);
    writeFileSync(file, JSON.stringify(record));
  }

  it("is of another version", async () => {
    const out = await savedRun("version");
    edit(out, (record) => {
      record.hyperprior = "0.0.9";
    });
    await expect(resume(out, { draws: 60 })).rejects.toThrow(/HP0609.*version 0\.0\.9/s);
  });

  it("has a record of earlier versions, which can still be read", async () => {
    const out = await savedRun("old");
    edit(out, (record) => {
      for (const name of ["states", "drawnChains", "sources", "stopping", "drawsFile"]) delete record[name];
      delete (record.options as Record<string, unknown>).until;
    });
    expect((await readRun(out)).draws.drawCount).toBe(30);
    await expect(resume(out, { draws: 60 })).rejects.toThrow(/HP0610/);
  });

  it("has data that were changed", async () => {
    const out = await savedRun("changed");
    const file = `${out}.csv`;
    writeFileSync(file, readFileSync(file, "utf8").replace("1545", "1546"));
    await expect(resume(out, { draws: 60 })).rejects.toThrow(/HP0614/);
    writeFileSync(file, readFileSync(file, "utf8").replace("1546", "1545"));
    expect((await resume(out, { draws: 60 })).draws.drawCount).toBe(60);
  });

  it("has data that were moved, until it is told where", async () => {
    const out = await savedRun("moved");
    renameSync(`${out}.csv`, join(folder, "elsewhere.csv"));
    await expect(resume(out, { draws: 60 })).rejects.toThrow(/HP0613.*no longer there/s);
    const more = await resume(out, { draws: 60, data: join(folder, "elsewhere.csv") });
    expect(more.draws.drawCount).toBe(60);
  });

  it("had its data in memory, until they are given", async () => {
    const data = { y: [1, 2, 4, 3] };
    const model = built.parseModel(
      "data { y: real }\nμ ~ normal(0, 2)\nσ ~ half_normal(2)\ny ~ normal(μ, σ)\n",
    );
    const first = await fit(model, { data, draws: 20, workers: 0 });
    await expect(resume(first, { draws: 40 })).rejects.toThrow(/HP0612/);
    const more = await resume(first, { draws: 40, data });
    expect(more.draws).toEqual((await fit(model, { data, draws: 40, workers: 0 })).draws);
  });

  it("has an error that is none of its record's, which is thrown as it is", async () => {
    const out = await savedRun("thrown");
    const onProgress = (): void => {
      throw new RangeError("not of the record");
    };
    await expect(resume(out, { draws: 60, workers: 0, onProgress })).rejects.toThrow(RangeError);
  });
});
