/** Planted faults that take more than a few seconds to find. */

import { describe, it } from "vitest";
import { expectFound, titledFaults } from "./judge.ts";
import { isQuick, jointFaults } from "./planted-faults.ts";

const slow = jointFaults.filter((fault) => !isQuick(fault));

describe("the test of the joint distribution", () => {
  it.each(titledFaults(slow))("finds %s", (_, fault) => expectFound(fault));
});
