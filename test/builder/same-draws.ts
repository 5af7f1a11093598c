import { join } from "node:path";
import { expect } from "vitest";
import { fit } from "../../src/api/fit.ts";
import type { Model } from "../../src/api/model.ts";
import { readModel } from "../../src/api/read-model.ts";
import { repository } from "../docs/commands.ts";
import { groupTables } from "../models/bundled-models.ts";

/** That what is built has the draws of the model of that name in `models/`, bit by bit. */
export async function expectSameDraws(name: string, built: Model): Promise<void> {
  const folder = join(repository, "models", name);
  const read = await readModel(join(folder, `${name}.model`));
  const tables = { data: join(folder, "data.csv"), groups: groupTables(name) };
  const options = { ...tables, chains: 2, draws: 50, warmup: 60, workers: 0 };
  const [one, other] = [await fit(built, options), await fit(read, options)];
  expect(one.draws.variables).toEqual(other.draws.variables);
  expect(one.draws.values).toEqual(other.draws.values);
}
