/**
 * The windows of warm-up. Source of the first: Stan reference manual, "Automatic parameter tuning" (an initial fast
 * phase, slow windows that double, a final fast phase) and `windowed_adaptation.hpp`.
 */

export interface WarmupWindows {
  /** Number of transitions before the first window. */
  readonly initialBuffer: number;
  /** For each window, the number of transitions after which it ends and the metric is renewed; increasing. */
  readonly ends: readonly number[];
  /** Number of transitions after the last window, in which the metric is frozen. */
  readonly finalBuffer: number;
}

// Stan's defaults: init_buffer, window and term_buffer.
const initialBuffer = 75;
const firstWindow = 25;
const finalBuffer = 50;
// Below this Stan learns no metric.
const shortestWarmup = 20;

/** Stan's windows for a warm-up of that many transitions. */
export function warmupWindows(warmup: number): WarmupWindows {
  if (warmup < shortestWarmup) return { initialBuffer: warmup, ends: [], finalBuffer: 0 };
  if (initialBuffer + firstWindow + finalBuffer > warmup) {
    // 15 %, 75 % and 10 %
    const initial = Math.floor(0.15 * warmup);
    const final = Math.floor(0.1 * warmup);
    return { initialBuffer: initial, ends: [warmup - final], finalBuffer: final };
  }
  const slowEnd = warmup - finalBuffer;
  const ends: number[] = [];
  let end = initialBuffer;
  for (let size = firstWindow; end < slowEnd; size *= 2) {
    end += size;
    // A window is stretched to the end when its successor, of twice its size, would not fit.
    if (end + 2 * size > slowEnd) end = slowEnd;
    ends.push(end);
  }
  return { initialBuffer, ends, finalBuffer };
}
