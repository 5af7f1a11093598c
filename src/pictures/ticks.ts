/** Numbers at axes. */

import type { Axis } from "./picture.ts";

/** Short, with a true minus: `−0.5`, `1,200`, `1e−8`, `25%`. */
export function formatTick(value: number, format: Axis["format"]): string {
  if (format === "percent") return `${Number((100 * value).toPrecision(6))}%`;
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
