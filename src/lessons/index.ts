/** The lessons in their order. */

import { didItWork } from "./did-it-work.ts";
import type { Lesson } from "./kit/lesson.ts";
import { pseudoreplication } from "./pseudoreplication.ts";
import { samplers } from "./samplers.ts";

export const lessons: readonly Lesson[] = [pseudoreplication, samplers, didItWork];
