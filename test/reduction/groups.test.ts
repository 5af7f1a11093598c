/** Groups of rows: their numbers against plain sums and integers, whatever the order and the parts of the rows, and models made of them. */

import { describe, expect, it } from "vitest";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { compile } from "../../src/density/compile.ts";
import { createRandomStream, type RandomStream } from "../../src/numeric/random-stream.ts";
import { ExactGroups } from "../../src/reduction/exact-groups.ts";
import { RowReducer } from "../../src/reduction/reduce-rows.ts";
import { roundGroups } from "../../src/reduction/round-groups.ts";
import { describeProblems, fullLogDensity, requireBound, withFunctions } from "../density/harness.ts";
import { bindGroups, reduceText, rowsOf } from "./harness.ts";
import { marginalOf } from "./same-posterior.ts";

const text = `data {
  y: real
  x: real
  z: real > -100
  w: real > 0
  k: int
  g: factor
  h: factor in g
}
data per g {
  u: real
}
X = design(1 + center(x) * g + scale(z) + k:z)
β[X] ~ normal(0, 2 * sd(y))
σ[g] ~ half_normal(sd(y) / 2)
τ    ~ half_normal(mean(z - 2 * x)^2 + 1)
a[g] ~ normal(0.3 * u, τ)
b[h] ~ normal(0, 1)
y ~ normal(mean(y) + X * β + a[g] + x * b[h], σ[g])
`;
const weighted = text.replace(
  "normal(mean(y) + X * β + a[g] + x * b[h], σ[g])",
  "weighted(normal(X * β + x * b[h], σ[g]), w)",
);

function makeRows(count: number, stream: RandomStream): ColumnData {
  const g = Array.from({ length: count }, () => Math.floor(3 * stream.uniform()));
  return {
    y: g.map((i) => 5 + i + stream.normal()),
    x: g.map((i) => 2 + 0.1 * i + stream.normal()),
    z: g.map(() => 20 * stream.normal()),
    w: g.map(() => 1 + Math.floor(2 * stream.uniform())),
    k: g.map(() => Math.floor(2 * stream.uniform())),
    g: g.map((i) => "abc"[i]!),
    h: g.map(() => (stream.uniform() < 0.5 ? "left" : "right")),
    u: g.map((i) => [0.3, -1, 2][i]!),
  };
}
const all = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

function expectSamePosterior(model: string, rows: ColumnData, tolerance = 1e-10): void {
  const reduced = bindGroups(reduceText(model, rows));
  if (reduced.model === null) throw new Error(describeProblems(reduced.problems));
  const [own, other] = [
    withFunctions(compile(requireBound(model, rows))),
    withFunctions(compile(reduced.model)),
  ];
  const stream = createRandomStream(4, 0);
  for (let i = 0; i < 4; i++) {
    const position = Array.from({ length: own.density.dimension }, () => 0.3 * stream.normal());
    const expected = fullLogDensity(own, position);
    expect(Math.abs(fullLogDensity(other, position) / expected - 1)).toBeLessThan(tolerance);
  }
}

/** With products of two columns: by themselves, with others, in definitions, designs and numbers of the data. */
const products = `data {
  y: real
  x: real
  z: real
  w: real
  k: int
  g: factor
}
X = design(1 + x * z + g:x:z + k:x:w)
β[X] ~ normal(0, 2)
γ ~ normal(mean(x * z), sd(z * x))
σ ~ half_normal(2)
b[g] ~ normal(0, 1)
d = z * x / 3
y ~ normal(X * β + z * (γ * x) * b[g] + w * w + d - sd(w * w), σ)
`;

describe("groups of rows", () => {
  it("give the posterior of the rows where products of two columns are told by sums", () => {
    const { u, h, ...rows } = makeRows(60, createRandomStream(8, 0));
    expect(reduceText(products, rows).reduction.moments.map(({ request }) => request.name)).toEqual(
      "x z w x:z w:x w:w y".split(" "),
    );
    expectSamePosterior(products, rows);
    const few = bindGroups(reduceText(products, makeRows(400, createRandomStream(9, 0))));
    // Six groups, and rows for six numbers of each: w has two values, so that its square adds none.
    expect(few.model?.domains.rows.size).toBe(6 * 7);
  });

  it("give the posterior of the rows: slopes, classes, interactions, columns of groups, numbers of the data", () => {
    const rows = makeRows(400, createRandomStream(1, 0));
    expectSamePosterior(text, rows);
    const reduced = reduceText(text, rows);
    expect(reduced.groups.groupCount).toBe(12);
    expect(bindGroups(reduced).model!.data).toMatchObject({
      rowsUsed: 400,
      reduction: { observations: 400, groups: 12 },
    });
    // Groups of one row, of two, and of equal rows.
    expectSamePosterior(text, makeRows(20, createRandomStream(2, 0)));
  });

  it("give it where rows have weights, and where patterns are counted", () => {
    const rows = makeRows(300, createRandomStream(3, 0));
    expectSamePosterior(weighted, rows);
    const counts = "data {\n  k: int >= 0\n  g: factor\n  w: real > 0\n}\na[g] ~ normal(mean(k), sd(k))\n";
    expectSamePosterior(`${counts}k ~ poisson_log(a[g])\n`, rows);
    expectSamePosterior(`${counts}k ~ weighted(poisson_log(a[g]), w)\n`, rows);
    const few = bindGroups(reduceText(`${counts}k ~ poisson_log(a[g])\n`, rows)).model!;
    expect(few.domains.rows.size).toBe(12);
    expect(few.cells!.counts.reduce((sum, count) => sum + count)).toBe(300);
  });

  it("are the same bits whatever the order of the rows, and however they are parted", () => {
    const stream = createRandomStream(5, 0);
    const rows = makeRows(500, stream);
    const whole = roundGroups(reduceText(text, rows).groups);
    const shuffled = all(500)
      .map((row) => [stream.uniform(), row] as const)
      .sort(([a], [b]) => a - b)
      .map(([, row]) => row);
    const first = reduceText(text, rowsOf(rows, shuffled.slice(0, 170)));
    const parts = [shuffled.slice(170, 171), shuffled.slice(171, 420), shuffled.slice(420)];
    const others = parts.map((part) => reduceText(text, rowsOf(rows, part)).groups);
    const merged = new ExactGroups(first.reduction);
    for (const part of [others[2]!, first.groups, others[0]!, others[1]!]) merged.addGroups(part);
    expect(roundGroups(merged)).toEqual(whole);
    const [one, two] = [bindGroups({ ...first, groups: merged }), bindGroups(reduceText(text, rows))];
    expect(one.model!.data.fingerprint).toBe(two.model!.data.fingerprint);
  });

  it("have the numbers of exact arithmetic, a billion sds from 0", () => {
    const stream = createRandomStream(6, 0);
    // In units of 2^-20, so that whole numbers of any length say what is right.
    const unit = 2 ** -20;
    const units = (offset: bigint) => all(200).map(() => offset + BigInt(Math.round(stream.normal() / unit)));
    const [x, y] = [units((10n ** 9n) << 20n), units(-(3n * 10n ** 9n) << 20n)] as const;
    const numbers = (values: readonly bigint[]) => values.map((value) => Number(value) * unit);
    const model =
      "data {\n  y: real\n  x: real\n}\nβ ~ normal(mean(x), sd(x))\nσ ~ normal(mean(y), sd(y))\ny ~ normal(β * x, exp(σ))\n";
    const reduced = reduceText(model, { x: numbers(x), y: numbers(y) });
    const { scatters, centres, means } = roundGroups(reduced.groups);
    const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);
    const scatter = (a: readonly bigint[], b: readonly bigint[]) =>
      (Number(200n * sum(a.map((value, i) => value * b[i]!)) - sum(a) * sum(b)) * (unit * unit)) / 200;
    [scatter(x, x), scatter(y, x), scatter(y, y)].forEach((expected, k) => {
      expect(Math.abs(scatters[k]! / expected - 1)).toBeLessThan(1e-15);
    });
    expect(means[0]! + centres[0]!).toBe((Number(sum(x)) * unit) / 200);
    const { constants } = bindGroups(reduced).model!;
    expect(Math.abs(constants.get("sd(x)")! / Math.sqrt(scatter(x, x) / 199) - 1)).toBeLessThan(1e-12);
    expect(Math.abs(constants.get("sd(y)")! / Math.sqrt(scatter(y, y) / 199) - 1)).toBeLessThan(1e-12);
    expect(Math.abs(constants.get("mean(y)")! / ((Number(sum(y)) * unit) / 200) - 1)).toBeLessThan(1e-15);
    const design =
      "data {\n  y: real\n  x: real\n}\nX = design(1 + scale(x))\nβ[X] ~ normal(0, 1)\ny ~ normal(X * β, 1)\n";
    const { matrix } = bindGroups(reduceText(design, { x: numbers(x), y: numbers(y) })).model!.designs.get(
      "X",
    )!;
    const counts = bindGroups(reduceText(design, { x: numbers(x), y: numbers(y) })).model!.cells!.counts;
    const squares = counts.reduce((total, count, i) => total + count * matrix[2 * i + 1]! ** 2, 0);
    expect(Math.abs(squares / 199 - 1)).toBeLessThan(1e-12);
  });
});

describe("groups a billion sds from 0", () => {
  it.each(["1 + center(x)", "1"])("have the marginal posterior of the rows, with the design %s", (design) => {
    const stream = createRandomStream(8, 0);
    const far = 1e9;
    const model = `data {\n  y: real\n  x: real\n  g: factor\n}\nX = design(${design})\nβ[X] ~ normal(mean(y), 10)\nτ ~ half_normal(2)\nσ ~ half_normal(2)\nb[g] ~ normal(0, τ)\ny ~ normal(X * β + b[g], σ)\n`;
    const rows = {
      x: all(200).map(() => far + stream.normal()),
      y: all(200).map((i) => far + (i % 7) / 3 + stream.normal()),
      g: all(200).map((i) => `g${i % 7}`),
    };
    const [own, other] = [requireBound(model, rows), bindGroups(reduceText(model, rows)).model!].map(
      (bound) => marginalOf(bound)!,
    );
    const position = Float64Array.from({ length: own!.dimension }, () => 0.3 * stream.normal());
    expect(Math.abs(other!.value(position) / own!.value(position) - 1)).toBeLessThan(1e-10);
  });
});

describe("rows that cannot be reduced", () => {
  it("are told by the column that makes too many groups", () => {
    const { reduction } = reduceText("data {\n  y: real\n  x: real\n}\ny ~ normal(log(x), 1)\n", {
      y: [1],
      x: [1],
    });
    const reducer = new RowReducer(reduction, 3);
    const values = Float64Array.of(1, 2, 3, 4, 4);
    const column = { kind: "numeric", values } as const;
    const piece = {
      rowCount: 5,
      columns: new Map([
        ["x", column],
        ["y", column],
      ]),
    };
    expect(() => reducer.take(piece)).toThrow(
      "5 rows are of more than 3 groups, too many to be held: rows are grouped by `x`, of 4 values, since it stands inside `log`",
    );
  });

  it("are told by values that break a bound or have no square", () => {
    const rows = makeRows(10, createRandomStream(7, 0));
    expect(() => reduceText(text, { ...rows, z: all(10).map((i) => -i * 20) })).toThrow(
      "HP0503 `z` must be > -100, but is -100 in a row and breaks the bound in 5 places",
    );
    expect(() => reduceText(text, { ...rows, x: all(10).map((i) => (i === 3 ? 1e200 : i)) })).toThrow(
      "HP1035 `x` has the value 1e+200, whose square has no place among numbers",
    );
  });
});
