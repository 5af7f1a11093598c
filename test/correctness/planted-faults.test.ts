/** Planted faults of samplers are found by the joint distribution: those that are found soon; the others are in `planted-faults.slow.ts`, those of programs in `planted-programs.test.ts`. */

import { describe, it } from "vitest";
import { expectFound, titledFaults } from "./judge.ts";
import { isQuick, jointFaults } from "./planted-faults.ts";

describe("the test of the joint distribution", () => {
  it.each(titledFaults(jointFaults.filter(isQuick)))("finds %s", (_, fault) => expectFound(fault));
});
