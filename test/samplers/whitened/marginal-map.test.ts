/** Maps of single numbers: that they increase, lead back, and make normal what is skewed. */

import { describe, expect, it } from "vitest";
import { mapOf } from "../../../src/samplers/whitened/fit-marginal-maps.ts";
import {
  evaluateMap,
  type MarginalMap,
  mapSize,
  unmapped,
} from "../../../src/samplers/whitened/marginal-map.ts";
import { whitenJoint } from "../../../src/samplers/whitened/whiten-joint.ts";
import { densityCases } from "./harness.ts";

const values = (map: MarginalMap, w: number): Float64Array => {
  const into = new Float64Array(3);
  evaluateMap(map, w, into);
  return into;
};

describe("a map", () => {
  const map = { place: 0, coefficients: Float64Array.of(0.2, 1.1, -0.3, 0.4, -0.2, 0.3, 0.1) };

  it("is the sum that its comment says, with the derivatives of that", () => {
    const r = (x: number) => 0.5 * (x + Math.sqrt(x * x + 1));
    const g = (w: number) =>
      0.2 +
      1.1 * w -
      0.3 * r(w + 1.5) +
      0.4 * r(w) -
      0.2 * r(w - 1.5) +
      0.3 * r(w - 1.5) ** 2 -
      0.1 * r(-w - 1.5) ** 2;
    for (let w = -5; w <= 5; w += 0.37) {
      const [own, slope, bend] = values(map, w);
      expect(own).toBeCloseTo(g(w), 12);
      expect(slope).toBeCloseTo((g(w + 1e-5) - g(w - 1e-5)) / 2e-5, 7);
      expect(bend).toBeCloseTo((values(map, w + 1e-5)[1]! - values(map, w - 1e-5)[1]!) / 2e-5, 7);
    }
  });

  it("leads back, from afar too", () => {
    for (const w of [-300, -20, -3, -0.1, 0, 0.7, 5, 40, 1e4]) {
      const back = unmapped(map, values(map, w)[0]!);
      expect(Math.abs(back - w)).toBeLessThan(1e-12 * Math.max(1, Math.abs(w)));
    }
  });
});

const normal = (t: number) => [-0.5 * t * t, -t] as const;
/** log of a gamma variable of that shape, in units of its sd about its mode. */
const logGamma = (shape: number) => (t: number) => {
  const scale = 1 / Math.sqrt(shape);
  return [shape * (scale * t - Math.exp(scale * t)), shape * scale * (1 - Math.exp(scale * t))] as const;
};
type Part = (t: number) => readonly [value: number, slope: number];
const mapFor = (part: Part): MarginalMap | null => mapOf(3, (t) => part(t)[0]);

/** The mean square, over normal w, of what the slope is off -w. */
function offNormal(part: Part, map: MarginalMap | null): number {
  let sum = 0;
  const count = 400;
  for (let n = 0; n < count; n++) {
    const w = -4 + (8 * (n + 0.5)) / count;
    const [z, stretch, bend] = map ? values(map, w) : [w, 1, 0];
    const slope = part(z!)[1] * stretch! + bend! / stretch!;
    sum += (((slope + w) ** 2 * Math.exp(-0.5 * w * w)) / Math.sqrt(2 * Math.PI)) * (8 / count);
  }
  return sum;
}

describe("maps that are fitted", () => {
  it("are none of a normal density", () => {
    expect(mapFor(normal)).toBe(null);
  });

  it("make the logarithm of a gamma variable normal to a small part of what it was", () => {
    for (const shape of [1, 2, 5]) {
      const part = logGamma(shape);
      const map = mapFor(part);
      expect(map?.place).toBe(3);
      expect(offNormal(part, map)).toBeLessThan(0.1 * offNormal(part, null));
    }
  });

  it("increase everywhere, whatever the density is", () => {
    const stranges: readonly Part[] = [
      (t) => [-1.5 * Math.log1p(t * t), (-3 * t) / (1 + t * t)],
      (t) => [-0.25 * t ** 4, -(t ** 3)],
      (t) => {
        const [near, far] = [Math.exp(-0.5 * (t - 2) ** 2), Math.exp(-0.5 * (t + 2) ** 2)];
        return [Math.log(near + far), -(near * (t - 2) + far * (t + 2)) / (near + far)];
      },
      (t) => [-Math.sqrt(1 + t * t), -t / Math.sqrt(1 + t * t)],
    ];
    const maps = stranges.flatMap((part) => mapFor(part) ?? []);
    expect(maps.length).toBeGreaterThan(0);
    for (const map of maps) {
      expect(map.coefficients).toHaveLength(mapSize);
      for (let w = -30; w <= 30; w += 0.1) expect(values(map, w)[1]!).toBeGreaterThan(0);
    }
  });

  it("are none where a profile is not found", () => {
    expect(mapOf(0, () => NaN)).toBe(null);
    expect(mapOf(0, (t) => (Math.abs(t) > 1 ? NaN : -t * t))).toBe(null);
  });
});

it("a skewed number of a model is mapped along its profile, in which group effects are integrated out", () => {
  const { compiled, whitening } = whitenJoint(densityCases[0]!.compiled, {
    chains: 1,
    seed: 1,
    targetAcceptance: 0.92,
  })!;
  const { adjustable } = compiled.joint;
  const effects = adjustable.reduce(
    (sum, { elements, standard }) => sum + elements.size * standard.length,
    0,
  );
  for (const { place } of whitening.maps) {
    const number = whitening.factor.order[place]!;
    const isEffect = adjustable.some(({ offset }) => number >= offset && number < offset + effects);
    expect(isEffect).toBe(false);
  }
  expect(whitening.maps.length).toBeGreaterThan(0);
});
