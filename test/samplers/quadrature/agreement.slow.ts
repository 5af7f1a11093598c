/** Chains by quadrature and by NUTS over all parameters have the same means and variances, of every kind of model that it is for. */

import { describe, expect, it } from "vitest";
import { nutsSampler } from "../../../src/samplers/nuts/nuts-sampler.ts";
import { quadratureSampler } from "../../../src/samplers/quadrature/quadrature-sampler.ts";
import { requireBound } from "../../density/harness.ts";
import { poolDesigns } from "./pool-designs.ts";
import { quadratureModels } from "./quadrature-models.ts";
import { largestDeviation, leastEffective, sample } from "./runs.ts";

/** In the second ones groups are alike, and one is integrated for all of a kind. */
const models = [
  ...quadratureModels(10, 6),
  ...poolDesigns(60, 5).flatMap((one) => (one.isPooled ? [{ ...one, name: `${one.name}, alike` }] : [])),
];

describe("means and variances", () => {
  it.each(models.map((one) => [one.name, one] as const))(
    "are those of NUTS: %s",
    (_, { text, columns }) => {
      const bound = requireBound(text, columns);
      const byQuadrature = sample(quadratureSampler, bound, { chains: 4, draws: 2500, seed: 3 });
      expect((byQuadrature.prepared.recipe.data as { readonly kind: string }).kind).toBe("quadrature");
      const byNuts = sample(nutsSampler, bound, { chains: 4, draws: 5000, seed: 4 });
      expect(leastEffective(byQuadrature)).toBeGreaterThan(2000);
      const { name, errors } = largestDeviation(byQuadrature, byNuts);
      // The largest of some fifty.
      expect(errors, name).toBeLessThan(4.5);
    },
    300_000,
  );
});
