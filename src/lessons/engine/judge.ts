/** What draws that a page has collected are worth, as `summary` and `diagnose` say of any draws. */

import { diagnose } from "../../posterior/diagnose.ts";
import type { Diagnosis } from "../../posterior/diagnosis.ts";
import type { Draws } from "../../posterior/draws.ts";
import { type SummaryRow, summarize } from "../../posterior/summary.ts";

export interface JudgeRequest {
  /** By variable, its draws `[chain * drawCount + draw]`. */
  readonly draws: Readonly<Record<string, readonly number[]>>;
  readonly chainCount: number;
  /** Whether each transition diverged; nothing where the sampler has no trajectories. */
  readonly divergent?: readonly boolean[];
}

export interface JudgeAnswer {
  readonly rows: readonly SummaryRow[];
  readonly verdict: Diagnosis["verdict"];
  /** A sentence for each rule that is broken. */
  readonly problems: readonly string[];
}

/** Chains of one length, of four draws at least. */
export async function judgeOperation({ draws, chainCount, divergent }: JudgeRequest): Promise<JudgeAnswer> {
  const names = Object.keys(draws);
  const values = names.map((name) => Float64Array.from(draws[name]!));
  const judged: Draws = {
    chainCount,
    drawCount: values[0]!.length / chainCount,
    variables: names.map((name) => ({
      name,
      quantity: name.split("[")[0]!,
      levels: [],
      isHidden: false,
      isConstant: false,
    })),
    values,
    statistics: divergent === undefined ? {} : { divergent: Float64Array.from(divergent, Number) },
  };
  const { verdict, problems } = diagnose(judged);
  return { rows: summarize(judged).rows, verdict, problems: problems.map(({ message }) => message) };
}
