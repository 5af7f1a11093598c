/** Effects with a known covariance matrix, against the normal density by Gauss elimination, and what is refused of matrices. */

import { describe, expect, test } from "vitest";
import { tableFromRows } from "../../src/data/from-memory.ts";
import { compile } from "../../src/density/compile.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { bind } from "../../src/model/bind.ts";
import { columnName } from "../../src/model/matrices.ts";
import { factor, real } from "../data/requests.ts";
import { constrainAt, fullLogDensity, numericalGradient, scattered, withFunctions } from "./harness.ts";

/** d is the child of a and c, e of d and b; only some have been measured. */
const labels = ["a", "b", "c", "d", "e"];
const kinship = [
  [1, 0, 0, 0.5, 0.25],
  [0, 1, 0, 0, 0.5],
  [0, 0, 1, 0.5, 0.25],
  [0.5, 0, 0.5, 1, 0.5],
  [0.25, 0.5, 0.25, 0.5, 1],
];
const rows = [
  { y: 0.3, animal: "e" },
  { y: 1.2, animal: "a" },
  { y: -0.4, animal: "d" },
  { y: 2, animal: "e" },
];

type Rows = readonly Readonly<Record<string, string | number>>[];

function tableOf(names: readonly string[], matrix: readonly (readonly number[])[]): Rows {
  return matrix.map((row, i) => ({
    animal: names[i]!,
    ...Object.fromEntries(row.map((value, j) => [names[j]!, value])),
  }));
}

function boundTo(table: Rows, { prefix = "", word = "", sds = "τ", data = rows as Rows } = {}) {
  const text = `data { y: real\nanimal: factor }\nmatrix A[animal, animal]${word}
τ ~ lognormal(0, 1)\n${prefix} u[animal] ~ multi_normal(0.5, ${sds}, A)\ny ~ normal(u[animal], 1)`;
  const { model, problems } = readModelText(text, "m.model");
  if (model === null) throw new Error(problems.map(({ message }) => message).join("\n"));
  const options = { dropMissing: false };
  const main = tableFromRows(data, [real("y"), factor("animal")], options).table!;
  const header = Object.keys(table[0]!).filter((name) => name !== "animal");
  const requests = [factor("animal"), ...header.map((name) => ({ ...real(columnName(name)), from: name }))];
  const matrix = tableFromRows(table, requests, { ...options, name: "A.csv" }).table!;
  return bind(model, { main, groups: new Map(), matrices: new Map([["A", matrix]]) });
}

/** log N(x | 0, matrix), its determinant and solution by elimination. */
function logNormal(x: readonly number[], matrix: readonly (readonly number[])[]): number {
  const a = matrix.map((row, i) => [...row, x[i]!]);
  const size = a.length;
  let [logDeterminant, square] = [0, 0];
  for (let k = 0; k < size; k++) {
    const pivot = a[k]![k]!;
    logDeterminant += Math.log(pivot);
    square += a[k]![size]! ** 2 / pivot;
    for (let i = k + 1; i < size; i++) {
      const share = a[i]![k]! / pivot;
      for (let j = k; j <= size; j++) a[i]![j]! -= share * a[k]![j]!;
    }
  }
  return -0.5 * (square + logDeterminant + size * Math.log(2 * Math.PI));
}

function inverse(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const a = matrix.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))]);
  for (let k = 0; k < size; k++) {
    const pivot = a[k]![k]!;
    for (let j = 0; j < 2 * size; j++) a[k]![j]! /= pivot;
    for (let i = 0; i < size; i++) {
      const share = i === k ? 0 : a[i]![k]!;
      for (let j = 0; j < 2 * size; j++) a[i]![j]! -= share * a[k]![j]!;
    }
  }
  return a.map((row) => row.slice(size));
}

/** log prior and likelihood of a draw. */
function logDensityOf(draw: Readonly<Record<string, number>>): number {
  const u = labels.map((label) => draw[`u[${label}]`]! - 0.5);
  const τ = draw.τ!;
  const covariance = kinship.map((row) => row.map((value) => value * τ * τ));
  const errors = rows.map(({ y, animal }) => y - draw[`u[${animal}]`]!);
  return logNormal(u, covariance) + errors.reduce((sum, e) => sum - 0.5 * e * e, 0);
}

const shuffled = ["d", "b", "e", "a", "c"];
const place = (label: string): number => labels.indexOf(label);
const inOrder = (matrix: readonly (readonly number[])[]) =>
  shuffled.map((row) => shuffled.map((column) => matrix[place(row)]![place(column)]!));

describe.each([
  ["the matrix", "", kinship],
  ["its inverse", " inverse", inverse(kinship)],
])("effects by %s", (_, word, matrix) => {
  test.each([
    ["centered", "τ"],
    ["centered", "2 * τ"],
  ])("%s with the sd %s have the normal density", (prefix, sds) => {
    const { model } = boundTo(tableOf(shuffled, inOrder(matrix)), { word, prefix, sds });
    const compiled = withFunctions(compile(model!));
    expect(compiled.parameterizations.get("u")).toBe("centered");
    const position = scattered(compiled.density.dimension, 0.8);
    const moved = position.map((one, i) => one + (i > 0 ? 0.3 * i : 0));
    const factorOf = sds === "τ" ? 1 : 2;
    const at = (where: readonly number[]): number => {
      const draw = constrainAt(compiled, where);
      return logDensityOf({ ...draw, τ: draw.τ! * factorOf });
    };
    const difference = fullLogDensity(compiled, moved) - fullLogDensity(compiled, position);
    expect(difference).toBeCloseTo(at(moved) - at(position), 9);
  });

  test("are non-centered by default: the volume of the map makes up for the difference", () => {
    const { model } = boundTo(tableOf(shuffled, inOrder(matrix)), { word });
    const compiled = withFunctions(compile(model!));
    expect(compiled.parameterizations.get("u")).toBe("noncentered");
    const position = scattered(compiled.density.dimension, 0.8);
    const moved = position.map((one, i) => one + 0.2 * i);
    // du = τ⁵ |L| dz, and the density of z has τ by its logarithm.
    const at = (where: readonly number[]): number => {
      const draw = constrainAt(compiled, where);
      const logTau = Math.log(draw.τ!);
      return logDensityOf(draw) + 5 * logTau - 0.5 * logTau ** 2;
    };
    const difference = fullLogDensity(compiled, moved) - fullLogDensity(compiled, position);
    expect(difference).toBeCloseTo(at(moved) - at(position), 9);
  });

  test.each(["", "centered"])("have the gradient that differences have: %s", (prefix) => {
    const { density } = withFunctions(
      compile(boundTo(tableOf(shuffled, inOrder(matrix)), { word, prefix }).model!),
    );
    const position = Float64Array.from(scattered(density.dimension, 0.7, 2));
    const gradient = new Float64Array(density.dimension);
    density.evaluate(position, gradient);
    const ignored = new Float64Array(density.dimension);
    const expected = numericalGradient((where) => density.evaluate(where, ignored), position);
    gradient.forEach((one, i) => {
      expect(one).toBeCloseTo(expected[i]!, 6);
    });
  });
});

test("labels without data are levels, in the order of all labels, and those of the data have a row each", () => {
  const { model } = boundTo(tableOf(shuffled, inOrder(kinship)));
  expect(model!.domains.labelsOf("animal")).toEqual(labels);
});

describe("what is refused", () => {
  const codesOf = (table: Rows, more = {}) =>
    boundTo(table, more).problems.map(({ code, message }) => `${code} ${message}`);
  const changed = (i: number, j: number, value: number): number[][] =>
    kinship.map((row, r) => row.map((one, c) => (r === i && c === j ? value : one)));

  test.each<[string, Rows, string, object]>([
    ["a row without its column", tableOf(labels, kinship).slice(0, 4), "HP0437 .*`e` have no row", {}],
    ["elements that differ", tableOf(labels, changed(3, 1, 0.1)), "HP0438 .*`d` and `b` have 0.1", {}],
    ["no variance", tableOf(labels, changed(2, 2, 0)), "HP0439 .*`c` has 0 on the diagonal", {}],
    [
      "a level that is another",
      tableOf(
        ["a", "b", "c"],
        [
          [1, 0.2, 1],
          [0.2, 1, 0.2],
          [1, 0.2, 1],
        ],
      ),
      "HP0439 .*before `c` leave nothing",
      {
        data: [
          { y: 1, animal: "a" },
          { y: 2, animal: "c" },
        ],
      },
    ],
    [
      "a correlation above 1",
      tableOf(
        ["a", "b", "c"],
        [
          [1, 2, 0],
          [2, 1, 0],
          [0, 0, 1],
        ],
      ),
      "HP0439 .*before `b` leave nothing",
      {
        data: [
          { y: 1, animal: "a" },
          { y: 2, animal: "c" },
        ],
      },
    ],
    [
      "labels of the data",
      tableOf(labels, kinship),
      "HP0565 .*`x` of `animal`",
      { data: [{ y: 1, animal: "x" }] },
    ],
    ["a label twice", [...tableOf(labels, kinship), tableOf(labels, kinship)[1]!], "HP0566 .*`b`", {}],
  ])("%s", (_, table, pattern, more) => {
    const problems = codesOf(table, more);
    expect(problems.filter((one) => new RegExp(pattern, "s").test(one))).toHaveLength(1);
    expect(boundTo(table, more).model).toBeNull();
  });

  test("a matrix without a table", () => {
    const { model } = readModelText(
      "data { y: real\nanimal: factor }\nmatrix A[animal, animal]\nu[animal] ~ multi_normal(0, 1, A)\ny ~ normal(u[animal], 1)",
      "m.model",
    );
    const main = tableFromRows(rows, [real("y"), factor("animal")], { dropMissing: false }).table!;
    expect(bind(model!, { main, groups: new Map() }).problems.map(({ code }) => code)).toContain("HP0436");
  });
});
