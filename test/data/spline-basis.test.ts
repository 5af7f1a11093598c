/** Smooth curves: B-splines beside their definition, and the columns of a curve beside its roughness by quadrature. */

import { describe, expect, test } from "vitest";
import { allKnots, countSplines, evaluateAt, lineCoefficients } from "../../src/data/design/b-splines.ts";
import { evaluateSplineBasis, fitSplineBasis } from "../../src/data/design/spline-basis.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";

/** The definition of Cox and de Boor, with 0/0 = 0. */
function byDefinition(knots: Float64Array, i: number, degree: number, place: number): number {
  const at = (k: number): number => knots[k]!;
  if (degree === 0) {
    const isLast = place === 1 && at(i + 1) === 1 && at(i) < 1;
    return (at(i) <= place && place < at(i + 1)) || isLast ? 1 : 0;
  }
  const share = (top: number, bottom: number): number => (bottom === 0 ? 0 : top / bottom);
  return (
    share(place - at(i), at(i + degree) - at(i)) * byDefinition(knots, i, degree - 1, place) +
    share(at(i + degree + 1) - place, at(i + degree + 1) - at(i + 1)) *
      byDefinition(knots, i + 1, degree - 1, place)
  );
}

function allAt(knots: Float64Array, place: number): number[] {
  const { first, values } = evaluateAt(knots, place);
  return Array.from({ length: countSplines(knots) }, (_, i) => values[i - first] ?? 0);
}

const knots = allKnots([0.1, 0.15, 0.4, 0.8]);
const places = Array.from({ length: 101 }, (_, i) => i / 100);

describe("B-splines", () => {
  test("are those of the definition, sum to 1 and have straight lines among them", () => {
    const line = lineCoefficients(knots);
    for (const place of places) {
      const values = allAt(knots, place);
      values.forEach((value, i) => {
        expect(value).toBeCloseTo(byDefinition(knots, i, 3, place), 14);
      });
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 14);
      expect(values.reduce((sum, value, i) => sum + value * line[i]!, 0)).toBeCloseTo(place, 14);
    }
  });

  test("go on as their tangents beyond the ends", () => {
    const step = 1e-8;
    const [ends, insides, outsides] = [
      [0, 1].map((end) => allAt(knots, end)),
      [step, 1 - step].map((place) => allAt(knots, place)),
      [-2, 3].map((place) => allAt(knots, place)),
    ];
    ends!.forEach((values, k) => {
      values.forEach((value, i) => {
        const slope = (insides![k]![i]! - value) / step;
        expect(outsides![k]![i]!).toBeCloseTo(value - 2 * slope, 3);
      });
    });
  });
});

const stream = createRandomStream(5, 0);
// Some values many times, and gaps.
const x = Float64Array.from({ length: 200 }, (_, i) =>
  i % 3 === 0 ? 70 : Math.round(1000 * (50 + 20 * stream.uniform() ** 2)) / 1000,
);
const size = 9;
const basis = fitSplineBasis(x, size, null)!;
const columns = evaluateSplineBasis(basis, x);

const product = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, row) => sum + value * b[row]!, 0) / a.length;

describe("the columns of a curve", () => {
  test("are orthogonal over the rows to lines and to each other, the smoothest first, with squares that add up to 1", () => {
    const ones = new Float64Array(x.length).fill(1);
    const centered = x.map((value) => value - product(x, ones));
    expect(columns).toHaveLength(size - 2);
    const squares = columns.map((column) => product(column, column));
    columns.forEach((column, k) => {
      expect(product(column, ones)).toBeCloseTo(0, 12);
      expect(product(column, centered)).toBeCloseTo(0, 11);
      for (const other of columns.slice(0, k)) expect(product(column, other)).toBeCloseTo(0, 12);
    });
    expect(squares).toEqual([...squares].sort((a, b) => b - a));
    expect(squares.reduce((sum, square) => sum + square, 0)).toBeCloseTo(1, 12);
  });

  test("have the roughness ∫ f″² = c Σ u², with one c", () => {
    const [least, greatest] = [Math.min(...x), Math.max(...x)];
    // Cubic between knots: second differences within an interval are exact, and f″² is a parabola there, for which Simpson's rule is.
    const borders = [0, ...basis.slice(3, size - 1), 1].map((knot) => least + knot * (greatest - least));
    const roughness = (u: readonly number[]): number => {
      let total = 0;
      for (let k = 1; k < borders.length; k++) {
        const [left, right] = [borders[k - 1]!, borders[k]!];
        const h = (right - left) / 4;
        const at = Float64Array.from({ length: 5 }, (_, i) => left + i * h);
        const values = evaluateSplineBasis(basis, at);
        const f = [...at].map((_, i) => u.reduce((sum, one, m) => sum + one * values[m]![i]!, 0));
        const [a, b, c] = [1, 2, 3].map((i) => (f[i - 1]! - 2 * f[i]! + f[i + 1]!) / h ** 2);
        const [start, end] = [2 * a! - b!, 2 * c! - b!];
        total += ((right - left) / 6) * (start ** 2 + 4 * b! ** 2 + end ** 2);
      }
      return total;
    };
    const unit = roughness([1, 0, 0, 0, 0, 0, 0]);
    expect(unit).toBeGreaterThan(0);
    for (let seed = 0; seed < 20; seed++) {
      const u = Array.from({ length: size - 2 }, () => stream.normal());
      const length = u.reduce((sum, one) => sum + one * one, 0);
      expect(roughness(u) / (unit * length)).toBeCloseTo(1, 6);
    }
  });

  test("have the fit of a penalized regression on B-splines, whose penalty is found by quadrature", () => {
    const inside = basis.slice(3, size - 1);
    const all = allKnots(inside);
    const [least, greatest] = [Math.min(...x), Math.max(...x)];
    const splines = [...x].map((value) => {
      const place = (value - least) / (greatest - least);
      return Array.from({ length: size }, (_, i) => byDefinition(all, i, 3, place));
    });
    // Second derivatives by differences within the intervals, where splines are cubic.
    const borders = [0, ...inside, 1];
    const penalty = Array.from({ length: size }, () => new Array<number>(size).fill(0));
    for (let k = 1; k < borders.length; k++) {
      const h = (borders[k]! - borders[k - 1]!) / 4;
      const seconds = Array.from({ length: size }, (_, i) => {
        const f = [0, 1, 2, 3, 4].map((step) =>
          byDefinition(all, i, 3, Math.min(borders[k - 1]! + step * h, 1)),
        );
        if (k < borders.length - 1) f[4] = byDefinition(all, i, 3, borders[k]!);
        const middle = [1, 2, 3].map((m) => (f[m - 1]! - 2 * f[m]! + f[m + 1]!) / h ** 2);
        return [2 * middle[0]! - middle[1]!, middle[1]!, 2 * middle[2]! - middle[1]!];
      });
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          const [a, b] = [seconds[i]!, seconds[j]!];
          penalty[i]![j]! += ((4 * h) / 6) * (a[0]! * b[0]! + 4 * a[1]! * b[1]! + a[2]! * b[2]!);
        }
      }
    }
    const y = [...x].map((value) => Math.sin(value / 4) + 0.2 * stream.normal());
    // The coefficients of a column as a spline, and with them c of ∫ f″² = c Σ u².
    const first = solved(normalMatrix(splines), crossed(splines, [...columns[0]!]));
    const c = quadratic(penalty, first);
    const λ = 0.3;
    const penalized = normalMatrix(splines).map((row, i) =>
      row.map((one, j) => one + (λ / c) * penalty[i]![j]!),
    );
    const bySplines = solved(penalized, crossed(splines, y));
    const own = [...x].map((value, row) => [1, value - 55, ...columns.map((column) => column[row]!)]);
    const ridge = normalMatrix(own).map((row, i) => row.map((one, j) => one + (i === j && i > 1 ? λ : 0)));
    const byColumns = solved(ridge, crossed(own, y));
    splines.forEach((row, i) => {
      const fitted = row.reduce((sum, value, k) => sum + value * bySplines[k]!, 0);
      expect(own[i]!.reduce((sum, value, k) => sum + value * byColumns[k]!, 0)).toBeCloseTo(fitted, 8);
    });
  });

  test("reach every cubic spline on their knots, with a line", () => {
    // A truncated cube is a spline: what is left of it beside the columns and a line is nothing.
    const [least, greatest] = [Math.min(...x), Math.max(...x)];
    const knot = least + basis[4]! * (greatest - least);
    const ones = new Float64Array(x.length).fill(1);
    const mean = product(x, ones);
    const directions = [ones, x.map((value) => value - mean), ...columns];
    let rest = x.map((value) => Math.max(0, (value - knot) / (greatest - least)) ** 3);
    for (const direction of [...directions, ...directions]) {
      const share = product(rest, direction) / product(direction, direction);
      rest = rest.map((value, row) => value - share * direction[row]!);
    }
    expect(Math.sqrt(product(rest, rest))).toBeLessThan(1e-12);
  });

  test("are those of the rows written out where rows have counts", () => {
    const counts = x.map((_, row) => 1 + (row % 3));
    const long = Float64Array.from([...x].flatMap((value, row) => new Array(counts[row]!).fill(value)));
    const [counted, written] = [fitSplineBasis(x, size, counts)!, fitSplineBasis(long, size, null)!];
    const at = Float64Array.of(50, 55, 66, 70);
    const [one, other] = [evaluateSplineBasis(counted, at), evaluateSplineBasis(written, at)];
    one.forEach((column, k) => {
      column.forEach((value, i) => {
        expect(value).toBeCloseTo(other[k]![i]!, 9);
      });
    });
  });

  test("are of the column's shape, whatever its origin and unit", () => {
    const moved = x.map((value) => 3000 + 12 * value);
    const other = evaluateSplineBasis(fitSplineBasis(moved, size, null)!, moved);
    columns.forEach((column, k) => {
      column.forEach((value, row) => {
        expect(other[k]![row]!).toBeCloseTo(value, 8);
      });
    });
  });

  test("are none where there are fewer different values than B-splines", () => {
    expect(fitSplineBasis(Float64Array.of(1, 2, 3, 3, 2), 4, null)).toBeNull();
    expect(fitSplineBasis(Float64Array.of(1, 2, 3, 3, 2, 9), 4, null)).not.toBeNull();
  });
});

function normalMatrix(rows: readonly (readonly number[])[]): number[][] {
  const width = rows[0]!.length;
  return Array.from({ length: width }, (_, i) =>
    Array.from({ length: width }, (__, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
  );
}

function crossed(rows: readonly (readonly number[])[], y: readonly number[]): number[] {
  return rows[0]!.map((_, i) => rows.reduce((sum, row, r) => sum + row[i]! * y[r]!, 0));
}

function quadratic(matrix: readonly (readonly number[])[], vector: readonly number[]): number {
  return vector.reduce(
    (sum, a, i) => sum + a * vector.reduce((inner, b, j) => inner + matrix[i]![j]! * b, 0),
    0,
  );
}

/** Gauss with pivots. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const n = right.length;
  for (let k = 0; k < n; k++) {
    const pivot = rows
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(rows[best]![k]!) ? k + i : best), k);
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const share = rows[i]![k]! / rows[k]![k]!;
      rows[i] = rows[i]!.map((value, j) => value - share * rows[k]![j]!);
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}
