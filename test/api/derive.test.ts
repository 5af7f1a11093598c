import { describe, expect, it } from "vitest";
import { withDerived } from "../../src/api/derive.ts";
import { readDerived } from "../../src/api/derived-expression.ts";
import { fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import { GivenDraws } from "../../src/api/read-draws.ts";
import { variableNamed } from "../../src/formats/variable-names.ts";
import { collectDraws, type DrawsSource, sourceOf } from "../../src/posterior/draws-source.ts";
import { makeDraws, normalDraws } from "../posterior/make-draws.ts";

const shape = { chainCount: 2, drawCount: 50 };
const names = ["tau", "sigma", "b[1]", "b[2]", "b[3]", "θ[new york,x]", "beta.age", "a-b", "μ_b"];
const arrays = Object.fromEntries(names.map((name, i) => [name, normalDraws(shape, i + 1)]));
const flags = Object.fromEntries(names.map((name) => [name, name === "beta.age" ? {} : variableNamed(name)]));
const draws = makeDraws(shape, arrays, { flags });

async function valuesOf(...definitions: string[]): Promise<Float64Array> {
  const { values } = await collectDraws(withDerived(sourceOf(draws), definitions));
  return values.at(-1)!;
}

const at = (name: string, i: number): number => arrays[name]![i]!;

describe("a derived variable", () => {
  it.each<[string, (i: number) => number]>([
    ["x = tau^2 / (tau^2 + sigma^2)", (i) => at("tau", i) ** 2 / (at("tau", i) ** 2 + at("sigma", i) ** 2)],
    ["x = -tau^2", (i) => -(at("tau", i) ** 2)],
    ["x = exp(b[1]) - b[2]", (i) => Math.exp(at("b[1]", i)) - at("b[2]", i)],
    ['x = θ["new york", x] * 2', (i) => 2 * at("θ[new york,x]", i)],
    ['x = theta["new york",x]', (i) => at("θ[new york,x]", i)],
    ["x = `θ[new york,x]` + `a-b`", (i) => at("θ[new york,x]", i) + at("a-b", i)],
    ['x = "beta.age" + 1', (i) => at("beta.age", i) + 1],
    ["x = beta.age + 1", (i) => at("beta.age", i) + 1],
    ["x = mu_b", (i) => at("μ_b", i)],
    ["x = b[1] > b[2]", (i) => (at("b[1]", i) > at("b[2]", i) ? 1 : 0)],
    ["x = if(tau > 0, tau, 0)", (i) => Math.max(at("tau", i), 0)],
    ["x = max(b)", (i) => Math.max(at("b[1]", i), at("b[2]", i), at("b[3]", i))],
    ["x = max(tau, sigma, b[1])", (i) => Math.max(at("tau", i), at("sigma", i), at("b[1]", i))],
    ["x = mean(b)", (i) => (at("b[1]", i) + at("b[2]", i) + at("b[3]", i)) / 3],
    ["`my x` = sum(b)", (i) => at("b[1]", i) + at("b[2]", i) + at("b[3]", i)],
  ])("is %s", async (definition, expected) => {
    const values = await valuesOf(definition);
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(expected(i), 12);
    });
  });

  it("may use one before it", async () => {
    const values = await valuesOf("u = 2 * tau", "v = u + 1");
    expect(values[7]).toBe(2 * at("tau", 7) + 1);
  });

  it("is asked for without what it needs, which is read once and not shown", async () => {
    const asked: string[][] = [];
    const source = sourceOf(draws);
    const watched: DrawsSource = {
      ...source,
      blocks(isWanted = () => true) {
        asked.push(source.variables.filter(isWanted).map(({ name }) => name));
        return source.blocks(isWanted);
      },
    };
    const derived = withDerived(watched, ["x = tau + sigma"]);
    const { variables } = await collectDraws(derived, ({ name }) => name === "x");
    expect(variables.map(({ name }) => name)).toEqual(["x"]);
    expect(asked).toEqual([["tau", "sigma"]]);
    const without = await collectDraws(derived, ({ name }) => name === "tau");
    expect(without.variables.map(({ name }) => name)).toEqual(["tau"]);
  });

  it("that cannot be read is a problem with its place, and never thrown otherwise", () => {
    const { problems } = readDerived("icc = tau^2 / (tau^2 + sigmo^2)", draws.variables);
    expect(problems[0]).toMatchObject({ code: "HP0861", place: { kind: "model", span: { column: 24 } } });
    expect(() => withDerived(sourceOf(draws), ["x = b"])).toThrow(ProblemError);
    const pieces = [
      "x",
      "=",
      " ",
      "tau",
      "b",
      "[",
      "]",
      "1",
      "(",
      ")",
      "`",
      '"',
      ",",
      "^",
      "-",
      ".",
      "if",
      "max",
      "~",
      "\n",
      "é",
      "'",
    ];
    let state = 1;
    for (let n = 0; n < 3000; n++) {
      const text = Array.from({ length: 1 + (n % 9) }, () => {
        state = (state * 48271) % 2147483647;
        return pieces[state % pieces.length]!;
      }).join("");
      const { derived, problems: found } = readDerived(`y = ${text}`, draws.variables);
      expect(derived === null).toBe(found.length > 0);
    }
  });
});

describe("of a run of this program", () => {
  const model = parseModel(
    "constant s = 2\ndata { y: real\n g: factor }\nτ ~ half_normal(s)\nσ ~ half_normal(1)\nb[g] ~ normal(0, τ)\ny ~ normal(b[g], σ)\n",
  );
  const data = { y: [1, 2, 4, 3, 2.5, 0.5], g: ["A", "A", "new york", "new york", "C", "C"] };

  it.each(["marginal", "gibbs", "nuts", "hmc"] as const)(
    "by %s, elements by their labels and constants by the values that they had are known",
    async (method) => {
      const options = { data, method, constants: { s: 3 }, chains: 2, warmup: 50, draws: 20, workers: 0 };
      const run = await fit(model, options);
      const given = new GivenDraws(run).derive('d = b[A] - b["new york"]', "r = tau / s", "u = r + max(b)");
      const { values } = await given.draws(({ name }) => ["d", "r", "u"].includes(name));
      const [A, Y, C, τ] = ["b[A]", "b[new york]", "b[C]", "τ"].map((name) =>
        run.get(name),
      ) as Float64Array[];
      values[0]!.forEach((d, i) => {
        expect(d).toBe(A![i]! - Y![i]!);
        expect(values[1]![i]).toBe(τ![i]! / 3);
        expect(values[2]![i]).toBe(τ![i]! / 3 + Math.max(A![i]!, Y![i]!, C![i]!));
      });
      expect(() => given.derive("s = 1")).toThrow(/HP0865.*constant/s);
    },
  );
});
