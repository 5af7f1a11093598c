/** Reliability against covariances of means that are added up value by value; R² and ICC against the package performance. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { classicalTable } from "../../src/posterior/classical.ts";
import type { Roles } from "../../src/posterior/draws.ts";
import { observedTable } from "../../src/posterior/observed-scale.ts";
import { rSquared } from "../../src/posterior/r-squared.ts";
import {
  type ReliabilityOptions,
  type ReliabilityRow,
  reliabilityTable,
} from "../../src/posterior/reliability.ts";
import { areOfSameData, varianceChange } from "../../src/posterior/variance-change.ts";
import { compileText, constrainAt, scattered } from "../density/harness.ts";
import reference from "./classical.json" with { type: "json" };
import { emptyRoles, makeDraws } from "./make-draws.ts";

const scores = Array.from({ length: 48 }, (_, i) => ({
  y: [3, 1, 4, 1, 5, 9, 2, 6][i % 8]! + (i % 5),
  target: `t${Math.floor(i / 8)}`,
  rater: `r${i % 4}`,
  occasion: `${Math.floor(i / 4)}`,
  exper: i % 4 < 2 ? "new" : "old",
  days: i % 7,
  x: (i * i) % 11,
}));
const columns: ColumnData = Object.fromEntries(
  Object.keys(scores[0]!).map((name) => [name, scores.map((row) => row[name as keyof (typeof scores)[0]])]),
);
const declared = `data { y: real
  target: factor
  rater: factor
  occasion: factor
  exper: factor
  days: real
  x: real }
β ~ normal(0, 1)
γ ~ normal(0, 1)
τ ~ half_normal(1)
ω ~ half_normal(1)
σ ~ half_normal(1)
`;
const targets = "a[target] ~ normal(0, τ)\n";

function answered(statements: string, options: ReliabilityOptions = {}) {
  const model = compileText(declared + statements, columns);
  const draw = constrainAt(model, scattered(model.density.dimension, 0.7));
  const draws = makeDraws(
    { chainCount: 1, drawCount: 1 },
    Object.fromEntries(Object.entries(draw).map(([name, value]) => [name, [value]])),
  );
  const table = reliabilityTable(draws, model.roles, options);
  const find = (group: string, kind: string, k = 1): ReliabilityRow =>
    table.rows.find((row) => row.group === group && row.kind === kind && row.measurements === k)!;
  return { draw, draws, table, find, roles: model.roles };
}

/** Variances of effects that values have by what they are labelled with. */
type Labels = Readonly<Record<string, string>>;

/** Cov(mean, other mean) / Var(mean) of two means of values that have these labels, each pair of values one by one. */
function reliabilityOf(
  variances: Readonly<Record<string, number>>,
  residual: number,
  first: readonly Labels[],
  second: readonly Labels[],
): number {
  const covariance = (a: Labels, b: Labels): number =>
    (a === b ? residual : 0) +
    Object.entries(variances).reduce(
      (sum, [name, variance]) => sum + (a[name] === b[name] ? variance : 0),
      0,
    );
  const mean = (as: readonly Labels[], bs: readonly Labels[]): number =>
    as.reduce((sum, a) => sum + bs.reduce((inner, b) => inner + covariance(a, b), 0), 0) /
    (as.length * bs.length);
  return mean(first, second) / mean(first, first);
}

describe("agreement and consistency", () => {
  const { draw, find, table } = answered(
    `${targets}c[rater] ~ normal(0, ω)\no[occasion] ~ normal(0, 1.5)\ny ~ normal(β + a[target] + c[rater] + o[occasion], σ)`,
    { meanOf: 3 },
  );
  const variances = { target: draw.τ! ** 2, rater: draw.ω! ** 2, occasion: 2.25 };
  const labels = (k: number, raters: string): Labels[] =>
    Array.from({ length: k }, (_, i) => ({ target: "t", rater: `${raters}${i}`, occasion: `${raters}${i}` }));

  test.each([1, 3])("of means of %s values are the correlation of two such means, value by value", (k) => {
    const agreement = reliabilityOf(variances, draw.σ! ** 2, labels(k, "a"), labels(k, "b"));
    expect(find("target", "agreement", k).mean).toBeCloseTo(agreement, 13);
    // For consistency raters are the same for all, and their differences no error.
    const { rater, ...others } = variances;
    const consistency = reliabilityOf(others, draw.σ! ** 2, labels(k, "a"), labels(k, "b"));
    expect(find("target", "consistency", k).mean).toBeCloseTo(consistency, 13);
  });

  test("are named as both papers name them", () => {
    expect(find("target", "agreement", 3)).toMatchObject({
      mcGrawWong: "ICC(A,3)",
      shroutFleiss: "ICC(2,3)",
    });
    expect(find("target", "consistency")).toMatchObject({ mcGrawWong: "ICC(C,1)", shroutFleiss: "ICC(3,1)" });
    expect(find("target", "agreement", 3).definition).toBe(
      "agreement of means of 3 values, ICC(A,3) or ICC(2,3): target / (target + (rater + occasion + residual) / 3)",
    );
  });

  test("have the errors of measurement of what is counted as one", () => {
    const [agreement, consistency] = table.errors.filter(({ group }) => group === "target");
    const within = variances.occasion + draw.σ! ** 2;
    expect(agreement!.sem.mean).toBeCloseTo(Math.sqrt(variances.rater + within), 13);
    expect(consistency!.sem.mean).toBeCloseTo(Math.sqrt(within), 13);
    expect(consistency!.smallestChange.mean).toBeCloseTo(1.96 * Math.sqrt(2) * Math.sqrt(within), 12);
  });

  test("of an inner factor count what it is within as its own", () => {
    const own = variances.occasion + variances.target;
    const whole = own + variances.rater + draw.σ! ** 2;
    expect(find("occasion", "agreement").mean).toBeCloseTo(own / whole, 13);
  });
});

describe("the reliability of one factor", () => {
  test("is that of one-way designs, and has no names beside fixed effects", () => {
    const plain = answered(`${targets}y ~ normal(β + a[target], σ)`, { meanOf: 4 });
    const [τ, σ] = [plain.draw.τ! ** 2, plain.draw.σ! ** 2];
    expect(plain.find("target", "one_way", 4).mean).toBeCloseTo(τ / (τ + σ / 4), 13);
    expect(plain.find("target", "one_way").mcGrawWong).toBe("ICC(1)");
    const beside = answered(`${targets}y ~ normal(β + γ * x + a[target], σ)`);
    expect(beside.find("target", "adjusted").mcGrawWong).toBeNull();
    const x = scores.map((row) => row.x);
    const mean = x.reduce((sum, one) => sum + one, 0) / x.length;
    const fixed = (beside.draw.γ! ** 2 * x.reduce((sum, one) => sum + (one - mean) ** 2, 0)) / x.length;
    const [own, rest] = [beside.draw.τ! ** 2, beside.draw.σ! ** 2];
    expect(beside.find("target", "unadjusted").mean).toBeCloseTo(own / (own + rest + fixed), 12);
  });

  test("is told for each class of a residual sd, not of all together", () => {
    const { draw, table } = answered(
      `s[exper] ~ half_normal(1)\n${targets}y ~ normal(β + a[target], s[exper])`,
    );
    expect(table.rows.map(({ values }) => values)).toEqual(["of exper new", "of exper old"]);
    for (const [i, name] of ["s[new]", "s[old]"].entries())
      expect(table.rows[i]!.mean).toBeCloseTo(draw.τ! ** 2 / (draw.τ! ** 2 + draw[name]! ** 2), 13);
  });

  test("is told for each class of an sd of effects", () => {
    const statements = `t[exper] ~ half_normal(1)\na[rater] ~ normal(0, t[exper])\ny ~ normal(β + a[rater], σ)`;
    const { draw, table } = answered(statements);
    for (const [i, name] of ["t[new]", "t[old]"].entries())
      expect(table.rows[i]!.mean).toBeCloseTo(draw[name]! ** 2 / (draw[name]! ** 2 + draw.σ! ** 2), 13);
    expect(answered(statements, { at: { exper: "old" } }).table.rows).toHaveLength(1);
  });

  const slopes =
    "Z = design(1 + days)\nt[Z] ~ half_normal(1)\nΩ[Z, Z] ~ lkj(2)\nu[target, Z] ~ multi_normal(0, t, Ω)\ny ~ normal(β + Z * u[target], σ)";
  test("with slopes is at a stated value, of the data or not", () => {
    for (const days of [0, 4, 10.5]) {
      const { draw, find } = answered(slopes, { at: { days } });
      const [t0, t1, rho] = [draw["t[intercept]"]!, draw["t[days]"]!, draw["Ω[intercept,days]"]!];
      const own = t0 ** 2 + days ** 2 * t1 ** 2 + 2 * rho * t0 * t1 * days;
      const row = find("target", "one_way");
      expect(row.mean).toBeCloseTo(own / (own + draw.σ! ** 2), 12);
      expect(row.values).toBe(`at days ${days}`);
    }
  });

  test("with slopes is averaged over the rows where nothing is stated, which is said", () => {
    const { draw, find, table } = answered(slopes);
    const [t0, t1, rho] = [draw["t[intercept]"]!, draw["t[days]"]!, draw["Ω[intercept,days]"]!];
    const at = (days: number): number => t0 ** 2 + days ** 2 * t1 ** 2 + 2 * rho * t0 * t1 * days;
    const own = scores.reduce((sum, { days }) => sum + at(days), 0) / scores.length;
    expect(find("target", "one_way").mean).toBeCloseTo(own / (own + draw.σ! ** 2), 12);
    expect(table.remarks.join()).toContain("means over the rows");
  });

  test("by levels of a factor is at one of them", () => {
    const { draw, find } = answered(
      "Z = design(0 + exper)\nt[Z] ~ half_normal(1)\nu[target, Z] ~ normal(0, t[Z])\ny ~ normal(β + Z * u[target], σ)",
      { at: { exper: "old" } },
    );
    const own = draw["t[exper=old]"]! ** 2;
    expect(find("target", "one_way").mean).toBeCloseTo(own / (own + draw.σ! ** 2), 13);
  });

  test("on a latent scale has no errors of measurement, and says so", () => {
    const { table } = answered(`${targets}e = β + a[target]\ny ~ lognormal(e, σ)`);
    expect(table.rows).toHaveLength(1);
    expect(table.errors).toEqual([]);
    expect(table.remarks.join()).toContain("no errors of measurement: the variances are on the log scale");
  });
});

describe("R²", () => {
  /** The roles of a model, and one draw in which their variables have these values. */
  function withNumbers(
    roles: Roles,
    fixef: readonly number[],
    variances: readonly number[],
    others: Record<string, number>,
  ) {
    const names = Object.fromEntries([
      ...roles.fixed!.coefficients.map((name, k) => [String(name), [fixef[k]!]] as const),
      ...roles.components.map(({ variance }, k) => [variance, [variances[k]!]] as const),
      ...Object.entries(others).map(([name, value]) => [name, [value]] as const),
    ]);
    return { draws: makeDraws({ chainCount: 1, drawCount: 1 }, names), roles };
  }
  const table = (name: string): string[][] =>
    readFileSync(join(import.meta.dirname, `../../models/${name}/data.csv`), "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(",").map((one) => one.replaceAll('"', "")));
  const column = (name: string, of: string): string[] => {
    const [head, ...rows] = table(name);
    return rows.map((row) => row[head!.indexOf(of)]!);
  };
  /** R's var has the divisor n - 1. */
  const asInR = (rows: number, { marginal, conditional }: { marginal: number; conditional: number }) => {
    const [f, groups, rest] = [marginal / (1 - conditional), (conditional - marginal) / (1 - conditional), 1];
    const fixed = (f * rows) / (rows - 1);
    return {
      marginal: fixed / (fixed + groups + rest),
      conditional: (fixed + groups) / (fixed + groups + rest),
    };
  };

  test("with slopes is that of performance, given what lme4 has fitted", () => {
    const { fixef, sds, correlation, sigma, marginal, conditional, icc_adjusted } = reference.sleepstudy;
    const data = {
      y: column("sleepstudy", "Reaction").map(Number),
      days: column("sleepstudy", "Days").map(Number),
      g: column("sleepstudy", "Subject"),
    };
    const { roles } = compileText(
      "data { y: real\n days: real\n g: factor }\nX = design(1 + days)\nβ[X] ~ normal(0, 9)\nt[X] ~ half_normal(9)\nΩ[X, X] ~ lkj(2)\nu[g, X] ~ multi_normal(0, t, Ω)\nσ ~ half_normal(9)\ny ~ normal(X * β + X * u[g], σ)",
      data,
    );
    const { draws } = withNumbers(
      roles,
      fixef,
      sds.map((sd) => sd * sd),
      {
        [roles.correlations[0]!.correlation]: correlation,
        [String(roles.residual!.variance)]: sigma * sigma,
      },
    );
    const found = rSquared(draws, roles).rSquared!;
    const inR = asInR(180, { marginal: found.marginal.mean, conditional: found.conditional.mean });
    expect(inR.marginal).toBeCloseTo(marginal, 7);
    expect(inR.conditional).toBeCloseTo(conditional, 7);
    const adjusted = reliabilityTable(draws, roles).rows.find(({ kind }) => kind === "adjusted")!;
    expect(adjusted.mean).toBeCloseTo(icc_adjusted, 7);
  });

  test("of crossed factors, one with slopes, is that of performance, and their shares its ICCs by group", () => {
    const { fixef, sds, correlation, sample, sigma, marginal, conditional } = reference.crossed;
    const [plates, samples] = [column("penicillin", "plate"), column("penicillin", "sample")];
    const x = plates.map((_, i) => [-1, 0, 1.5][i % 3]!);
    const data = {
      y: column("penicillin", "diameter").map(
        (one, i) => Number(one) + x[i]! * (1 + ((plates[i]!.charCodeAt(0) - 96) % 5)),
      ),
      x,
      plate: plates,
      sample: samples,
    };
    const head =
      "data { y: real\n x: real\n plate: factor\n sample: factor }\nω ~ half_normal(9)\nσ ~ half_normal(9)\n";
    const { roles } = compileText(
      `${head}X = design(1 + x)\nβ[X] ~ normal(0, 9)\nt[X] ~ half_normal(9)\nΩ[X, X] ~ lkj(2)\nu[plate, X] ~ multi_normal(0, t, Ω)\nc[sample] ~ normal(0, ω)\ny ~ normal(X * β + X * u[plate] + c[sample], σ)`,
      data,
    );
    const { draws } = withNumbers(roles, fixef, [...sds.map((sd) => sd * sd), sample], {
      [roles.correlations[0]!.correlation]: correlation,
      [String(roles.residual!.variance)]: sigma * sigma,
    });
    const found = rSquared(draws, roles).rSquared!;
    const inR = asInR(144, { marginal: found.marginal.mean, conditional: found.conditional.mean });
    expect(inR.marginal).toBeCloseTo(marginal, 7);
    expect(inR.conditional).toBeCloseTo(conditional, 7);
    const crossed = compileText(
      `${head}β ~ normal(0, 9)\nτ ~ half_normal(9)\na[plate] ~ normal(0, τ)\nc[sample] ~ normal(0, ω)\ny ~ normal(β + a[plate] + c[sample], σ)`,
      data,
    ).roles;
    const { plate, sample: ofSample, residual } = reference.penicillin;
    const one = withNumbers(crossed, [0], [plate, ofSample], {
      [String(crossed.residual!.variance)]: residual,
    });
    const { rows } = reliabilityTable(one.draws, crossed);
    for (const [group, icc] of Object.entries(reference.by_group)) {
      const own = rows.find((row) => row.group === group && row.kind === "agreement")!;
      expect(own.mean).toBeCloseTo(icc, 7);
    }
  });

  test("and the ICC of a binomial outcome are those of performance, on the logit scale", () => {
    const { fixef, varcorr, marginal, conditional, icc_adjusted, icc_unadjusted } = reference.cbpp;
    const number = (name: string): number[] => column("cbpp", name).map(Number);
    const data = {
      k: number("incidence"),
      n: number("size"),
      period: column("cbpp", "period").map((one) => `p${one}`),
      herd: column("cbpp", "herd"),
    };
    const { roles } = compileText(
      "data { k: int in 0..n\n n: int > 0\n period: factor\n herd: factor }\nX = design(1 + period)\nβ[X] ~ normal(0, 2)\nτ ~ half_normal(2)\nb[herd] ~ normal(0, τ)\nk ~ binomial_logit(n, X * β + b[herd])",
      data,
    );
    const { draws } = withNumbers(roles, fixef, [varcorr.herd], {});
    const found = rSquared(draws, roles).rSquared!;
    const inR = asInR(56, { marginal: found.marginal.mean, conditional: found.conditional.mean });
    expect(inR.marginal).toBeCloseTo(marginal, 7);
    expect(inR.conditional).toBeCloseTo(conditional, 7);
    const { rows } = reliabilityTable(draws, roles);
    expect(rows.find(({ kind }) => kind === "adjusted")!.mean).toBeCloseTo(icc_adjusted, 8);
    expect(rows.find(({ kind }) => kind === "unadjusted")!.mean).toBeCloseTo(icc_unadjusted, 2);
  });

  test("says why there is none", () => {
    const { draws, roles } = answered(`${targets}y ~ normal(exp(γ * x) + a[target], σ)`);
    expect(rSquared(draws, roles)).toMatchObject({
      rSquared: null,
      reason: expect.stringContaining("not a sum"),
    });
  });
});

test("a run of an earlier version is told to be fitted again", () => {
  const draws = makeDraws({ chainCount: 1, drawCount: 2 }, { τ2: [1, 2] });
  const words = "earlier version";
  expect(reliabilityTable(draws, emptyRoles).remarks.join()).toContain(words);
  expect(rSquared(draws, emptyRoles).reason).toContain(words);
  expect(classicalTable(emptyRoles).reason).toContain(words);
  expect(observedTable(draws, emptyRoles).reason).toContain(words);
});

describe("the change of variances", () => {
  const component = { group: "g", term: "intercept", variance: "τ2", meanSquare: 1, contribution: null };
  const roles = { ...emptyRoles, components: [component], residual: { variance: "σ2", definition: "" } };
  const shape = { chainCount: 1, drawCount: 4 };
  const before = makeDraws(shape, { τ2: [4, 4, 4, 4], σ2: [1, 2, 3, 4] });
  const after = makeDraws(shape, { τ2: [1, 2, 3, 5], σ2: [1, 2, 3, 4] });

  test("is what of the variance before is gone", () => {
    const { rows } = varianceChange({ draws: after, roles }, { draws: before, roles });
    expect(rows[0]!.change.mean).toBeCloseTo((3 / 4 + 2 / 4 + 1 / 4 - 1 / 4) / 4, 14);
    expect(rows[0]!.decrease).toBe(0.75);
    // Runs of one seed have the same draws in the same places: these are not paired.
    expect(rows[1]!.change.sd).toBeGreaterThan(0);
  });

  test("names what only one of the runs has", () => {
    const other = { ...roles, components: [{ ...component, group: "h" }] };
    const { rows, remarks } = varianceChange({ draws: after, roles }, { draws: before, roles: other });
    expect(rows.map(({ group }) => group)).toEqual(["residual"]);
    expect(remarks).toEqual([
      "only this run has g (intercept)",
      "only the run that it is compared with has h (intercept)",
    ]);
  });

  test("is of the same data where outcome, rows and means of levels are the same", () => {
    const effect = { group: "g", n: [2, 2], rawMean: [1, 5] };
    const of = (rawMean: readonly number[], rowsUsed = 4) =>
      ({ roles: { ...roles, effects: [{ ...effect, rawMean }] }, data: { rowsUsed } }) as never;
    expect(areOfSameData(of([1, 5]), of([1, 5]))).toBe(true);
    expect(areOfSameData(of([1, 5]), of([1, 6]))).toBe(false);
    expect(areOfSameData(of([1, 5]), of([1, 5], 5))).toBe(false);
  });
});
