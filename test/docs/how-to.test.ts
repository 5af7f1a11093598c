/** The how-to pages, followed: the files that they show do what the pages say of them. */

import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import vm from "node:vm";
import { Command } from "commander";
import { build } from "esbuild";
import { afterAll, expect, test } from "vitest";
import type { ProblemError } from "../../src/api/problem-error.ts";
import type { RegisterCommand } from "../../src/cli/command.ts";
import { codeOfError } from "../../src/cli/told-problems.ts";
import { instantiateFunction } from "../../src/density/compile.ts";
import { Graph } from "../../src/density/graph/graph.ts";
import { Interpreter } from "../../src/density/graph/interpret.ts";
import type { VectorTransform } from "../../src/density/transforms/transform.ts";
import type { ScalarDistribution } from "../../src/distributions/distribution.ts";
import { Domains, scalarDomain } from "../../src/model/domains.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import type { ConjugatePair } from "../../src/samplers/gibbs/conjugate/conjugate-pair.ts";
import { GibbsGraph } from "../../src/samplers/gibbs/gibbs-graph.ts";
import { powerBlock } from "../../src/samplers/gibbs/power-block.ts";
import { requireBound } from "../density/harness.ts";
import { allNames, evaluate, logDensityAt } from "../distributions/evaluate.ts";
import { integrate, splitNodes } from "../distributions/quadrature.ts";
import { collectingTerminal, repository } from "./commands.ts";
import { readBlocks } from "./markdown.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-how-to-"));
symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the file of `src/` that a page shows exports, built with the sources around it. */
async function loadShown(page: string): Promise<Record<string, unknown>> {
  const blocks = readBlocks(readFileSync(join(repository, "docs/how-to", page), "utf8"));
  const block = blocks.find(({ directives }) => directives.get("file")?.startsWith("src/"));
  return buildSource(block?.text ?? "", block?.directives.get("file") ?? "", page);
}

/** What a file exports that has this place in the repository. */
async function buildSource(contents: string, file: string, name: string): Promise<Record<string, unknown>> {
  const built = await build({
    stdin: {
      contents,
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
  const bundle = join(folder, `${name}.mjs`);
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
  const parsing = program.parseAsync(["variables", folder], { from: "user" });
  const error = await parsing.then(
    () => null,
    (thrown: ProblemError) => thrown,
  );
  expect(error!.message).toContain("HP0604");
  expect(codeOfError(error!)).toBe(1);
  expect([printed(), codes]).toEqual(["", []]);
});

const { sumToZero } = (await loadShown("add-a-transform.md")) as { sumToZero: VectorTransform };

test.each([1, 2, 5, 8])(
  "the transform that is added makes vectors of %i that sum to zero, and keeps lengths",
  (size) => {
    const graph = new Graph(new Domains(1));
    const u = Array.from({ length: sumToZero.freeCount(size) }, (_, i) => Math.sin(3 * i + 1));
    const inputs = u.map(() => graph.input(scalarDomain));
    const { elements, logJacobian } = sumToZero.constrain(graph, inputs, size);
    const interpreter = new Interpreter(Float64Array.from(u));
    const x = elements.map((node) => interpreter.values(node)[0]!);
    const squares = (values: readonly number[]): number => values.reduce((sum, one) => sum + one * one, 0);
    expect(x).toHaveLength(size);
    expect(x.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 14);
    expect(squares(x)).toBeCloseTo(squares(u), 14);
    expect(logJacobian).toEqual([]);
  },
);

/** The table of functions with what the page adds to it, before the entry of `tanh`. */
async function loadTable(): Promise<typeof import("../../src/numeric/scalar-functions.ts")> {
  const blocks = readBlocks(readFileSync(join(repository, "docs/how-to/add-a-function.md"), "utf8"));
  const [rule = ""] = blocks.map(({ text }) => text);
  const source = readFileSync(join(repository, "src/numeric/scalar-functions.ts"), "utf8");
  const contents = source.replace("  tanh: {", `${rule}$&`);
  const module = await buildSource(contents, "src/numeric/scalar-functions.ts", "add-a-function");
  return module as unknown as typeof import("../../src/numeric/scalar-functions.ts");
}

test("the function that is added has its value to the last digits, and its derivative", async () => {
  const { scalarFunctions } = await loadTable();
  const added = Object.values(scalarFunctions).find(({ name }) => String(name) === "inv_cloglog")!;
  expect(added).toMatchObject({ isCallable: true, arity: 1 });
  const value = (a: number): number => added.value(a, 0, 0);
  expect(value(-40)).toBeCloseTo(Math.exp(-40), 30);
  for (const a of [-5, -1, 0, 0.7, 2]) {
    expect(value(a)).toBeCloseTo(1 - Math.exp(-Math.exp(a)), 14);
    const slope = (value(a + 1e-5) - value(a - 1e-5)) / 2e-5;
    expect(evaluate(added.partials[0]!, { a, f: value(a) })).toBeCloseTo(slope, 8);
  }
});

test("the pair that is added is recognized however it is spelled, and draws from its full conditional", async () => {
  const { generalizedGamma } = (await loadShown("add-a-conjugate-pair.md")) as {
    generalizedGamma: ConjugatePair;
  };
  const head = "data {\n  n: int >= 0\n}\n";
  for (const text of [
    "r ~ flat(lower: 0)\nn ~ poisson(2 * r * r * r)",
    "r ~ flat(lower: 0)\nvolume = square(r) * r\nn ~ poisson(volume / 0.5)",
  ]) {
    const graph = new GibbsGraph(requireBound(head + text, { n: [3, 0, 5, 2, 4, 1] }));
    const block = powerBlock(graph, graph.parameters[0]!)!;
    const compute = instantiateFunction(graph.statistics(generalizedGamma.match(block)!, block.elements));
    const values = new Float64Array(3);
    compute(Float64Array.of(0.3), values);
    const stream = createRandomStream(1, 1);
    const draws = Array.from({ length: 4000 }, () => Math.exp(3 * generalizedGamma.draw(stream, values, 0)));
    // p(r) ∝ r^(3 · 15) exp(-2 · 6 r³), so that r³ ~ gamma((45 + 1)/3, 12).
    const [shape, rate] = [46 / 3, 12];
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    expect(Math.abs(mean - shape / rate)).toBeLessThan(
      (4 * Math.sqrt(shape)) / rate / Math.sqrt(draws.length),
    );
  }
});

test("the pair that is added is not taken for a conditional of another family", async () => {
  const { generalizedGamma } = (await loadShown("add-a-conjugate-pair.md")) as {
    generalizedGamma: ConjugatePair;
  };
  const text = "data {\n  n: int >= 0\n}\nr ~ half_normal(2)\nn ~ poisson(r * r * r)";
  const graph = new GibbsGraph(requireBound(text, { n: [3, 0, 5] }));
  expect(generalizedGamma.match(powerBlock(graph, graph.parameters[0]!)!)).toBeNull();
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
