/** Variance components and the intraclass correlation: the share of the variance, the correlation of two measurements, and what they are good for. */

import type { Lesson } from "../kit/lesson.ts";
import { addPrediction } from "../kit/prediction.ts";
import { Budget } from "./budget.ts";
import { MeanOf } from "./mean-of.ts";
import { Pairs } from "./pairs.ts";

export const icc: Lesson = {
  name: "icc",
  start: (page) => {
    addPrediction(page, "abc", "b");
    const budget = new Budget(page);
    void new Pairs(page, (spread) => budget.show(spread)).update();
    void new MeanOf(page).start();
  },
};
