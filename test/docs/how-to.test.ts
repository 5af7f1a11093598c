/** The how-to pages, followed: the files that they show do what the pages say of them. */

import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import vm from "node:vm";
import { Command } from "commander";
import { build } from "esbuild";
import { afterAll, expect, test } from "vitest";
import type { RegisterCommand } from "../../src/cli/command.ts";
import type { ScalarDistribution } from "../../src/distributions/distribution.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { allNames, evaluate, logDensityAt } from "../distributions/evaluate.ts";
import { integrate, splitNodes } from "../distributions/quadrature.ts";
import { collectingTerminal, repository } from "./commands.ts";
import { readBlocks } from "./markdown.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-how-to-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the file of `src/` that a page shows exports, built with the sources around it. */
async function loadShown(page: string): Promise<Record<string, unknown>> {
  const blocks = readBlocks(readFileSync(join(repository, "docs/how-to", page), "utf8"));
  const block = blocks.find(({ directives }) => directives.get("file")?.startsWith("src/"));
  const file = block?.directives.get("file") ?? "";
  const built = await build({
    stdin: {
      contents: block?.text ?? "",
      loader: "ts",
      resolveDir: join(repository, dirname(file)),
      sourcefile: file,
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    packages: "external",
  });
  const bundle = join(folder, `${page}.mjs`);
  writeFileSync(bundle, built.outputFiles[0]?.text ?? "");
  return import(/* @vite-ignore */ bundle);
}

const { gumbel } = (await loadShown("add-a-distribution.md")) as { gumbel: ScalarDistribution };
const settings = [
  [0, 1],
  [-3, 0.2],
  [5, 20],
] as const;

test("the distribution that is added integrates to one, with the mean, variance and probabilities that it states", () => {
  for (const values of settings) {
    const [location, scale] = values;
    const names = { location, scale };
    const nodes = splitNodes(-Infinity, Infinity, location, scale).map(({ x, weight }) => ({
      x,
      weight: weight * Math.exp(logDensityAt(gumbel, x, values)),
    }));
    const mean = evaluate(gumbel.mean ?? "", names);
    const variance = evaluate(gumbel.variance ?? "", names);
    expect(integrate(nodes, () => 1)).toBeCloseTo(1, 8);
    expect(integrate(nodes, (x) => (x - mean) / scale)).toBeCloseTo(0, 8);
    expect(integrate(nodes, (x) => (x - mean) ** 2) / variance).toBeCloseTo(1, 8);
    const at = allNames(gumbel, location + scale, values);
    const below = Math.exp(evaluate(gumbel.logCdf ?? "", at));
    expect(below).toBeCloseTo(Math.exp(-Math.exp(-1)), 12);
    expect(below + Math.exp(evaluate(gumbel.logSurvival ?? "", at))).toBeCloseTo(1, 12);
  }
});

test("the distribution that is added has the partial derivatives of its log density", () => {
  const h = 1e-5;
  for (const [location, scale] of settings) {
    const point: Readonly<Record<string, number>> = { x: location + 1.3 * scale, location, scale };
    for (const [along, formula] of Object.entries(gumbel.partials)) {
      const density = (shift: number): number => {
        const moved = { ...point, [along]: point[along]! + shift * scale };
        return logDensityAt(gumbel, moved.x!, [moved.location!, moved.scale!]);
      };
      const slope = (density(h) - density(-h)) / (2 * h * scale);
      const stated = evaluate(formula, allNames(gumbel, point.x!, [location, scale]));
      expect(stated * scale, along).toBeCloseTo(slope * scale, 8);
    }
  }
});

test("the distribution that is added draws from its density", () => {
  const stream = createRandomStream(1, 1);
  const draws = Array.from({ length: 4000 }, () => gumbel.draw?.(stream, [2, 3]) ?? Number.NaN);
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const expected = evaluate(gumbel.mean ?? "", { location: 2, scale: 3 });
  const sd = Math.sqrt(evaluate(gumbel.variance ?? "", { location: 2, scale: 3 }));
  expect(Math.abs(mean - expected)).toBeLessThan((4 * sd) / Math.sqrt(draws.length));
});

test("the command that is added says what is wrong with a folder that is no run", async () => {
  const { registerVariables } = (await loadShown("add-a-command.md")) as {
    registerVariables: RegisterCommand;
  };
  const { terminal, printed } = collectingTerminal();
  const codes: number[] = [];
  const program = new Command();
  registerVariables(program, { terminal, exit: (code) => codes.push(code) });
  await program.parseAsync(["variables", folder], { from: "user" });
  expect(printed()).toContain("HP0604");
  expect(codes).toEqual([1]);
});

/** The files of the page, beside the engine, as they are to be served. */
function layPage(): Readonly<Record<string, string>> {
  const blocks = readBlocks(readFileSync(join(repository, "docs/how-to/in-a-browser.md"), "utf8"));
  const files = blocks.flatMap(({ directives, text }) => {
    const file = directives.get("file");
    return file === undefined ? [] : [[basename(file), text] as const];
  });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  copyFileSync(join(repository, "dist/hyperprior.min.js"), join(folder, "hyperprior.min.js"));
  return Object.fromEntries(files);
}

test("the page's worker samples what its script asks for, and answers with a summary and a verdict", async () => {
  const files = layPage();
  // What the page does: the script starts the worker and asks, the worker answers.
  const asked: unknown[] = [];
  const answers: Record<string, unknown>[] = [];
  class Worker {
    onmessage: unknown;
    postMessage = (message: unknown) => asked.push(message);
  }
  vm.runInNewContext(files["page.js"]!, { Worker });
  const worker = {
    onmessage: async (_: { data: unknown }) => {},
    postMessage: (data: never) => answers.push(data),
  };
  Object.assign(globalThis, { self: worker });
  await import(/* @vite-ignore */ join(folder, "worker.js"));
  await worker.onmessage({ data: asked[0] });
  const { summary } = answers[answers.length - 1]!;
  expect(summary).toMatch(/^β +15\d\d\.\d ± \d/);
  expect(summary).toMatch(/verdict: good$/);
  // A model that is none is told, too.
  await worker.onmessage({ data: { model: "y ~", data: {}, options: {} } });
  expect(answers[answers.length - 1]!.problems).toContain("HP0");
});
