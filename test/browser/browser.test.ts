/** The package in a browser: what is bundled for a page has nothing of Node in it, and draws the same bits. */

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import vm from "node:vm";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import type { Fitted } from "../../src/index.ts";
import { fit, readModel } from "../../src/index.ts";

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

/** What differs between engines: a page's draws may depend on none of it. */
const engineFunctions =
  "acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 pow random sin sinh tan tanh";

const browserPaths = [
  process.env.CHROME_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/google-chrome",
];
const browser = browserPaths.find((path) => path !== undefined && existsSync(path));
if (browser === undefined) {
  console.info("no browser at CHROME_PATH or in /usr/bin: what needs one is skipped");
}

describe("the bundle for browsers", () => {
  let bundle = "";
  let model = "";
  let data = "";
  let expected = "";

  beforeAll(async () => {
    // Fails if anything of Node is imported: esbuild finds no file for it.
    const result = await build({
      entryPoints: [new URL("dist/browser/index.js", root).pathname],
      bundle: true,
      write: false,
      format: "iife",
      globalName: "hyperprior",
      platform: "browser",
      target: "es2022",
    });
    bundle = result.outputFiles[0]!.text;
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

  // No browser can be installed from npm: without one the same bundle has been run above, in a bare context.
  it.skipIf(browser === undefined)("draws the bits of Node in a browser", async () => {
    const folder = await mkdtemp(join(tmpdir(), "hyperprior-page-"));
    try {
      const file = join(folder, "page.html");
      await writeFile(file, pageOf(bundle, model, data));
      const flags = ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${folder}/profile`];
      const dump = ["--virtual-time-budget=60000", "--dump-dom", `file://${file}`];
      const { stdout } = await promisify(execFile)(browser!, [...flags, ...dump], { maxBuffer: 1 << 26 });
      expect(/<pre id="draws">([^<]*)<\/pre>/.exec(stdout)?.[1]).toBe(expected);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** A page that fits as it loads and shows the draws, or what went wrong. */
function pageOf(bundle: string, model: string, data: string): string {
  const words = [model, data, options].map((word) => JSON.stringify(word)).join(", ");
  return `<!doctype html><meta charset="utf-8"><pre id="draws"></pre>
    <script>${bundle.replaceAll("</script", "<\\/script")}</script>
    <script>(${drawsAsText})(${words}).catch(String).then((text) => {
      document.getElementById("draws").textContent = text;
    });</script>`;
}
