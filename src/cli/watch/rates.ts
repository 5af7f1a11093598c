/** How fast chains go, by what is seen of them from look to look. */

import type { ChainLook } from "./look.ts";

/** A chain that has not moved for so long is told. */
const stillMs = 30_000;

interface Pace {
  readonly phase: ChainLook["phase"];
  /** When it was first seen in the phase, and how far it was then. */
  readonly since: number;
  readonly from: number;
  readonly done: number;
  /** When it was last seen to move. */
  readonly movedAt: number;
}

export class Rates {
  private readonly paces = new Map<string, Pace>();

  /** To be told of each look. */
  see(chains: readonly ChainLook[], now: number): void {
    for (const { name, phase, done } of chains) {
      const pace = this.paces.get(name);
      // A chain that has fewer draws than before was begun again.
      if (pace === undefined || pace.phase !== phase || done < pace.done)
        this.paces.set(name, { phase, since: now, from: done, done, movedAt: now });
      else if (done > pace.done) this.paces.set(name, { ...pace, done, movedAt: now });
    }
  }

  /** Seconds that a chain will take; 0 when it has ended, null where that is not known. */
  secondsLeft({ name, phase, done, of }: ChainLook, now: number): number | null {
    if (phase === "ended" || phase === "stopped") return 0;
    const pace = this.paces.get(name);
    if (pace === undefined || phase !== "sampling" || of === null || done <= pace.from) return null;
    return (Math.max(0, of - done) * (now - pace.since)) / (done - pace.from) / 1000;
  }

  /** Seconds since a chain has moved, where that is long; null otherwise, and for chains whose moves cannot be seen. */
  secondsStill({ name, phase }: ChainLook, now: number): number | null {
    const pace = this.paces.get(name);
    if (pace === undefined || phase !== "sampling" || now - pace.movedAt < stillMs) return null;
    return (now - pace.movedAt) / 1000;
  }
}
