/** The engine as pages load it, made small by the build: its numbers are those of the sources, bit by bit. */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { fit, parseModel } from "../../src/index.ts";
import type { FitTextAnswer } from "../../src/lessons/engine/playground.ts";
import { replicates } from "../../src/lessons/models.ts";

const y = [0, 1.7, 3.4, 5.1, 6.8].flatMap((mean) => [mean + 0.3, mean + 2.2, mean - 1.2]);
const sample = ["A", "B", "C", "D", "E"].flatMap((name) => [name, name, name]);
const numbers = { y, sample };
const rounded = { y: y.map((value) => Math.round(Math.abs(value))), sample };

const csvOf = (data: typeof numbers): string =>
  `y,sample\n${data.y.map((value, i) => `${value},${data.sample[i]}`).join("\n")}\n`;

const counts = `model counts

data {
  y:      int
  sample: factor
}

β   ~ normal(0, 2)
σ_b ~ half_normal(1)
b[sample] ~ normal(0, σ_b)

y ~ poisson(exp(β + b[sample]))
`;
/** Questions to a thread whose global object is this one. */
function startEngine(): (name: string, request: unknown) => Promise<unknown> {
  const page: { hyperpriorEngine?: () => void } = {};
  const scope = Object.create(globalThis) as {
    onmessage: (event: { readonly data: object }) => Promise<void>;
    postMessage: (reply: { readonly value?: unknown; readonly error?: string }) => void;
  };
  const script = readFileSync(new URL("../../dist/lessons/engine-playground.js", import.meta.url), "utf8");
  new Function("globalThis", script)(page);
  new Function("globalThis", `(${page.hyperpriorEngine})()`)(scope);
  return (name, request) =>
    new Promise((resolve, reject) => {
      scope.postMessage = ({ value, error }) =>
        error === undefined ? resolve(value) : reject(new Error(error));
      void scope.onmessage({ data: { number: 1, name, request } });
    });
}

it.each([
  ["a model whose posterior is explored", replicates, numbers],
  ["counts, by trajectories", counts, rounded],
])("gives the same draws of %s", async (_, model, data) => {
  const ask = startEngine();
  const answer = (await ask("fitText", { model, data: csvOf(data), seed: 3 })) as FitTextAnswer;
  const fitted = await fit(parseModel(model), { data, seed: 3 });
  expect(answer.rows).toEqual(fitted.summary().rows);
  expect(answer.isGood).toBe(fitted.diagnose().verdict === "good");
});
