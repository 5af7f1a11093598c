/** Runs to a report: of one run all sections, of several what differs between them. Nothing here needs a process or a page. */

import type { FitSetting } from "../api/fit-setting.ts";
import type { ChainProgress } from "../run/chains/chain-run.ts";
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
  const parts = runs.length === 1 ? sectionsOfRun.map(([what]) => what) : runs.map(({ name }) => name);
  const steps = new Steps(parts, options.onProgress);
  const names = shortNames(runs.map(({ name }) => name));
  for (const [i, run] of runs.entries()) {
    if (runs.length > 1) await steps.next();
    inputs.push({ ...(await reportInput(run, options, setting)), called: names[i]! });
  }
  const [one] = inputs as [ReportInput, ...ReportInput[]];
  if (inputs.length === 1) {
    return {
      title: titleOf(one),
      subtitle: "Report of a fitted model",
      verdicts: [verdictBlock(one)],
      sections: await sectionsOf(one, steps),
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

/** Tells how far the report is. */
class Steps {
  private readonly parts: readonly string[];
  private readonly onProgress: ReportOptions["onProgress"];
  private done = -1;

  constructor(parts: readonly string[], onProgress: ReportOptions["onProgress"]) {
    this.parts = parts;
    this.onProgress = onProgress;
  }

  get isTold(): boolean {
    return this.onProgress !== undefined;
  }

  /** The next part begins; whoever is told has a turn of the event loop, in which a page is drawn, and Ctrl-C heard. */
  async next(): Promise<void> {
    this.done++;
    if (!this.isTold) return;
    this.tell(null);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }

  readonly onChains = (chains: readonly ChainProgress[]): void =>
    this.tell(chains.reduce((sum, { transitions }) => sum + transitions, 0));

  private tell(iterations: number | null): void {
    const { done, parts } = this;
    this.onProgress?.({ part: parts[done]!, done, of: parts.length, iterations });
  }
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
async function sectionsOf(input: ReportInput, steps: Steps): Promise<readonly Section[]> {
  const sections: Section[] = [];
  const told: ReportInput = steps.isTold ? { ...input, onChains: steps.onChains } : input;
  for (const [, make] of sectionsOfRun) {
    await steps.next();
    const section = await make(told);
    if (section !== null) sections.push(section);
  }
  return sections;
}
