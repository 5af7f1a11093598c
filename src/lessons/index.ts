/** The lessons in their order. */

import { calibration } from "./calibration/index.ts";
import { crossedOrNested } from "./crossed-or-nested.ts";
import { didItWork } from "./did-it-work.ts";
import { icc } from "./icc/index.ts";
import type { Lesson } from "./kit/lesson.ts";
import { poolings } from "./poolings/index.ts";
import { priorsLesson } from "./priors/index.ts";
import { pseudoreplication } from "./pseudoreplication.ts";
import { rates } from "./rates.ts";
import { relax } from "./relax/index.ts";
import { samplers } from "./samplers.ts";
import { unbalance } from "./unbalance/index.ts";

export const lessons: readonly Lesson[] = [
  pseudoreplication,
  poolings,
  unbalance,
  icc,
  priorsLesson,
  samplers,
  didItWork,
  relax,
  calibration,
  crossedOrNested,
  rates,
];
