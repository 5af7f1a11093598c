import { describe, expect, test } from "vitest";
import { compile } from "../../src/density/compile.ts";
import { Interpreter } from "../../src/density/graph/interpret.ts";
import type { Distribution } from "../../src/distributions/distribution.ts";
import { distributions } from "../../src/distributions/index.ts";
import { inflations } from "../../src/distributions/modifiers/index.ts";
import { scalarFunctions } from "../../src/numeric/scalar-functions.ts";
import { bindFolder, modelNames } from "../models/bundled-models.ts";
import { exampleColumns, exampleModels } from "./example-models.ts";
import {
  type CompiledText,
  compileText,
  describeProblems,
  interpretedLogDensity,
  numericalGradient,
  scattered,
  withFunctions,
} from "./harness.ts";

async function compileFolder(name: string): Promise<CompiledText> {
  const { model, problems } = await bindFolder(name);
  if (model === null) throw new Error(describeProblems(problems));
  return withFunctions(compile(model));
}

/** A few elements of the gradient are enough where there are hundreds: each costs four evaluations of the density. */
const mostElements = 60;

function expectAgreement(compiled: CompiledText, seeds: readonly number[]): void {
  const { density } = compiled;
  for (const seed of seeds) {
    const position = Float64Array.from(scattered(density.dimension, 0.9, seed));
    const gradient = new Float64Array(density.dimension);
    const value = density.evaluate(position, gradient);
    expect(Number.isFinite(value), "the density is finite").toBe(true);
    const slow = interpretedLogDensity(compiled, position);
    expect(Math.abs(value - slow)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(slow)));
    const interpreter = new Interpreter(position);
    for (const [input, node] of compiled.joint.gradient()) {
      const values = interpreter.values(node);
      for (let i = 0; i < input.domain.size; i++) {
        const one = values[values.length === 1 ? 0 : i]!;
        expect(Math.abs(gradient[input.offset + i]! - one)).toBeLessThanOrEqual(1e-11 * (1 + Math.abs(one)));
      }
    }
    const checked = position.slice(0, mostElements);
    const rest = new Float64Array(density.dimension);
    const numerical = numericalGradient((moved) => {
      const whole = position.slice();
      whole.set(moved);
      return density.evaluate(whole, rest);
    }, checked);
    numerical.forEach((expected, i) => {
      const tolerance = 2e-7 * (1 + Math.abs(expected)) + 1e-11 * Math.abs(value);
      expect(Math.abs(gradient[i]! - expected), `element ${i}: ${gradient[i]} for ${expected}`).toBeLessThan(
        tolerance,
      );
    });
  }
}

/** Which have tests of their own. */
const modifiers: ReadonlySet<string> = new Set(["mixture", "censored", ...Object.keys(inflations)]);

describe("the generated code agrees with the interpreter, and its gradient with finite differences", () => {
  test.for(modelNames)("for the model %s", async (name) => {
    expectAgreement(await compileFolder(name), [1]);
  });

  test.for(Object.entries(exampleModels))("with %s", ([, text]) => {
    expectAgreement(compileText(text, exampleColumns), [1, 2, 3]);
  });
});

test("the gradient is that of a call, whatever the call before was", () => {
  const { density } = compileText(exampleModels["crossed plates"]!, exampleColumns);
  const here = Float64Array.from(scattered(density.dimension, 0.9, 1));
  const there = Float64Array.from(scattered(density.dimension, 0.9, 2));
  const first = new Float64Array(density.dimension);
  const again = new Float64Array(density.dimension).fill(Number.NaN);
  const value = density.evaluate(here, first);
  density.evaluate(there, again);
  expect(density.evaluate(here, again)).toBe(value);
  expect(again).toEqual(first);
});

test("two instances of one recipe do not share memory", () => {
  const one = compileText(exampleModels["crossed plates"]!, exampleColumns);
  const other = withFunctions(one);
  const position = Float64Array.from(scattered(one.density.dimension, 0.9, 1));
  const gradient = new Float64Array(one.density.dimension);
  const value = one.density.evaluate(position, gradient);
  other.density.evaluate(
    Float64Array.from(scattered(one.density.dimension, 0.9, 2)),
    new Float64Array(position.length),
  );
  expect(one.density.evaluate(position, gradient)).toBe(value);
  expect(other.density.evaluate(position, gradient)).toBe(value);
});

describe("a call allocates nothing", () => {
  test.for(Object.entries(exampleModels))("with %s", ([, text]) => {
    const { recipe } = compileText(text, exampleColumns);
    for (const { text: code } of [recipe.density, recipe.constrain]) {
      const body = code.slice(code.indexOf("return function"));
      // Arrays, objects, closures and constructors are all that could allocate; indices are never literals of arrays.
      expect(body).not.toMatch(/\bnew\b|=>|[=(,]\s*\[|[=(,]\s*\{|\.\.\./);
      expect(body.match(/function/g)).toHaveLength(1);
    }
  });
});

describe("the examples", () => {
  const statements = Object.values(exampleModels).join("\n").split("\n");
  const columns = new Set(Object.keys(exampleColumns));
  const uses = statements.flatMap((statement) => {
    const match = /^\s*(?:centered |noncentered )?([^\s[~=]+)[^~=]*~\s*(.*)$/.exec(statement);
    if (match === null) return [];
    const [, target, right] = match;
    const name = /^(?:(?:truncated|ordered)\()?(\w+)\(/.exec(right!)![1]!;
    return [{ name, role: columns.has(target!) ? "outcome" : "prior" }];
  });
  const usedAs = (role: string): string[] => [
    ...new Set(uses.filter((use) => use.role === role && !modifiers.has(use.name)).map(({ name }) => name)),
  ];

  test("have every distribution that may be a prior as a prior", () => {
    const isOfCounts = ({ support }: Distribution): boolean =>
      support.kind === "counts" || (support.kind === "interval" && support.isInteger === true);
    const priors = distributions.filter((one) => !isOfCounts(one));
    expect(usedAs("prior").sort()).toEqual(priors.map(({ name }) => name).sort());
  });

  test("have every distribution that may be one as an outcome's", () => {
    const outcomes = distributions.filter((one) => one.kind !== "vector" && one.draw !== undefined);
    expect(usedAs("outcome").sort()).toEqual(outcomes.map(({ name }) => name).sort());
  });

  test("have every distribution that several columns may have together", () => {
    const together = distributions.filter((one) => one.kind === "vector" && one.ofColumns === true);
    expect(together).not.toEqual([]);
    const lists = statements.filter((statement) => /^\s*\[.*\] ~ /.test(statement));
    const isUsed = (name: string) => lists.some((statement) => statement.includes(`] ~ ${name}(`));
    expect(together.map(({ name }) => name).filter((name) => !isUsed(name))).toEqual([]);
  });

  test("have every function that a model may call", () => {
    const callable = Object.values(scalarFunctions).filter(({ isCallable }) => isCallable);
    const text = statements.join("\n");
    expect(callable.map(({ name }) => name).filter((name) => !text.includes(`${name}(`))).toEqual([]);
  });
});
