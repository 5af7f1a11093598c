/** Sine, cosine, arc tangent and hyperbolic tangent: those of @stdlib, which compute without `Math`, the same bits in every engine. */

import stdlibAtan from "@stdlib/math-base-special-atan";
import stdlibCos from "@stdlib/math-base-special-cos";
import stdlibSin from "@stdlib/math-base-special-sin";
import stdlibTanh from "@stdlib/math-base-special-tanh";

/** Sine of x in radians; NaN at ±Infinity. */
export const sin: (x: number) => number = stdlibSin;

/** Cosine of x in radians; NaN at ±Infinity. */
export const cos: (x: number) => number = stdlibCos;

/** Arc tangent in radians. */
export const atan: (x: number) => number = stdlibAtan;

/** Hyperbolic tangent. */
export const tanh: (x: number) => number = stdlibTanh;
