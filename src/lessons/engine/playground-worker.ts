/** The thread of the playground. */

import { answerQuestions } from "./answer-questions.ts";
import {
  expandOperation,
  fitTextOperation,
  formatOperation,
  lastFitOperation,
  pictureOperation,
  readOperation,
} from "./playground.ts";

const operations = {
  read: readOperation,
  format: formatOperation,
  expand: expandOperation,
  fitText: fitTextOperation,
  picture: pictureOperation,
  lastFit: lastFitOperation,
} as const;

/** What the playground may ask. */
export type PlaygroundOperations = typeof operations;

answerQuestions(operations);
