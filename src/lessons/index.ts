/** The lessons in their order. */

import { crossedOrNested } from "./crossed-or-nested.ts";
import { didItWork } from "./did-it-work.ts";
import type { Lesson } from "./kit/lesson.ts";
import { pseudoreplication } from "./pseudoreplication.ts";
import { rates } from "./rates.ts";
import { samplers } from "./samplers.ts";

export const lessons: readonly Lesson[] = [pseudoreplication, samplers, didItWork, crossedOrNested, rates];
