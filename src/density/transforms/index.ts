/** All transforms; each constraint has one. */

import { boundedAbove } from "./bounded-above.ts";
import { correlation } from "./correlation.ts";
import { interval } from "./interval.ts";
import { ordered } from "./ordered.ts";
import { positive } from "./positive.ts";
import { simplex } from "./simplex.ts";
import type { ScalarTransform, VectorTransform } from "./transform.ts";
import { unbounded } from "./unbounded.ts";

export const scalarTransforms: readonly ScalarTransform[] = [unbounded, positive, boundedAbove, interval];

export const vectorTransforms = { simplex, ordered, correlation } as const satisfies Readonly<
  Record<string, VectorTransform>
>;
