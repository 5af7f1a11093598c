/** Yield of a dyestuff, in grams of standard colour, from five preparations of each of six batches. Source: Davies & Goldsmith (1972), *Statistical Methods in Research and Production*. */

import type { LessonData } from "../engine/fit.ts";

const yields: Readonly<Record<string, readonly number[]>> = {
  A: [1545, 1440, 1440, 1520, 1580],
  B: [1540, 1555, 1490, 1560, 1495],
  C: [1595, 1550, 1605, 1510, 1560],
  D: [1445, 1440, 1595, 1465, 1545],
  E: [1595, 1630, 1515, 1635, 1625],
  F: [1520, 1455, 1450, 1480, 1445],
};

export const dyestuffData: LessonData = {
  yield: Object.values(yields).flat(),
  batch: Object.entries(yields).flatMap(([batch, own]) => own.map(() => batch)),
};
