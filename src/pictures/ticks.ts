/** Numbers at axes. */

import type { Axis } from "./picture.ts";

/** Short, with a true minus: `−0.5`, `1,200`, `1e−8`, `25%`. */
export function formatTick(value: number, format: Axis["format"]): string {
  if (format === "percent") return `${Number((100 * value).toPrecision(6))}%`.replace("-", "−");
  const size = Math.abs(value);
  const text =
    size !== 0 && (size >= 1e6 || size < 1e-4)
      ? value.toExponential().replace("e+", "e")
      : String(Number(value.toPrecision(8))).replace(
          /\B(?=(\d{3})+(?!\d)(?=$|\.))/g,
          size >= 10_000 ? "," : "",
        );
  return text.replaceAll("-", "−");
}

/** With so many significant digits, for sentences. */
export function formatRounded(value: number, digits = 3): string {
  return Number.isFinite(value) ? formatTick(Number(value.toPrecision(digits)), "number") : "unknown";
}

/** With digits that tell hundredths of a width: 1526.93 beside an interval of 80 is `1526.9`. */
export function formatBeside(value: number, width: number): string {
  if (!(width > 0 && Number.isFinite(width) && Number.isFinite(value) && value !== 0))
    return formatRounded(value, 5);
  const exponentOf = (size: number): number => Number(size.toExponential().split("e")[1]);
  const digits = exponentOf(value) - exponentOf(width) + 3;
  return digits < 1 ? "0" : formatRounded(value, Math.min(15, digits));
}

/** Numbers of 1, 2 or 5 times a power of ten apart, about so many, from one number to another. */
export function roundSteps(from: number, to: number, about: number): number[] {
  const least = (to - from) / about;
  if (!(least > 0 && least < Number.POSITIVE_INFINITY)) return [from];
  const unit = Number(`1e${least.toExponential().split("e")[1]}`);
  // The bounds between them are the geometric means, as d3 has them.
  const times = least / unit;
  const step =
    unit * (times >= Math.sqrt(50) ? 10 : times >= Math.sqrt(10) ? 5 : times >= Math.SQRT2 ? 2 : 1);
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => (first + i) * step);
}
