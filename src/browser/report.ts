/** Reports made in a page, which has a document to draw pictures in. The functions are those of Node. */

import type { Fitted } from "../api/fitted.ts";
import { requireFitted, requireKnownOptions } from "../api/given-options.ts";
import { ProblemError } from "../api/problem-error.ts";
import type { Picture } from "../pictures/picture.ts";
import type { SvgOptions } from "../pictures/svg/render.ts";
import { svgText } from "../pictures/svg/text.ts";
import { badOption } from "../run/problems.ts";
import { type MarkdownReportOptions, type ReportOptions, runsOf } from "../run-report/given-runs.ts";
import { mathMl } from "../run-report/html/mathematics.ts";
import { reportPage } from "../run-report/html/page.ts";
import { makeReport } from "../run-report/make-report.ts";
import { type MarkdownReport, reportMarkdown } from "../run-report/markdown.ts";
import { page } from "./page-setting.ts";
import { reportScript } from "./report-script.ts";

export type { MarkdownReport, MarkdownReportOptions, ReportOptions };

/**
 * A run as one HTML page that needs no network, as text, as in Node; with `versus` a comparison. `onProgress` is told of its parts, between which the
 * event loop has a turn. Throws a `ProblemError` for options that it does not know, and in a worker, which has no document.
 */
export async function htmlReport(fitted: Fitted, options: ReportOptions = {}): Promise<string> {
  requireFitted("htmlReport", fitted);
  requireKnownOptions("htmlReport", options);
  requireDocument("htmlReport");
  const report = await makeReport(runsOf(fitted, options), options, page);
  return reportPage(report, { drawSvg, mathMl, script: reportScript });
}

/** The same as Markdown, with its pictures as texts of SVG files. Throws as `htmlReport` does. */
export async function markdownReport(
  fitted: Fitted,
  options: MarkdownReportOptions = {},
): Promise<MarkdownReport> {
  requireFitted("markdownReport", fitted);
  requireKnownOptions("markdownReport", options);
  requireDocument("markdownReport");
  const { pictures = "pictures", ...rest } = options;
  return reportMarkdown(await makeReport(runsOf(fitted, rest), rest, page), pictures, { drawSvg });
}

function drawSvg(picture: Picture, options: SvgOptions): string {
  return svgText(picture, document, options);
}

function requireDocument(name: string): void {
  if (typeof document !== "undefined") return;
  throw new ProblemError(
    [badOption(`${name} draws in a document, and a worker has none: call it in the page`)],
    "",
    "",
  );
}
