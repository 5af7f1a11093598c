/** All examples, in the order of the page. */

import { brms } from "./brms.ts";
import { bugs1, bugs2 } from "./bugs.ts";
import type { Source } from "./example.ts";
import { lme4 } from "./lme4.ts";
import { mixedModelsJl } from "./mixed-models-jl.ts";
import { nlme } from "./nlme.ts";
import { posteriordb } from "./posteriordb.ts";
import { rstanarm } from "./rstanarm.ts";

export const sources: readonly Source[] = [
  lme4,
  nlme,
  mixedModelsJl,
  brms,
  rstanarm,
  bugs1,
  bugs2,
  posteriordb,
];
