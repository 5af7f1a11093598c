/** The thread that makes reports of what the playground's has fitted. */

import { Fitted } from "../../api/fitted.ts";
import { page } from "../../browser/page-setting.ts";
import type { Report } from "../../run-report/blocks.ts";
import { makeReport } from "../../run-report/make-report.ts";
import { answerQuestions } from "./answer-questions.ts";
import type { LastFit } from "./playground.ts";

const operations = { report: reportOperation } as const;

/** What it may be asked. */
export type ReportingOperations = typeof operations;

answerQuestions(operations);

/** The report as data. Rejects where these data are not those of the run. */
async function reportOperation({ run, warnings, data }: LastFit): Promise<Report> {
  const fitted = new Fitted(run, warnings);
  return makeReport([{ fitted, name: "my.run" }], { runData: data }, page);
}
