/** Runs to a report: of one run all sections, of two what differs between them. Nothing here needs a process or a page. */

import type { FitSetting } from "../api/fit-setting.ts";
import { version } from "../run/version.ts";
import type { Report, Section } from "./blocks.ts";
import { comparisonSections } from "./comparison.ts";
import { type NamedRun, type ReportInput, type ReportOptions, reportInput } from "./report-input.ts";
import { verdictBlock } from "./sections/diagnosis.ts";
import { sectionsOfRun } from "./sections/index.ts";

/** One run, or two to compare. */
export type ReportedRuns = readonly [NamedRun] | readonly [NamedRun, NamedRun];

/** The report as data. What cannot be had is said in it; it throws for nothing that a run may lack. */
export async function makeReport(
  [first, second]: ReportedRuns,
  options: ReportOptions,
  setting: FitSetting,
): Promise<Report> {
  const one = await reportInput(first, options, setting);
  if (second === undefined) {
    return {
      title: titleOf(one),
      subtitle: "Report of a fitted model",
      verdicts: [verdictBlock(one)],
      sections: await sectionsOf(one),
      version,
    };
  }
  const other = await reportInput(second, options, setting);
  return {
    title: `${first.name} and ${second.name}`,
    subtitle: "Comparison of two fitted models",
    verdicts: [verdictBlock(one, first.name), verdictBlock(other, second.name)],
    sections: comparisonSections(one, other),
    version,
  };
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
