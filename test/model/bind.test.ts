import { describe, expect, test } from "vitest";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { type BindTextOptions, bindText, compileText, requireBound } from "../density/harness.ts";

const columns: ColumnData = {
  y: [1, 2, 3, 4, 5, 6],
  x: [0.5, 1, 1.5, 2, 2.5, 3],
  n: [3, 3, 3, 4, 4, 4],
  batch: ["A", "A", "A", "B", "B", "B"],
  cask: ["a", "a", "b", "a", "b", "b"],
  lab: ["p", "q", "p", "q", "p", "q"],
  u: [7, 7, 7, 9, 9, 9],
};
const declared = "data { y: real\nx: real\nn: int\nbatch: factor\ncask: factor in batch\nlab: factor }\n";

function codes(text: string, data: ColumnData = columns, options?: BindTextOptions): string[] {
  const { model, problems } = bindText(text, data, options);
  expect(model === null).toBe(problems.some(({ severity }) => severity === "error"));
  return problems.map(({ code }) => code);
}

function errors(text: string, data?: ColumnData, options?: BindTextOptions): string[] {
  return codes(text, data, options).filter((code) => code < "HP0520" && code >= "HP0501");
}

describe("plates", () => {
  test("have the levels of their factor, and a factor within another those of the pair", () => {
    const { domains, data } = requireBound(
      `${declared}b[cask] ~ normal(0, 1)\ny ~ normal(b[cask], 1)`,
      columns,
    );
    expect(domains.labelsOf("batch")).toEqual(["A", "B"]);
    expect(domains.labelsOf("cask")).toEqual(["A:a", "A:b", "B:a", "B:b"]);
    expect(data).toMatchObject({ rowsRead: 6, rowsUsed: 6, rowsDropped: 0, groups: { batch: 2, cask: 4 } });
  });

  test("that combine factors have the combinations that occur", () => {
    const text = `${declared}b[batch:lab] ~ normal(0, 1)\nc[batch, lab] ~ normal(0, 1)\ny ~ normal(b[batch:lab] + c[batch, lab], 1)`;
    const some = { ...columns, lab: ["p", "p", "p", "q", "p", "q"] };
    const { domains } = requireBound(text, some);
    expect(domains.labelsOf("batch:lab")).toEqual(["A:p", "B:p", "B:q"]);
    expect(domains.ofPlates(["batch", "lab"]).size).toBe(4);
  });

  test("of an index set have its numbers as labels", () => {
    const { domains } = requireBound(
      `${declared}levels K = 3..5\nb[K] ~ normal(0, 1)\ny ~ normal(b["4"], 1)`,
      columns,
    );
    expect(domains.labelsOf("K")).toEqual(["3", "4", "5"]);
  });

  test("of a design have its column names", () => {
    const { domains, designs } = requireBound(
      `${declared}X = design(1 + x + lab)\nb[X] ~ normal(0, 1)\ny ~ normal(X * b, 1)`,
      columns,
    );
    expect(domains.labelsOf("X")).toEqual(["intercept", "x", "lab=q"]);
    expect([...designs.get("X")!.matrix.slice(0, 6)]).toEqual([1, 0.5, 0, 1, 1, 1]);
  });

  test("nest as the data have it, declared or not", () => {
    const text =
      "data { y: real\nbatch: factor\nkeg: factor }\nc[batch] ~ normal(0, 1)\nb[keg] ~ normal(c[batch], 1)\ny ~ normal(b[keg], 1)";
    const nested = { y: [1, 2, 3], batch: ["A", "A", "B"], keg: ["k", "l", "m"] };
    expect(errors(text, nested)).toEqual([]);
    expect(errors(text, { ...nested, keg: ["k", "l", "k"] })).toEqual(["HP0506"]);
  });
});

describe("constants", () => {
  const text = `${declared}constant s = 2\nconstant r = 3 * s\na ~ normal(0, r)\ny ~ normal(a, s)`;

  test("have the values of the model", () => {
    expect(Object.fromEntries(requireBound(text, columns).constants)).toEqual({ s: 2, r: 6 });
  });

  test("may be set, and those that are computed from them follow", () => {
    const bound = requireBound(text, columns, { constants: { s: 5 } });
    expect(Object.fromEntries(bound.constants)).toEqual({ s: 5, r: 15 });
  });

  test("that do not exist, or are no numbers, are problems", () => {
    expect(codes(text, columns, { constants: { t: 1 } })).toContain("HP0501");
    expect(codes(text, columns, { constants: { s: Number.NaN } })).toContain("HP0502");
    expect(codes(text, columns, { constants: { s: Infinity } })).toContain("HP0502");
  });

  test("may be called like a property of every object", () => {
    const named = `${declared}constant toString = 2\na ~ normal(0, toString)\ny ~ normal(a, 1)`;
    expect(requireBound(named, columns).constants.get("toString")).toBe(2);
  });

  test("that are set out of an argument's support are a problem, also in vectors", () => {
    expect(errors(text, columns, { constants: { s: -1 } })).toEqual(["HP0505", "HP0505"]);
    const dirichlet = `${declared}constant c = 1\nlevels K = 1..2\nw[K] ~ dirichlet([c, 1])\ny ~ normal(w["1"], 1)`;
    expect(errors(dirichlet, columns, { constants: { c: -1 } })).toEqual(["HP0505"]);
    const lkj = `${declared}constant c = 1\nlevels K = 1..2\nw[K,K] ~ lkj(c)\ny ~ normal(w["1", "2"], 1)`;
    expect(errors(lkj, columns, { constants: { c: 0 } })).toEqual(["HP0505"]);
  });

  test("that are set so that an interval is empty are a problem", () => {
    const priors = [
      "uniform(0, c)",
      "truncated(normal(0, 1), lower: 0, upper: c)",
      "truncated(half_normal(1), upper: c)",
      "flat(lower: 0, upper: c)",
    ];
    for (const prior of priors) {
      const model = `${declared}constant c = 1\na ~ ${prior}\ny ~ normal(a, 1)`;
      expect(errors(model, columns, { constants: { c: 2 } }), prior).toEqual([]);
      expect(errors(model, columns, { constants: { c: -1 } }), prior).toEqual(["HP0518"]);
      expect(errors(model, columns, { constants: { c: 0 } }), prior).toEqual(["HP0518"]);
    }
  });
});

describe("group-level columns", () => {
  const text = `${declared}data per batch { u: real }\na ~ normal(0, 1)\ny ~ normal(a * u, 1)`;

  test("come from the main table where they are constant in the group", () => {
    const column = requireBound(text, columns).columns.get("u")!;
    expect(column.domain.name).toBe("batch");
    expect([...column.values]).toEqual([7, 9]);
  });

  test("come from a table of their own, in whatever order and with more levels", () => {
    const groups = { batch: { batch: ["C", "B", "A"], u: [1, 2, 3] } };
    const { u: _, ...main } = columns;
    const { model, problems } = bindText(text, main, { groups });
    expect([...model!.columns.get("u")!.values]).toEqual([3, 2]);
    expect(problems.map(({ severity }) => severity)).toEqual(["warning"]);
  });

  test("that differ within a group are a problem", () => {
    expect(bindText(text, { ...columns, u: [7, 7, 8, 9, 9, 9] }).model).toBeNull();
  });

  test("that are factors make plates that the group knows", () => {
    const regional = `${declared}data per batch { region: factor }\nr[region] ~ normal(0, 1)\nb[batch] ~ normal(r[region], 1)\ny ~ normal(b[batch] + r[region], 1)`;
    const { u: _, ...main } = columns;
    const groups = { batch: { batch: ["A", "B"], region: ["north", "north"] } };
    const bound = requireBound(regional, main, { groups });
    expect(bound.domains.labelsOf("region")).toEqual(["north"]);
    expect(errors(regional, main, { groups })).toEqual([]);
    expect(compileText(regional, main, { groups }).variables[0]!.name).toBe("r[north]");
  });

  test("that are factors may be combined with others", () => {
    const combined = `${declared}data per batch { region: factor }\nr[region:lab] ~ normal(0, 1)\ny ~ normal(r[region:lab], 1)`;
    const regions = ["north", "north", "north", "south", "south", "south"];
    expect(
      requireBound(combined, { ...columns, region: regions }).domains.labelsOf("region:lab"),
    ).toHaveLength(4);
    const groups = { batch: { batch: ["A", "B"], region: ["north", "south"] } };
    expect(requireBound(combined, columns, { groups }).domains.labelsOf("region:lab")).toEqual([
      "north:p",
      "north:q",
      "south:p",
      "south:q",
    ]);
  });

  test("may be outcomes", () => {
    expect(
      errors(`${declared}data per batch { u: real }\na[batch] ~ normal(0, 1)\nu ~ normal(a[batch], 1)`),
    ).toEqual([]);
  });
});

describe("what the data contradict", () => {
  test("are bounds of columns: numbers, other columns, constants", () => {
    expect(errors("data { y: real > 1 }\na ~ normal(0, 1)\ny ~ normal(a, 1)")).toEqual(["HP0503"]);
    expect(errors("data { y: real < x\nx: real }\na ~ normal(0, 1)\ny ~ normal(a, 1)")).toEqual(["HP0503"]);
    expect(errors("data { y: real in 1..6 }\na ~ normal(0, 1)\ny ~ normal(a, 1)")).toEqual([]);
    const constant = "constant most = 6\ndata { y: real <= most }\na ~ normal(0, 1)\ny ~ normal(a, 1)";
    expect(errors(constant)).toEqual([]);
    expect(errors(constant, columns, { constants: { most: 5 } })).toEqual(["HP0503"]);
  });

  test.for([
    ["n ~ bernoulli(0.5)", ["HP0504"]],
    ["n ~ binomial(3, 0.5)", ["HP0504"]],
    ["n ~ binomial(4, 0.5)", []],
    ["n ~ categorical_logit([0, 1, 2])", ["HP0504"]],
    ["n ~ categorical_logit([0, 1, 2, 3])", []],
    ["y ~ uniform(0, 5)", ["HP0504"]],
    ["y ~ uniform(0, 6)", []],
    ["y ~ beta(1, 2)", ["HP0504"]],
    ["y ~ truncated(normal(0, 1), lower: 2)", ["HP0504"]],
    ["y ~ truncated(normal(0, 1), lower: 1)", []],
    ["y ~ truncated(normal(0, 1), lower: x)", []],
    ["y ~ truncated(normal(0, 1), upper: x)", ["HP0504"]],
  ] as const)("are outcomes outside of what their distribution gives: %s", ([statement, expected]) => {
    expect(errors(`${declared}a ~ normal(0, 1)\n${statement}`)).toEqual(expected);
  });

  test.for([
    ["y ~ normal(a, x - 1)", ["HP0505"]],
    ["y ~ normal(a, x)", []],
    ["n ~ binomial(n - 4, 0.5)", ["HP0505", "HP0504"]],
    ["n ~ bernoulli_logit(x)", ["HP0504"]],
  ] as const)("are arguments outside of their support: %s", ([statement, expected]) => {
    expect(errors(`${declared}a ~ normal(0, 1)\n${statement}`).sort()).toEqual([...expected].sort());
  });

  test("are columns and ranks of a plate that the context has no one level of", () => {
    expect(
      errors(`${declared}data per batch { u: real }\nb[lab] ~ normal(u, 1)\ny ~ normal(b[lab], 1)`),
    ).toEqual(["HP0506"]);
    expect(errors(`${declared}b[lab] ~ normal(0, 1)\nr[batch] = rank(b)\ny ~ normal(b[lab], 1)`)).toEqual([
      "HP0506",
    ]);
  });

  test("are levels that do not exist, with the nearest that does", () => {
    const text = `${declared}b[cask] ~ normal(0, 1)\nm = b["A:c"]\ny ~ normal(m, 1)`;
    const { problems } = bindText(text, columns);
    expect(problems.find(({ code }) => code === "HP0507")!.hint).toContain("did you mean `A:");
  });
});

describe("what a model asks that the data cannot give", () => {
  test("are lists of another length than a design has columns", () => {
    const text = (means: string) =>
      `${declared}Z = design(1 + x)\nΩ[Z,Z] ~ lkj(1)\nu[Z] ~ multi_normal(${means}, 1, Ω)\ny ~ normal(Z * u, 1)`;
    expect(errors(text("[0, 1, 2]"))).toEqual(["HP0509"]);
    expect(errors(text("[0, 1]"))).toEqual([]);
  });

  test("is the sd of one level", () => {
    const text = `${declared}d[lab] ~ normal(0, 1)\ns = sd(d)\ny ~ normal(d[lab], 1)`;
    expect(errors(text, { ...columns, lab: ["p", "p", "p", "p", "p", "p"] })).toEqual(["HP0514"]);
    expect(errors(text)).toEqual([]);
  });

  test("is an ordered vector whose elements have bounds of their own", () => {
    const text = (base: string) =>
      `${declared}levels K = 1..2\nc[K] ~ ordered(${base})\ny ~ normal(c["1"], 1)`;
    expect(errors(text("uniform(0, [1, 2])"))).toEqual(["HP0516"]);
    expect(errors(`${text("uniform(0, 1 + τ[K])")}\nτ[K] ~ exponential(1)`)).toEqual(["HP0516"]);
    expect(errors(`${text("uniform(3 * t, 9)")}\nt ~ uniform(0, 1)`)).toEqual([]);
    for (const base of ["uniform(0, 1)", "exponential([1, 2])", "student_t(3, 0, 1)", "beta(1, 2)"])
      expect(errors(text(base))).toEqual([]);
  });

  test("is a choice by one number", () => {
    expect(errors(`${declared}a ~ normal(0, 1)\nn ~ categorical_logit(a)`)).toEqual(["HP0517"]);
  });

  test("is a non-centered form of what is no function of a variate without parameters", () => {
    expect(errors(`${declared}noncentered a ~ beta(2, 1)\ny ~ normal(a, 1)`)).toEqual(["HP0511"]);
    expect(errors(`${declared}noncentered a ~ gamma(2, 1)\ny ~ normal(a, 1)`)).toEqual([]);
  });
});

describe("warnings", () => {
  const group = (prior: string, y = "normal(b[lab], σ)") =>
    `${declared}τ ~ half_normal(1)\nσ ~ half_normal(1)\nb[lab] ~ ${prior}\ny ~ ${y}`;
  const oneLab = { ...columns, lab: ["p", "p", "p", "p", "p", "p"] };
  const oneRow = { ...columns, lab: ["p", "q", "r", "s", "t", "v"] };
  const warned = (text: string, data?: ColumnData) => codes(text, data).filter((code) => code >= "HP0520");

  test("are of a plate with one level, whose spread is estimated", () => {
    expect(warned(group("normal(0, τ)"), oneLab)).toEqual(["HP0520"]);
    expect(warned(group("normal(0, τ)"))).toEqual([]);
  });

  test("are of groups of one row each, unless the residual sd is known", () => {
    expect(warned(group("normal(0, τ)"), oneRow)).toEqual(["HP0521"]);
    expect(warned(group("normal(0, τ)", "normal(b[lab], x)"), oneRow)).toEqual([]);
  });

  test("are not of groups whose spread is given", () => {
    expect(warned(group("normal(0, 5)"), oneLab)).toEqual([]);
    expect(warned(group("normal(0, 5)"), oneRow)).toEqual([]);
  });

  test("are of an outcome that does not vary", () => {
    expect(
      warned(`${declared}a ~ normal(0, 1)\ny ~ normal(a, 1)`, { ...columns, y: [2, 2, 2, 2, 2, 2] }),
    ).toEqual(["HP0522"]);
  });
});
