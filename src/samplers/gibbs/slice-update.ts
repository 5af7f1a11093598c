/** An update that is made of slices, whose widths, one after another, are what it learns. */

import type { ElementSlices } from "../updates/element-slices.ts";
import type { Update } from "./update.ts";

/** An update with the slices that it moves by. */
export interface SliceUpdate extends Update {
  readonly slices: readonly ElementSlices[];
}

/** The update that `update` makes by these slices. */
export function sliceUpdate(slices: readonly ElementSlices[], update: () => void): SliceUpdate {
  return {
    slices,
    update,
    learn(iteration, length) {
      for (const one of slices) one.learn(iteration, length);
    },
    adaptation: () => slices.flatMap(({ widths }) => [...widths]),
    restore(adaptation) {
      let next = 0;
      for (const { widths } of slices) {
        widths.set(adaptation.slice(next, next + widths.length));
        next += widths.length;
      }
    },
  };
}
