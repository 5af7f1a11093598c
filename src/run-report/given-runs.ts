/** The runs of a report as a script gives them, in Node and in a page. */

import type { Fitted } from "../api/fitted.ts";
import { ProblemError } from "../api/problem-error.ts";
import { badOption } from "../run/problems.ts";
import { mostRuns, type ReportedRuns } from "./make-report.ts";
import type { ReportOptions as NumberOptions } from "./report-input.ts";

/** What a report is told. */
export interface ReportOptions extends NumberOptions {
  /** Another run that the first is compared with, or several. */
  readonly versus?: Fitted | readonly Fitted[];
  /** What the runs are called; by their models if not said. */
  readonly names?: readonly string[];
}

/** What a report in Markdown is told besides. */
export interface MarkdownReportOptions extends ReportOptions {
  /** Where its pictures will be, as it links to them; "pictures" if not said. */
  readonly pictures?: string;
}

/** The first and those that it is compared with; runs of one name are told apart by numbers. Throws a `ProblemError` for more than a report compares. */
export function runsOf(fitted: Fitted, { versus = [], names = [] }: ReportOptions): ReportedRuns {
  const others = [versus].flat() as readonly Fitted[];
  const most = mostRuns - 1;
  if (others.length > most)
    throw new ProblemError(
      [badOption(`versus can be ${most} runs at most, but ${others.length} are given`)],
      "",
      "",
    );
  const told: string[] = [];
  return [fitted, ...others].map((one, i) => {
    const own = names[i] ?? `${one.record.model.name ?? "model"}.run`;
    const before = told.filter((name) => name === own).length;
    told.push(own);
    return { fitted: one, name: before === 0 ? own : `${own} (${before + 1})` };
  }) as unknown as ReportedRuns;
}
