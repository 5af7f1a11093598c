/** The kinds of pictures, as they are listed. */

import type { PictureKind } from "../kind.ts";
import { autocorrelation } from "./autocorrelation.ts";
import { density } from "./density.ts";
import { ecdf } from "./ecdf.ts";
import { energy } from "./energy.ts";
import { essEvolutionKind } from "./ess-evolution.ts";
import { essLocalKind } from "./ess-local.ts";
import { essQuantileKind } from "./ess-quantile.ts";
import { forest } from "./forest.ts";
import { histogram } from "./histogram.ts";
import { parallel } from "./parallel.ts";
import { rank } from "./rank.ts";
import { rankEcdf } from "./rank-ecdf.ts";
import { ridgeline } from "./ridgeline.ts";
import { runningMean } from "./running-mean.ts";
import { trace } from "./trace.ts";

export const pictureKinds: readonly PictureKind[] = [
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
];
