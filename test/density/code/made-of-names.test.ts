/** What is compiled to a function is made of words of our own and of numbers: nothing of a model's text, labels or columns comes into it. */

import { expect, test } from "vitest";
import { scalarFunctions } from "../../../src/numeric/scalar-functions.ts";
import { exampleColumns, exampleModels } from "../example-models.ts";
import { compileText } from "../harness.ts";

/** Words of JavaScript that the emitter writes; names that it makes are a letter or two and a number. */
const words = [
  ..."function logDensity constrain over elements element".split(" "),
  ..."use strict const let return for if else functions data maps work position target fill".split(" "),
  ..."i k rank Infinity NaN Math min max abs sqrt floor ceil round trunc sign pow length".split(" "),
];
const known = new Set([...words, ...Object.keys(scalarFunctions)]);

function strangeIn(text: string): string[] {
  const names =
    text.replaceAll(/\b\d[\d_]*\.?\d*(e[-+]?\d+)?\b/gi, "").match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
  return [...new Set(names)].filter((name) => !known.has(name) && !/^[a-z]\d+$/.test(name));
}

test.each(Object.entries(exampleModels))("of %s", (_, text) => {
  const { recipe } = compileText(text, exampleColumns);
  for (const emitted of [recipe.density, recipe.constrain]) {
    expect(strangeIn(emitted.text)).toEqual([]);
  }
});

test("names, labels and titles that would be code stay out of it", () => {
  const text = `model alert_title
data { alert_y: real
alert_g: factor }
alert_mean ~ normal(0, 9) "alert(1)"
alert_sd ~ half_normal(2)
alert_effect[alert_g] ~ normal(0, alert_sd)
alert_y ~ normal(alert_mean + alert_effect[alert_g], 1)
`;
  const labels = ["`$" + "{alert(1)}`", '"+alert(2)+"', "*/alert(3)/*", "\u2028alert(4)"];
  const { recipe } = compileText(text, { alert_y: [1, 2, 3, 4], alert_g: labels });
  expect(recipe.density.text).not.toContain("alert");
  expect(recipe.constrain.text).not.toContain("alert");
  expect(strangeIn(`${recipe.density.text};alert(1)`)).toEqual(["alert"]);
});
