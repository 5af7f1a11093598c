/** What an exploration found, as plain data: it is kept with a run, and the verdict on the draws goes by it. */

import type { Reference } from "../../posterior/draws.ts";
import type { Exploration } from "./explore.ts";
import type { WeightReport } from "./weight-report.ts";

export interface ExplorationReport extends WeightReport {
  /** Whether chains propose from the mixture. */
  readonly isProposal: boolean;
  /** Modes apart that were found. */
  readonly modes: number;
  /** What draws of another sampler are held against; null where there are none, or nothing reliable. */
  readonly reference: Reference | null;
  /** Components of the mixture, without the defensive one; 0 where none was fitted. */
  readonly components: number;
}

/** Null where no mixture could be fitted. */
export function reportOf({ modes, adapted }: Exploration, isProposal: boolean): ExplorationReport | null {
  if (adapted === null) return null;
  return {
    ...adapted.report,
    isProposal,
    reference: null,
    modes: modes.length,
    components: adapted.mixture.length - 1,
  };
}
