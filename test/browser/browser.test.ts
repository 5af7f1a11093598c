/** The package as a page has it: what is bundled has nothing of Node in it, and draws the same bits. Browsers are in same-bits.test.ts. */

import { readFile } from "node:fs/promises";
import vm from "node:vm";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import type { Fitted } from "../../src/index.ts";
import { fit, readModel, watch } from "../../src/index.ts";
import { bundleOf } from "./bundle.ts";

const root = new URL("../../", import.meta.url);
const dyestuff = new URL("models/dyestuff/", root);
const options = { chains: 2, warmup: 150, draws: 100, seed: 7 };

/** What a page adds to the global `hyperprior`: every draw as text, value by value, in chain and draw order. */
const drawsAsText = `
  async (model, data, options) => {
    const fitted = await hyperprior.fit(hyperprior.parseModel(model), { ...options, data });
    return fitted.draws.values.map((column) => Array.from(column, String).join(" ")).join("\\n");
  }`;

/** As `drawsAsText`, for a fit in Node. The text of a number tells all doubles apart but -0 from 0. */
function textOf(fitted: Fitted): string {
  return fitted.draws.values.map((column) => Array.from(column, String).join(" ")).join("\n");
}

/** What a lesson does: every value of the steps of one chain as text, and the energies of the states that it passed. */
const stepsAsText = `
  async (watch, model, data, options) => {
    const lines = [];
    const onLeapfrog = ({ offset, energy }) => lines.push(offset + " " + energy);
    const chain = await watch(model, { ...options, data, observer: { onLeapfrog } });
    lines.push(chain.coordinates.map(({ name, words }) => name + " " + words).join());
    for (let i = 0; i < 30; i++) lines.push(JSON.stringify(chain.step()));
    return lines.join("\\n");
  }`;

/** What differs between engines: a page's draws may depend on none of it. */
const engineFunctions =
  "acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 pow random sin sinh tan tanh";

describe("the bundle for browsers", () => {
  let bundle = "";
  let model = "";
  let data = "";
  let expected = "";

  beforeAll(async () => {
    bundle = await bundleOf("index");
    model = await readFile(new URL("dyestuff.model", dyestuff), "utf8");
    data = await readFile(new URL("data.csv", dyestuff), "utf8");
    const path = (name: string) => new URL(name, dyestuff).pathname;
    expected = textOf(
      await fit(await readModel(path("dyestuff.model")), { ...options, data: path("data.csv") }),
    );
  });

  it("draws the bits of Node in a context that has nothing of Node", async () => {
    const page = vm.createContext({ performance, setTimeout, TextDecoder, TextEncoder });
    vm.runInContext(bundle, page);
    const draw = vm.runInContext(drawsAsText, page);
    expect(await draw(model, data, options)).toBe(expected);
  });

  it("draws the same where it is asked for workers that there are not, and says so", async () => {
    const page = vm.createContext({ performance, setTimeout, TextDecoder, TextEncoder });
    vm.runInContext(bundle, page);
    const draw = vm.runInContext(drawsAsText, page);
    expect(await draw(model, data, { ...options, workers: 2 })).toBe(expected);
    const warn = vm.runInContext(
      `async (model, data, options) => {
        const { warnings, record } = await hyperprior.fit(hyperprior.parseModel(model), { ...options, data });
        return [record.plan.workers, ...warnings.map(hyperprior.renderProblem)].join(" ");
      }`,
      page,
    );
    expect(await warn(model, data, { ...options, workers: 2 })).toMatch(
      /^0 .*HP1074.*\n.*the draws are the same/,
    );
    expect(await warn(model, data, { ...options, workers: 0 })).toBe("0");
    expect(await warn(model, data, options)).toBe("0");
  });

  it("draws without any of the functions that differ between engines", async () => {
    const page = vm.createContext({ performance, setTimeout, TextDecoder, TextEncoder });
    // While the bundle loads they are there: the package behind the streams seeds one of its own, which nothing uses.
    vm.runInContext(
      `let isLoaded = false;
      for (const name of "${engineFunctions}".split(" ")) {
        const given = Math[name];
        Math[name] = (...values) => {
          if (isLoaded) throw new Error("Math." + name + " stands on the way to a draw");
          return given(...values);
        };
      }`,
      page,
    );
    vm.runInContext(bundle, page);
    vm.runInContext("isLoaded = true;", page);
    const draw = vm.runInContext(drawsAsText, page);
    expect(await draw(model, data, options)).toBe(expected);
  });

  it.each(["hmc", "nuts"] as const)("watches a chain of %s in such a context as in Node", async (method) => {
    const watched = { method, warmup: 20, seed: 7 };
    const page = vm.createContext({ performance, setTimeout, TextDecoder, TextEncoder });
    vm.runInContext(bundle, page);
    const inPage = vm.runInContext(
      `(model, data, options) => (${stepsAsText})(hyperprior.watch, hyperprior.parseModel(model), data, options)`,
      page,
    );
    const inNode = vm.runInThisContext(stepsAsText);
    const path = (name: string) => new URL(name, dyestuff).pathname;
    const here = await inNode(watch, await readModel(path("dyestuff.model")), path("data.csv"), watched);
    expect(here.split("\n").length).toBeGreaterThan(60);
    expect(await inPage(model, data, watched)).toBe(here);
  });

  it("takes columns and rows in memory as it takes CSV text", async () => {
    const page = vm.createContext({ performance, setTimeout, TextDecoder, TextEncoder });
    vm.runInContext(bundle, page);
    const draw = vm.runInContext(drawsAsText, page);
    const [header, ...lines] = data.trim().replaceAll('"', "").split(/\r?\n/);
    const [batch, yields] = header!.split(",");
    const cells = lines.map((line) => line.split(","));
    const rows = cells.map(([label, grams]) => ({ [batch!]: label, [yields!]: Number(grams) }));
    const columns = {
      [batch!]: cells.map(([label]) => label),
      [yields!]: cells.map(([, grams]) => Number(grams)),
    };
    expect(await draw(model, rows, options)).toBe(expected);
    expect(await draw(model, columns, options)).toBe(expected);
  });
});

describe("the one file for pages without a bundler", () => {
  const file = new URL("dist/hyperprior.min.js", root).pathname;

  it("imports nothing, and exports what the entry for browsers does", async () => {
    const { metafile } = await build({
      entryPoints: [file],
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
    });
    expect(Object.keys(metafile.inputs)).toHaveLength(1);
    const [here, there] = await Promise.all([import(file), import("../../src/browser/index.ts")]);
    expect(Object.keys(here).sort()).toEqual(Object.keys(there).sort());
  });

  it("is under 340 kB when it is compressed", async () => {
    expect(brotliCompressSync(await readFile(file)).length).toBeLessThan(340_000);
  });
});
