/** The kinds of pictures that are of the draws of one run and need no more than these. */

import type { PictureKind } from "../kind.ts";
import { autocorrelation } from "./autocorrelation.ts";
import { caterpillar } from "./caterpillar.ts";
import { density } from "./density.ts";
import { divergences } from "./divergences.ts";
import { ecdf } from "./ecdf.ts";
import { energy } from "./energy.ts";
import { essEvolutionKind } from "./ess-evolution.ts";
import { essLocalKind } from "./ess-local.ts";
import { essQuantileKind } from "./ess-quantile.ts";
import { forest } from "./forest.ts";
import { histogram } from "./histogram.ts";
import { icc } from "./icc.ts";
import { pairs } from "./pairs.ts";
import { parallel } from "./parallel.ts";
import { pooling } from "./pooling.ts";
import { rank } from "./rank.ts";
import { rankEcdf } from "./rank-ecdf.ts";
import { ranks } from "./ranks.ts";
import { ridgeline } from "./ridgeline.ts";
import { runningMean } from "./running-mean.ts";
import { shrinkage } from "./shrinkage.ts";
import { trace } from "./trace.ts";
import { variance } from "./variance.ts";

/** In their order among all kinds. */
export const kindsOfDraws: readonly PictureKind[] = [
  trace,
  rank,
  rankEcdf,
  density,
  histogram,
  ecdf,
  forest,
  ridgeline,
  autocorrelation,
  runningMean,
  essEvolutionKind,
  essQuantileKind,
  essLocalKind,
  parallel,
  energy,
  caterpillar,
  shrinkage,
  pooling,
  ranks,
  pairs,
  divergences,
  variance,
  icc,
];
