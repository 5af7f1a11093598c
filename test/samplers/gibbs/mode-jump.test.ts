import { describe, expect, it } from "vitest";
import { describePlan } from "../../../src/api/describe.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { runDefaults } from "../../../src/run/options.ts";
import { gibbsSampler } from "../../../src/samplers/gibbs/gibbs-sampler.ts";
import { chainsOf } from "../../../src/samplers/index.ts";
import { ModelStructure } from "../../../src/samplers/model-structure.ts";
import { isOffer, type PreparedSampler } from "../../../src/samplers/sampler.ts";
import { requireBound } from "../../density/harness.ts";
import { dataOf } from "../recipes.ts";

const text = (tau: string, sigma: string) => `data { y: real
g: factor }
mu ~ normal(0, 10)
tau ~ ${tau}
s ~ ${sigma}
b[g] ~ normal(mu, tau)
y ~ normal(b[g], s)
`;
/** Narrow priors of both scales, of which one must give way. */
const twoModes = text("lognormal(-2.3341, 0.4351)", "lognormal(-2.3706, 0.3971)");
const data = {
  y: [-10.64, -9.58, 4.91, 8.22, -20.67, -23.54],
  g: ["a", "a", "b", "b", "c", "c"],
};

function prepare(model: string): PreparedSampler {
  const answer = gibbsSampler.offer(new ModelStructure(requireBound(model, data)), {
    ...runDefaults,
    options: { ...runDefaults },
    isThorough: false,
    isKept: () => true,
  });
  if (!isOffer(answer)) throw new Error(answer.reason);
  return answer.prepare();
}

const kindsOf = ({ recipe }: PreparedSampler): string[] =>
  dataOf(recipe, "gibbs").updates.map(({ kind }) => kind);

describe("a jump between modes", () => {
  it("ends the sweep where the scales have modes apart, and only there", () => {
    expect(kindsOf(prepare(twoModes)).at(-1)).toBe("mode jump");
    expect(kindsOf(prepare(text("half_normal(20)", "half_normal(20)")))).not.toContain("mode jump");
  });

  it("is told as a block of its own", () => {
    const { plan } = describePlan(requireBound(twoModes, data), "gibbs");
    expect(plan!.schedule.at(-1)).toEqual({
      block: "tau, s with mu, b[g] along",
      update: "jump between modes",
      conditional: [
        "p(tau, s | data), with mu, b[g] integrated out: proposed from a mixture that has its 2 modes",
        "taken with probability min(1, w'/w), w = p/q; then mu, b[g] drawn given tau, s",
      ],
    });
  });

  it("goes from mode to mode, is seen by observers, and goes on from a state with the same bits", () => {
    const { recipe } = prepare(twoModes);
    const maker = chainsOf(recipe);
    const blocks = new Set<string>();
    const observer = { onUpdate: ({ kind }: { readonly kind: string }) => blocks.add(kind) };
    const stream = createRandomStream(3, 1);
    const { chain } = maker.start({ stream, number: 1, warmup: 50 }, observer);
    let [small, large] = [0, 0];
    for (let sweep = 0; sweep < 1000; sweep++) {
      chain!.transition();
      // tau is the second free number, as its logarithm.
      if (chain!.state().position[1]! < 0) small++;
      else large++;
    }
    expect(Math.min(small, large)).toBeGreaterThan(50);
    expect(blocks).toContain("mode jump");
    const state = structuredClone(chain!.state());
    const other = chainsOf(structuredClone(recipe));
    const [one, two] = [
      maker.resume(createRandomStream(8, 1), state),
      other.resume(createRandomStream(8, 1), state),
    ];
    for (let sweep = 0; sweep < 20; sweep++) {
      one.transition();
      two.transition();
    }
    expect(two.state()).toEqual(one.state());
  });
});
