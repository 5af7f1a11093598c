/** The how-to pages, followed: the files that they show do what the pages say of them. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
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
