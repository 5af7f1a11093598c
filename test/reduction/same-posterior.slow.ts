/** What stands for the rows has their posterior, for all bundled models. */

import { describe, expect, it } from "vitest";
import { modelNames } from "../models/bundled-models.ts";
import { expectSamePosterior } from "./same-posterior.ts";

describe.each(modelNames)("the statistics of %s", (name) => {
  it("have the posterior of the rows", async () => {
    const isCompared = await expectSamePosterior(name);
    expect(isCompared).toBe(!["badgers", "lead", "measurement-error"].includes(name));
  });
});
