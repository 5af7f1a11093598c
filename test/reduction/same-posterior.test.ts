/** What stands for the rows has their posterior. */

import { describe, expect, it } from "vitest";
import { expectSamePosterior } from "./same-posterior.ts";

/** One way, nested, crossed, slopes, classes, known errors, counts of trials, counts, categories, and a matrix that is known. */
const names =
  "dyestuff pastes penicillin sleepstudy heteroscedastic filling bcg cbpp grouseticks cheese lambs".split(
    " ",
  );

describe.each(names)("the statistics of %s", (name) => {
  it("have the posterior of the rows", async () => {
    expect(await expectSamePosterior(name)).toBe(true);
  });
});
