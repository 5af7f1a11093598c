/** Reports in Node: data are read from files, and pictures drawn without a browser. */

import { readFile } from "node:fs/promises";
import { nodeSetting } from "../api/fit.ts";
import type { FitSetting } from "../api/fit-setting.ts";
import type { Fitted } from "../api/fitted.ts";
import { requireFitted, requireKnownOptions } from "../api/given-options.ts";
import { type MarkdownReportOptions, type ReportOptions, runsOf } from "./given-runs.ts";
import { makeReport, type ReportedRuns } from "./make-report.ts";
import type { MarkdownReport } from "./markdown.ts";
import type { ReportHost } from "./report-host.ts";
import type { ReportOptions as NumberOptions } from "./report-input.ts";

/**
 * A run as one HTML page that needs no network: question, model, data, results, verdict, pictures, sensitivity, checks, methods and how to make it
 * again; with `versus` a comparison of two runs or more. What cannot be had, as where the data have moved, is said in it. Throws a `ProblemError` for
 * options that it does not know.
 */
export async function htmlReport(fitted: Fitted, options: ReportOptions = {}): Promise<string> {
  requireFitted("htmlReport", fitted);
  requireKnownOptions("htmlReport", options);
  return writeHtml(runsOf(fitted, options), options, nodeSetting);
}

/** The same as Markdown, with its pictures as texts of SVG files. Throws as `htmlReport` does. */
export async function markdownReport(
  fitted: Fitted,
  options: MarkdownReportOptions = {},
): Promise<MarkdownReport> {
  requireFitted("markdownReport", fitted);
  requireKnownOptions("markdownReport", options);
  return writeMarkdown(runsOf(fitted, options), options, nodeSetting);
}

/** The page; `setting` says in whose words advice is given. */
export async function writeHtml(
  runs: ReportedRuns,
  options: NumberOptions,
  setting: FitSetting,
): Promise<string> {
  const { reportPage } = await import("./html/page.ts");
  const report = await makeReport(runs, options, setting);
  return reportPage(report, await hostIn(setting));
}

/** The same as Markdown. */
export async function writeMarkdown(
  runs: ReportedRuns,
  options: NumberOptions & { readonly pictures?: string },
  setting: FitSetting,
): Promise<MarkdownReport> {
  const { pictures = "pictures", ...rest } = options;
  const { reportMarkdown } = await import("./markdown.ts");
  const report = await makeReport(runs, rest, setting);
  const { renderSvg } = await import("../pictures/svg/file.ts");
  return reportMarkdown(report, pictures, { drawSvg: renderSvg });
}

async function hostIn(setting: FitSetting): Promise<ReportHost> {
  const { renderSvg } = await import("../pictures/svg/file.ts");
  const { mathMl } = await import("./html/mathematics.ts");
  return { setting, drawSvg: renderSvg, mathMl, script: await pageScript() };
}

/** What runs in the page: a file of the build. */
async function pageScript(): Promise<string> {
  // In the build this file is in a folder of `dist/`, or a part of a file there; in the sources it stands as deep.
  const built = new URL("../report-page.min.js", import.meta.url);
  const fromSources = new URL("../../dist/report-page.min.js", import.meta.url);
  return readFile(built, "utf8").catch(() => readFile(fromSources, "utf8"));
}
