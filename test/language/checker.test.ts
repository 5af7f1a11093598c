import { describe, expect, test } from "vitest";
import type { CheckedModel, CheckedStatement } from "../../src/language/checked-model.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { printDistribution, printExpression } from "../../src/language/print-expression.ts";
import { correlated, counts, nested, seed } from "./good-models.ts";

function modelOf(source: string): CheckedModel {
  const { model, problems } = readModelText(source);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  if (model === null) throw new Error("no model");
  return model;
}

function codesOf(source: string): readonly string[] {
  return readModelText(source).problems.map(({ code }) => code);
}

function statement(model: CheckedModel, name: string): CheckedStatement {
  const found = model.statements.find((candidate) =>
    candidate.kind === "likelihood" ? candidate.column === name : candidate.name === name,
  );
  if (found === undefined) throw new Error(`no statement for ${name}`);
  return found;
}

function printed(model: CheckedModel, name: string): string {
  const found = statement(model, name);
  return found.kind === "definition" ? printExpression(found.value) : printDistribution(found.distribution);
}

const head = "data {\n  y: real\n  x: real\n  n: int\n  lab: factor\n  day: factor\n}\n";

describe("a checked model", () => {
  test("has its columns, plates and statements by name, likelihoods last", () => {
    const model = modelOf(seed);
    expect(model.name).toBe("replicates");
    expect(model.columns.map(({ name, type }) => [name, type])).toEqual([
      ["y", "real"],
      ["sample", "factor"],
    ]);
    expect([...model.plates.values()]).toEqual([{ kind: "factor", name: "sample", within: null }]);
    expect(model.statements.map(({ kind }) => kind)).toEqual([...Array(4).fill("parameter"), "likelihood"]);
    expect(printed(model, "y")).toBe("normal(β + b[sample], σ)");
  });

  test("has statements in order of dependence, whatever their order in the file", () => {
    const model = modelOf(
      "y ~ normal(a, s)\na = b + 1\nb ~ normal(0, s)\ns ~ half_normal(1)\ndata { y: real }\n",
    );
    expect(model.statements.map((each) => (each.kind === "likelihood" ? each.column : each.name))).toEqual([
      "s",
      "b",
      "a",
      "y",
    ]);
  });

  test("knows one name by the spelling of its definition", () => {
    const model = modelOf("data { y: real }\nσ_b ~ half_normal(1)\ny ~ normal(0, sigma_b)\n");
    expect(printed(model, "y")).toBe("normal(0, σ_b)");
  });

  test("has defaults filled in and named arguments in their place", () => {
    const model = modelOf(`${head}a ~ normal(sd: 2, mean: 1)\nb ~ flat(upper: 3)\ny ~ normal(a + b, 1)\n`);
    expect(printed(model, "a")).toBe("normal(1, 2)");
    expect(printed(model, "b")).toBe("flat(upper: 3)");
  });

  test("has products of designs, vectors and correlation matrices", () => {
    const model = modelOf(correlated);
    expect(printed(model, "y")).toBe("normal(X * β + Z * u[subject], σ)");
    expect(printed(model, "u")).toBe("multi_normal(0, τ, Ω)");
    expect(printed(model, "slope")).toBe('β["days"]');
    expect(model.plates.get("X")).toMatchObject({ kind: "design", per: null });
  });

  test("tells what varies by row and what is saved", () => {
    const model = modelOf(nested);
    expect(statement(model, "η")).toMatchObject({ variesByRow: true, plates: [] });
    expect(statement(model, "icc")).toMatchObject({ variesByRow: false });
    expect(statement(model, "r")).toMatchObject({ variesByRow: false, plates: ["cask"] });
    expect(statement(model, "a")).toMatchObject({ parameterization: "centered" });
    expect(printed(model, "spread")).toBe("sd(a) + max(a) - min(min(1, 2), sum(c))");
  });

  test("has modifiers, lists, choices and outcomes of groups", () => {
    const model = modelOf(counts);
    expect(printed(model, "p")).toBe("truncated(normal(0.5, 0.2), lower: 0, upper: 1)");
    expect(printed(model, "μ")).toBe("ordered(normal(0, 5))");
    expect(printed(model, "kind")).toBe("categorical_logit([0, α, -α])");
    expect(statement(model, "sick")).toMatchObject({ kind: "likelihood", per: "herd" });
    expect(model.columns.find(({ name }) => name === "k")?.bounds).toHaveLength(2);
  });

  test("reads a design of group-level columns as one of the group", () => {
    const model = modelOf(
      `${head}data per lab { u: real }\nW = design(1 + u)\nγ[W] ~ normal(0, 1)\na[lab] ~ normal(W * γ, 1)\ny ~ normal(a[lab], 1)\n`,
    );
    expect(model.plates.get("W")).toMatchObject({ per: "lab" });
  });

  test("takes a factor before the design and a sign for what they mean", () => {
    const model = modelOf(
      `${head}X = design(1 + x)\nβ[X] ~ normal(0, 1)\ny ~ normal(2 * X * β - -X * β, 1)\n`,
    );
    expect(printed(model, "y")).toBe("normal(2 * (X * β) - -(X * β), 1)");
  });
});

describe("plates that are known", () => {
  const effects = "c[lab] ~ normal(0, 1)\n";
  test.each([
    ["the parts of a combination", `${effects}a[lab:day] ~ normal(c[lab], 1)\ny ~ normal(a[day:lab], 1)\n`],
    ["the sides of a grid", `${effects}a[lab, day] ~ normal(c[lab], 1)\ny ~ normal(a[lab, day], 1)\n`],
    ["what may be nested in the data", `${effects}a[day] ~ normal(c[lab], 1)\ny ~ normal(a[day], 1)\n`],
    [
      "group-level columns",
      `data per lab { u: real }\na[lab] ~ normal(u, 1)\ny ~ normal(a[lab] + u[lab], 1)\n`,
    ],
    [
      "the levels of an index set",
      "levels K = 1..2\nm[K] ~ normal(0, 1)\nq[K] = 2 * m[K]\ny ~ normal(q[1], 1)\n",
    ],
  ])("%s", (_, source) => {
    modelOf(head + source);
  });

  test.each([
    ["a combination in its own part", `a[lab:day] ~ normal(0, 1)\nc[lab, day] ~ normal(a[lab:day], 1)\n`],
    ["a design's columns on a row", "X = design(x)\nβ[X] ~ normal(0, 1)\ny ~ normal(β[X], 1)\n"],
  ])("%s is not", (_, source) => {
    expect(codesOf(head + source)).toContain("HP0208");
  });
});

describe("supports", () => {
  const withScale = (scale: string) =>
    `${head}a ~ normal(0, 1)\nb ~ half_normal(1)\ny ~ normal(0, ${scale})\n`;
  test.each([
    "exp(a)",
    "b",
    "b^2 + 1",
    "sqrt(b)",
    "square(a)",
    "a - a",
    "exp(a * x)",
    "x",
    "abs(a)",
    "b / (1 + b)",
    "inv_logit(a)",
    "a * x",
  ])("%s may be an sd, or cannot be decided", (scale) => {
    expect(codesOf(withScale(scale)).filter((code) => code.startsWith("HP03"))).toEqual([]);
  });

  test.each(["a", "-b", "a + x", "a * b", "log(b)", "a^3", "-exp(a)", "0", "b - 1", "logit(inv_logit(a))"])(
    "%s may not be an sd",
    (scale) => {
      const codes = codesOf(withScale(scale)).filter((code) => code.startsWith("HP03"));
      expect(codes).toHaveLength(1);
    },
  );

  test("a parameter within a parameter is tied to it", () => {
    const source = `${head}τ ~ half_normal(1)\nu ~ uniform(0, τ)\nn ~ bernoulli(u / τ)\n`;
    expect(codesOf(source).filter((code) => code.startsWith("HP03"))).toEqual([]);
  });

  test("a constant counts with the value that the model gives it", () => {
    expect(codesOf("constant s = -2\na ~ normal(0, s)\n")).toContain("HP0310");
    expect(codesOf("constant s = 2\nconstant t = s / 2\na ~ normal(0, t)\n")).not.toContain("HP0310");
  });
});

describe("mistakes", () => {
  test("are reported all at once, in the order of the text, without those that follow from others", () => {
    const source = `${head}σ ~ normal(0, 5)\nb[lbb] ~ normal(0, 1)\nc[lab] ~ norml(0, 1)\ny ~ normal(b[lbb] + c + dd, σ)\n`;
    expect(codesOf(source)).toEqual(["HP0308", "HP0205", "HP0301", "HP0209", "HP0201"]);
  });

  test("of reading and of meaning come together", () => {
    expect(codesOf(`${head}a = 1 +\ny ~ normal(zz, 1)\n`)).toEqual(["HP0110", "HP0201"]);
  });

  test("are not made up where a name could not be read", () => {
    expect(codesOf(`${head}β normal(0, 1)\ny ~ normal(β, 1)\n`)).toEqual(["HP0112"]);
  });

  test("of the reader's habits have their own hints", () => {
    const hintOf = (text: string) => readModelText(text).problems[0]?.hint;
    expect(hintOf("a ~ Norm(0, 1)")).toContain("`normal`");
    expect(hintOf("a ~ student(3, 0, 1)")).toContain("`student_t`");
    expect(hintOf("a ~ normal(0, tau: 3)")).toContain("1 / sqrt(…)");
    expect(hintOf("a = pnorm(1)")).toContain("`normal_cdf`");
  });
});

test("an argument that stands for another that is not written is told of once", () => {
  const codes = (prior: string) =>
    readModelText(
      `data { y: real\nweek: factor }\nτ ~ normal(0, 1)\nb[week] ~ ${prior}\ny ~ normal(b[week], 1)\n`,
    ).problems.map(({ code }) => code);
  expect(codes("random_walk(τ)")).toEqual(["HP0308"]);
  expect(codes("random_walk(κ)")).toEqual(["HP0201"]);
  expect(codes("random_walk(1, first: τ)")).toEqual(["HP0308"]);
});
