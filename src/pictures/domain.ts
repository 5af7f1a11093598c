/** From where to where the axes of a panel go, where they do not say: what the marks take, with a margin. */

import { exp } from "../numeric/exponential.ts";
import { log } from "../numeric/logarithm.ts";
import type { Axis, Mark, Panel } from "./picture.ts";

/** Share of the range that is left free at each end. */
const margin = 0.02;

/** The ends of one side's axis; the lower one is always the lesser. */
export function domainOf(panel: Panel, side: "x" | "y"): readonly [number, number] {
  const axis = panel[side];
  if (axis.domain !== null) return axis.domain;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const mark of panel.marks) {
    for (const numbers of takenBy(mark, side)) {
      for (let i = 0; i < numbers.length; i++) {
        const value = numbers[i]!;
        if (!Number.isFinite(value) || (axis.scale === "log" && value <= 0)) continue;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
  }
  return widened(least, most, axis.scale);
}

/** Never empty, whatever there is. */
function widened(least: number, most: number, scale: Axis["scale"]): readonly [number, number] {
  if (least > most) return scale === "log" ? [1, 10] : [0, 1];
  if (scale === "log") {
    const factor = least === most ? 2 : exp(margin * log(most / least));
    return [least / factor, most * factor];
  }
  const room = least === most ? Math.abs(least) / 2 || 0.5 : margin * (most - least);
  return [least - room, most + room];
}

function takenBy(mark: Mark, side: "x" | "y"): readonly ArrayLike<number>[] {
  switch (mark.kind) {
    case "line":
    case "dots":
    case "texts":
      return [mark[side]];
    case "area":
      return side === "x" ? [mark.x] : [mark.lower, mark.upper];
    case "boxes":
    case "segments":
      return side === "x" ? [mark.x1, mark.x2] : [mark.y1, mark.y2];
    case "rule":
      return mark.axis === side ? [[mark.at]] : [];
  }
}
