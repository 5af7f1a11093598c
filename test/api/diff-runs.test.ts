/** What is said of two runs that differ in one thing, and of those that do not; the command says the same. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunsDifference } from "../../src/api/runs-difference.ts";
import { diffRuns, Fitted, fit, parseModel, readRun } from "../../src/index.ts";
import { run } from "../cli/captured-terminal.ts";

const text = `# One way
data {
  y: real
  g: factor
}

constant s = 2

β   ~ normal(0, 10)
σ_b ~ half_normal(s)  "sd between groups"
σ   ~ half_normal(3)

b[g] ~ normal(0, σ_b)

y ~ normal(β + b[g], σ)
`;
const rows = (n: number) => ({
  y: Array.from({ length: n }, (_, i) => ((i * 7) % 11) + 3 * (i % 5)),
  g: Array.from({ length: n }, (_, i) => `g${i % 5}`),
});
const short = { chains: 2, draws: 300, exactDraws: true, workers: 0 } as const;
type Changes = Partial<Parameters<typeof fit>[1]>;
const fitted = (model = text, changes: Changes = {}): Promise<Fitted> =>
  fit(parseModel(model, "a.model"), { ...short, data: rows(40), ...changes });

let first: Fitted;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-diff-"));
  first = await fitted(text, { out: join(folder, "first.run") });
});
afterAll(() => rmSync(folder, { recursive: true }));
const against = async (model = text, changes: Changes = {}, options = {}): Promise<RunsDifference> =>
  diffRuns(first, await fitted(model, changes), options);

describe("of two runs", () => {
  it("that are one and the same: same bits, whatever was kept of them, read or just made", async () => {
    const same = await against();
    expect(same).toMatchObject({ isSame: true, hasSameDraws: true, beyondError: [], data: [], options: [] });
    expect(same.sentence).toBe("same bits: the first run and the second run are the same run, draw by draw");
    expect(diffRuns(first, await readRun(join(folder, "first.run"))).isSame).toBe(true);
  });

  it("that differ in a prior: it is named, with both priors, and what it does to the results", async () => {
    const other = await against(text.replace("half_normal(s)", "exponential(4)"));
    expect(other.model).toMatchObject({
      hasSameText: false,
      priors: [{ what: "prior of σ_b", first: "half_normal(s)", second: "exponential(4)" }],
      statements: [],
    });
    expect(other.beyondError.length).toBeGreaterThan(0);
    expect(other.sentence).toMatch(
      /^the first run and the second run differ in the prior of σ_b; \d of 8 variables differ by more than Monte Carlo error, most \S+, whose (mean|median|sd) is [\d.]+ sd (higher|lower) in the second run \([\d.]+ standard errors\)$/,
    );
    const [farthest] = other.beyondError;
    const row = other.results.variables.find(({ variable }) => variable === farthest!.variable)!;
    const { first: one, second: two } = row;
    const error = Math.hypot(one.errors[farthest!.number], two.errors[farthest!.number]);
    expect(farthest!.inErrors).toBeCloseTo((two[farthest!.number] - one[farthest!.number]) / error, 10);
  });

  it("that differ in the seed: no number differs by more than Monte Carlo error", async () => {
    const other = await against(text, { seed: 5 });
    expect(other).toMatchObject({ seed: { first: "1", second: "5" }, isSame: false, beyondError: [] });
    expect(other.sentence).toMatch(
      /differ in the seed; none of 8 variables differs by more than Monte Carlo/,
    );
  });

  it("that differ in a value of the data, or in rows", async () => {
    const { y, g } = rows(40);
    const changed = await against(text, { data: { y: y.with(0, 40), g } });
    expect(changed.data).toEqual([
      { what: "fingerprint of the columns used", first: expect.any(String), second: expect.any(String) },
    ]);
    expect(changed.sentence).toMatch(/differ in the data; \d of 8 variables/);
    const fewer = await against(text, { data: rows(24) });
    expect(fewer.data).toContainEqual({ what: "rows used", first: "40", second: "24" });
    expect(fewer.sentence).toContain("differ in the data (40 and 24 rows);");
  });

  it("that differ in rows dropped, in levels, and in variables", async () => {
    const { y, g } = rows(40);
    const holes = y.map((value, i) => (i === 3 ? Number.NaN : value));
    const dropped = await against(text, { data: { y: holes, g }, dropMissing: true });
    expect(dropped.data).toContainEqual({ what: "rows dropped", first: "0", second: "1" });
    const more = await against(text, { data: { y, g: g.map((one, i) => (i === 39 ? "g9" : one)) } });
    expect(more.data).toContainEqual({ what: "levels of g", first: "5", second: "6" });
    expect(more.results).toMatchObject({ onlyInFirst: [], onlyInSecond: ["b[g9]"] });
  });

  it("that differ in options, method and constants", async () => {
    const nuts = await against(text, { method: "nuts", warmup: 200 });
    expect(nuts.options).toEqual([
      { what: "method", first: "auto", second: "nuts" },
      { what: "warmup", first: "1000", second: "200" },
    ]);
    expect(nuts.method).toContainEqual({ what: "integrated out", first: "β, b", second: "nothing" });
    expect(nuts.sentence).toContain("differ in the options method and warmup;");
    const wider = await against(text, { constants: { s: 20 } });
    expect(wider.model).toMatchObject({
      hasSameText: true,
      priors: [],
      constants: [{ what: "constant s", first: "2", second: "20" }],
    });
    expect(wider.sentence).toContain("differ in the constant s;");
  });

  it("that differ in comments, white space or the spelling of Greek letters alone", async () => {
    const written = text.replace("# One way\n", "").replace("σ   ~", "σ ~").replaceAll("σ_b", "sigma_b");
    const other = await against(written, { draws: 310 });
    expect(other.model).toMatchObject({ hasSameText: false, priors: [], statements: [] });
    expect(other.sentence).toContain(
      "the text of the model, but in none of its statements and the option draws",
    );
    const commented = `# Two\n${text.replace("# One way\n", "")}`;
    const shown = (options: object): Promise<string[]> =>
      against(commented, {}, options).then(({ model: { lines } }) =>
        lines.filter(({ kind }) => kind !== "same").map((line) => line.text),
      );
    expect(await shown({})).toEqual(["# One way", "# Two"]);
    expect(await shown({ ignoreComments: true })).toEqual([]);
    const same = await against(commented);
    expect(same).toMatchObject({ hasSameDraws: true, isSame: false });
    expect(same.sentence).toMatch(/in none of its statements; the draws are the same, bit by bit$/);
  });

  it("whose models this version cannot read: their lines are compared, and nothing is said of statements", () => {
    const { record, draws } = first;
    const changed = {
      ...record,
      model: { ...record.model, text: record.model.text.replace("half_normal", "half_gaussian") },
    };
    const other = diffRuns(first, new Fitted({ record: changed, draws }));
    expect(other.model).toMatchObject({ isRead: false, hasSameText: false, priors: [], statements: [] });
    expect(other.model.lines.filter(({ kind }) => kind === "added")).toHaveLength(1);
    expect(other.sentence).toMatch(/differ in the text of the model; the draws are the same, bit by bit$/);
  });

  it("of which one failed its diagnosis: then the errors are not known", async () => {
    const failed = await against(text, { method: "nuts", warmup: 3, draws: 10 });
    expect(failed.verdicts).toEqual(["good", "failed"]);
    expect(failed.sentence).toMatch(/as far as can be told: the diagnosis of the second run failed$/);
  });

  it("that were given wrongly", () => {
    expect(() => diffRuns("first.run" as never, first)).toThrow(/HP0622.*the text "first.run"/);
    expect(() => diffRuns(first, first, { ignoreCase: true } as never)).toThrow(/ignoreCase/);
    expect(() => diffRuns(first, first, { names: ["a"] } as never)).toThrow(/array of two texts/);
  });
});

describe("the command", () => {
  it("says the same, prints the lines that differ, and has an exit code where it is asked for", async () => {
    const [one, two] = [join(folder, "first.run"), join(folder, "prior.run")];
    await fitted(text.replace("half_normal(s)", "exponential(4)"), { out: two });
    const names = [one, two] as const;
    const { sentence, results, model } = diffRuns(await readRun(one), await readRun(two), { names });
    const shown = await run("diff", one, two);
    expect(shown).toMatchObject({ code: 0, err: "" });
    const [head, ...rest] = shown.out.split("\n\n");
    expect(head!.replace(/\s+/g, " ")).toBe(sentence);
    expect(rest[0]).toBe("  model\n    prior of σ_b  half_normal(s) → exponential(4)");
    expect(rest[1]).toMatch(
      /\n-σ_b ~ half_normal\(s\) {4}"sd between groups"\n\+σ_b ~ exponential\(4\) {4}"sd/,
    );
    const json = JSON.parse((await run("diff", one, two, "--json")).out);
    expect(json).toMatchObject({ sentence, same_bits: false, same_draws: false, first: one, second: two });
    expect(json.model.priors).toEqual(model.priors);
    expect(json.results.variables.map((row: { mean: { z: number } }) => row.mean.z)).toEqual(
      results.variables.map(({ differences }) => differences.mean!.inErrors),
    );
    expect((await run("diff", one, two, "--exit-code")).code).toBe(3);
    expect((await run("diff", one, one, "--exit-code")).code).toBe(0);
    expect((await run("diff", one, join(folder, "none.run"))).err).toContain("HP0604");
  });
});
