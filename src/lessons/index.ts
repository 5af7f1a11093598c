/** The lessons in their order. */

import type { Lesson } from "./kit/lesson.ts";
import { pseudoreplication } from "./pseudoreplication.ts";

export const lessons: readonly Lesson[] = [pseudoreplication];
