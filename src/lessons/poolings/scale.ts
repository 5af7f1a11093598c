/** A slider from 0 to ∞: its ends are these, and between them it is logarithmic. */

const [least, most] = [0.05, 20] as const;

/** Positions are 0, 1, …, this. */
export const lastPosition = 54;

/** The value of a position, of two digits; 0 of the first, Infinity of the last. */
export function valueAt(position: number): number {
  if (position <= 0) return 0;
  if (position >= lastPosition) return Number.POSITIVE_INFINITY;
  const share = (position - 1) / (lastPosition - 2);
  return Number((least * (most / least) ** share).toPrecision(2));
}

/** The position whose value is nearest by its logarithm. */
export function positionOf(value: number): number {
  if (!(value > 0)) return 0;
  if (value === Number.POSITIVE_INFINITY) return lastPosition;
  const share = Math.log(value / least) / Math.log(most / least);
  return Math.max(1, Math.min(lastPosition - 1, 1 + Math.round(share * (lastPosition - 2))));
}
