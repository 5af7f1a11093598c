/** Lines of more points than there are pixels, with none of their extremes lost. */

/** A line, NaN where it has gaps. */
export interface Line {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Parts of a line of which each keeps two points: the pixels of a panel, about. */
const usualParts = 400;

/**
 * The same line to the eye, at most two points for each part of it: the least and the largest of the part, in their order. The first and the
 * last point stay. A line that is short is left as it is.
 */
export function decimate({ x, y }: Line, parts: number = usualParts): Line {
  const count = y.length;
  if (count <= 2 * parts + 2) return { x, y };
  const kept: number[] = [0];
  for (let part = 0; part < parts; part++) {
    const start = 1 + Math.floor((part * (count - 2)) / parts);
    const end = 1 + Math.floor(((part + 1) * (count - 2)) / parts);
    kept.push(...extremesOf(y, start, end));
  }
  kept.push(count - 1);
  return { x: Float64Array.from(kept, (i) => x[i]!), y: Float64Array.from(kept, (i) => y[i]!) };
}

/** The places of the least and the largest number, ascending; one where they are one, or where there is no number. */
function extremesOf(y: ArrayLike<number>, start: number, end: number): number[] {
  let [least, most] = [-1, -1];
  for (let i = start; i < end; i++) {
    if (!Number.isFinite(y[i])) continue;
    if (least < 0 || y[i]! < y[least]!) least = i;
    if (most < 0 || y[i]! > y[most]!) most = i;
  }
  if (least < 0) return [start];
  return least === most ? [least] : [Math.min(least, most), Math.max(least, most)];
}
