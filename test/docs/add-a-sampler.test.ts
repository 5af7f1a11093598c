/** The sampler of the how-to page, added as the page says: one file, and a line in the list. Nothing else of the program is changed. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";
import { afterAll, describe, expect, test } from "vitest";
import type { Terminal } from "../../src/cli/terminal.ts";
import type { Sampler } from "../../src/samplers/sampler.ts";
import { testConformance } from "../samplers/conformance.ts";
import { collectingTerminal, repository } from "./commands.ts";
import { readBlocks } from "./markdown.ts";

const page = readFileSync(join(repository, "docs/how-to/add-a-sampler.md"), "utf8");
const shown = readBlocks(page).find(({ directives }) => directives.get("file")?.startsWith("src/"))!;
const file = join(repository, shown.directives.get("file")!);
const list = join(repository, "src/samplers/index.ts");

/** The sources with the folder and the line. */
const added: Plugin = {
  name: "added",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\/metropolis-sampler\.ts$/ }, () => ({ path: file, namespace: "shown" }));
    onLoad({ filter: /./, namespace: "shown" }, () => ({
      contents: shown.text,
      loader: "ts",
      // A neighbour of its folder, which is not there.
      resolveDir: join(dirname(list), "nuts"),
    }));
    onLoad({ filter: /samplers\/index\.ts$/ }, () => ({
      contents: `import { metropolisSampler } from "./metropolis/metropolis-sampler.ts";
${readFileSync(list, "utf8").replace("] as const", "  metropolisSampler,\n] as const")}`,
      loader: "ts",
      resolveDir: dirname(list),
    }));
  },
};

interface Program {
  readonly runProgram: (words: readonly string[], terminal: Terminal) => Promise<number>;
  readonly samplers: readonly Sampler[];
}

const folder = mkdtempSync(join(tmpdir(), "hyperprior-sampler-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function buildProgram(): Promise<Program> {
  const outfile = join(folder, "program.mjs");
  await build({
    stdin: {
      contents: `export { runProgram } from "./src/cli/program.ts";
export { samplers } from "./src/samplers/index.ts";`,
      loader: "ts",
      resolveDir: repository,
    },
    plugins: [added],
    bundle: true,
    outfile,
    format: "esm",
    platform: "node",
    external: [
      "@resvg/resvg-js",
      "h5wasm",
      "@duckdb/node-api",
      "pg",
      "@clickhouse/client",
      "node-sqlite3-wasm",
    ],
    banner: {
      js: 'import { createRequire as requireOf } from "node:module";\nconst require = requireOf(import.meta.url);',
    },
  });
  return import(/* @vite-ignore */ outfile);
}

const { runProgram, samplers } = await buildProgram();
const model = join(folder, "mean.model");
const data = join(folder, "data.csv");
const out = join(folder, "mean.run");
writeFileSync(model, "data { y: real }\nμ ~ normal(0, 10)\nσ ~ half_normal(5)\ny ~ normal(μ, σ)\n");
writeFileSync(data, `y\n${[4.1, 5.2, 3.9, 6.6, 5.0, 4.7, 5.9, 4.4].join("\n")}\n`);

async function run(...words: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const { terminal, printed } = collectingTerminal();
  const code = await runProgram(words, terminal);
  return { code, text: printed() };
}

describe("the sampler that is added", () => {
  testConformance(samplers.find(({ name }) => name === "metropolis")!);
});

test("the method that is added has a flag, fits, is kept in a record and goes on from it", async () => {
  const help = await run("fit", "--help");
  expect(help.text).toMatch(/--acceptance <p>\s+of metropolis: the share of steps that warm-up aims/);
  const words = ["fit", model, "--data", data, "--out", out, "--workers", "0", "--method", "metropolis"];
  const fitted = await run(...words, "--acceptance", "0.4", "--draws", "8000");
  expect(fitted.text).toContain("μ");
  expect(fitted.code).toBe(0);
  const record = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
  expect(record.options.metropolis).toEqual({ acceptance: 0.4 });
  expect(record.adaptation[0].scale).toBeGreaterThan(0);
  expect((await run("resume", out, "--draws", "9000", "--workers", "0")).code).toBe(0);
});

test("the method that is added is told by `explain`, refuses a value that is none, and is not taken by itself", async () => {
  const explained = await run("explain", model, "--data", data);
  expect(explained.text).toContain("takes small steps at random, and many of them");
  const refused = await run("fit", model, "--data", data, "--method", "metropolis", "--acceptance", "2");
  expect(refused.text).toContain("expected a number between 0 and 1");
  expect(refused.code).not.toBe(0);
});
