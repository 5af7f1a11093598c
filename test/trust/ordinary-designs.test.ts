import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { built } from "../run/built.ts";
import { type DesignName, ordinaryDesigns } from "./ordinary-designs.ts";

const { fit, model } = built;

describe("the default verdict on ordinary designs", () => {
  // Chains stayed where an sd is near 0 and the mixture has hardly anything, or the fitting of the mixture ended before it covered much, or
  // where non-centered coordinates are curved, far out at a large sd.
  it.each<[DesignName, number]>([
    ["sd by item", 4],
    ["sd by item", 5],
    ["sd by item", 11],
    ["Student-t effects", 4],
    ["Student-t effects", 16],
    ["Student-t effects", 6],
    ["Student-t effects", 22],
  ])("is good: %s, set %i", async (name, seed) => {
    const design = Object.keys(ordinaryDesigns).indexOf(name);
    const { text, data } = ordinaryDesigns[name](createRandomStream(seed, 100 + design));
    const fitted = await fit(model(Object.assign([text], { raw: [text] })), { data, workers: 0 });
    expect(fitted.diagnose()).toMatchObject({ verdict: "good", problems: [] });
  });
});
