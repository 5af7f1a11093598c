/** Groups from rows, and groups that an engine adds up, of one model and one source. */

import { readModelText } from "../../src/language/index.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import { reduceModel } from "../../src/reduction/reduce-model.ts";
import { RowReducer } from "../../src/reduction/reduce-rows.ts";
import type { Groups, Reduction } from "../../src/reduction/reduction.ts";
import { roundGroups } from "../../src/reduction/round-groups.ts";
import type { Engine } from "../../src/sources/engine.ts";
import { openSource } from "../../src/sources/open-source.ts";
import { groupsOfEngine, type PushedGroups } from "../../src/sources/push-down/groups-of-engine.ts";
import { readTable } from "../../src/sources/read-table.ts";
import { describeProblems } from "../density/harness.ts";

export interface PushOptions {
  readonly dropMissing?: boolean;
  readonly na?: readonly string[];
  readonly query?: string;
  /** What stands between this and the engine. */
  readonly around?: (engine: Engine) => Engine;
}

function reductionOf(text: string): Reduction {
  const { model, problems } = readModelText(text, "test.model");
  if (model === null) throw new Error(describeProblems(problems));
  const reduction = reduceModel(model, requestColumns(model, new Set()));
  if ("code" in reduction) throw new Error(reduction.message);
  return reduction;
}

/** The columns of the table. */
function requestsOf({ keys, moments }: Reduction) {
  const own = moments.filter(({ factors }) => factors === undefined);
  return [...keys, ...own].map(({ request }) => request);
}

/** By reading all rows. */
export async function groupsOfRows(text: string, source: string, options: PushOptions = {}): Promise<Groups> {
  const reduction = reductionOf(text);
  const reducer = new RowReducer(reduction);
  const requests = requestsOf(reduction);
  const { dropMissing = false, na = [], query = null } = options;
  const reading = { dropMissing, na, query, takePiece: reducer.take.bind(reducer) };
  const { table, problems } = await readTable(source, requests, reading);
  const faults = problems.filter(({ severity }) => severity === "error");
  if (table === null) throw new Error(describeProblems(faults));
  reducer.groups.rowsRead = table.rowsRead;
  reducer.groups.rowsDropped = table.rowsDropped;
  return roundGroups(reducer.groups);
}

export async function push(
  text: string,
  source: string,
  options: PushOptions = {},
): Promise<PushedGroups | string> {
  const reduction = reductionOf(text);
  const { dropMissing = false, na = [], query = null, around = (engine) => engine } = options;
  const open = await openSource(source, requestsOf(reduction), { dropMissing, query });
  if (open === null) throw new Error("no engine");
  try {
    return await groupsOfEngine({
      engine: around(open.engine),
      relation: open.relation,
      name: source,
      reduction,
      options: { dropMissing, na },
    });
  } finally {
    await open.engine.close();
  }
}

export async function pushedGroups(text: string, source: string, options: PushOptions = {}): Promise<Groups> {
  const pushed = await push(text, source, options);
  if (typeof pushed === "string" || pushed.groups === null)
    throw new Error(typeof pushed === "string" ? pushed : describeProblems(pushed.problems));
  return roundGroups(pushed.groups);
}

/** The largest difference of two lists, by scale: of means the sd of their column, of scatters that of both. */
export function difference(
  found: Groups,
  expected: Groups,
): { readonly means: number; readonly scatters: number } {
  const size = expected.centres.length;
  const triangle = (size * (size + 1)) / 2;
  let [means, scatters] = [0, 0];
  expected.counts.forEach((n, g) => {
    const variance = (a: number) => expected.scatters[g * triangle + (a * (a + 1)) / 2 + a]!;
    for (let a = 0; a < size; a++) {
      const [own, other] = [found, expected].map(({ centres, means: m }) => [
        centres[a]!,
        m[g * size + a]!,
      ]) as [number[], number[]];
      const gap = Math.abs(own[0]! - other[0]! + (own[1]! - other[1]!));
      const scale = Math.sqrt(variance(a) / n);
      if (scale > 0) means = Math.max(means, gap / scale);
      for (let b = 0; b <= a; b++) {
        const k = g * triangle + (a * (a + 1)) / 2 + b;
        const both = Math.sqrt(variance(a) * variance(b));
        if (both > 0)
          scatters = Math.max(scatters, Math.abs(found.scatters[k]! - expected.scatters[k]!) / both);
      }
    }
  });
  return { means, scatters };
}
