/** Runs to a report: of one run all sections, of several what differs between them. Nothing here needs a process or a page. */

import type { FitSetting } from "../api/fit-setting.ts";
import { version } from "../run/version.ts";
import type { Report, Section } from "./blocks.ts";
import { comparisonSections } from "./comparison.ts";
import { type NamedRun, type ReportInput, type ReportOptions, reportInput } from "./report-input.ts";
import { verdictBlock } from "./sections/diagnosis.ts";
import { sectionsOfRun } from "./sections/index.ts";

/** One run, or several to compare. */
export type ReportedRuns = readonly [NamedRun, ...NamedRun[]];

/** More columns than these are no table that is read. */
export const mostRuns = 6;

const numerals = ["two", "three", "four", "five", "six"];

/** The report as data. What cannot be had is said in it; it throws for nothing that a run may lack. */
export async function makeReport(
  runs: ReportedRuns,
  options: ReportOptions,
  setting: FitSetting,
): Promise<Report> {
  const inputs: ReportInput[] = [];
  const names = shortNames(runs.map(({ name }) => name));
  for (const [i, run] of runs.entries())
    inputs.push({ ...(await reportInput(run, options, setting)), called: names[i]! });
  const [one] = inputs as [ReportInput, ...ReportInput[]];
  if (inputs.length === 1) {
    return {
      title: titleOf(one),
      subtitle: "Report of a fitted model",
      verdicts: [verdictBlock(one)],
      sections: await sectionsOf(one),
      version,
    };
  }
  return {
    title: `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`,
    subtitle: `Comparison of ${numerals[names.length - 2] ?? names.length} fitted models`,
    verdicts: inputs.map((input) => verdictBlock(input, input.called)),
    sections: comparisonSections(inputs),
    version,
  };
}

/** Without folders and endings, where these are not what tells them apart: they are heads of columns. */
function shortNames(names: readonly string[]): readonly string[] {
  const short = names.map((name) => /([^/\\]+?)(?:\.run)?[/\\]*$/i.exec(name)?.[1] ?? name);
  return new Set(short).size === names.length ? short : names;
}

function titleOf({ fitted: { record } }: ReportInput): string {
  return record.model.name ?? record.model.file;
}

/** One after the other: some draw, and share what was drawn. */
async function sectionsOf(input: ReportInput): Promise<readonly Section[]> {
  const sections: Section[] = [];
  for (const make of sectionsOfRun) {
    const section = await make(input);
    if (section !== null) sections.push(section);
  }
  return sections;
}
