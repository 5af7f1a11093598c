/** Functions on two numbers at once beside those of `numeric/` on each: at special values, at the ends of each branch, and in between. */

import { emit } from "../../../src/density/code/emit.ts";
import { schedule } from "../../../src/density/code/schedule.ts";
import { call } from "../../../src/density/graph/call.ts";
import { Graph } from "../../../src/density/graph/graph.ts";
import { Domains } from "../../../src/model/domains.ts";
import { type FunctionName, scalarFunctions } from "../../../src/numeric/scalar-functions.ts";
import { differencesBetween, twinsOf } from "./twins.ts";

/** The function of every row's numbers as WebAssembly: rows in their order, then their argument k in place `k * rows + row`. */
function assembled(name: FunctionName, rows: number): (values: Float64Array) => Float64Array {
  const domains = new Domains(rows);
  const graph = new Graph(domains);
  const { arity } = scalarFunctions[name];
  const inputs = Array.from({ length: arity }, () => graph.input(domains.rows));
  const outputs = [{ node: call(graph, name, inputs), domain: domains.rows, offset: 0 }];
  const { assembly } = twinsOf(emit("compute", schedule(outputs), outputs, null, "all"));
  return (values) => {
    const target = new Float64Array(rows);
    assembly(values, target);
    return target;
  };
}

const one = new DataView(new ArrayBuffer(8));

/** The double next to x, away from 0 or towards it. */
function besides(x: number, step: 1 | -1): number {
  one.setFloat64(0, x);
  one.setBigInt64(0, one.getBigInt64(0) + BigInt(step));
  return one.getFloat64(0);
}

/** Where a branch of exp, log, log1p, expm1 or of what is made of them ends. */
const ends = [
  ...[708, 709.782712893384, 710, 745.13, 746, 5.5e-17, 38.816242111356935, 0.34657359027997264],
  ...[0.5, 1, 2, 3, 6, 19.5, 20, 20.5, 56, 56.5, 1.0397207708399179, 13.5, 14.2, 39, 39.2],
  ...[1.1e-16, 0.29289, 0.41421, 0.41421356237309503, Math.SQRT1_2, Math.SQRT2, Math.LN2],
  ...[2.2250738585072014e-308, 5e-324, 1e-300, 1e300, 1.7976931348623157e308, 9007199254740992],
  ...[18014398509481984, 36028797018963968, 1e16, 36.7, 36.8, 37, 37.5],
];
const special = [
  ...[0, -0, Infinity, -Infinity, NaN],
  ...ends.flatMap((end) => [end, besides(end, 1), besides(end, -1)]).flatMap((x) => [x, -x]),
];

/** Numbers of any size, of the size of log odds, of probabilities, and near 1 and 0. */
function scatteredNumbers(count: number): number[] {
  let state = 1n;
  const next = (): bigint => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return state;
  };
  const share = (): number => Number(next() >> 11n) / 9007199254740992;
  const makers = [
    () => {
      one.setBigUint64(0, next());
      return one.getFloat64(0);
    },
    () => 1500 * share() - 750,
    () => 20 * share() - 10,
    share,
    () => -share(),
    () => 1 + 1e-3 * (share() - 0.5),
    () => 1e-12 * (share() - 0.5),
  ];
  return Array.from({ length: count }, (_, i) => makers[i % makers.length]!());
}

/** Arguments of a function in columns: for several, points beside others, beside themselves and beside their neighbours. */
function columnsOf(arity: number, count: number): Float64Array[] {
  const points = [...special, ...scatteredNumbers(count)];
  if (arity === 1) return [Float64Array.from(points)];
  const shifted = (by: number): number[] => points.map((_, i) => points[(i + by) % points.length]!);
  const crossed = special.flatMap((a) => special.map((b) => [a, b] as const));
  const columns = [
    [...points, ...points, ...points, ...crossed.map(([a]) => a)],
    [...points, ...points.map((x) => besides(x, -1)), ...shifted(7), ...crossed.map(([, b]) => b)],
    [...shifted(1), ...shifted(2), ...shifted(3), ...crossed.map((_, i) => i)],
  ];
  return columns.slice(0, arity).map((column) => Float64Array.from(column));
}

/** All that are computed for two rows at once, and some that are called one by one. */
export const functionNames: readonly FunctionName[] = [
  ...(["exp", "log", "log1p", "expm1", "log1p_exp", "inv_logit", "log_inv_logit", "log1m_exp"] as const),
  ...(["log_sum_exp", "log_diff_exp", "sqrt", "square", "abs", "floor", "min", "max", "divide"] as const),
  ...(["less", "less_equal", "greater", "greater_equal", "equal", "not_equal", "if"] as const),
  ...(["gamma_ln", "power", "logit"] as const),
];

/** Where a function on two numbers at once differs from that on each, at special values and at `count` others of each argument: a line for each. */
export function differencesOf(name: FunctionName, count: number): string[] {
  const { value, arity } = scalarFunctions[name];
  const columns = columnsOf(arity, count);
  const size = columns[0]!.length;
  const expected = Float64Array.from({ length: size }, (_, i) =>
    value(columns[0]![i]!, columns[1]?.[i] ?? 0, columns[2]?.[i] ?? 0),
  );
  // Odd, so that the last row is alone, and one less than there are at least.
  const rows = size - 1 - (size % 2);
  const evaluate = assembled(name, rows);
  // Each number in the first lane, then in the second.
  return [0, 1].flatMap((start) => {
    const given = new Float64Array(arity * rows);
    columns.forEach((column, k) => {
      given.set(column.subarray(start, start + rows), k * rows);
    });
    return differencesBetween(expected.subarray(start, start + rows), evaluate(given));
  });
}
