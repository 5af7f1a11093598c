import { expect, test } from "vitest";
import * as messages from "../../src/identification/problems-propriety.ts";
import type { Problem, Span } from "../../src/problems/problem.ts";

const span: Span = { start: 0, end: 3, line: 2, column: 5 };
const prior = (name: string, text: string): messages.WithPrior => ({ name, prior: text, span });

const problems: { readonly [K in keyof typeof messages]: Problem } = {
  exactFit: messages.exactFit("`y` is 1 in every row", "σ", prior("σ", "half_normal(5)"), "write `σ`"),
  separated: messages.separated("`y` is 1 in every row", ["α"], prior("α", "flat()"), "normal(0, 2.5)"),
  wideEffects: messages.wideEffects(prior("τ", "flat(lower: 0)"), ["b"], 2, ["μ"], "half_normal(5)"),
  vanishingEffects: messages.vanishingEffects(prior("lt", "flat()"), ["b", "c"], "write `lt`"),
  wideOutcomes: messages.wideOutcomes(prior("σ[a]", "flat(lower: 0)"), "y", 0, [], "half_normal(5)"),
  undeterminedFlat: messages.undeterminedFlat(["α", "μ"], prior("μ", "flat()"), "normal(0, 10)"),
  uninformedFlat: messages.uninformedFlat(prior("a", "flat()"), "normal(0, 10)"),
};

test("every message of an improper posterior reads as it should", () => {
  const lines = Object.values(problems).map(
    ({ code, severity, message, hint }) => `${code} ${severity}: ${message} | ${hint}`,
  );
  expect(lines).toMatchInlineSnapshot(`
    [
      "HP0465 error: \`y\` is 1 in every row, which its mean can be equal to, so that the likelihood has no bound as \`σ\` goes to 0, where \`half_normal(5)\` leaves mass: the posterior is improper | check that the right column was read, and that rows are not repeated; if the data are so, write \`σ\`",
      "HP0466 error: \`y\` is 1 in every row, so that the likelihood does not fall however far \`α\` goes (separation), nor does the prior \`flat()\`: the posterior is improper | give \`α\` a proper prior, such as \`normal(0, 2.5)\`",
      "HP0467 error: 2 effects (\`b\`) do not keep the scale \`τ\` from infinity, where its prior \`flat(lower: 0)\` has infinite mass, as \`μ\` is flat, too: the posterior is improper | give \`τ\` a proper prior, such as \`half_normal(5)\`",
      "HP0468 error: the prior \`flat()\` of \`lt\` has infinite mass where the spread of \`b\` and \`c\` is near 0, and no data contradict a spread of 0: the posterior is improper | write \`lt\`",
      "HP0469 error: no value of \`y\` keeps the scale \`σ[a]\` from infinity, where its prior \`flat(lower: 0)\` has infinite mass: the posterior is improper | give \`σ[a]\` a proper prior, such as \`half_normal(5)\`",
      "HP0471 error: only combinations of \`α\` and \`μ\` are in the likelihood, and their priors are flat: the posterior is improper | give \`μ\` a proper prior, such as \`normal(0, 10)\`",
      "HP0470 error: no outcome depends on \`a\`, whose prior \`flat()\` is flat: the posterior is improper | leave \`a\` out, or give it a proper prior, such as \`normal(0, 10)\`",
    ]
  `);
});

test("every problem of the file is here, each with its code and at its prior", () => {
  expect(Object.keys(problems).sort()).toEqual(Object.keys(messages).sort());
  const list = Object.values(problems);
  expect(new Set(list.map(({ code }) => code)).size).toBe(list.length);
  for (const { place, message, hint } of list) {
    expect(place).toEqual({ kind: "model", span });
    expect(`${message}${hint}`).not.toMatch(/\.$/);
  }
});

test("a parameter that only directions of angles depend on is told so", () => {
  const { message, hint } = messages.uninformedFlat(prior("μ", "flat()"), "normal(0, 10)", true);
  expect(message).toBe(
    "of the outcomes only directions of angles depend on `μ`, which do not bound it, and its prior `flat()` is flat: the posterior is improper",
  );
  expect(hint).toBe("give `μ` a proper prior, such as `normal(0, 10)`");
});
