/** A run folder of this program in which a run is being made: what its checkpoints say. */

import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Draws } from "../../posterior/draws.ts";
import { readRunFolder } from "../../run/record/run-folder.ts";
import { lockedSince } from "../../run/record/run-lock.ts";
import { recordFile } from "../../run/record/run-pair.ts";
import { unfinishedIn } from "../../run/record/run-place.ts";
import type { Run } from "../../run/run.ts";
import type { ChainLook, LiveDraws, Look, Watched } from "./look.ts";

/** Numbers that are judged at a look. */
const mostNumbers = 4_000_000;

const nothingYet: Look = { chains: [], awaited: null, draws: null, notes: [], hasEnded: false };

export class WatchedRun implements Watched {
  private readonly folder: string;
  private last: { readonly version: string; readonly run: Run } | null = null;

  constructor(folder: string) {
    this.folder = folder;
  }

  words = (): readonly string[] => [this.folder];

  look = async (): Promise<Look> => {
    const since = await lockedSince(this.folder);
    const place = since === null ? this.folder : (unfinishedIn(this.folder) ?? this.folder);
    const saved = await stat(join(place, recordFile)).catch(() => null);
    // What was there before the run began is an earlier run.
    const isOfThis = saved !== null && (since === null || saved.mtimeMs >= since);
    if (!isOfThis)
      return { ...nothingYet, notes: [since === null ? "no run is there yet" : "nothing is saved yet"] };
    await this.readAnew(place, `${place} ${saved.mtimeMs} ${saved.size}`);
    return this.last === null ? nothingYet : lookAt(this.last.run, since !== null);
  };

  /** A run that cannot be read (it is being put in its place) is read at the next look. */
  private async readAnew(place: string, version: string): Promise<void> {
    if (this.last?.version === version) return;
    const { run } = await readRunFolder(place, true);
    if (run !== null) this.last = { version, run };
  }
}

function lookAt({ record, draws }: Run, isGoingOn: boolean): Look {
  const { options, drawnChains, isInterrupted } = record;
  const ended = isInterrupted ? "stopped" : "ended";
  const chains = Array.from({ length: options.chains }, (_, c): ChainLook => {
    const place = drawnChains.indexOf(c + 1);
    const done = place < 0 ? 0 : draws.drawCount;
    const of = isInterrupted ? options.draws : Math.max(done, isGoingOn ? options.draws : 0);
    const begun = done > 0 ? "sampling" : "warm-up";
    return {
      name: `chain ${c + 1}`,
      phase: isGoingOn ? begun : ended,
      done,
      of: done > 0 || !isGoingOn ? of : null,
      divergences: divergencesOf(draws, place),
    };
  });
  const notes = isGoingOn ? ["as of the last checkpoint"] : [];
  return { chains, awaited: options.chains, draws: liveDraws(draws), notes, hasEnded: !isGoingOn };
}

function divergencesOf({ statistics: { divergent }, drawCount }: Draws, place: number): number | null {
  if (divergent === undefined || place < 0) return null;
  return divergent.subarray(place * drawCount, (place + 1) * drawCount).reduce((sum, one) => sum + one, 0);
}

function liveDraws({ chainCount, drawCount, variables, values }: Draws): LiveDraws | null {
  if (drawCount === 0) return null;
  const every = Math.max(1, Math.ceil((chainCount * drawCount * variables.length) / mostNumbers));
  const kept = Math.ceil(drawCount / every);
  return {
    chainCount,
    drawCount: kept,
    every,
    variables,
    column: (v) =>
      Float64Array.from(
        { length: chainCount * kept },
        (_, i) => values[v]![Math.floor(i / kept) * drawCount + (i % kept) * every]!,
      ),
  };
}
