/** The page of the playground. */

import type { PlaygroundOperations } from "../engine/playground-worker.ts";
import type { LessonPage } from "../kit/page.ts";

/** With the operations of its engine. */
export type PlaygroundPage = LessonPage<PlaygroundOperations>;
