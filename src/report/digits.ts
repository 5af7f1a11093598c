/**
 * Numbers as text, with no more digits than their Monte Carlo error supports.
 *
 * The rule: the last digit printed stands at the smallest power of ten that is at least half the Monte Carlo standard error. So one
 * standard error is at most two units of the last digit, and a digit more would be noise: 1527.38 with an error of 0.19 is
 * printed as 1527.4, with an error of 0.3 as 1527. Where the error is unknown (too few draws) two significant digits are printed;
 * where it is 0 (the number is known) six, without trailing zeros. A number of digits that the user asks for overrides the rule.
 */

/** Longer fixed-point numbers are written with an exponent. */
const longestFixed = 12;

/** `digits`: significant digits asked for by the user, in place of the rule. */
export interface DigitsOptions {
  readonly digits?: number;
}

/** What is printed where a number does not exist. */
export const missing = "-";

/** A number with the Monte Carlo standard error `error`, which may be NaN (unknown) or 0 (known exactly). */
export function formatEstimate(value: number, error: number, { digits }: DigitsOptions = {}): string {
  const special = formatSpecial(value);
  if (special !== null) return special;
  if (digits !== undefined) return formatSignificant(value, digits);
  if (error === 0) return String(Number(value.toPrecision(6)));
  if (!Number.isFinite(error)) return formatSignificant(value, 2);
  return formatToPlace(value, lastPlace(error));
}

/**
 * A number and its error where the error stands beside it: the error with one digit, or two where the first is 1, and the number to the
 * same place. So 0.2384 with an error of 0.028 is 0.24 and 0.03.
 */
export function formatWithError(
  value: number,
  error: number,
  { digits }: DigitsOptions = {},
): readonly [value: string, error: string] {
  if (!(error > 0 && error < Infinity) || !Number.isFinite(value))
    return [
      formatEstimate(value, error, digits === undefined ? {} : { digits }),
      formatSpecial(error) ?? "0",
    ];
  if (digits !== undefined) return [formatSignificant(value, digits), formatSignificant(error, 2)];
  const [first, exponent] = error.toExponential(0).split("e") as [string, string];
  const place = Number(exponent) - (first === "1" ? 1 : 0);
  return [formatToPlace(value, place), formatToPlace(error, place)];
}

/** With a number of significant digits, trailing zeros kept. */
export function formatSignificant(value: number, digits: number): string {
  return formatSpecial(value) ?? (value === 0 ? "0" : formatToPlace(value, exponentOf(value) - digits + 1));
}

/** With a number of decimals: for shares and correlations whose error is not at hand. */
export function formatDecimals(value: number, decimals: number): string {
  return formatSpecial(value) ?? withoutNegativeZero(value.toFixed(decimals));
}

/** `1 row`, `2 rows`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A whole number, rounded down: 399.7 must not be shown as the 400 that it failed to reach. */
export function formatCount(value: number): string {
  return formatSpecial(value) ?? String(Math.floor(value));
}

/** Exponent of the place of the last digit that the error supports: -1 for tenths. */
export function lastPlace(error: number): number {
  const [mantissa, exponent] = (error / 2).toExponential().split("e") as [string, string];
  return Number(exponent) + (Number(mantissa) > 1 ? 1 : 0);
}

function formatSpecial(value: number): string | null {
  if (Number.isNaN(value)) return missing;
  if (Number.isFinite(value)) return null;
  return value > 0 ? "Inf" : "-Inf";
}

/** Rounded to a multiple of 10^place. */
function formatToPlace(value: number, place: number): string {
  const fixed = place > 0 ? roundToTens(value, Number(`1e${place}`)) : value.toFixed(Math.min(-place, 100));
  const text = withoutNegativeZero(fixed);
  if (text.length <= longestFixed || Number(text) === 0) return Number(text) === 0 ? shortZero(text) : text;
  const decimals = Math.max(0, Math.min(exponentOf(value) - place, 15));
  return value.toExponential(decimals);
}

function roundToTens(value: number, unit: number): string {
  return (Math.round(value / unit) * unit).toFixed(0);
}

function shortZero(text: string): string {
  return text.length <= longestFixed ? text : "0";
}

/** `-0.00` says nothing that `0.00` does not. */
function withoutNegativeZero(text: string): string {
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** Of the first digit: 2 for 123, -3 for 0.00123. */
function exponentOf(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}
