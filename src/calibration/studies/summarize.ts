/** Outcomes of simulated studies to the outlook of their designs. */

import {
  bestOf,
  type DesignStudy,
  outlookOf,
  type Recommendation,
  type StudyPlan,
  type StudyResults,
} from "../../posterior/study-design.ts";
import { countEach, countFits } from "../count-outcomes.ts";
import type { StudyOutcome, StudySimulator } from "./study-simulator.ts";

/** What is known beside the outcomes. */
export interface SummaryRequest {
  readonly plans: readonly StudyPlan[];
  readonly from: DesignStudy["truth"]["from"];
  readonly notes: readonly string[];
  /** Whether the best is the design that tells the first statement most often. */
  readonly isForTold: boolean;
}

/** Studies count where all designs have them. */
export function summarizeStudies(
  simulator: StudySimulator,
  outcomes: readonly StudyOutcome[],
  { plans, from, notes, isForTold }: SummaryRequest,
): DesignStudy {
  const { settings, told, target, truths } = simulator.task;
  const studies = wholeStudies(outcomes, plans.length);
  const counted = studies.flat();
  const results = plans.map((plan, d) =>
    resultsOf(
      plan,
      studies.map((designs) => designs[d]!),
      simulator.measured.length,
      told.length,
    ),
  );
  const names = simulator.measured.map(({ name }) => name);
  const q = target === null ? 0 : Math.max(0, names.indexOf(simulator.targetName ?? ""));
  const values = results.map(({ sds, told: own }) => (isForTold ? own[0]!.map((one) => -one) : sds[q]!));
  const best = plans.length < 2 || studies.length < 2 ? null : bestOf(values);
  const aim: Pick<Recommendation, "aim" | "target"> = isForTold
    ? { aim: "told", target: told[0]!.statement }
    : { aim: "sd", target: names[q]! };
  return {
    designs: results.map((one) => outlookOf(one, names, told)),
    recommendation: best && { ...aim, ...best },
    requested: settings.studies,
    studies: studies.length,
    isInterrupted: studies.length < settings.studies,
    seed: settings.seed,
    prob: settings.prob,
    truth: { from, stated: truths.stated },
    fits: countFits(counted),
    brokenRules: countEach(counted.flatMap(({ brokenRules }) => brokenRules)),
    rejected: counted.reduce((sum, one) => sum + one.rejected, 0),
    notes,
  };
}

/** By study, then by design; those of which a design was not simulated are left out. */
function wholeStudies(outcomes: readonly StudyOutcome[], designs: number): StudyOutcome[][] {
  const studies = new Map<number, StudyOutcome[]>();
  for (const outcome of [...outcomes].sort((a, b) => a.number - b.number)) {
    const study = Math.floor((outcome.number - 1) / designs);
    const known = studies.get(study);
    if (known === undefined) studies.set(study, [outcome]);
    else known.push(outcome);
  }
  return [...studies.values()].filter((one) => one.length === designs);
}

function resultsOf(
  plan: StudyPlan,
  outcomes: readonly StudyOutcome[],
  quantities: number,
  statements: number,
): StudyResults {
  const columns = (count: number, from: (outcome: StudyOutcome) => Float64Array | null): Float64Array[] =>
    Array.from({ length: count }, (_, k) =>
      Float64Array.from(outcomes, (one) => from(one)?.[k] ?? Number.NaN),
    );
  return {
    plan,
    sds: columns(quantities, ({ sds }) => sds),
    widths: columns(quantities, ({ widths }) => widths),
    truths: columns(quantities, ({ truths }) => truths),
    told: columns(statements, ({ told }) => told),
    holds: columns(statements, ({ holds }) => holds),
    failedFits: outcomes.filter(({ brokenRules }) => brokenRules.length > 0).length,
    notBegun: outcomes.filter(({ sds }) => sds === null).length,
  };
}
