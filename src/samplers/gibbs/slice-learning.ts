/** What an update learns that is made of slices: their widths, one after another. */

import type { ElementSlices } from "../updates/element-slices.ts";
import type { Update } from "./update.ts";

/** The part of such an update; nothing is learned where there are no slices. */
export function sliceLearning(
  slices: readonly ElementSlices[],
): Required<Pick<Update, "learn" | "adaptation" | "restore">> {
  return {
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
