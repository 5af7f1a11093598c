/**
 * Lags and running sums as pieces of expressions and designs: `lag("y", { within: "person", by: "week" })` is the text
 * `lag(y, within: person, by: week)`, for the compiler too, which finds the columns in it.
 */

/** Which rows are a series, and in which order. */
export interface SeriesOptions {
  /** A factor. */
  readonly within?: string;
  /** A column of numbers, or an ordered factor. */
  readonly by?: string;
}

/** And of a lag, how far back it looks, and what rows have that have none before them. */
export interface LagOptions extends SeriesOptions {
  readonly steps?: number;
  readonly first?: number;
}

type Named<Given, Name extends string> = Given extends {
  readonly [Key in Name]: infer Value extends string | number;
}
  ? `, ${Name}: ${Value}`
  : "";

type Series<
  Called extends string,
  Of extends string,
  Given,
> = `${Called}(${Of}${Named<Given, "within">}${Named<Given, "by">}${Named<Given, "steps">}${Named<Given, "first">})`;

/** Without options that there are none of. */
type Only<Given, Options> = Given & { readonly [Name in Exclude<keyof Given, keyof Options>]: never };

/** The value of a column in an earlier row; `of` is the column, or the text of a running sum of one. */
export function lag<const Of extends string, const Given extends LagOptions = object>(
  of: Of,
  options?: Only<Given, LagOptions>,
): Series<"lag", Of, Given> {
  // As the type says.
  return written("lag", of, options) as Series<"lag", Of, Given>;
}

/** The sum of a column over the rows up to this one, and with it. */
export function cumulativeSum<const Of extends string, const Given extends SeriesOptions = object>(
  of: Of,
  options?: Only<Given, SeriesOptions>,
): Series<"cumulative_sum", Of, Given> {
  // As the type says.
  return written("cumulative_sum", of, options) as Series<"cumulative_sum", Of, Given>;
}

/** In the order that the type has. What from JavaScript is no option stands last, for the checker to tell. */
function written(called: string, of: string, options: object = {}): string {
  const given = new Map<string, unknown>(Object.entries(options));
  const names = new Set(["within", "by", "steps", "first", ...given.keys()]);
  const named = [...names].flatMap((name) => {
    const value = given.get(name);
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  return `${called}(${[of, ...named].join(", ")})`;
}
