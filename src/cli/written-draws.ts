/** Draws with what formats need to write them: of a run of this program, or of what another one made. */

import type { GivenDraws } from "../api/read-draws.ts";
import {
  type GroupName,
  noFacts,
  type ReceivedDraws,
  type SamplingFacts,
  type WrittenDraws,
} from "../formats/format.ts";
import { readModelText } from "../language/model-text.ts";
import type { Draws } from "../posterior/draws.ts";
import { collectDraws, type DrawsSource } from "../posterior/draws-source.ts";
import type { RunRecord } from "../run/run.ts";
import { version } from "../run/version.ts";

/** All draws in memory, without the variables that only serve answers; `title` is what the run is called where it has no model's name. */
export async function writtenDraws(given: GivenDraws, title: string): Promise<WrittenDraws> {
  const { run, received } = given;
  const sampling = run === null ? (received?.sampling ?? noFacts) : factsOf(run.record);
  return {
    draws: await given.draws(({ isHidden }) => !isHidden),
    sampling,
    title: sampling.model ?? title,
    version,
    plates: run === null ? {} : platesOf(run.record),
    groups: await collectGroups(received),
    observed: received?.observed ?? {},
  };
}

async function collectGroups(received: ReceivedDraws | null): Promise<NonNullable<WrittenDraws["groups"]>> {
  const found: Partial<Record<GroupName, Draws>> = {};
  for (const [name, source] of Object.entries(received?.groups ?? {}) as [GroupName, DrawsSource][])
    found[name] = await collectDraws(source);
  return found;
}

function factsOf({ model, options, drawnChains }: RunRecord): SamplingFacts {
  return {
    ...noFacts,
    warmupLeftOut: options.warmup,
    thin: 1,
    maxTreedepth: options.nuts.maxTreeDepth,
    targetAcceptance: options.nuts.targetAcceptance,
    seeds: drawnChains.map(() => String(options.seed)),
    model: model.name,
  };
}

/** Of the quantities that the model declares. */
function platesOf({ model: { text, file } }: RunRecord): WrittenDraws["plates"] {
  const { model } = readModelText(text, file ?? "model");
  const declared = model === null ? [] : [...model.declarations];
  return Object.fromEntries(declared.map(([name, { plates }]) => [name, plates]));
}
