import { expect, test } from "vitest";
import { deriveRoles } from "../../src/predictor/roles.ts";
import { requireBound } from "../density/harness.ts";

/** x0, and sixty definitions that are each the one before twice: written out they have 2⁶⁰ terms. */
function doubled(first: string): string {
  const chain = Array.from({ length: 60 }, (_, i) => `x${i + 1} = x${i} + x${i}`);
  return `data { y: real, g: factor }\n${first}\n${chain.join("\n")}\ny ~ normal(x60, 1)\n`;
}

const columns = { y: [1, 2, 3], g: ["a", "a", "b"] };

test("a chain of definitions that doubles with every step is looked through once (it took a second at twenty steps)", () => {
  const { roles } = deriveRoles(requireBound(doubled("x0 ~ normal(0, 1)"), columns));
  expect(roles.components).toEqual([]);
});

test("group effects in such a chain are not told apart, and no intraclass correlation is claimed", () => {
  const text = doubled("τ ~ half_normal(1)\nb[g] ~ normal(0, τ)\nx0 = b[g]");
  expect(deriveRoles(requireBound(text, columns)).roles.intraclass).toEqual([]);
});
