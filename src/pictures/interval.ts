/** A quantity by its numbers, as intervals in pictures have them. */
export interface Interval {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  /** Ends of the central half of the draws; null where they are not known. */
  readonly half: readonly [number, number] | null;
}
