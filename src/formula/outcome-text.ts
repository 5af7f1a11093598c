/** What is said of an outcome besides its family: which values are bounds only, and between which bounds they are in the table. */

/** Ways of censoring that occur, and bounds, as texts of the model. */
export interface OutcomeLimits {
  readonly censoring: {
    /** Its values are -1, 0, 1, 2. */
    readonly status: string;
    readonly values: ReadonlySet<number>;
    readonly end: string | null;
  } | null;
  readonly lower: string | null;
  readonly upper: string | null;
}

/** The distribution of the outcome `y`, as `truncated(censored(…, right: status == 1), lower: 0)`. */
export function limited(distribution: string, y: string, { censoring, lower, upper }: OutcomeLimits): string {
  const ways: string[] = [];
  if (censoring !== null) {
    const { status, values, end } = censoring;
    if (values.has(-1)) ways.push(`left: ${status} == -1`);
    if (values.has(1)) ways.push(`right: ${status} == 1`);
    if (values.has(2) && end !== null) ways.push(`to: if(${status} == 2, ${end}, ${y})`);
  }
  const known = ways.length === 0 ? distribution : `censored(${[distribution, ...ways].join(", ")})`;
  if (lower === null && upper === null) return known;
  const bounds = [
    lower === null ? [] : [`lower: ${lower}`],
    upper === null ? [] : [`upper: ${upper}`],
  ].flat();
  return `truncated(${[known, ...bounds].join(", ")})`;
}
