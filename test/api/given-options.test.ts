/** What a script may pass, from JavaScript too: what is not heeded is refused, in the words of the script. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { calibrationDefaults } from "../../src/api/calibrate-options.ts";
import { fit, resume, saveRun, watch } from "../../src/api/fit.ts";
import { type OptionTable, optionTables } from "../../src/api/given-options.ts";
import { type Model, parseModel } from "../../src/api/model.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import { readModel } from "../../src/api/read-model.ts";
import { inScriptWords } from "../../src/api/script-words.ts";
import { calibrate } from "../../src/calibration/calibrate.ts";
import { design } from "../../src/calibration/studies/design.ts";
import { runDefaults } from "../../src/run/options.ts";
import { problemExamples } from "../docs/problem-examples.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
afterAll(() => rmSync(folder, { recursive: true }));

const model = parseModel("constant σ = 2\ndata { y: real }\nμ ~ normal(0, 1)\ny ~ normal(μ, σ)\n");
const data = { y: [1, 2, 3] };
const small = { data, chains: 1, warmup: 20, draws: 5, workers: 0 } as const;
const fitted = await fit(model, small);

/** What JavaScript may pass. */
const any = (options: unknown): object => options as object;

async function told(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProblemError);
  return (error as ProblemError).message;
}

describe("an option that there is not is refused, with the one that was likely meant:", () => {
  it.each([
    [{ chain: 4 }, "error HP0621: there is no option `chain`\n  did you mean `chains`?"],
    [
      { nuts: { maxTreedepth: 5 } },
      "there is no option `nuts.maxTreedepth`\n  did you mean `nuts.maxTreeDepth`?",
    ],
    [{ hmc: { step: 5 } }, "no option `hmc.step`\n  did you mean `hmc.steps`?"],
    [{ targetAcceptance: 0.9 }, "no option `targetAcceptance`\n  did you mean `nuts.targetAcceptance`?"],
    [{ xyz: 1 }, "no option `xyz`\n  there are `method`, `chains`, "],
  ])("%j of fit", async (options, message) => {
    expect(await told(fit(model, any({ ...small, ...options })))).toContain(message);
  });

  it("of the other functions", async () => {
    expect(await told(resume(fitted, any({ drawz: 9 })))).toContain("did you mean `draws`?");
    expect(await told(resume(fitted, any({ chains: 9 })))).toContain("no option `chains`");
    expect(await told(watch(model, any({ data, chains: 2 })))).toContain("did you mean `chain`?");
    expect(await told(calibrate(model, any({ data, simulation: 2 })))).toContain(
      "did you mean `simulations`?",
    );
    expect(await told(design(model, any({ group: 3 })))).toContain("did you mean `groups`?");
    expect(await told(design(model, any({ replicates: "3" })))).toContain("a number or an array of numbers");
    expect(await told(design(any("pilot.run") as Model, {}))).toContain("design");
    expect(await told(saveRun(fitted, join(folder, "x"), any({ forced: true })))).toContain("`force`?");
    expect(() => fitted.summary(any({ prop: 0.5 }))).toThrow("did you mean `prob`?");
    expect(() => fitted.effects(any({ factor: "g" }))).toThrow("there are `prob`, `group`");
  });
});

describe("a value of another kind is refused, with what was expected and what was found:", () => {
  it.each([
    [{ chains: "4" }, '`chains` must be a number, but is the text "4"'],
    [{ chains: null }, "`chains` must be a number, but is null"],
    [{ chains: 0 }, "`chains` must be a whole number from 1 to 1000, but is 0"],
    [{ workers: "many" }, '`workers` must be a number or "auto", but is the text "many"'],
    [{ keep: true }, '`keep` must be "auto" or "all", but is true'],
    [{ collapse: 1 }, "`collapse` must be true or false, but is 1"],
    [{ until: 5 }, "`until` must be a text or null, but is 5"],
    [
      { method: "metropolis" },
      "`method` must be one of auto, marginal, gibbs, whitened, nuts, hmc, but is metropolis",
    ],
    [{ nuts: 5 }, "`nuts` must be an object, but is 5"],
    [{ nuts: { metric: "euclid" } }, "`nuts.metric` must be one of "],
    [{ nuts: { maxTreeDepth: 21 } }, "`nuts.maxTreeDepth` must be a whole number from 1 to 20, but is 21"],
    [{ nuts: { targetAcceptance: 2 } }, "`nuts.targetAcceptance` must be a number between 0 and 1"],
    [{ hmc: { targetAcceptance: 2 } }, "`hmc.targetAcceptance` must be a number between 0 and 1"],
    [{ hmc: { stepSize: -1 } }, "`hmc.stepSize` must be a number above 0 or null, but is -1"],
    [{ hmc: { stepSize: "1" } }, "`hmc.stepSize` must be a number above 0 or null"],
    [{ constants: { σ: "3" } }, "`constants` must be an object of finite numbers, by name, but is an object"],
    [{ constants: [3] }, "`constants` must be an object of finite numbers, by name, but is a list"],
    [{ groups: "g.csv" }, "`groups` must be an object of tables, by factor"],
    [{ dropMissing: "no" }, '`dropMissing` must be true or false, but is the text "no"'],
    [{ onProgress: true }, "`onProgress` must be a function, but is true"],
    [
      { signal: new AbortController() },
      "`signal` must be the signal of an AbortController, but is an object",
    ],
    [{ out: 5 }, "`out` must be a text, but is 5"],
    [{ checkpointSeconds: 0 }, "`checkpointSeconds` must be a number above 0, but is 0"],
    [{ force: "yes" }, "`force` must be true or false"],
  ])("%j", async (options, message) => {
    expect(await told(fit(model, any({ ...small, ...options })))).toContain(message);
  });

  it("all of them at once", async () => {
    const message = await told(fit(model, any({ ...small, chain: 1, draws: "5", nuts: { metric: 3 } })));
    expect(message.match(/^error /gm)).toHaveLength(3);
  });

  it("options that are none, and what is undefined is not given", async () => {
    expect(await told(fit(model, any(5)))).toContain("the options of `fit` must be an object, but are 5");
    expect(await told(fit(model, any([])))).toContain("but are a list");
    const none = { seed: undefined, nuts: undefined, hmc: { stepSize: undefined }, signal: undefined };
    expect((await fit(model, any({ ...small, ...none }))).draws).toEqual(fitted.draws);
  });
});

describe("every option", () => {
  it("of the defaults is known", async () => {
    const known: OptionTable = optionTables.fit;
    for (const [name, value] of Object.entries(runDefaults)) {
      expect(Object.keys(known)).toContain(name);
      if (typeof value === "object" && value !== null)
        expect(Object.keys(known[name]!)).toEqual(Object.keys(value));
    }
    expect(Object.keys(optionTables.calibrate)).toEqual(
      expect.arrayContaining(Object.keys(calibrationDefaults)),
    );
    expect((await fit(model, { ...runDefaults, ...small })).draws).toEqual(fitted.draws);
  });
});

describe("a script that lacks something is told what, as a problem:", () => {
  it("data, and no options at all", async () => {
    for (const given of [fit(model), fit(model, {}), watch(model)])
      expect(await told(given)).toMatch(/HP0623: the model declares data \(`y`\), .*\n {2}give it as `data`/);
  });

  it("a model, where a path was given or nothing", async () => {
    const noModel = (given: unknown) => told(fit(given as Model, small));
    expect(await noModel("a.model")).toMatch(
      /HP0622: `fit` wants a model, .* the text "a.model"\n.*readModel/,
    );
    expect(await noModel(undefined)).toContain("was given undefined");
    expect(await told(calibrate(null as unknown as Model))).toContain("`calibrate` wants a model");
  });

  it("the file of a model", async () => {
    expect(await told(readModel(join(folder, "no.model")))).toContain("HP0701: the model file");
    expect(await told(readModel(folder))).toContain("it is a folder");
  });
});

describe("constants", () => {
  it("may be given under the other spelling of a Greek name, as on the command line", async () => {
    const greek = await fit(model, { ...small, constants: { σ: 3 } });
    const spelled = await fit(model, { ...small, constants: { sigma: 3 } });
    expect(spelled.draws).toEqual(greek.draws);
    expect(spelled.record.model.constants).toEqual({ σ: 3 });
    const settings = { data, simulations: 3, workers: 0, draws: 7, warmup: 50 } as const;
    const one = await calibrate(model, { ...settings, constants: { sigma: 3 } });
    expect(one).toEqual(await calibrate(model, { ...settings, constants: { σ: 3 } }));
  });
});

describe("messages to a script", () => {
  const words = (text: string): string =>
    inScriptWords({ code: "HP0000", severity: "error", message: "", hint: text, place: { kind: "none" } })
      .hint;

  it.each([
    ["leave `--method` out, or write `--method nuts`", 'leave `method` out, or write `method: "nuts"`'],
    ["ask for more, or leave `--draws` out", "ask for more, or leave `draws` out"],
    ["drop the rows with `--drop-missing`", "drop the rows with `dropMissing: true`"],
    ["`--data FACTOR=FILE`", "`groups: { FACTOR: FILE }`"],
    ["`--max-tree-depth 12`", "`nuts.maxTreeDepth: 12`"],
    ["fit once more with `--keep all`", 'fit once more with `keep: "all"`'],
    ["`fit --keep all` does", '`keep: "all"` does'],
    ["go on with `hyperprior resume RUN --draws N`", "go on with `resume(run, { draws: N })`"],
    ["begin it again: `hyperprior resume a.run`", 'begin it again: `resume("a.run")`'],
  ])("turn %s into %s", (flags, script) => {
    expect(words(flags)).toBe(script);
  });

  it("have no flags left, but for those that scripts have not", () => {
    const left = problemExamples()
      .map(inScriptWords)
      // Of the command line alone.
      .filter(({ code }) => !/^HP(07|1010)/.test(code))
      .filter(({ message, hint }) => /--[a-z]/.test(`${message} ${hint}`));
    expect(left).toEqual([]);
  });
});
