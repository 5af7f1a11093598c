/**
 * Intraclass correlations next to the dense covariance of all rows, averaged pair by pair over the pairs that each definition
 * speaks of.
 */

import { describe, expect, test } from "vitest";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { intraclassDraws } from "../../src/posterior/icc.ts";
import { varianceTable } from "../../src/posterior/variance.ts";
import { type CompiledText, compileText, constrainAt, scattered } from "../density/harness.ts";
import { makeDraws } from "../posterior/make-draws.ts";

/** Four subjects, unbalanced, with conditions, labs, numbers and standard errors. */
const id = [..."aaaabbbbbccccddd"];
const cond = [..."pqpqppqqrpqrrprq"];
const lab = [..."lmlmllmmllmmlmlm"];
const two = cond.map((label) => (label === "r" ? "p" : label));
const days = [0, 1, 2, 4, 0, 1, 2, 3, 9, 0, 2, 2, 5, 1, 3, 9];
const columns: ColumnData = {
  y: id.map((_, i) => (i % 5) - 2),
  id,
  cond,
  two,
  lab,
  days,
  indicator: two.map((label) => (label === "p" ? 0 : 1)),
  se: days.map((day) => 1 + day / 4),
};
const declared = `data { y: real
  id: factor
  cond: factor
  two: factor
  lab: factor
  days: real
  indicator: real
  se: real > 0 }
β ~ normal(0, 1)
τ ~ half_normal(1)
ω ~ half_normal(1)
σ ~ half_normal(1)
`;
const correlated = (design: string): string =>
  `Z = design(${design})\nt[Z] ~ half_normal(1)\nΩ[Z,Z] ~ lkj(2)\nu[id, Z] ~ multi_normal(0, t, Ω)\n`;

type Draw = Readonly<Record<string, number>>;
type OfPair = (i: number, j: number, draw: Draw) => number;

/** Draws at three places. */
function drawsOf(model: CompiledText) {
  const draws = [1, 2, 3].map((seed) => constrainAt(model, scattered(model.density.dimension, 0.9, seed)));
  const names = model.variables.map(({ name }) => name);
  const arrays = Object.fromEntries(names.map((name) => [name, draws.map((draw) => draw[name]!)]));
  return { list: draws, draws: makeDraws({ chainCount: 1, drawCount: draws.length }, arrays) };
}

/** The definitions must be these, each with the pairs that it speaks of: those for which the predicate holds, in this order. */
interface Case {
  readonly statements: string;
  /** Cov of two different observations of rows i and j, and of a row with itself without its residual. */
  readonly covariance: OfPair;
  readonly residual: (i: number, draw: Draw) => number;
  readonly definitions: Readonly<Record<string, (i: number, j: number) => boolean>>;
}

const same = (values: readonly unknown[]) => (i: number, j: number) => values[i] === values[j];
const sameId = same(id);
const both =
  (values: readonly unknown[], a: unknown, b: unknown) =>
  (i: number, j: number): boolean =>
    sameId(i, j) && values[i] === a && values[j] === b;

/** z'Σz with the sds t and the correlation Ω of a draw. */
function quadratic(names: readonly string[], a: readonly number[], b: readonly number[], draw: Draw): number {
  let sum = 0;
  names.forEach((first, k) => {
    names.forEach((second, l) => {
      const [low, high] = k < l ? [first, second] : [second, first];
      const rho = k === l ? 1 : draw[`Ω[${low},${high}]`]!;
      sum += a[k]! * b[l]! * rho * draw[`t[${first}]`]! * draw[`t[${second}]`]!;
    });
  });
  return sum;
}

const constantResidual = (_row: number, draw: Draw): number => draw.σ! ** 2;
const states = ["p", "q", "r"];
const isState = (i: number): number[] => states.map((state) => (cond[i] === state ? 1 : 0));

/** Of the indicator: its mean and sample standard deviation. */
const share = two.filter((label) => label === "q").length / two.length;
const deviation = Math.sqrt((share * (1 - share) * two.length) / (two.length - 1));

const cases: Readonly<Record<string, Case>> = {
  "an intercept": {
    statements: "b[id] ~ normal(0, τ)\ny ~ normal(β + b[id], σ)",
    covariance: (i, j, draw) => (sameId(i, j) ? draw.τ! ** 2 : 0),
    residual: constantResidual,
    definitions: { "correlation of two values of y of the same id": sameId },
  },
  "crossed factors": {
    statements: "b[id] ~ normal(0, τ)\nc[lab] ~ normal(0, ω)\ny ~ normal(β + b[id] + c[lab], σ)",
    covariance: (i, j, draw) => (sameId(i, j) ? draw.τ! ** 2 : 0) + (same(lab)(i, j) ? draw.ω! ** 2 : 0),
    residual: constantResidual,
    definitions: {
      "correlation of two values of y of the same id but different lab": (i, j) =>
        sameId(i, j) && !same(lab)(i, j),
      "correlation of two values of y of the same lab but different id": (i, j) =>
        !sameId(i, j) && same(lab)(i, j),
      "correlation of two values of y of the same id and the same lab": (i, j) =>
        sameId(i, j) && same(lab)(i, j),
    },
  },
  "an effect of each of three conditions": {
    statements: `${correlated("0 + cond")}y ~ normal(β + Z * u[id], σ)`,
    covariance: (i, j, draw) =>
      sameId(i, j)
        ? quadratic(
            states.map((state) => `cond=${state}`),
            isState(i),
            isState(j),
            draw,
          )
        : 0,
    residual: constantResidual,
    definitions: {
      "correlation of two values of y of the same id and the same cond, averaged over such pairs": (i, j) =>
        sameId(i, j) && same(cond)(i, j),
      "correlation of two values of y of the same id, both of cond p": both(cond, "p", "p"),
      "correlation of two values of y of the same id, both of cond q": both(cond, "q", "q"),
      "correlation of two values of y of the same id, both of cond r": both(cond, "r", "r"),
      "correlation of two values of y of the same id but different cond, averaged over such pairs": (i, j) =>
        sameId(i, j) && !same(cond)(i, j),
      "correlation of two values of y of the same id, one of cond p and one of cond q": both(cond, "p", "q"),
      "correlation of two values of y of the same id, one of cond p and one of cond r": both(cond, "p", "r"),
      "correlation of two values of y of the same id, one of cond q and one of cond r": both(cond, "q", "r"),
    },
  },
  "a slope taken off, correlated with the intercept": {
    statements:
      'levels K = 1..2\nt[K] ~ half_normal(1)\nΩ[K,K] ~ lkj(2)\nu[id, K] ~ multi_normal(0, t, Ω)\ny ~ normal(β + u[id, "1"] - u[id, "2"] * indicator, σ)',
    covariance: (i, j, draw) =>
      sameId(i, j)
        ? quadratic(["1", "2"], [1, two[i] === "p" ? 0 : -1], [1, two[j] === "p" ? 0 : -1], draw)
        : 0,
    residual: constantResidual,
    definitions: {
      "correlation of two values of y of the same id and the same indicator, averaged over such pairs": (
        i,
        j,
      ) => sameId(i, j) && same(two)(i, j),
      "correlation of two values of y of the same id, both at indicator 0": both(two, "p", "p"),
      "correlation of two values of y of the same id, both at indicator 1": both(two, "q", "q"),
      "correlation of two values of y of the same id, one at indicator 0 and one at indicator 1": both(
        two,
        "p",
        "q",
      ),
    },
  },
  "a residual for each lab": {
    statements: "s[lab] ~ half_normal(1)\nb[id] ~ normal(0, τ)\ny ~ normal(β + b[id], s[lab])",
    covariance: (i, j, draw) => (sameId(i, j) ? draw.τ! ** 2 : 0),
    residual: (i, draw) => draw[`s[${lab[i]}]`]! ** 2,
    definitions: {
      "correlation of two values of y of the same id and the same lab, averaged over such pairs": (i, j) =>
        sameId(i, j) && same(lab)(i, j),
      "correlation of two values of y of the same id, both of lab l": both(lab, "l", "l"),
      "correlation of two values of y of the same id, both of lab m": both(lab, "m", "m"),
      "correlation of two values of y of the same id, one of lab l and one of lab m": both(lab, "l", "m"),
    },
  },
  "a residual that differs between its own groups, and known errors": {
    statements: "s[id] ~ half_normal(1)\nb[id] ~ normal(0, τ)\ny ~ normal(β + b[id], s[id] * se)",
    covariance: (i, j, draw) => (sameId(i, j) ? draw.τ! ** 2 : 0),
    residual: (i, draw) => (draw[`s[${id[i]}]`]! * (columns.se as number[])[i]!) ** 2,
    definitions: { "correlation of two values of y of the same id, averaged over such pairs": sameId },
  },
  "an sd of the effects for each lab": {
    statements: "s[lab] ~ half_normal(1)\nb[id, lab] ~ normal(0, s[lab])\ny ~ normal(β + b[id, lab], σ)",
    covariance: (i, j, draw) => (sameId(i, j) && same(lab)(i, j) ? draw[`s[${lab[i]}]`]! ** 2 : 0),
    residual: constantResidual,
    definitions: {
      "correlation of two values of y of the same id and lab, averaged over such pairs": (i, j) =>
        sameId(i, j) && same(lab)(i, j),
      "correlation of two values of y of the same id and lab, both of lab l": both(lab, "l", "l"),
      "correlation of two values of y of the same id and lab, both of lab m": both(lab, "m", "m"),
    },
  },
  "a slope of days": {
    statements: `${correlated("1 + days")}y ~ normal(β + Z * u[id], σ)`,
    covariance: (i, j, draw) =>
      sameId(i, j) ? quadratic(["intercept", "days"], [1, days[i]!], [1, days[j]!], draw) : 0,
    residual: constantResidual,
    definitions: {
      "correlation of two values of y of the same id, averaged over such pairs": sameId,
      "correlation of two values of y of the same id, one at days 0 (least) and one at days 2 (median)": both(
        days,
        0,
        2,
      ),
      "correlation of two values of y of the same id, one at days 0 (least) and one at days 9 (largest)":
        both(days, 0, 9),
      "correlation of two values of y of the same id, both at days 2 (median)": both(days, 2, 2),
      "correlation of two values of y of the same id, one at days 2 (median) and one at days 9 (largest)":
        both(days, 2, 9),
    },
  },
};

/** Mean covariance over the root of the product of the mean variances, over ordered pairs. */
function bruteForce(
  { covariance, residual }: Case,
  holds: (i: number, j: number) => boolean,
  draw: Draw,
): number {
  let [count, sum, first, second] = [0, 0, 0, 0];
  for (const i of id.keys()) {
    for (const j of id.keys()) {
      if (i === j || !holds(i, j)) continue;
      count++;
      sum += covariance(i, j, draw);
      first += covariance(i, i, draw) + residual(i, draw);
      second += covariance(j, j, draw) + residual(j, draw);
    }
  }
  expect(count).toBeGreaterThan(0);
  return sum / Math.sqrt(first * second);
}

describe("the correlation of pairs, next to the dense covariance of the rows", () => {
  test.each(Object.entries(cases))("with %s", (_name, one) => {
    const model = compileText(declared + one.statements, columns);
    const { list, draws } = drawsOf(model);
    const { intraclass } = model.roles;
    expect(intraclass.map(({ definition }) => definition)).toEqual(Object.keys(one.definitions));
    for (const definition of intraclass) {
      const values = intraclassDraws(draws, definition);
      const holds = one.definitions[definition.definition]!;
      list.forEach((draw, d) => {
        expect(values[d], definition.definition).toBeCloseTo(bruteForce(one, holds, draw), 12);
      });
    }
  });

  test.each(Object.entries(cases))(
    "shares sum to one in every draw, and are those of the rows, with %s",
    (_name, one) => {
      const model = compileText(declared + one.statements, columns);
      const { list, draws } = drawsOf(model);
      const table = varianceTable(draws, model.roles);
      const sum = table.components.reduce(
        (total, { share }) => total + (share?.mean ?? 0),
        table.residual!.share.mean,
      );
      expect(sum).toBeCloseTo(1, 13);
      const whole = list.map((draw) =>
        id.reduce((total, _, i) => total + one.covariance(i, i, draw) + one.residual(i, draw), 0),
      );
      const residuals = list.map((draw) => id.reduce((total, _, i) => total + one.residual(i, draw), 0));
      const expected = residuals.reduce((total, value, d) => total + value / whole[d]!, 0) / list.length;
      expect(table.residual!.share.mean).toBeCloseTo(expected, 13);
    },
  );
});

describe("a design", () => {
  const designs = ["0 + two", "1 + two", "1 + indicator", "1 + center(indicator)", "1 + scale(indicator)"];
  /** z of the rows of p and q, as columns of a matrix. */
  const columnsOf: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
    "0 + two": [
      [1, 0],
      [0, 1],
    ],
    "1 + two": [
      [1, 1],
      [0, 1],
    ],
    "1 + indicator": [
      [1, 1],
      [0, 1],
    ],
    "1 + center(indicator)": [
      [1, 1],
      [-share, 1 - share],
    ],
    "1 + scale(indicator)": [
      [1, 1],
      [-share / deviation, (1 - share) / deviation],
    ],
  };

  test("gives the same correlations and shares of groups however it is coded", () => {
    // The covariance of the effects in the two conditions, which every coding is to have.
    const [a, b, rho, σ2] = [2, 1.5, -0.8, 1.1];
    const found = designs.map((design) => {
      const model = compileText(`${declared}${correlated(design)}y ~ normal(β + Z * u[id], σ)`, columns);
      const { sds, correlation } = recode(columnsOf[design]!, a, b, rho);
      const variables = model.roles.components.map(({ variance }) => variance);
      const arrays = {
        [variables[0]!]: [sds[0] ** 2],
        [variables[1]!]: [sds[1] ** 2],
        [model.roles.correlations[0]!.correlation]: [correlation],
        ".variance(residual)": [σ2],
      };
      const table = varianceTable(makeDraws({ chainCount: 1, drawCount: 1 }, arrays), model.roles);
      const shares = table.components.map(({ share }) => share?.mean ?? null);
      expect(shares[1]).toBeNull();
      return [shares[0]!, table.residual!.share.mean, ...table.intraclass.map((row) => row.mean)];
    });
    for (const numbers of found) {
      numbers.forEach((number, i) => {
        expect(number).toBeCloseTo(found[0]![i]!, 12);
      });
      expect(numbers[0]! + numbers[1]!).toBeCloseTo(1, 14);
      // Both of p, both of q, one of each.
      expect(numbers.slice(3)).toEqual([
        expect.closeTo(4 / 5.1, 12),
        expect.closeTo(2.25 / 3.35, 12),
        expect.closeTo((-0.8 * 2 * 1.5) / Math.sqrt(5.1 * 3.35), 12),
      ]);
    }
  });

  /** Sds and correlation of the coefficients whose values in the two conditions have the sds a and b and the correlation rho. */
  function recode(
    [first, second]: readonly (readonly [number, number])[],
    a: number,
    b: number,
    rho: number,
  ): { readonly sds: readonly [number, number]; readonly correlation: number } {
    // The values are M c with the rows (first[s], second[s]) of M; so Var c = M⁻¹ V M⁻ᵀ.
    const [m11, m12, m21, m22] = [first![0], second![0], first![1], second![1]];
    const determinant = m11 * m22 - m12 * m21;
    const inverse = [
      [m22 / determinant, -m12 / determinant],
      [-m21 / determinant, m11 / determinant],
    ];
    const v = [
      [a * a, rho * a * b],
      [rho * a * b, b * b],
    ];
    const entry = (i: number, j: number): number => {
      let sum = 0;
      for (const k of [0, 1]) for (const l of [0, 1]) sum += inverse[i]![k]! * v[k]![l]! * inverse[j]![l]!;
      return sum;
    };
    const sds = [Math.sqrt(entry(0, 0)), Math.sqrt(entry(1, 1))] as const;
    return { sds, correlation: entry(0, 1) / (sds[0] * sds[1]) };
  }
});

describe("pairs that the data do not have", () => {
  const once = { ...columns, id: id.map((_, i) => `s${i}`) };

  test("have no intraclass correlation, and it is said so; shares are there", () => {
    const { roles } = compileText(`${declared}b[id] ~ normal(β, τ)\ny ~ normal(b[id], se)`, once);
    expect(roles.intraclass).toEqual([]);
    expect(roles.remarks).toEqual(["no intraclass correlation of id: no two values of y are of the same id"]);
    expect(roles.residual).not.toBeNull();
  });

  test("are those of trials of one row where the outcome counts several", () => {
    const counted = { ...once, k: id.map((_, i) => i % 3), n: id.map(() => 2) };
    const text = `data { k: int in 0..n\nn: int > 0\nid: factor }\nτ ~ half_normal(1)\nb[id] ~ normal(0, τ)\nk ~ binomial_logit(n, b[id])`;
    const { intraclass, remarks } = compileText(text, counted).roles;
    expect(intraclass.map(({ definition, pairs }) => [definition, pairs])).toEqual([
      ["correlation of two trials of k of the same id on the logit scale", 16],
    ]);
    expect(remarks).toEqual([]);
  });

  test("at one number are replaced by shares in the variance of one value at the least, the median and the largest", () => {
    const apart = { ...columns, days: [0, 1, 2, 3, 0, 1, 2, 3, 9, 0, 1, 2, 3, 1, 2, 9] };
    const model = compileText(`${declared}${correlated("1 + days")}y ~ normal(β + Z * u[id], σ)`, apart);
    const { list, draws } = drawsOf(model);
    const shares = model.roles.intraclass.filter(({ definition }) => definition.startsWith("share"));
    expect(shares.map(({ definition }) => definition)).toEqual([
      "share of id in the variance of one value of y at days 0 (least)",
      "share of id in the variance of one value of y at days 2 (median)",
      "share of id in the variance of one value of y at days 9 (largest)",
    ]);
    [0, 2, 9].forEach((day, k) => {
      const values = intraclassDraws(draws, shares[k]!);
      list.forEach((draw, d) => {
        const own = quadratic(["intercept", "days"], [1, day], [1, day], draw);
        expect(values[d]).toBeCloseTo(own / (own + draw.σ! ** 2), 13);
      });
    });
  });

  test("are not looked for among more than six grouping factors", () => {
    const names = [..."abcdefg"];
    const seven = Object.fromEntries(
      names.map((name, k) => [name, id.map((_, i) => `${(i * (k + 2)) % 5}`)]),
    );
    const text = `data { y: real\n${names.map((name) => `${name}: factor`).join("\n")} }\nτ ~ half_normal(1)\nσ ~ inverse_gamma(2, 1)
${names.map((name) => `e_${name}[${name}] ~ normal(0, τ)`).join("\n")}
y ~ normal(${names.map((name) => `e_${name}[${name}]`).join(" + ")}, σ)`;
    const { intraclass, remarks } = compileText(text, { y: columns.y!, ...seven }).roles;
    expect(intraclass).toEqual([]);
    expect(remarks).toEqual([
      "no intraclass correlations: they are told for at most 6 grouping factors, and the model has 7",
    ]);
  });
});
