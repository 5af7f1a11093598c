/** Modes apart of a model with too many numbers to be explored: chains begin in each, and the verdict says what is known of their weights. */

import { expect, it } from "vitest";
import { fit, parseModel } from "../../src/index.ts";

const groups = Array.from({ length: 14 }, (_, g) => `g${g}`);
const data = { y: groups.map((_, g) => 4 + Math.sin(g)), g: groups };
const text = (prior: string) => `data { y: real
g: factor }
θ ~ ${prior}
b[g] ~ student_t(4, 0, 0.5)
y ~ normal(square(θ) + b[g], 1)
`;
const options = { data, method: "nuts", draws: 300, warmup: 300, exactDraws: true } as const;

it("are told with the verdict, whose weights nobody knows where chains stay in them", async () => {
  const fitted = await fit(parseModel(text("normal(0, 5)"), "modes.model"), options);
  expect(fitted.record.plan.modesApart).toBe(2);
  const { verdict, notes } = fitted.diagnose();
  expect(verdict).toBe("failed");
  const [note] = notes.filter(({ rule }) => rule === "modes_apart");
  expect(note!.message).toBe(
    "climbs from many places found 2 modes apart, and chains began in each: they do not agree, so how much of the posterior each mode holds is not known",
  );
  expect(note!.remedy).toContain("a sign");
});

it("are gone where the advice is followed: a sign chooses between them", async () => {
  const fitted = await fit(parseModel(text("half_normal(5)"), "modes.model"), options);
  const { verdict, notes } = fitted.diagnose();
  expect(verdict).toBe("good");
  expect(notes.map(({ rule }) => rule)).not.toContain("modes_apart");
});
