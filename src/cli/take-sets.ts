/** Simulated sets as they come: printed, written, or as JSON. */

import type { Model } from "../api/model.ts";
import { dataCsvPieces } from "../report/data-csv.ts";
import type { Json } from "../report/json.ts";
import { truthJson } from "../report/truth.ts";
import type { PreparedSimulation, SimulatedSet } from "../simulation/simulate-model.ts";
import { visible } from "../text/visible.ts";
import { printJson } from "./json-text.ts";
import { type SimulationPlace, SimulationWriter } from "./simulation-files.ts";
import type { Terminal } from "./terminal.ts";

interface Taken extends PreparedSimulation {
  readonly model: Model;
  readonly place: SimulationPlace | null;
}

/** Sets without their tables, and the rows of all that are left. */
export interface TakenSets {
  readonly sets: readonly Omit<SimulatedSet, "data">[];
  readonly rows: number;
}

/** Simulates and hands on one set after the other. */
export async function takeSets(
  terminal: Terminal,
  { model, head, place, simulateSet }: Taken,
  { sets: count, digits, json }: { readonly sets: number; readonly digits?: number; readonly json?: boolean },
): Promise<TakenSets> {
  const writer = place === null ? null : new SimulationWriter(place, head, digits);
  const sets: Omit<SimulatedSet, "data">[] = [];
  const told: Json[] = [];
  let rows = 0;
  for (let number = 1; number <= count; number++) {
    const set = simulateSet(number);
    const { data, ...rest } = set;
    rows = data[head.headers[0]!]?.length ?? 0;
    sets.push(rest);
    await writer?.write(set, model.checked.file);
    // Cells of a table are what JSON has.
    if (json === true)
      told.push({
        ...truthJson(set, head, model.checked.file),
        ...(writer === null ? { data: data as Json } : {}),
      });
    else if (writer === null)
      for (const piece of dataCsvPieces(head.headers, data, { digits, rounded: head.outcomes }))
        terminal.print(piece, "source");
  }
  await writer?.finish();
  if (json === true) printJson(terminal, { outcomes: head.outcomes, sets: told });
  else if (place !== null) terminal.print(describePlace(place));
  return { sets, rows };
}

function describePlace({ tables, truths, all, folder }: SimulationPlace): string {
  if (folder === null) return `data: ${visible(tables[0]!)}\ntruth: ${visible(truths[0]!)}\n`;
  return `data: ${visible(tables[0]!)}${tables.length > 1 ? ` to ${visible(tables.at(-1)!)}` : ""}\ntruth of all: ${visible(all!)}\n`;
}
