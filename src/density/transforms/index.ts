/** All transforms; each constraint has one. */

import { boundedAbove } from "./bounded-above.ts";
import { correlation } from "./correlation.ts";
import { interval } from "./interval.ts";
import { ordered, orderedBetween } from "./ordered.ts";
import { positive } from "./positive.ts";
import { simplex } from "./simplex.ts";
import type { ScalarTransform, VectorTransform } from "./transform.ts";
import { unbounded } from "./unbounded.ts";

/** In the order in which they are asked whether they fit a support. */
export const scalarTransforms: readonly ScalarTransform[] = [unbounded, positive, boundedAbove, interval];

/** By the kind of support that each is for. */
export const vectorTransforms = { simplex, ordered, correlation } as const satisfies Readonly<
  Record<string, VectorTransform>
>;

/** Of the bounds that the elements of an ordered vector share, where they have any. */
export { orderedBetween };
