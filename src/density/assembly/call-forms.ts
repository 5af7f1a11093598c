/**
 * The functions of `numeric/scalar-functions.ts` as instructions, operation for operation as `code/emit-scope.ts` and `numeric/` have them. What is
 * not here is called where it is, in JavaScript.
 */

import { remembered } from "../../model/remembered.ts";
import type { FunctionName } from "../../numeric/scalar-functions.ts";
import { type Code, get, ifElse, op, set } from "../../webassembly/code.ts";
import { valueType } from "../../webassembly/module.ts";
import type { AssemblyWriter, Shape } from "./assembly-writer.ts";
import { choose, pair } from "./pair-arithmetic.ts";
import { callOnEach, pairExp, pairExpm1, pairLog, pairLog1p, pairLog1pOfDecay } from "./pair-functions.ts";

/** Where a call stands. */
export interface FormContext {
  readonly shape: Shape;
  readonly writer: AssemblyWriter;
  /** What reads exp(-|x|), by what reads x: it is computed once for all logistic functions of one x. */
  readonly decays: Map<string, Code>;
  readonly constant: (value: number) => Code;
}

type Form = (context: FormContext, values: readonly Code[]) => Code;

/** Code for a function of values, each of them code that reads it. What has to be computed first is put. */
export function callForm(context: FormContext, name: FunctionName, values: readonly Code[]): Code {
  const { shape, writer } = context;
  const form = forms[name] ?? (shape === "two" ? pairForms[name] : undefined);
  if (form !== undefined) return form(context, values);
  if (shape === "two") return callOnEach(writer, name, values);
  return [values, writer.callImported(name)];
}

/** Whether it is computed for two rows at once and takes many instructions. */
export function isPaired(name: FunctionName): boolean {
  return pairForms[name] !== undefined || name === "log1p_exp" || name === "inv_logit";
}

/** An instruction that numbers and pairs of numbers have. */
const instruction =
  (name: "div" | "sqrt" | "abs" | "floor" | "min" | "max"): Form =>
  ({ shape }, values) => [values, op(`${shape === "two" ? "f64x2" : "f64"}.${name}`)];

/** 1 where a comparison holds, otherwise 0. */
const comparison =
  (name: "lt" | "le" | "gt" | "ge" | "eq" | "ne"): Form =>
  ({ shape, constant }, values) =>
    shape === "two"
      ? [values, op(`f64x2.${name}`), constant(1), op("v128.and")]
      : [values, op(`f64.${name}`, "f64.convert_i32_s")];

const kept = ({ shape, writer }: FormContext, value: Code): Code =>
  writer.keep(shape === "two" ? valueType.v128 : valueType.f64, value);

/** exp(-|x|), which is computed once for each x. */
function decay(context: FormContext, x: Code): Code {
  return remembered(context.decays, x.join(), () => {
    const { shape, writer } = context;
    if (shape === "two") return pairExp(writer, kept(context, pair.negate(pair.abs(x))));
    return kept(context, [x, op("f64.abs", "f64.neg"), writer.callImported("exp")]);
  });
}

const log1pExp: Form = (context, [x]) => {
  const e = decay(context, x!);
  const log = context.shape === "two" ? pairLog1pOfDecay(context.writer, e) : imported(context, "log1p", e);
  const zero = context.constant(0);
  const larger = instruction("max")(context, [x!, zero]);
  return [larger, log, context.shape === "two" ? op("f64x2.add") : op("f64.add")];
};

const imported = ({ writer }: FormContext, name: FunctionName, x: Code): Code => [
  x,
  writer.callImported(name),
];

const invLogit: Form = (context, [x]) => {
  const { shape, constant } = context;
  const e = decay(context, x!);
  const [zero, one] = [constant(0), constant(1)];
  if (shape === "two") {
    return pair.divide(choose(pair.greaterEqual(x!, zero), one, e), pair.add(one, e));
  }
  const above = [one, e, x!, zero, op("f64.ge", "select")];
  return [above, one, e, op("f64.add", "f64.div")];
};

const conditional: Form = ({ shape, constant }, [condition, a, b]) => {
  const isSo = [condition!, constant(0), op(shape === "two" ? "f64x2.ne" : "f64.ne")];
  return shape === "two" ? choose(isSo, a!, b!) : [a!, b!, isSo, op("select")];
};

const square: Form = ({ shape }, [a]) => [a!, a!, op(shape === "two" ? "f64x2.mul" : "f64.mul")];

/** The same for one row and for two. */
const forms: { readonly [K in FunctionName]?: Form } = {
  divide: instruction("div"),
  square,
  sqrt: instruction("sqrt"),
  abs: instruction("abs"),
  floor: instruction("floor"),
  min: instruction("min"),
  max: instruction("max"),
  less: comparison("lt"),
  less_equal: comparison("le"),
  greater: comparison("gt"),
  greater_equal: comparison("ge"),
  equal: comparison("eq"),
  not_equal: comparison("ne"),
  if: conditional,
  log1p_exp: log1pExp,
  inv_logit: invLogit,
};

/** log(1 - eˣ): by log or by log1p, of which only what a lane asks for is computed. */
const log1mExp: Form = (context, [x]) => {
  const { writer, constant } = context;
  const isNear = kept(context, pair.greater(x!, constant(-Math.LN2)));
  const [near, far] = [writer.local(valueType.v128), writer.local(valueType.v128)];
  const nearCode = writer.capture(() => {
    writer.put(pairLog(writer, kept(context, pair.negate(pairExpm1(writer, x!)))), set(near));
  });
  const farCode = writer.capture(() => {
    writer.put(pairLog1p(writer, kept(context, pair.negate(pairExp(writer, x!)))), set(far));
  });
  writer.put(isNear, op("v128.any_true"), ifElse(nearCode, []));
  writer.put(isNear, op("v128.not", "v128.any_true"), ifElse(farCode, []));
  return choose(isNear, get(near), get(far));
};

/** -log1pExp(-x) */
const logInvLogit: Form = (context, [x]) => {
  const opposite = kept(context, pair.negate(x!));
  return pair.negate(log1pExp(context, [opposite]));
};

/** The greater one + log(1 + e^-distance), and for equal ones, which may be infinite, a + ln 2. */
const logSumExp: Form = (context, [a, b]) => {
  const { writer, constant } = context;
  const isFirst = kept(context, pair.greater(a!, b!));
  const [upper, lower] = [kept(context, choose(isFirst, a!, b!)), kept(context, choose(isFirst, b!, a!))];
  const e = pairExp(writer, kept(context, pair.subtract(lower, upper)));
  const sum = pair.add(upper, pairLog1pOfDecay(writer, e));
  return choose(pair.equal(a!, b!), pair.add(a!, constant(Math.LN2)), sum);
};

/** a + log(1 - e^(b-a)), and for equal ones -Infinity, or NaN for infinite ones. */
const logDiffExp: Form = (context, [a, b]) => {
  const { constant } = context;
  const difference = kept(context, pair.subtract(b!, a!));
  const sum = kept(context, pair.add(a!, log1mExp(context, [difference])));
  const ofEqual = choose(pair.less(a!, constant(Infinity)), constant(-Infinity), constant(NaN));
  return choose(pair.equal(a!, b!), ofEqual, sum);
};

/** For two rows. */
const pairForms: { readonly [K in FunctionName]?: Form } = {
  exp: ({ writer }, [x]) => pairExp(writer, x!),
  log: ({ writer }, [x]) => pairLog(writer, x!),
  log1p: ({ writer }, [x]) => pairLog1p(writer, x!),
  expm1: ({ writer }, [x]) => pairExpm1(writer, x!),
  log1m_exp: log1mExp,
  log_inv_logit: logInvLogit,
  log_sum_exp: logSumExp,
  log_diff_exp: logDiffExp,
};
