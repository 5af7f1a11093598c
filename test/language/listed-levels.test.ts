/** `levels K = [low, high]`: levels that a model lists by their labels are those that are counted, by other names. */

import { describe, expect, test } from "vitest";
import { fit, parseModel } from "../../src/index.ts";
import { format } from "../../src/language/format.ts";
import { readModelText } from "../../src/language/model-text.ts";

const data = { y: [0.2, 1.1, -0.4, 2.2, 0.9, 1.4], z: [1.2, 0.1, 0.4, 1.2, 2.9, 0.4], g: [..."aabbcc"] };
const head = "data {\n  y: real\n  z: real\n  g: factor\n}\n";
const errorsOf = (source: string) =>
  readModelText(head + source).problems.filter(({ severity }) => severity === "error");

const model = (levels: string, first: string, second: string): string =>
  `${head}levels K = ${levels}
σ[K]   ~ half_normal(2)
Ω[K,K] ~ lkj(2)
τ[K]   ~ half_normal([1, 2])
Φ[K,K] ~ lkj(2)
u[g,K] ~ multi_normal(0, τ, Φ)
[y, z] ~ multi_normal([u[g, ${first}], u[g, ${second}]], σ, Φ)
d = u["a", ${second}] - u["a", ${first}]
e[K] = if(K == ${first}, 1, 2) * σ[K]
`.replace("σ, Φ", "σ, Ω");

test("the draws are those of levels that are numbers, and have the labels in their names", async () => {
  const options = { data, chains: 1, warmup: 100, draws: 50, seed: 4 };
  const byLabel = await fit(parseModel(model('[y, "of z"]', '"y"', '"of z"')), options);
  const byNumber = await fit(parseModel(model("1..2", '"1"', '"2"')), options);
  const names = byNumber.draws.variables.map(({ name }) => name);
  const renamed = names.map((name) =>
    name.replace(/\b1\b(?=[,\]])/g, "y").replace(/\b2\b(?=[,\]])/g, "of z"),
  );
  expect(byLabel.draws.variables.map(({ name }) => name)).toEqual(renamed);
  expect(renamed).toEqual(expect.arrayContaining(["σ[of z]", "Ω[y,of z]", "u[a,y]", "e[of z]"]));
  expect(byLabel.draws.values).toEqual(byNumber.draws.values);
});

describe("labels of levels", () => {
  test("are printed as they are written", () => {
    expect(format('levels K=[ low,"very high" ,3 ]"of the scale"')).toBe(
      'levels K = [low, "very high", 3]  "of the scale"\n',
    );
  });

  test.each([
    [
      "are the weights of a mixture",
      "levels K = [low, high]\nw[K] ~ dirichlet(1)\ny ~ mixture(w, [normal(0, 1), normal(3, 1)])",
    ],
    [
      "are as many as a list has numbers",
      "levels K = [low, high]\nm[K] ~ normal([0, 1], 1)\ny ~ normal(m[low], 1)".replace("m[low]", 'm["low"]'),
    ],
    ["may be numbers", "levels K = [10, 20]\nm[K] ~ normal(0, 1)\ny ~ normal(m[20], 1)"],
  ])("%s", (_, source) => {
    expect(errorsOf(source)).toEqual([]);
  });

  test.each([
    ["stand once each", "levels K = [low, low]\nm[K] ~ normal(0, 1)\ny ~ normal(sum(m), 1)", "HP0138"],
    [
      "are those that brackets may have",
      'levels K = [low, high]\nm[K] ~ normal(0, 1)\ny ~ normal(m["hi"], 1)',
      "HP0226",
    ],
    [
      "are numbers only if they are listed",
      "levels K = [low, high]\nm[K] ~ normal(0, 1)\ny ~ normal(m[1], 1)",
      "HP0226",
    ],
    ["are one at least", "levels K = []\nm[K] ~ normal(0, 1)\ny ~ normal(sum(m), 1)", "HP0110"],
    [
      "are as many as a list has no other numbers",
      "levels K = [low, high]\nm[K] ~ normal([0, 1, 2], 1)\ny ~ normal(sum(m), 1)",
      "HP0328",
    ],
  ])("%s", (_, source, code) => {
    expect(errorsOf(source).map((one) => one.code)).toEqual([code]);
  });
});
