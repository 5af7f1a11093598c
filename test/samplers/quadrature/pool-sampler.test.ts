/** Where groups are alike: which sampler the plan takes, what it says, and chains that are gone on with. */

import { describe, expect, it } from "vitest";
import type { ColumnData } from "../../../src/data/from-memory.ts";
import { createRandomStream, restoreRandomStream } from "../../../src/numeric/random-stream.ts";
import { runDefaults } from "../../../src/run/options.ts";
import { chainsOf } from "../../../src/samplers/index.ts";
import { type Plan, planSampling } from "../../../src/samplers/plan.ts";
import { requireBound } from "../../density/harness.ts";

const text = `data { y: int in 0..1
x: real
g: factor }
α ~ normal(0, 2)
β ~ normal(0, 1)
τ ~ half_normal(1)
b[g] ~ normal(0, τ)
y ~ bernoulli_logit(α + β * x + b[g])`;

/** Ten answers of each group under `xOf` of the row. */
function answers(
  groups: number,
  xOf: (i: number, stream: ReturnType<typeof createRandomStream>) => number,
): ColumnData {
  const stream = createRandomStream(4, 1);
  const rows = Array.from({ length: groups }, (_, g) => {
    const b = 0.8 * stream.normal();
    return Array.from({ length: 10 }, (_row, i) => {
      const x = xOf(i, stream);
      return { y: Number(stream.uniform() < 1 / (1 + Math.exp(-0.3 - 0.5 * x - b))), x, g: `g${g}` };
    });
  }).flat();
  return { y: rows.map(({ y }) => y), x: rows.map(({ x }) => x), g: rows.map(({ g }) => g) };
}

function planOf(
  columns: ColumnData,
  more: { readonly isThorough?: boolean; readonly method?: string } = {},
): Plan {
  const { method = "auto", isThorough = false } = more;
  const request = {
    chains: 2,
    warmup: 300,
    draws: 100,
    seed: 5,
    options: { ...runDefaults },
    isThorough,
    isKept: () => true,
  };
  const { plan } = planSampling(requireBound(text, columns), method, request);
  return plan!;
}

describe("the plan", () => {
  const alike = answers(200, (i) => i % 2);

  it.each([false, true])(
    "takes quadrature where many groups are alike, thorough or not: %s",
    (isThorough) => {
      const { chosen, refused } = planOf(alike, { isThorough });
      expect([chosen.method, chosen.how]).toEqual(["marginal", "by quadrature"]);
      expect(chosen.notes[1]).toMatch(
        /^\d+ patterns of 200 levels of g, of 2000 rows: levels that are alike are integrated once/,
      );
      expect(refused.find(({ method }) => method === "whitened")?.reason).toMatch(
        /^would take about [\d.]+ times the operations/,
      );
    },
  );

  it("does not where none are, or where there are few", () => {
    expect(planOf(answers(200, (_, stream) => stream.normal())).chosen.method).toBe("whitened");
    expect(planOf(answers(20, (i) => i % 2)).chosen.method).toBe("whitened");
  });
});

describe("a chain", () => {
  it("goes on with the bits of one that was not stopped", () => {
    const prepared = planOf(answers(100, (i) => i % 2)).chosen.prepare();
    expect(prepared.recipe.sampler).toBe("quadrature");
    const recipe = structuredClone(prepared.recipe);
    const follow = (
      chain: NonNullable<ReturnType<ReturnType<typeof chainsOf>["start"]>["chain"]>,
      width: number,
    ) => {
      const draw = new Float64Array(width);
      return Array.from({ length: 20 }, () => {
        const statistics = { ...chain.transition() };
        chain.save(draw);
        return JSON.stringify([statistics, Array.from(draw)]);
      });
    };
    const stream = createRandomStream(3, 1);
    const { width, start } = chainsOf(recipe);
    const chain = start({ stream, number: 1, warmup: 0 }).chain!;
    follow(chain, width);
    const [state, streamState] = [structuredClone(chain.state()), structuredClone(stream.state())];
    const expected = follow(chain, width);
    const resumed = chainsOf(structuredClone(recipe)).resume(restoreRandomStream(streamState), state);
    expect(follow(resumed, width)).toEqual(expected);
  });
});
