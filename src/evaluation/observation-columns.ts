/**
 * Numbers of observations at draws, turned from draw by draw to observation by observation: what fills a draw's numbers knows all observations at
 * once, what judges an observation wants all draws of it. All of them may be more than memory holds, so blocks of observations
 * are taken one after another, and the draws are gone through once for each.
 */

/** What has a number for each observation at each draw. */
export interface ObservationSource {
  /** Observations. */
  readonly size: number;
  /** Writes the numbers of all observations at draw `draw`, counted through all chains, to `target`. */
  fill(draw: number, target: Float64Array): void;
}

/** Numbers that are held at once at most: 160 MB. */
const mostNumbers = 2e7;

/** Called with an observation and its numbers draw by draw, which are overwritten afterwards. */
export type VisitColumn = (observation: number, column: Float64Array) => void;

/** Visits the observations in order, or those that are wanted in theirs. */
export function forEachColumn(
  source: ObservationSource,
  drawTotal: number,
  visit: VisitColumn,
  wanted: Int32Array = Int32Array.from({ length: source.size }, (_, i) => i),
  most = mostNumbers,
): void {
  const width = Math.max(1, Math.min(wanted.length, Math.floor(most / drawTotal)));
  const block = new Float64Array(width * drawTotal);
  const values = new Float64Array(source.size);
  for (let from = 0; from < wanted.length; from += width) {
    const to = Math.min(wanted.length, from + width);
    for (let draw = 0; draw < drawTotal; draw++) {
      source.fill(draw, values);
      for (let i = from; i < to; i++) block[(i - from) * drawTotal + draw] = values[wanted[i]!]!;
    }
    for (let i = from; i < to; i++) {
      const start = (i - from) * drawTotal;
      visit(wanted[i]!, block.subarray(start, start + drawTotal));
    }
  }
}
