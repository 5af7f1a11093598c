/** The thread of the lessons. */

import { answerQuestions } from "./answer-questions.ts";
import { operations } from "./operations.ts";

answerQuestions(operations);
