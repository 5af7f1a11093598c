/** Every bundled model, fitted as a user would fit it, gives the posterior that independent programs give. */

import { expect, it } from "vitest";
import { compareWithExpected, testPosterior } from "./agreement.ts";
import { fitModel, modelNames, readExpected } from "./bundled-models.ts";

/** Left to `posterior.slow.ts`: they take 1 to 16 s each. */
const slow = [
  ...[
    "absences",
    "accidents",
    "cover",
    "credits",
    "germination",
    "grouseticks",
    "insults",
    "naming",
    "teratology",
  ],
  ...["catches", "gasoline", "lamps", "losses", "rainfall", "visits"],
  ...["cheese", "eruptions", "fetching", "filling", "frogs", "lambs", "lead", "schooling"],
];

for (const name of modelNames.filter((name) => !slow.includes(name))) {
  testPosterior(name, "fitted with the defaults", { seed: 1 });
}

it("a wrong mean, a wrong sd and a quantity that is not there are seen", async () => {
  const { source, quantities } = readExpected("one-mean");
  const β = quantities.β!;
  const σ = quantities.σ!;
  const wrong = { β: { ...β, mean: β.mean + 0.3 * β.sd }, σ: { ...σ, sd: 1.3 * σ.sd }, ρ: σ };
  const fitted = await fitModel("one-mean", { seed: 1 });
  const { missing, failures } = compareWithExpected("one-mean", fitted, { source, quantities: wrong });
  expect(missing).toEqual(["ρ"]);
  expect(failures.map((message) => /(mean|sd) of ./.exec(message)?.[0])).toEqual(["mean of β", "sd of σ"]);
});
