/** A model fitted to a small table, as the lessons ask for it: what `summary`, `variance`, `effects` and `diagnose` say, and draws. */

import type { Fitted } from "../../api/fitted.ts";
import { parseModel } from "../../api/model.ts";
import { fit } from "../../browser/index.ts";
import type { Diagnosis } from "../../posterior/diagnosis.ts";
import type { EffectsTable } from "../../posterior/effects.ts";
import type { ObservedTable } from "../../posterior/observed-scale.ts";
import type { RankTable } from "../../posterior/ranks.ts";
import type { SummaryRow } from "../../posterior/summary.ts";
import type { VarianceTable } from "../../posterior/variance.ts";
import type { RunOptions } from "../../run/options.ts";

/** Columns by name, of one length. */
export type LessonData = Readonly<Record<string, readonly (number | string)[]>>;

export interface FitRequest {
  readonly model: string;
  readonly data: LessonData;
  /** As of `fit`; its defaults where nothing is said. */
  readonly options?: Partial<Pick<RunOptions, "chains" | "warmup" | "draws" | "seed" | "method">>;
  /** Variables whose draws are wanted. */
  readonly draws?: readonly string[];
  /** What takes a while and is wanted all the same. */
  readonly also?: readonly ("ranks" | "observed")[];
}

export interface FitAnswer {
  readonly rows: readonly SummaryRow[];
  readonly variance: VarianceTable;
  readonly effects: readonly EffectsTable[];
  /** Of each grouping factor, which level is the first and how sure that is; null where nobody asked. */
  readonly ranks: readonly RankTable[] | null;
  /** Of counts and trials, the intraclass correlation of what is observed; of others the reason why there is none. Null where nobody asked. */
  readonly observed: ObservedTable | null;
  /** The logarithm of the marginal likelihood, where the posterior was explored as a whole; null elsewhere. */
  readonly logEvidence: number | null;
  /** What the program asks or warns of, code and sentences. */
  readonly warnings: readonly string[];
  readonly verdict: Diagnosis["verdict"];
  /** A sentence for each rule that is broken. */
  readonly problems: readonly string[];
  readonly divergences: number | null;
  readonly method: string;
  readonly kernel: string;
  readonly chainCount: number;
  readonly drawCount: number;
  /** Of the variables that were asked for, `[chain * drawCount + draw]`. */
  readonly draws: Readonly<Record<string, Float64Array>>;
  readonly milliseconds: number;
}

/** Rejects with what `fit` throws: a `ProblemError`, whose message says what is wrong. */
export async function fitOperation(request: FitRequest): Promise<FitAnswer> {
  const { draws = [], also = [] } = request;
  const startedAt = performance.now();
  const fitted = await fitNow(request);
  const { verdict, problems, divergences } = fitted.diagnose();
  const { exploration } = fitted.record.plan;
  return {
    rows: fitted.summary().rows,
    variance: fitted.variance(),
    effects: fitted.effects(),
    ranks: also.includes("ranks") ? fitted.ranks() : null,
    observed: also.includes("observed") ? fitted.observedScale() : null,
    logEvidence: exploration?.isProposal === true ? exploration.logEvidence : null,
    warnings: fitted.warnings.map(({ code, message, hint }) => `${code}: ${message}; ${hint}`),
    verdict,
    problems: problems.map(({ message }) => message),
    divergences,
    method: fitted.record.plan.method,
    kernel: fitted.record.plan.kernel,
    chainCount: fitted.draws.chainCount,
    drawCount: fitted.draws.drawCount,
    draws: Object.fromEntries(draws.map((name) => [name, fitted.get(name).slice()])),
    milliseconds: performance.now() - startedAt,
  };
}

type Fittable = Pick<FitRequest, "model" | "data" | "options">;

/** The last fits by what they were asked for: to compare them they need not be made again. */
const remembered = new Map<string, Fitted>();
const mostRemembered = 8;

async function fitNow({ model, data, options }: Fittable): Promise<Fitted> {
  const fitted = await fit(parseModel(model), { ...options, data });
  const [oldest] = remembered.keys();
  if (remembered.size >= mostRemembered && oldest !== undefined) remembered.delete(oldest);
  remembered.set(JSON.stringify([model, data, options]), fitted);
  return fitted;
}

/** One of the last fits, or a new one. Rejects with what `fit` throws. */
export async function fitOnce({ model, data, options }: Fittable): Promise<Fitted> {
  return remembered.get(JSON.stringify([model, data, options])) ?? fitNow({ model, data, options });
}
