/** The thread of a lesson that compares models. */

import { answerQuestions } from "./answer-questions.ts";
import { comparing } from "./operations.ts";

answerQuestions(comparing);
