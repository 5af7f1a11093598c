/** Whether what stands for the rows of a bundled model has their posterior: the joint density, the exact marginal one, and what is said of the data. */

import { join } from "node:path";
import { expect } from "vitest";
import { loadTables } from "../../src/api/load-tables.ts";
import { readModel } from "../../src/api/read-model.ts";
import { readCsv } from "../../src/data/read-csv.ts";
import { compile } from "../../src/density/compile.ts";
import { bindModel } from "../../src/identification/bind-model.ts";
import { MarginalDensity } from "../../src/linear-gaussian/marginal-density.ts";
import { compileMarginal } from "../../src/linear-gaussian/marginal-model.ts";
import { arrange } from "../../src/linear-gaussian/statistics/arrangement.ts";
import { accumulateCrossProducts } from "../../src/linear-gaussian/statistics/cross-products.ts";
import { reduceNesting } from "../../src/linear-gaussian/statistics/reduce-nesting.ts";
import type { BoundModel } from "../../src/model/bound-model.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { reduceModel } from "../../src/reduction/reduce-model.ts";
import { RowReducer } from "../../src/reduction/reduce-rows.ts";
import { reducedTable } from "../../src/reduction/reduced-table.ts";
import { roundGroups } from "../../src/reduction/round-groups.ts";
import { recognizeLinearGaussian } from "../../src/structure/linear-gaussian.ts";
import { fullLogDensity, withFunctions } from "../density/harness.ts";
import { bindFolder, groupTables } from "../models/bundled-models.ts";

const root = join(import.meta.dirname, "../../models");

/** The model of a folder bound to what stands for its rows; null for one that needs them. */
async function bindReduced(name: string) {
  const { checked } = await readModel(join(root, name, `${name}.model`));
  const tables = groupTables(name);
  const requests = requestColumns(checked, new Set(Object.keys(tables)));
  const reduction = reduceModel(checked, requests);
  if ("code" in reduction) return null;
  const reducer = new RowReducer(reduction);
  const main = join(root, name, "data.csv");
  const read = await readCsv(main, requests.main, {
    dropMissing: false,
    takePiece: (piece) => reducer.take(piece),
  });
  expect([
    ...read.problems.filter(({ severity }) => severity === "error"),
    ...reducer.problems(main),
  ]).toEqual([]);
  const { table } = reducedTable(checked, reduction, roundGroups(reducer.groups), main);
  const sources = { main, mainHolds: "rows", groups: tables } as const;
  const loaded = await loadTables(checked, sources, { dropMissing: false }, readCsv);
  return { table: table!, ...bindModel(checked, { ...loaded.tables!, main: table! }) };
}

function marginalOf(model: BoundModel): MarginalDensity | null {
  const { structure } = recognizeLinearGaussian(model);
  if (structure === null) return null;
  const arrangement = arrange(structure);
  const cross = accumulateCrossProducts(arrangement);
  const reduction = reduceNesting(arrangement.nesting, cross);
  return reduction && new MarginalDensity(compileMarginal(arrangement, cross, reduction).recipe);
}

/** Relative to their size, or to 1 where that is larger. */
function expectNear(value: number, other: number): void {
  expect(Math.abs(value - other)).toBeLessThan(1e-10 * Math.max(1, Math.abs(other)));
}

/** Expects it; false for a model that needs its rows. */
export async function expectSamePosterior(name: string): Promise<boolean> {
  const reduced = await bindReduced(name);
  if (reduced === null) return false;
  const rows = await bindFolder(name);
  expect(reduced.problems).toEqual(rows.problems);
  const { table } = reduced;
  const [own, other] = [withFunctions(compile(rows.model!)), withFunctions(compile(reduced.model!))];
  const stream = createRandomStream(1, 0);
  let finite = 0;
  for (let i = 0; i < 5; i++) {
    const position = Array.from({ length: own.density.dimension }, () => 0.3 * stream.normal());
    const expected = fullLogDensity(own, position);
    if (Number.isFinite(expected)) finite++;
    expectNear(fullLogDensity(other, position), expected);
    const [gradient, its] = [new Float64Array(position.length), new Float64Array(position.length)];
    own.density.evaluate(Float64Array.from(position), gradient);
    other.density.evaluate(Float64Array.from(position), its);
    gradient.forEach((value, k) => {
      expectNear(its[k]!, value);
    });
  }
  expect(finite).toBeGreaterThan(0);
  expect(table.reduction!.observations).toBe(rows.model!.data.rowsUsed);
  const [marginal, itsMarginal] = [marginalOf(rows.model!), marginalOf(reduced.model!)];
  expect(itsMarginal === null).toBe(marginal === null);
  if (marginal === null || itsMarginal === null) return true;
  const position = Float64Array.from({ length: marginal.dimension }, () => 0.3 * stream.normal());
  expectNear(itsMarginal.value(position), marginal.value(position));
  return true;
}
