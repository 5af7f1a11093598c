/** Gradient evaluations a second on eight schools, where what is not the loop counts most. */

import { compileModel } from "./compile-model.mjs";
import { eightSchoolsTable, eightSchoolsText } from "./eight-schools.mjs";
import { compareGradients } from "./gradients.mjs";
import { eightSchoolsDensity } from "./hand-written.mjs";

/** A result of `compareGradients`. */
export async function benchmarkEightSchoolsGradients() {
  const columns = columnsOf(eightSchoolsTable);
  const model = compileModel(eightSchoolsText, columns);
  const handWritten = eightSchoolsDensity({
    outcome: Float64Array.from(columns.y),
    standardError: Float64Array.from(columns.sigma),
  });
  const targets = { leastSpeedup: null, greatestSlowdown: 1.5 };
  return compareGradients({ name: "eight schools", model, handWritten, targets });
}

function columnsOf(table) {
  const [, ...lines] = table.trim().split("\n");
  const cells = lines.map((line) => line.split(","));
  return {
    school: cells.map(([school]) => JSON.parse(school)),
    y: cells.map(([, y]) => Number(y)),
    sigma: cells.map(([, , sigma]) => Number(sigma)),
  };
}
