/**
 * exp, log, log1p and expm1 of two numbers at once, with the bits of `numeric/exponential.ts` and `numeric/logarithm.ts`: the same operations in
 * the same order, where those branch the results of all branches and a choice. Powers of two are made of bits, and products
 * with them that are exact are sums of bits. If a lane is outside of where that holds (not finite, subnormal, beyond the range of
 * the function), both are left to the function itself.
 *
 * Each takes code that reads an argument without side effects, and gives code that reads the result.
 */

import type { FunctionName } from "../../numeric/scalar-functions.ts";
import { type Code, get, ifElse, integer, laneOf, op, set, setLane } from "../../webassembly/code.ts";
import { valueType } from "../../webassembly/module.ts";
import type { AssemblyWriter } from "./assembly-writer.ts";
import { choose, pair, polynomial, shift } from "./pair-arithmetic.ts";

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** 2⁵² · 1.5: the last bits of a sum with it are a whole number. */
const WHOLE = 6755399441055744;
/** 2⁵²: the last bits of numbers from here on are what they are greater by. */
const TWO_TO_52 = 4503599627370496;
const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** Whole numbers of 64 bits as the double with these bits. */
function bitsAsDouble(high: number, low: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setUint32(0, high);
  bits.setUint32(4, low);
  return bits.getFloat64(0);
}

/** What brings the exponent's bits of √½ to those of 1; `CENTRING` of `numeric/logarithm.ts`, as the upper word. */
const CENTRING = bitsAsDouble(0x3ff00000 - 0x3fe6a09e, 0);

/** A function of `numeric/` on two numbers at once. */
export type PairFunction = (writer: AssemblyWriter, x: Code) => Code;

/** `fast` where `isWithin` holds for both lanes, otherwise the function of JavaScript on each. */
function guarded(
  writer: AssemblyWriter,
  name: FunctionName,
  x: Code,
  isWithin: Code,
  fast: () => Code,
): Code {
  const result = writer.local(valueType.v128);
  const within = writer.capture(() => writer.put(fast(), set(result)));
  const beyond = [callOnEach(writer, name, [x]), set(result)];
  writer.put(isWithin, op("i64x2.bitmask"), integer(3), op("i32.eq"), ifElse(within, beyond));
  return get(result);
}

/** A function of JavaScript on the first lanes, and on the second ones. */
export function callOnEach(writer: AssemblyWriter, name: FunctionName, values: readonly Code[]): Code {
  const [first, second] = [0, 1].map((lane) => [
    values.map((value) => [value, laneOf(lane)]),
    writer.callImported(name),
  ]);
  return [first!, op("f64x2.splat"), second!, setLane(1)];
}

/** The whole number that x / ln 2 is nearest to, as a double, and what is left of x, in two parts. */
function reduce(
  writer: AssemblyWriter,
  x: Code,
): { readonly k: Code; readonly high: Code; readonly low: Code } {
  const c = (value: number): Code => writer.constantPair(value);
  const keep = (value: Code): Code => writer.keep(valueType.v128, value);
  // (INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0
  const half = pair.or(pair.and(x, c(-0)), c(0.5));
  const k = keep(pair.trunc(pair.add(pair.multiply(c(Math.LOG2E), x), half)));
  const high = keep(pair.subtract(x, pair.multiply(k, c(LN2_HIGH))));
  return { k, high, low: keep(pair.multiply(k, c(LN2_LOW))) };
}

/** k, a whole number as a double, as the bits by which 2ᵏ·y is greater than y. */
function exponentBits(writer: AssemblyWriter, k: Code): Code {
  return shift("up", pair.add(k, writer.constantPair(WHOLE)), integer(52));
}

/** eˣ of both. */
export const pairExp: PairFunction = (writer, x) => {
  const c = (value: number): Code => writer.constantPair(value);
  const keep = (value: Code): Code => writer.keep(valueType.v128, value);
  return guarded(writer, "exp", x, pair.less(pair.abs(x), c(708)), () => {
    const { k, high, low } = reduce(writer, x);
    const r = keep(pair.subtract(high, low));
    const t = keep(pair.multiply(r, r));
    const coefficients = [
      0.16666666666666602, -0.0027777777777015593, 6.613756321437934e-5, -1.6533902205465252e-6,
      4.1381367970572385e-8,
    ];
    const rest = keep(pair.subtract(r, pair.multiply(t, polynomial(t, coefficients.map(c)))));
    const quotient = pair.divide(pair.multiply(r, rest), pair.subtract(c(2), rest));
    const y = pair.subtract(c(1), pair.subtract(pair.subtract(low, quotient), high));
    return pair.addBits(y, exponentBits(writer, k));
  });
};

/** k and f of u = 2ᵏ·(1 + f) with √½ ≤ 1 + f < √2, for normal u. */
function takeApart(writer: AssemblyWriter, u: Code): { readonly k: Code; readonly f: Code } {
  const c = (value: number): Code => writer.constantPair(value);
  const keep = (value: Code): Code => writer.keep(valueType.v128, value);
  const biased = keep(shift("down", pair.addBits(u, c(CENTRING)), integer(52)));
  const k = keep(pair.subtract(pair.or(biased, c(TWO_TO_52)), c(TWO_TO_52 + 1023)));
  const powers = shift("up", pair.subtractBits(biased, c(bitsAsDouble(0, 1023))), integer(52));
  return { k, f: keep(pair.subtract(pair.subtractBits(u, powers), c(1))) };
}

/** k·ln 2 + log(1 + f) + lost, as `scaledLog` has it. */
function scaledLog(writer: AssemblyWriter, f: Code, k: Code, lost: Code | null): Code {
  const c = (value: number): Code => writer.constantPair(value);
  const keep = (value: Code): Code => writer.keep(valueType.v128, value);
  const squareHalf = keep(pair.multiply(pair.multiply(c(0.5), f), f));
  const s = keep(pair.divide(f, pair.add(c(2), f)));
  const z = keep(pair.multiply(s, s));
  const w = keep(pair.multiply(z, z));
  const even = pair.multiply(
    w,
    polynomial(w, [0.3999999999940942, 0.22222198432149784, 0.15313837699209373].map(c)),
  );
  const odd = pair.multiply(
    z,
    polynomial(w, [0.6666666666666735, 0.2857142874366239, 0.1818357216161805, 0.14798198605106586].map(c)),
  );
  const low = pair.multiply(k, c(LN2_LOW));
  const product = pair.multiply(s, pair.add(squareHalf, pair.add(even, odd)));
  const sum = pair.subtract(pair.add(product, lost === null ? low : pair.add(low, lost)), squareHalf);
  return pair.add(pair.add(sum, f), pair.multiply(k, c(LN2_HIGH)));
}

/** log x of both. */
export const pairLog: PairFunction = (writer, x) => {
  const c = (value: number): Code => writer.constantPair(value);
  const isWithin = pair.and(pair.greaterEqual(x, c(SMALLEST_NORMAL)), pair.less(x, c(Infinity)));
  return guarded(writer, "log", x, isWithin, () => {
    const { k, f } = takeApart(writer, x);
    return scaledLog(writer, f, k, null);
  });
};

/** log(1 + x) of both. */
export const pairLog1p: PairFunction = (writer, x) => {
  const c = (value: number): Code => writer.constantPair(value);
  const keep = (value: Code): Code => writer.keep(valueType.v128, value);
  const isWithin = pair.and(pair.greater(x, c(-1)), pair.less(x, c(Infinity)));
  return guarded(writer, "log1p", x, isWithin, () => {
    const u = keep(pair.add(c(1), x));
    const { k, f } = takeApart(writer, u);
    // k >= 2 ? 1 - (u - x) : x - (u - 1), and nothing from 2⁵⁴ on
    const isLarge = pair.greaterEqual(k, c(2));
    const lostOfLarge = pair.subtract(c(1), pair.subtract(u, x));
    const lost = pair.divide(choose(isLarge, lostOfLarge, pair.subtract(x, pair.subtract(u, c(1)))), u);
    const isSmall = keep(pair.and(pair.greater(x, c(-0.29289)), pair.less(x, c(0.41421))));
    const none = pair.or(isSmall, pair.greaterEqual(k, c(54)));
    const log = keep(
      scaledLog(
        writer,
        keep(choose(isSmall, x, f)),
        keep(pair.without(k, isSmall)),
        pair.without(lost, none),
      ),
    );
    return choose(pair.less(pair.abs(x), c(1.1e-16)), x, log);
  });
};

/** log(1 + x) of both for 0 ≤ x ≤ 1, as e^-|x| is: no more than 1 is taken out, and what is not finite comes out as itself. */
export const pairLog1pOfDecay: PairFunction = (writer, x) => {
  const c = (value: number): Code => writer.constantPair(value);
  const keep = (value: Code): Code => writer.keep(valueType.v128, value);
  const u = keep(pair.add(c(1), x));
  const { k, f } = takeApart(writer, u);
  const isSmall = keep(pair.less(x, c(0.41421)));
  const lost = pair.divide(pair.subtract(x, pair.subtract(u, c(1))), u);
  return keep(
    scaledLog(
      writer,
      keep(choose(isSmall, x, f)),
      keep(pair.without(k, isSmall)),
      pair.without(lost, isSmall),
    ),
  );
};

/** eˣ - 1 of both. */
export const pairExpm1: PairFunction = (writer, x) => {
  const c = (value: number): Code => writer.constantPair(value);
  const keep = (value: Code): Code => writer.keep(valueType.v128, value);
  const isWithin = pair.and(pair.greater(x, c(-38.816242111356935)), pair.less(x, c(708)));
  return guarded(writer, "expm1", x, isWithin, () => {
    const { k, high, low } = reduce(writer, x);
    const r = keep(pair.subtract(high, low));
    const correction = keep(pair.subtract(pair.subtract(high, r), low));
    const half = keep(pair.multiply(r, pair.multiply(c(0.5), r)));
    const inner = pair.subtract(
      pair.multiply(r, pair.subtract(expm1Ratio(writer, r, half), correction)),
      correction,
    );
    const scaled = scaledExpm1(writer, r, keep(pair.subtract(inner, half)), k);
    const size = keep(pair.abs(x));
    const near = keep(choose(pair.less(size, c(5.5e-17)), x, smallExpm1(writer, x)));
    return choose(pair.less(size, c(0.34657359027997264)), near, scaled);
  });
};

function smallExpm1(writer: AssemblyWriter, x: Code): Code {
  const half = writer.keep(valueType.v128, pair.multiply(x, pair.multiply(writer.constantPair(0.5), x)));
  const inner = pair.subtract(pair.multiply(x, expm1Ratio(writer, x, half)), half);
  return pair.subtract(x, inner);
}

/** As `ratio` of `numeric/exponential.ts`. */
function expm1Ratio(writer: AssemblyWriter, r: Code, half: Code): Code {
  const c = (value: number): Code => writer.constantPair(value);
  const keep = (value: Code): Code => writer.keep(valueType.v128, value);
  const coefficients = [
    1, -0.03333333333333313, 0.0015873015872548146, -7.93650757867488e-5, 4.008217827329362e-6,
    -2.0109921818362437e-7,
  ];
  const first = keep(polynomial(half, coefficients.map(c)));
  const t = keep(pair.subtract(c(3), pair.multiply(first, pair.multiply(c(0.5), r))));
  const quotient = pair.divide(pair.subtract(first, t), pair.subtract(c(6), pair.multiply(r, t)));
  return pair.multiply(half, quotient);
}

/** As there, the results of all its branches and a choice; k = 0 is that of its last lines. */
function scaledExpm1(writer: AssemblyWriter, r: Code, e: Code, k: Code): Code {
  const c = (value: number): Code => writer.constantPair(value);
  const keep = (value: Code): Code => writer.keep(valueType.v128, value);
  const power = keep(pair.addBits(c(1), exponentBits(writer, k)));
  const inverse = keep(pair.addBits(c(1), exponentBits(writer, pair.negate(k))));
  const difference = keep(pair.subtract(r, e));
  const below20 = pair.add(difference, pair.subtract(c(1), inverse));
  const from20 = pair.add(pair.subtract(r, pair.add(e, inverse)), c(1));
  const common = keep(pair.multiply(choose(pair.less(k, c(20)), below20, from20), power));
  const outer = pair.subtract(pair.multiply(pair.add(difference, c(1)), power), c(1));
  const isOuter = pair.or(pair.less(k, c(0)), pair.greater(k, c(56)));
  const within = keep(choose(isOuter, outer, common));
  const belowQuarter = pair.multiply(c(-2), pair.subtract(e, pair.add(r, c(0.5))));
  const fromQuarter = pair.add(c(1), pair.multiply(c(2), difference));
  const one = keep(choose(pair.less(r, c(-0.25)), belowQuarter, fromQuarter));
  const minusOne = pair.subtract(pair.multiply(c(0.5), difference), c(0.5));
  return choose(pair.equal(k, c(1)), one, choose(pair.equal(k, c(-1)), minusOne, within));
}
