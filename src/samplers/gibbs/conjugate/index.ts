/** All conjugate pairs of one number for each element, in the order in which they are asked. */

import { beta } from "./beta.ts";
import type { ConjugatePair } from "./conjugate-pair.ts";
import { flatScale } from "./flat-scale.ts";
import { gamma } from "./gamma.ts";
import { halfNormalScale } from "./half-normal-scale.ts";
import { halfTScale } from "./half-t-scale.ts";
import { inverseGamma } from "./inverse-gamma.ts";

export const conjugatePairs: readonly ConjugatePair[] = [
  gamma,
  inverseGamma,
  flatScale,
  halfNormalScale,
  halfTScale,
  beta,
];
