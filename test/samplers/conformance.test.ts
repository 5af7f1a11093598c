/** Over the list of samplers. */

import { describe } from "vitest";
import { samplers } from "../../src/samplers/index.ts";
import { testConformance } from "./conformance.ts";

describe.each(samplers.map((one) => [one.name, one] as const))("the sampler %s", (_, sampler) => {
  testConformance(sampler);
});
