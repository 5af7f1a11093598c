/**
 * Marginal likelihoods of runs: in closed form where nothing is left to be sampled, by what an exploration of the marginal sampler found, or by
 * bridge sampling, whichever has the smaller error.
 */

import { constantOfPriors, JointDensity, NoDensity } from "../../evaluation/joint-density.ts";
import { bridgeSampling } from "../../posterior/bridge.ts";
import { type ModelEvidence, type RankedEvidence, rankEvidence } from "../../posterior/compare-evidence.ts";
import { badOption } from "../../run/problems.ts";
import { isEvidenceKnown } from "../../samplers/exploration/exploration-report.ts";
import { bindRun, type RunDataOptions } from "../bound-run.ts";
import type { FitSetting } from "../fit-setting.ts";
import { ProblemError } from "../problem-error.ts";
import { type NamedRuns, requireFitting } from "./compare-runs.ts";
import { type NamedRun, requireComparable } from "./observations.ts";
import { noEvidence } from "./problems.ts";

/** What computing marginal likelihoods is told. */
export interface EvidenceOptions extends RunDataOptions {
  /** Of the numbers that are proposed, 1 if not given. */
  readonly seed?: number;
}

/** The best first. Throws a `ProblemError` where the runs are not of the same data, or one has no marginal likelihood. */
export async function compareEvidence(
  named: NamedRuns,
  { seed = 1, ...where }: EvidenceOptions,
  setting: FitSetting,
): Promise<readonly RankedEvidence[]> {
  requireFitting({ by: "evidence", seed }, setting);
  if (Object.keys(named).length === 0)
    throw new ProblemError([badOption("no run was given to be compared")], "", "");
  const runs: NamedRun[] = [];
  for (const [name, fitted] of Object.entries(named))
    runs.push({ name, ...(await bindRun(fitted, where, setting)) });
  requireComparable(runs);
  return rankEvidence(runs.map((run) => evidenceOf(run, seed)));
}

function evidenceOf(run: NamedRun, seed: number): ModelEvidence {
  const { name, fitted, data } = run;
  const [improper] = fitted.record.roles.improperPriors;
  const refuse = (reason: string): never => {
    throw new ProblemError([noEvidence(name, reason)], "", "");
  };
  if (improper !== undefined)
    return refuse(
      `the prior of \`${improper.parameter}\`, ${improper.prior}, is improper, so that it has any size`,
    );
  const constant = constantOfPriors(data.bound);
  if (constant instanceof NoDensity) return refuse(constant.reason);
  const found = [byBridge(run, seed), byExploration(run, constant)];
  const reasons = found.flatMap((one) => (typeof one === "string" ? [one] : []));
  const [best] = found
    .filter((one): one is ModelEvidence => typeof one !== "string")
    .sort((a, b) => a.error - b.error);
  return best ?? refuse(reasons[0]!);
}

/** A reason where it cannot be had. */
function byBridge({ name, fitted, data }: NamedRun, seed: number): ModelEvidence | string {
  const joint = JointDensity.of(data.bound, fitted.draws);
  if (joint instanceof NoDensity) return joint.reason;
  const found = bridgeSampling(joint, fitted.draws, seed);
  if (found === null) return "its draws are too few, or too far from a normal distribution";
  const { dimension, integration } = joint;
  const method = dimension === 0 && integration?.method !== "quadrature" ? "closed form" : "bridge sampling";
  // What the quadrature over group effects is off by, if it is, is off at every draw alike.
  const off = integration?.accuracy()?.errors.reduce((sum, one) => sum + one, 0) ?? 0;
  const error = Math.hypot(found.error, off);
  return { name, ...found, error, method, dimension, integrated: integration?.factor ?? null };
}

/** The constants of the density that was explored are all in it but for those of its priors that samplers leave out. */
function byExploration({ name, fitted }: NamedRun, constant: number): ModelEvidence | string {
  const { exploration, dimension, integrated } = fitted.record.plan;
  if (exploration === null || exploration.components === 0) return "its density was not explored";
  const { logEvidence, logEvidenceError: error } = exploration;
  if (logEvidence === null || error === null || !isEvidenceKnown(exploration))
    return "the exploration of its density did not find all of it";
  return {
    name,
    logEvidence: logEvidence + constant,
    error,
    method: "importance sampling",
    dimension,
    integrated: integrated.length === 0 ? null : integrated.join(", "),
  };
}
