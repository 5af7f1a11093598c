/** Energies: how wide they and their changes are, by chain, and what E-BFMI says of it. */

import { expect, it } from "vitest";
import { energy } from "../../../src/pictures/kinds/energy.ts";
import { ebfmi } from "../../../src/posterior/ebfmi.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { inputOf, marksOf, pictureOf } from "../picture-input.ts";

const shape = { chainCount: 2, drawCount: 500 };
const values = normalDraws(shape, 1);

it("have a panel for each chain, with its E-BFMI, and both curves about 0", () => {
  const energies = normalDraws(shape, 3, { rho: 0.9, map: (z, chain) => 50 + (chain + 1) * z });
  const { panels, description } = pictureOf(
    energy,
    makeDraws(shape, { a: values }, { statistics: { energy: energies } }),
  );
  const fractions = ebfmi(energies, 2).map((fraction) => Number(fraction.toPrecision(2)));
  expect(panels.map(({ title }) => title)).toEqual(
    fractions.map((one, c) => `chain ${c + 1}: E-BFMI ${one}, too low`),
  );
  expect(description).toContain("2 below 0.3");
  for (const panel of panels) {
    const [marginal, change] = marksOf(panel, "line");
    const top = (line: typeof marginal): number => Math.max(...Array.from(line!.y));
    // Changes of energies that move slowly are narrower, and so higher.
    expect(top(change)).toBeGreaterThan(1.5 * top(marginal));
    expect(Math.abs(marginal!.x[Array.from(marginal!.y).indexOf(top(marginal))]!)).toBeLessThan(2);
  }
});

it("of many chains show those with the lowest E-BFMI", () => {
  const many = { chainCount: 12, drawCount: 200 };
  const energies = normalDraws(many, 5);
  const { panels, subtitle } = pictureOf(
    energy,
    makeDraws(many, { a: normalDraws(many, 1) }, { statistics: { energy: energies } }),
  );
  const lowest = ebfmi(energies, 12)
    .map((fraction, chain) => ({ fraction, chain }))
    .sort((x, y) => x.fraction - y.fraction)
    .slice(0, 9)
    .map(({ chain }) => `chain ${chain + 1}`);
  expect(panels.map(({ title }) => title!.split(":")[0]).sort()).toEqual(lowest.sort());
  expect(subtitle).toBe("The 9 of 12 chains with the lowest E-BFMI.");
});

it("cannot be drawn without the energies, and the reason says so", () => {
  expect(energy.draw(inputOf(makeDraws(shape, { a: values })))).toEqual({
    reason:
      "the draws came without the energy of each, which Hamiltonian samplers tell; choose another picture",
  });
});
