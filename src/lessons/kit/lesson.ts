/** The contract of lessons: each is a file of `src/lessons/` with a line in the index, and a text of the same name in `docs/lessons/` for each language. */

import type { Operations, OperationTable } from "../engine/operations.ts";
import type { LessonPage } from "./page.ts";

/** `Table` are the operations of the engine that its page loads. */
export interface Lesson<Table extends OperationTable = Operations> {
  /** As in `hyperprior lesson NAME`, and the name of its texts. */
  readonly name: string;
  /** Fills the places of the text. What it asks of the engine may come later. */
  readonly start: (page: LessonPage<Table>) => void;
}
