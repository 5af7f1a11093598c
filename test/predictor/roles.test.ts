import { describe, expect, test } from "vitest";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { deriveRoles } from "../../src/predictor/roles.ts";
import type { CompiledText } from "../density/harness.ts";
import { compileText, constrainAt, requireBound, scattered } from "../density/harness.ts";

/** Two casks in each of three batches, two labs, each cask measured twice. */
const columns: ColumnData = {
  y: [1, 2, 4, 3, 5, 7, 8, 6, 9, 12, 11, 10],
  event: [0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0],
  count: [0, 2, 3, 1, 4, 2, 0, 1, 5, 3, 2, 1],
  trials: [5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7],
  x: [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3],
  w: [7, 9, 7, 9, 7, 9, 7, 9, 7, 9, 7, 9],
  se: [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2],
  batch: ["A", "A", "A", "A", "B", "B", "B", "B", "C", "C", "C", "C"],
  cask: ["a", "a", "b", "b", "a", "a", "b", "b", "a", "a", "b", "b"],
  lab: ["p", "q", "p", "q", "p", "q", "p", "q", "p", "q", "p", "q"],
};
const declared = `data { y: real
  event: int in 0..1
  count: int >= 0
  trials: int > 0
  x: real
  se: real > 0
  batch: factor
  cask: factor in batch
  lab: factor }
β ~ normal(0, 1)
τ ~ half_normal(1)
σ ~ half_normal(1)
`;

function compiled(statements: string): CompiledText {
  return compileText(declared + statements, columns);
}

/** `group term`, with the value of the variance at a position and the mean square of the predictor. */
function componentsOf(model: CompiledText): Record<string, readonly [number, number]> {
  const draw = constrainAt(model, scattered(model.density.dimension, 0.8));
  return Object.fromEntries(
    model.roles.components.map(({ group, term, variance, meanSquare }) => [
      `${group} ${term}`,
      [draw[variance]!, meanSquare] as const,
    ]),
  );
}

/** Group and definition of each. */
function wordsOf(intraclass: readonly { readonly group: string; readonly definition: string }[]) {
  return intraclass.map(({ group, definition }) => [group, definition]);
}

function drawOf(model: CompiledText): Record<string, number> {
  return constrainAt(model, scattered(model.density.dimension, 0.8));
}

const meanSquareOfX = (1 + 4 + 9) / 3;

describe("one grouping factor", () => {
  const spellings = {
    "an effect about zero": "b[batch] ~ normal(0, τ)\ny ~ normal(β + b[batch], σ)",
    "a group mean about the overall mean": "b[batch] ~ normal(β, τ)\ny ~ normal(b[batch], σ)",
    "a standard effect times its sd": "z[batch] ~ normal(0, 1)\ny ~ normal(β + τ * z[batch], σ)",
    "a standard effect times its sd, defined first":
      "z[batch] ~ normal(0, 1)\nb[batch] = β + τ * z[batch]\ny ~ normal(b[batch], σ)",
    "a predictor defined by row": "b[batch] ~ normal(0, τ)\nη = β + b[batch] + 2 * x\ny ~ normal(η, σ)",
    "an effect that is taken off": "b[batch] ~ normal(0, τ)\ny ~ normal(β - b[batch], σ)",
  };

  test.for(Object.entries(spellings))(
    "spelled as %s has the component τ² and the residual σ²",
    ([, statements]) => {
      const model = compiled(statements);
      const { τ, σ } = drawOf(model);
      const components = componentsOf(model);
      expect(Object.keys(components)).toEqual(["batch intercept"]);
      expect(components["batch intercept"]![0]).toBeCloseTo(τ! * τ!, 14);
      expect(components["batch intercept"]![1]).toBe(1);
      const { residual, intraclass, outcome } = model.roles;
      expect(drawOf(model)[residual!.variance]).toBeCloseTo(σ! * σ!, 14);
      expect(residual!.definition).toBe("variance of y about its linear predictor");
      expect(outcome).toBe("y");
      expect(wordsOf(intraclass)).toEqual([["batch", "correlation of two values of y of the same batch"]]);
    },
  );

  test("has its effects with rows, raw means and information, level by level", () => {
    const { roles } = compiled(spellings["an effect about zero"]);
    expect(roles.effects).toEqual([
      {
        group: "batch",
        term: "intercept",
        levels: ["A", "B", "C"],
        variables: ["b[A]", "b[B]", "b[C]"],
        n: [4, 4, 4],
        rawMean: [2.5, 6.5, 10.5],
        variance: ".variance(b)",
        information: [4, 4, 4],
        residualVariance: ".variance(residual)",
        raw: { link: "identity", coefficients: ["β"], means: [[1]] },
      },
    ]);
  });

  test("has the mean of what an effect is multiplied by over the rows of each level, where that is not 1", () => {
    const { roles } = compiled(
      "Z = design(1 + x)\nt[Z] ~ half_normal(1)\nu[batch, Z] ~ normal(0, t[Z])\nd[lab] ~ normal(0, τ)\ny ~ normal(β + Z * u[batch] - d[lab], σ)",
    );
    expect(roles.effects.map(({ group, term, meanPredictor }) => [group, term, meanPredictor])).toEqual([
      ["batch", "intercept", [1, 1, 1]],
      ["batch", "x", [1.75, 2, 2.25]],
      ["lab", "intercept", [-1, -1]],
    ]);
  });

  test("has, where an effect is a product, its values as hidden variables", () => {
    const model = compiled(spellings["a standard effect times its sd"]);
    const draw = drawOf(model);
    expect(model.roles.effects[0]!.variables).toEqual([".effect(z)[A]", ".effect(z)[B]", ".effect(z)[C]"]);
    expect(draw[".effect(z)[B]"]).toBeCloseTo(draw.τ! * draw["z[B]"]!, 14);
  });

  test("has no component where it is one free parameter for each group, about no common mean", () => {
    const { roles } = compiled("b[batch] ~ normal(0, 10)\ny ~ normal(b[batch], σ)");
    expect(roles.components).toEqual([]);
    expect(roles.intraclass).toEqual([]);
    expect(roles.residual).not.toBeNull();
  });

  test("has the variance of Student's t, which is larger than its scale", () => {
    const model = compiled("b[batch] ~ student_t(5, 0, τ)\ny ~ normal(β + b[batch], σ)");
    expect(componentsOf(model)["batch intercept"]![0]).toBeCloseTo((drawOf(model).τ! ** 2 * 5) / 3, 13);
  });

  test("has the mean over the groups of a variance that differs between them", () => {
    const model = compiled(
      "t[lab] ~ half_normal(1)\nb[batch, lab] ~ normal(0, t[lab])\ny ~ normal(b[batch, lab], σ)",
    );
    const draw = drawOf(model);
    const mean = (draw["t[p]"]! ** 2 + draw["t[q]"]! ** 2) / 2;
    expect(componentsOf(model)["batch:lab intercept"]![0]).toBeCloseTo(mean, 14);
  });
});

test("an effect that is named at one level is in every row, and no group effect, whether it is a parameter or defined", () => {
  const other = "c[cask] ~ normal(0, τ)\n";
  const spellings = {
    parameter: 'b[lab] ~ normal(0, τ)\ny ~ normal(β + c[cask] + b["p"], σ)',
    defined: 'z[lab] ~ normal(0, 1)\nb[lab] = τ * z[lab]\ny ~ normal(β + c[cask] + x * b["p"], σ)',
    inTwoSteps:
      'z[lab] ~ normal(0, 1)\nb[lab] = τ * z[lab]\nd[lab] = 2 * b["p"]\ny ~ normal(β + c[cask] + d["q"], σ)',
  };
  for (const statements of Object.values(spellings)) {
    const { components, intraclass } = compiled(other + statements).roles;
    expect(components.map(({ group }) => group)).toEqual(["cask"]);
    expect(wordsOf(intraclass)).toEqual([["cask", "correlation of two values of y of the same cask"]]);
  }
});

describe("several grouping factors", () => {
  const nested =
    "t ~ half_normal(1)\nc[batch] ~ normal(0, τ)\na[cask] ~ normal(0, t)\ny ~ normal(β + c[batch] + a[cask], σ)";
  const nestedMeans =
    "t ~ half_normal(1)\nc[batch] ~ normal(β, τ)\na[cask] ~ normal(c[batch], t)\ny ~ normal(a[cask], σ)";

  test.for([nested, nestedMeans])(
    "nested, by sum or by mean, share the outer in the correlation of the inner",
    (statements) => {
      const model = compiled(statements);
      const { τ, t } = drawOf(model);
      const components = componentsOf(model);
      expect(components["batch intercept"]![0]).toBeCloseTo(τ! ** 2, 14);
      expect(components["cask intercept"]![0]).toBeCloseTo(t! ** 2, 14);
      expect(wordsOf(model.roles.intraclass).sort()).toEqual([
        ["batch", "correlation of two values of y of the same batch but different cask"],
        ["cask", "correlation of two values of y of the same cask (and so of the same batch)"],
      ]);
    },
  );

  test("crossed, are each of the same one but of different others", () => {
    const model = compiled(
      "t ~ half_normal(1)\nc[batch] ~ normal(0, τ)\na[lab] ~ normal(0, t)\ny ~ normal(β + c[batch] + a[lab], σ)",
    );
    expect(wordsOf(model.roles.intraclass)).toEqual([
      ["batch", "correlation of two values of y of the same batch but different lab"],
      ["lab", "correlation of two values of y of the same lab but different batch"],
      ["batch,lab", "correlation of two values of y of the same batch and the same lab"],
    ]);
  });

  test("combined, are nested in each of their parts", () => {
    const model = compiled(
      "t ~ half_normal(1)\nc[batch] ~ normal(0, τ)\na[batch:lab] ~ normal(0, t)\ny ~ normal(β + c[batch] + a[batch:lab], σ)",
    );
    expect(wordsOf(model.roles.intraclass)).toEqual([
      ["batch", "correlation of two values of y of the same batch but different batch:lab"],
      ["batch:lab", "correlation of two values of y of the same batch and lab"],
    ]);
  });
});

describe("slopes", () => {
  test("as effects times a column have its mean square", () => {
    const model = compiled(
      "t ~ half_normal(1)\nb[batch] ~ normal(0, τ)\ns[batch] ~ normal(0, t)\ny ~ normal(β + b[batch] + s[batch] * x, σ)",
    );
    const components = componentsOf(model);
    expect(Object.keys(components)).toEqual(["batch intercept", "batch x"]);
    expect(components["batch x"]![0]).toBeCloseTo(drawOf(model).t! ** 2, 14);
    expect(components["batch x"]![1]).toBeCloseTo(meanSquareOfX, 14);
    expect(model.roles.effects[1]!.information).toEqual([0, 1, 2].map(sumOfSquares));
    expect(model.roles.intraclass[0]!.definition).toBe(
      "correlation of two values of y of the same batch, averaged over such pairs",
    );
    expect(model.roles.correlations).toEqual([]);
  });

  /** Σ x² over the rows of a batch. */
  function sumOfSquares(batch: number): number {
    const x = (columns.x as number[]).slice(4 * batch, 4 * batch + 4);
    return x.reduce((sum, value) => sum + value * value, 0);
  }

  test("as effects times arithmetic on data have the mean square of that, also by way of a name or a coefficient", () => {
    for (const factor of ["(x - 2)", "τ * (x - 2)", "c"]) {
      const model = compiled(
        `s[batch] ~ normal(0, ${factor.startsWith("τ") ? "1" : "τ"})\nc = x - 2\ny ~ normal(β + s[batch] * ${factor}, σ)`,
      );
      const components = componentsOf(model);
      expect(Object.keys(components), factor).toEqual(["batch x - 2"]);
      expect(components["batch x - 2"]![0]).toBeCloseTo(drawOf(model).τ! ** 2, 14);
      expect(components["batch x - 2"]![1]).toBeCloseTo(2 / 3, 14);
    }
  });

  const correlated = {
    "the columns of a design":
      "Z = design(1 + x)\nt[Z] ~ half_normal(1)\nΩ[Z,Z] ~ lkj(2)\nu[batch, Z] ~ multi_normal(0, t, Ω)\ny ~ normal(β + Z * u[batch], σ)",
    "elements picked by label":
      'levels K = 1..2\nt[K] ~ half_normal(1)\nΩ[K,K] ~ lkj(2)\nu[batch, K] ~ multi_normal(0, t, Ω)\ny ~ normal(β + u[batch, "1"] + u[batch, "2"] * x, σ)',
    "standard deviations by their plate":
      "Z = design(1 + x)\nt[Z] ~ half_normal(1)\nΩ[Z,Z] ~ lkj(2)\nu[batch, Z] ~ multi_normal(0, 1 * t[Z], Ω)\ny ~ normal(β + Z * u[batch], σ)",
  };

  test.for(Object.entries(correlated))(
    "with a correlation, by %s, have components and a correlation",
    ([, statements]) => {
      const model = compiled(statements);
      const draw = drawOf(model);
      const sds = Object.entries(draw)
        .filter(([name]) => name.startsWith("t["))
        .map(([, value]) => value);
      const components = componentsOf(model);
      expect(Object.keys(components)).toEqual(["batch intercept", "batch x"]);
      expect(components["batch intercept"]![0]).toBeCloseTo(sds[0]! ** 2, 13);
      expect(components["batch x"]![0]).toBeCloseTo(sds[1]! ** 2, 13);
      const [correlation] = model.roles.correlations;
      expect(correlation).toMatchObject({ group: "batch", terms: ["intercept", "x"], meanProduct: 2 });
      expect(draw[correlation!.correlation]).toBeTypeOf("number");
      for (const { variables } of model.roles.effects) {
        for (const name of variables) expect(draw[name], name).toBeTypeOf("number");
      }
    },
  );

  test("that are independent columns of a design have a component each", () => {
    const model = compiled(
      "Z = design(1 + x)\nt[Z] ~ half_normal(1)\nu[batch, Z] ~ normal(0, t[Z])\ny ~ normal(β + Z * u[batch], σ)",
    );
    const draw = drawOf(model);
    expect(componentsOf(model)["batch x"]![0]).toBeCloseTo(draw["t[x]"]! ** 2, 14);
    expect(model.roles.correlations).toEqual([]);
  });
});

describe("the residual", () => {
  test("that differs between rows is averaged over them, and gives no information by level", () => {
    const model = compiled(
      "s[lab] ~ half_normal(1)\nb[batch] ~ normal(0, τ)\ny ~ normal(β + b[batch], s[lab])",
    );
    const draw = drawOf(model);
    expect(draw[".variance(residual)"]).toBeCloseTo((draw["s[p]"]! ** 2 + draw["s[q]"]! ** 2) / 2, 14);
    expect(model.roles.residual!.definition).toBe(
      "variance of y about its linear predictor, averaged over the rows",
    );
    expect(model.roles.effects[0]).toMatchObject({ information: null, residualVariance: null });
  });

  test("of known standard errors weighs each row by its own", () => {
    const model = compiled("b[batch] ~ normal(β, τ)\ny ~ normal(b[batch], se)");
    expect(drawOf(model)[".variance(residual)"]).toBeCloseTo(2.5, 14);
    expect(model.roles.effects[0]).toMatchObject({ information: [2.5, 2.5, 2.5], residualVariance: 1 });
  });

  test.for([
    ["event ~ bernoulli_logit(β + b[batch])", 3.289868133696453, " on the logit scale"],
    ["event ~ bernoulli(inv_logit(β + b[batch]))", 3.289868133696453, " on the logit scale"],
    ["event ~ bernoulli(normal_cdf(β + b[batch]))", 1, " on the probit scale"],
    ["count ~ binomial_logit(trials, β + b[batch])", 3.289868133696453, " on the logit scale"],
    ["count ~ binomial(trials, inv_logit(β + b[batch]))", 3.289868133696453, " on the logit scale"],
  ] as const)("of %s is that of its latent scale", ([statement, variance, scale]) => {
    const { roles } = compiled(`b[batch] ~ normal(0, τ)\n${statement}`);
    expect(roles.residual!.variance).toBe(variance);
    expect(roles.intraclass[0]!.definition).toContain(scale);
    expect(roles.effects[0]!.information).toBeNull();
  });

  test("raw means of counts out of trials are counts over trials", () => {
    const { roles } = compiled("b[batch] ~ normal(0, τ)\ncount ~ binomial_logit(trials, β + b[batch])");
    [6 / 20, 7 / 24, 11 / 28].forEach((share, i) => {
      expect(roles.effects[0]!.rawMean[i]).toBeCloseTo(share, 14);
    });
  });

  test.for([
    ["count ~ poisson_log(β + b[batch])", null],
    ["count ~ poisson(exp(β + b[batch]))", null],
    ["count ~ negative_binomial_log(β + b[batch], σ)", "σ"],
    ["count ~ negative_binomial(exp(β + b[batch]), σ)", "σ"],
    ["count ~ negative_binomial_1(exp(β + b[batch]), σ)", "excess"],
  ] as const)("of %s is that of a logarithm at the mean of the expected counts", ([statement, beside]) => {
    const model = compiled(`b[batch] ~ normal(0, τ)\n${statement}`);
    const draw = drawOf(model);
    const expected = ["A", "B", "C"].map((level) => Math.exp(draw.β! + draw[`b[${level}]`]!));
    const lambda = expected.reduce((sum, value) => sum + value, 0) / 3;
    const extra = beside === null ? 0 : beside === "σ" ? 1 / draw.σ! : draw.σ! / lambda;
    expect(draw[model.roles.residual!.variance]).toBeCloseTo(Math.log(1 + 1 / lambda + extra), 13);
    expect(model.roles.residual!.definition).toContain("on the log scale");
    expect(model.roles.intraclass).toHaveLength(1);
  });

  test("of a choice between two is that of the logit of the second, whatever the other's is", () => {
    for (const logits of ["[0, b[g]]", "[b[g], 0]", "[b[g], τ]"]) {
      const { roles } = compileText(
        `data { k: factor\ng: factor }\nτ ~ half_normal(1)\nb[g] ~ normal(0, τ)\nk ~ categorical_logit(${logits})`,
        { k: ["no", "yes", "no", "yes"], g: ["a", "b", "a", "b"] },
      );
      expect(roles.residual!.variance, logits).toBe(3.289868133696453);
      expect(wordsOf(roles.intraclass)).toEqual([
        ["g", "correlation of two values of k of the same g on the logit scale"],
      ]);
      // The share of the second category.
      expect(roles.effects[0]!.rawMean).toEqual([0, 1]);
    }
  });

  test("of ordered categories is that of the latent variable which thresholds cut, where there is one", () => {
    const rolesOf = (name: string) =>
      compileText(
        `data { k: int in 1..3\ng: factor }\nτ ~ half_normal(1)\nb[g] ~ normal(0, τ)\nk ~ ${name}(b[g], [-1, 1])`,
        { k: [1, 3, 2, 3], g: ["a", "b", "a", "b"] },
      ).roles;
    const cumulative = rolesOf("ordered_logistic");
    expect(cumulative.residual!.variance).toBe(3.289868133696453);
    expect(wordsOf(cumulative.intraclass)).toEqual([
      ["g", "correlation of two values of k of the same g on the logit scale"],
    ]);
    // The mean category.
    expect(cumulative.effects[0]!.rawMean).toEqual([1.5, 3]);
    expect(rolesOf("ordered_probit").residual!.variance).toBe(1);
    for (const name of ["adjacent_logit", "sequential_logit"]) {
      const roles = rolesOf(name);
      expect(roles.residual).toBeNull();
      expect(roles.components.map(({ group }) => group)).toEqual(["g"]);
      expect(roles.remarks).toEqual([
        `no shares of the variance of k, and no intraclass correlation: ${name} has no single variance about its linear predictor`,
      ]);
    }
  });

  test("does not exist for Cauchy outcomes, nor do correlations, but components do, and it is said why", () => {
    const { roles } = compiled("b[batch] ~ normal(0, τ)\ny ~ cauchy(β + b[batch], σ)");
    expect(roles.residual).toBeNull();
    expect(roles.intraclass).toEqual([]);
    expect(roles.components.map(({ group }) => group)).toEqual(["batch"]);
    expect(roles.remarks).toEqual([
      "no shares of the variance of y, and no intraclass correlation: cauchy has no single variance about its linear predictor",
    ]);
  });
});

describe("where no share of the whole variance can be told, there is neither residual nor correlation", () => {
  test.for([
    ["effects in a function", "b[batch] ~ normal(0, τ)\ny ~ normal(exp(b[batch]), σ)", []],
    [
      "products of effects",
      "b[batch] ~ normal(0, τ)\nc[lab] ~ normal(0, τ)\ny ~ normal(b[batch] * c[lab], σ)",
      [],
    ],
    ["an effect that enters twice", "b[batch] ~ normal(0, τ)\ny ~ normal(b[batch] + b[batch] * x, σ)", []],
    [
      "an effect in a value that enters twice, which was told as two components",
      "b[batch] ~ normal(0, τ)\ne[batch] = 2 * b[batch]\ny ~ normal(e[batch] + e[batch], σ)",
      [],
    ],
    [
      "an effect beside another of its own mean",
      "t ~ half_normal(1)\nc[batch] ~ normal(0, τ)\na[cask] ~ normal(c[batch], t)\ny ~ normal(a[cask] + c[batch], σ)",
      ["cask intercept"],
    ],
    ["effects without a variance", "b[batch] ~ cauchy(0, τ)\ny ~ normal(b[batch], σ)", []],
    ["effects about their own mean", "b[batch] ~ normal(0, τ)\ny ~ normal(β + b[batch] - mean(b), σ)", []],
    ["truncated effects", "b[batch] ~ truncated(normal(0, τ), lower: 0)\ny ~ normal(b[batch], σ)", []],
    [
      "effects times what another plate has",
      "t[lab] ~ half_normal(1)\nz[batch] ~ normal(0, 1)\ny ~ normal(t[lab] * z[batch], σ)",
      [],
    ],
    [
      "effects times a definition of another plate",
      "data per lab { w: real }\nd[lab] = 2 * w + τ\nz[batch] ~ normal(0, 1)\ny ~ normal(d[lab] * z[batch], σ)",
      [],
    ],
    [
      "effects times parameters and data at once",
      "z[batch] ~ normal(0, τ)\ny ~ normal((β + x) * z[batch], σ)",
      [],
    ],
    [
      "coefficients of a design that are defined",
      "Z = design(1 + x)\nz[batch, Z] ~ normal(0, 1)\nu[batch, Z] = τ * z[batch, Z]\ny ~ normal(Z * u[batch], σ)",
      [],
    ],
  ] as const)("as with %s", ([, statements, components]) => {
    const model = compiled(statements);
    expect(Object.keys(componentsOf(model))).toEqual(components);
    expect(model.roles.residual).toBeNull();
    expect(model.roles.intraclass).toEqual([]);
  });

  test("as with several outcomes, or one that is chosen", () => {
    const two = compiled("b[batch] ~ normal(0, τ)\ny ~ normal(b[batch], σ)\nx ~ normal(b[batch], σ)");
    expect(two.roles).toMatchObject({ outcome: null, components: [], residual: null, intraclass: [] });
    expect(two.roles.remarks).toEqual([
      "they are told for models with one outcome, and this one has 2, y, x",
    ]);
    const choice = compileText(
      "data { k: int in 1..3\ng: factor }\nτ ~ half_normal(1)\nb[g] ~ normal(0, τ)\nk ~ categorical_logit([0, b[g], 1])",
      { k: [1, 2, 3], g: ["a", "b", "a"] },
    );
    expect(choice.roles).toMatchObject({ outcome: null, components: [] });
    expect(choice.roles.remarks).toEqual([
      "k ~ categorical_logit(…) has no single linear predictor on a scale with a variance",
    ]);
  });
});

test("improper priors are named as they are written, truncated and ordered ones too", () => {
  const text = `data { y: real }
    a ~ flat()
    b ~ flat(lower: 0)
    c ~ truncated(flat(), upper: 1)
    d ~ normal(0, 1)
    y ~ normal(a + b + c + d, 1)`;
  expect(compileText(text, { y: [1, 2] }).roles.improperPriors).toEqual([
    { parameter: "a", prior: "flat()" },
    { parameter: "b", prior: "flat(lower: 0)" },
    { parameter: "c", prior: "truncated(flat(), upper: 1)" },
  ]);
});

test("every variable that a role names is in the draws", () => {
  const model = compiled(
    "t ~ half_normal(1)\nc[batch] ~ normal(0, τ)\na[cask] ~ normal(c[batch], t)\ns[lab] ~ normal(0, 1)\ny ~ normal(β + a[cask] + t * s[lab] * x, σ)",
  );
  const names = new Set(model.variables.map(({ name }) => name));
  const { components, residual, effects, correlations } = model.roles;
  const mentioned = [
    ...components.map(({ variance }) => variance),
    residual!.variance as string,
    ...effects.flatMap(({ variables, variance }) => [...variables, variance]),
    ...correlations.map(({ correlation }) => correlation),
  ];
  expect(mentioned.filter((name) => !names.has(name))).toEqual([]);
  expect(names.size).toBe(model.variables.length);
});

test.each(["random_walk(τ)", "autoregressive(0.5, τ)"])(
  "effects along an order, %s, have no share of the variance",
  (prior) => {
    const bound = requireBound(
      `data { y: real\nweek: factor\ng: factor }\nτ ~ half_normal(1)\nc[g] ~ normal(0, τ)\nb[week] ~ ${prior}\ny ~ normal(c[g] + b[week], 1)`,
      { y: [1, 2, 3, 4], week: ["1", "2", "1", "2"], g: ["p", "p", "q", "q"] },
    );
    const { roles } = deriveRoles(bound);
    expect(roles.components.map(({ group }) => group)).toEqual(["g"]);
    expect(roles.residual).toBeNull();
    expect(roles.intraclass).toEqual([]);
    expect(roles.remarks).toEqual([expect.stringContaining("no shares of the variance of y")]);
  },
);

test.each([
  ["weighted in a sum", "β + c[g] + 0.5 * b[home] + 0.5 * b[away]"],
  ["as a difference", "β + c[g] + b[home] - b[away]"],
  ["of one column only", "β + c[g] + b[home]"],
  ["by way of a definition", "β + c[g] + both"],
])("effects of a pool, %s, have no share of the variance, and leave none to the residual", (_, mean) => {
  const { roles } = deriveRoles(
    requireBound(
      `data { y: real\nhome: factor of team\naway: factor of team\ng: factor }
      β ~ normal(0, 1)\nτ ~ half_normal(1)\nc[g] ~ normal(0, τ)\nb[team] ~ normal(0, τ)\nσ ~ half_normal(1)
      both = b[home] + b[away]
      y ~ normal(${mean}, σ)`,
      { y: [1, 2, 3, 4], home: ["a", "b", "c", "a"], away: ["b", "c", "a", "c"], g: ["p", "p", "q", "q"] },
    ),
  );
  expect(roles.components.map(({ group }) => group)).toEqual(["g"]);
  expect(roles.effects.map(({ group }) => group)).toEqual(["g"]);
  expect(roles.residual).toBeNull();
  expect(roles.intraclass).toEqual([]);
  expect(roles.remarks).toEqual([expect.stringContaining("no shares of the variance of y")]);
});
