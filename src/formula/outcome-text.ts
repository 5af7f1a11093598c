/** What is said of an outcome besides its family: which values are bounds only, and between which bounds they are in the table. */

/** How the value of a row is known: as it is, or as a bound below, above or on either side of the true one. */
export type CensoringWay = "none" | "left" | "right" | "interval";

/** The words of brms for them, with the numbers that stand for them. */
export const censoringNumbers: ReadonlyMap<CensoringWay, number> = new Map([
  ["left", -1],
  ["none", 0],
  ["right", 1],
  ["interval", 2],
]);

/** Ways of censoring that occur, and bounds, as texts of the model. */
export interface OutcomeLimits {
  readonly censoring: {
    /** The ways that occur, each with the condition that tells the rows in which it does. */
    readonly ways: ReadonlyMap<CensoringWay, string>;
    readonly end: string | null;
  } | null;
  readonly lower: string | null;
  readonly upper: string | null;
}

/** The distribution of the outcome `y`, as `truncated(censored(…, right: status == 1), lower: 0)`. */
export function limited(distribution: string, y: string, { censoring, lower, upper }: OutcomeLimits): string {
  const ways: string[] = [];
  if (censoring !== null) {
    const { ways: known, end } = censoring;
    const [left, right, interval] = [known.get("left"), known.get("right"), known.get("interval")];
    if (left !== undefined) ways.push(`left: ${left}`);
    if (right !== undefined) ways.push(`right: ${right}`);
    if (interval !== undefined && end !== null) ways.push(`to: if(${interval}, ${end}, ${y})`);
  }
  const known = ways.length === 0 ? distribution : `censored(${[distribution, ...ways].join(", ")})`;
  if (lower === null && upper === null) return known;
  const bounds = [
    lower === null ? [] : [`lower: ${lower}`],
    upper === null ? [] : [`upper: ${upper}`],
  ].flat();
  return `truncated(${[known, ...bounds].join(", ")})`;
}
