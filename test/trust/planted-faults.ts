/**
 * Faults of the exploration and of the verdict that goes by it, each of which must be noticed: the proof that the tests of verdicts can
 * fail. `docs/algorithms/correctness.md` lists them.
 *
 * A fault is noticed where the verdict fails, or where it is good and quadrature shows that the answer is wrong.
 */

import * as planted from "./plantings.ts";

export interface TrustFault {
  /** What is wrong, in a few words. */
  readonly name: string;
  /** Where it is planted. */
  readonly place: string;
  readonly method: "auto" | "nuts" | "hmc";
  readonly planting: planted.Planting;
  /** Of the sets the verdict fails for at least so many, */
  readonly failed: number;
  /** and is good over a wrong answer for at least so many. */
  readonly goodAndWrong: number;
  /** One set that shows it: its seed, and whether by a failed verdict or by a good one over a wrong answer. */
  readonly shown: { readonly seed: number; readonly by: "failed" | "good and wrong" };
}

/** Sets with two modes, of seeds from 0, in which faults are sought; the other methods take longer. */
export const setCounts = { auto: 40, nuts: 16, hmc: 16 } as const;

const explorationFaults: readonly TrustFault[] = [
  {
    name: "a mode dropped",
    place: "exploration: only the mode of most evidence is kept",
    method: "auto",
    planting: planted.oneMode,
    failed: 4,
    goodAndWrong: 0,
    shown: { seed: 10, by: "failed" },
  },
  {
    name: "a mode dropped, and nothing to find it by",
    place: "exploration: one round of points, no component moved or added",
    method: "auto",
    planting: { ...planted.oneMode, ...planted.oneRound },
    failed: 10,
    goodAndWrong: 0,
    shown: { seed: 4, by: "failed" },
  },
  {
    name: "the defensive part left out",
    place: "exploration: it is as wide as a point",
    method: "auto",
    planting: planted.noDefence,
    failed: 10,
    goodAndWrong: 0,
    shown: { seed: 2, by: "failed" },
  },
  {
    name: "a mode dropped, and the defensive part left out",
    place: "exploration: both",
    method: "auto",
    planting: { ...planted.oneMode, ...planted.noDefence },
    failed: 8,
    goodAndWrong: 1,
    shown: { seed: 2, by: "failed" },
  },
  {
    name: "a start that ignores the prior",
    place: "exploration: points and the defensive part within 2 of 0",
    method: "auto",
    planting: planted.aboutZero,
    failed: 1,
    goodAndWrong: 0,
    shown: { seed: 4, by: "failed" },
  },
  {
    name: "a start that ignores the prior, and nothing to make up for it",
    place: "exploration: as above, one round of points",
    method: "auto",
    planting: { ...planted.aboutZero, ...planted.oneRound },
    failed: 1,
    goodAndWrong: 0,
    shown: { seed: 4, by: "failed" },
  },
  {
    name: "a mode's weight wrong",
    place: "proposal: the components of the first mode a thousand times too rare",
    method: "auto",
    planting: planted.rareMode,
    failed: 9,
    goodAndWrong: 0,
    shown: { seed: 2, by: "failed" },
  },
  {
    name: "a density that is not that of the draws",
    place: "mixture: the first component counts for a twentieth",
    method: "auto",
    planting: planted.unmatchedDensity,
    failed: 0,
    goodAndWrong: 18,
    shown: { seed: 4, by: "good and wrong" },
  },
  {
    name: "a report by which every mixture fits",
    place: "report of the weights; a mode dropped, one round of points",
    method: "auto",
    planting: { ...planted.oneMode, ...planted.oneRound, ...planted.allIsWell },
    failed: 9,
    goodAndWrong: 0,
    shown: { seed: 2, by: "failed" },
  },
];

const verdictFaults: readonly TrustFault[] = [
  {
    name: "chains that take what one mode's components propose",
    place: "independence sampler: weights that are all 1, however badly the mixture fits",
    method: "auto",
    planting: planted.unweightedMode,
    failed: 8,
    goodAndWrong: 12,
    shown: { seed: 7, by: "failed" },
  },
  {
    name: "and the rule `unexplored` switched off",
    place: "verdict",
    method: "auto",
    planting: { ...planted.unweightedMode, ...planted.noUnexplored },
    failed: 0,
    goodAndWrong: 25,
    shown: { seed: 2, by: "good and wrong" },
  },
  ...(["nuts", "hmc"] as const).flatMap((method): TrustFault[] => [
    {
      name: "starts that are all in one basin",
      place: "starts: all chains begin where the first does",
      method,
      planting: planted.oneBasin,
      failed: 5,
      goodAndWrong: 0,
      shown: { seed: 2, by: "failed" },
    },
    {
      name: "and the rule `departure` switched off",
      place: "verdict",
      method,
      planting: { ...planted.oneBasin, ...planted.noDepartures },
      failed: 1,
      goodAndWrong: 2,
      shown: { seed: 3, by: "good and wrong" },
    },
  ]),
  // By hmc no set of these hangs on the rule alone: its chains fail by R-hat where they are wrong.
  {
    name: "the rule `departure` switched off alone",
    place: "verdict",
    method: "nuts",
    planting: planted.noDepartures,
    failed: 3,
    goodAndWrong: 1,
    shown: { seed: 2, by: "good and wrong" },
  },
  {
    name: "quantiles of points without their weights",
    place: "what draws of other methods are held against",
    method: "nuts",
    planting: planted.unweightedReference,
    failed: 12,
    goodAndWrong: 0,
    shown: { seed: 1, by: "failed" },
  },
];

export const trustFaults: readonly TrustFault[] = [...explorationFaults, ...verdictFaults];

/** The table of the documentation. */
export function renderTrustFaultTable(): string {
  return [
    "| fault | where it is planted | method | sets | verdict failed, at least | good and wrong, at least |",
    "|---|---|---|--:|--:|--:|",
    ...trustFaults.map(
      ({ name, place, method, failed, goodAndWrong }) =>
        `| ${name} | ${place} | ${method} | ${setCounts[method]} | ${failed} | ${goodAndWrong} |`,
    ),
  ].join("\n");
}
