import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { diagnose } from "../../src/posterior/diagnose.ts";
import { wallOf } from "../../src/posterior/number-ends.ts";
import { makeDraws, normalDraws, type Shape } from "./make-draws.ts";

const shape: Shape = { chainCount: 4, drawCount: 1000 };
const stream = createRandomStream(9, 0);
const draw = (map: () => number): Float64Array => Float64Array.from({ length: 4000 }, map);
const wall = (values: Float64Array): number | null => wallOf(values.slice().sort());
const μ = normalDraws(shape, 1);

describe("a log scale without an end, as of a constant outcome under a flat prior", () => {
  it("is seen where the square of its exponential is the smallest number, which was good once", () => {
    expect(wall(draw(() => -354.198 + stream.exponential() / 3))).toBeCloseTo(-354.2, 1);
  });

  it("is seen where its exponential is 0, which was good once", () => {
    expect(wall(draw(() => -745.133 + 1.1 * stream.uniform()))).toBeCloseTo(-745.1, 1);
  });

  it("is seen at the other end", () => {
    expect(wall(draw(() => 709.782 - stream.exponential()))).toBeCloseTo(709.8, 1);
    expect(wall(draw(() => -745.133 + 1454.9 * stream.uniform()))).not.toBeNull();
  });

  it("fails", () => {
    const ls = draw(() => -354.198 + stream.exponential() / 3);
    const { verdict, problems } = diagnose(makeDraws(shape, { μ, ls }));
    expect(verdict).toBe("failed");
    expect(problems.map(({ rule }) => rule)).toEqual(["runaway"]);
    expect(problems[0]!.message).toBe(
      "draws pressed against the end of what the exponential function can give: ls (at -354.2)",
    );
  });
});

describe("a quantity that lies near such a number by nature", () => {
  it.each([354.2, 354.89, 372.2, -354.2, 709.78, 745.1])("is not taken for one at %d", (center) => {
    for (const sd of [1e-3, 0.1, 1, 10, 100]) {
      for (const shift of [-3, -2, -1, 0, 1, 2, 3]) {
        expect(wall(draw(() => center + sd * (shift + stream.normal())))).toBeNull();
      }
    }
  });

  it("is not taken for one however wide it is", () => {
    for (const scale of [1, 30, 300, 1e3, 1e5, 1e8]) {
      expect(wall(draw(() => scale * Math.abs(stream.normal())))).toBeNull();
      expect(wall(draw(() => scale * stream.exponential()))).toBeNull();
      expect(wall(draw(() => (scale * stream.normal()) / stream.normal()))).toBeNull();
    }
  });
});

describe("a scale without an end", () => {
  it("fails at 4e-77, where its fourth power is the smallest number", () => {
    const σ = draw(() => 2e-77 * (1 + stream.exponential()));
    expect(diagnose(makeDraws(shape, { μ, σ })).problems.map(({ rule }) => rule)).toEqual(["runaway"]);
  });

  it("is not taken from a wide and proper prior without data", () => {
    const lognormal = draw(() => Math.exp(5 * stream.normal()));
    const halfCauchy = draw(() => Math.abs(stream.normal() / stream.normal()));
    const logUniform = draw(() => Math.exp(100 * (stream.uniform() - 0.5)));
    expect(diagnose(makeDraws(shape, { μ, lognormal, halfCauchy, logUniform })).problems).toEqual([]);
  });
});

describe("a parameter that is one number in all draws of all chains", () => {
  const flags = { m: { isParameter: true } };
  const diagnosisOf = (m: Float64Array) => diagnose(makeDraws(shape, { μ, m }, { flags }));

  it("fails, whole number or not, and also where only its last digits move", () => {
    for (const m of [
      draw(() => 1),
      draw(() => 0),
      draw(() => 0.3),
      draw(() => 1 + 2e-16 * stream.normal()),
    ]) {
      const { verdict, problems } = diagnosisOf(m);
      expect(verdict).toBe("failed");
      expect(problems[0]).toMatchObject({ rule: "stuck" });
      expect(problems[0]!.message).toMatch(/^parameters that are one number, to the last digits/);
    }
  });

  it("is not one that is known to nine digits", () => {
    expect(diagnosisOf(μ.map((x) => 1e9 + x)).problems).toEqual([]);
  });

  it("is the cause of what else is wrong, which gets no remedy of its own", () => {
    const slow = normalDraws(shape, 3, { rho: 0.97 });
    const { problems } = diagnose(makeDraws(shape, { μ, slow, m: draw(() => 1) }, { flags }));
    expect(problems[0]!.rule).toBe("stuck");
    expect(problems.slice(1).map(({ remedy }) => remedy)).toContain("a consequence of 1: mend that first");
  });
});
