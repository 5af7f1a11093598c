/** The thread of a lesson that makes experiments. */

import { answerQuestions } from "./answer-questions.ts";
import { experimenting } from "./operations.ts";

answerQuestions(experimenting);
