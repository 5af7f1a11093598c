/** The modified Bessel functions of the von Mises distribution against values of mpmath with 60 digits. */

import { expect, test } from "vitest";
import { besselGap, logBesselI0Scaled } from "../../src/numeric/bessel.ts";

/** k, log(e⁻ᵏ I0(k)), 1 - I1(k)/I0(k), on both sides of where the expansion begins. */
const values = [
  [1e-6, -9.9999975e-7, 0.9999995],
  [0.3, -0.2776253113779581, 0.8516625730591247],
  [2, -1.1760064585170438, 0.302225342035992],
  [11, -2.1059484200895615, 0.04659822689915801],
  [29.9, -2.6136146894449044, 0.016867166734194316],
  [30.1, -2.616976791048818, 0.016754102846289025],
  [75, -3.0760046545727304, 0.006689191535358871],
  [10000.0, -5.524096218567699, 5.000125012501954e-5],
  [1000000000.0, -11.280571451552879, 5.00000000125e-10],
] as const;

test.each(values)("at %f have 14 digits, and the gap 13", (k, logScaled, gap) => {
  expect(Math.abs(logBesselI0Scaled(k) - logScaled)).toBeLessThan(1e-14 * Math.max(1, Math.abs(logScaled)));
  expect(Math.abs(besselGap(k) / gap - 1)).toBeLessThan(1e-13);
});

test("their ends are 0 and 1, and infinitely far out nothing is left of the gap", () => {
  expect([logBesselI0Scaled(0), besselGap(0), besselGap(Infinity)]).toEqual([0, 1, 0]);
  expect([logBesselI0Scaled(-1), besselGap(Number.NaN)]).toEqual([Number.NaN, Number.NaN]);
});
