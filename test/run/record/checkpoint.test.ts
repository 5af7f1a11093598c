/** What is kept of a run while it is going on. */

import { describe, expect, it } from "vitest";
import { StateTrail } from "../../../src/run/chains/state-trail.ts";
import { Checkpoints } from "../../../src/run/record/checkpoint.ts";
import type { Run } from "../../../src/run/run.ts";
import { goodRun } from "../../cli/fixed-run.ts";

describe("checkpoints", () => {
  it("are made one at a time, and not of a run that nobody will save", async () => {
    let [saved, made] = [0, 0];
    let finish = (): void => {};
    const save = () => {
      saved++;
      return new Promise<null>((resolve) => {
        finish = () => resolve(null);
      });
    };
    const checkpoints = new Checkpoints({ everyMs: 0, save });
    const runSoFar = (): Run => {
      made++;
      return goodRun;
    };
    for (let i = 0; i < 5; i++) checkpoints.offer(runSoFar);
    expect([saved, made]).toEqual([1, 1]);
    finish();
    await checkpoints.settle();
    // At once after a save comes a pause.
    checkpoints.offer(runSoFar);
    expect(saved).toBeLessThanOrEqual(2);
  });

  it("are not due before their time", async () => {
    const checkpoints = new Checkpoints({ everyMs: 1e6, save: () => Promise.reject(new Error("too early")) });
    checkpoints.offer(() => goodRun);
    await checkpoints.settle();
  });

  it("that fail do not end the run", async () => {
    const checkpoints = new Checkpoints({ everyMs: 0, save: () => Promise.reject(new Error("disk full")) });
    checkpoints.offer(() => goodRun);
    await expect(checkpoints.settle()).resolves.toBeUndefined();
  });
});

describe("the trail of a chain", () => {
  const trailTo = (most: number): StateTrail => {
    const trail = new StateTrail();
    for (let draws = 0; draws <= most; draws++) {
      trail.add({ draws, position: [draws], randomState: new Uint32Array(0) });
    }
    return trail;
  };

  it("has a state that is not after any draw, and the last one", () => {
    for (const most of [0, 5, 31, 32, 33, 1000]) {
      const trail = trailTo(most);
      expect(trail.upTo(most)!.draws).toBe(most);
      expect(trail.upTo(0)!.draws).toBe(0);
      for (let draws = 0; draws <= most; draws++) {
        const found = trail.upTo(draws)!.draws;
        expect(found).toBeLessThanOrEqual(draws);
        // What is made again is a small part of the whole, and nothing near the end.
        expect(draws - found).toBeLessThanOrEqual(draws > most - 8 ? 0 : most / 8);
      }
    }
    expect(new StateTrail().upTo(5)).toBeNull();
  });
});
