/** From where to where marks reach. */

import type { Mark, Panel } from "./picture.ts";

/** The least and the largest finite number of the marks of a panel at one side, or the domain of its axis; null for none. */
export function extentOf({ marks, ...axes }: Panel, side: "x" | "y"): readonly [number, number] | null {
  const { domain } = axes[side];
  if (domain !== null) return domain;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const numbers of marks.flatMap((mark) => numbersOf(mark, side))) {
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i]!;
      if (!Number.isFinite(number)) continue;
      least = Math.min(least, number);
      most = Math.max(most, number);
    }
  }
  return least <= most ? [least, most] : null;
}

function numbersOf(mark: Mark, side: "x" | "y"): ArrayLike<number>[] {
  switch (mark.kind) {
    case "rule":
      return mark.axis === side ? [[mark.at]] : [];
    case "area":
      return side === "x" ? [mark.x] : [mark.lower, mark.upper];
    case "boxes":
    case "segments":
      return side === "x" ? [mark.x1, mark.x2] : [mark.y1, mark.y2];
    default:
      return [mark[side]];
  }
}
