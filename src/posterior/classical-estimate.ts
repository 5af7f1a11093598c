/** What classical analyses give, and what they are asked. */

/** One number. */
export interface ClassicalEstimate {
  readonly group: string;
  /** "variance", "ICC(1)", "ICC(A,1)": of the residual the group is `residual`. */
  readonly what: string;
  readonly method: "ANOVA" | "REML";
  readonly value: number;
  /** Ends of the confidence interval; NaN where there is none in closed form. */
  readonly lower: number;
  readonly upper: number;
}

/** What is asked of an analysis. */
export interface ClassicalOptions {
  readonly prob: number;
  /** Values in a mean whose reliability is told. */
  readonly counts: readonly number[];
}

/** The same numbers as of REML, which has those of an analysis of variance where groups are equal and none is negative. */
export function withRestricted(rows: readonly ClassicalEstimate[]): ClassicalEstimate[] {
  const none = { lower: Number.NaN, upper: Number.NaN };
  return [...rows, ...rows.map((row) => ({ ...row, ...none, method: "REML" as const }))];
}
