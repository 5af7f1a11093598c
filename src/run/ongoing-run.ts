/** A run while its chains are going on: what they have made so far, and the run that this makes. */

import type { Draws } from "../posterior/draws.ts";
import { assembleDraws, columnOf, cutDraws, pieceOf } from "./chains/assemble.ts";
import { ChainLog } from "./chains/chain-log.ts";
import type { ChainPiece, ChainTask } from "./chains/chain-run.ts";
import type { Extension } from "./chains/extension.ts";
import type { DrawsSoFar, Shortfall } from "./chains/rule-watch.ts";
import { makeRecord, type RunSetup, snapshotsOf } from "./record/make-record.ts";
import type { Run, Stopping } from "./run.ts";

/** How a run came to its end; `wasAsked` is false where it ended before the first look of its rule, or has none. */
export interface RunEnd {
  readonly wasAsked: boolean;
  /** At the last look; null if the rule held. */
  readonly shortfall: Shortfall | null;
  /** That there are more draws than were asked for, and why; null if there are not. */
  readonly extension: Extension | null;
}

/** Of a run that is still going on. */
export const notEnded: RunEnd = { wasAsked: false, shortfall: null, extension: null };

export class OngoingRun {
  /** What its chains are to do, in their order. */
  readonly tasks: readonly ChainTask[];
  private readonly setup: RunSetup;
  private readonly logs: readonly ChainLog[];
  /** Put together last: draws are judged before a run ends, and again when it has ended. */
  private last: Draws | null = null;

  /** Of a run that goes on with an earlier one, its chains begin where they were, with the draws that they had. */
  constructor(setup: RunSetup, earlier: Run | null) {
    this.setup = setup;
    this.tasks = makeTasks(setup, earlier);
    this.logs = this.tasks.map((task) => new ChainLog(task, knownDraws(task, earlier)));
  }

  add(piece: ChainPiece): void {
    this.logs.find(({ chain }) => chain === piece.chain)!.add(piece);
  }

  /** Whether every chain has so many draws. */
  hasDrawn(draws: number): boolean {
    return this.logs.every(({ drawCount }) => drawCount >= draws);
  }

  /** The position at which a chain should have begun and could not; null if all began. */
  get failedPosition(): Float64Array | null {
    return this.logs.find(({ failedPosition }) => failedPosition !== null)?.failedPosition ?? null;
  }

  /** The first draws of every chain, for a rule; every chain has so many. */
  firstDraws(drawCount: number): DrawsSoFar {
    const width = this.setup.prepared.variables.length;
    const column = (v: number): Float64Array => columnOf(this.logs, width, v, drawCount);
    return { chainCount: this.logs.length, drawCount, column };
  }

  /** The draws that the run would have if it ended now. */
  draws(): Draws {
    const cut = cutDraws(this.logs);
    const { last } = this;
    if (last?.drawCount === cut.drawCount && last.chainCount === cut.chains.length) return last;
    this.last = assembleDraws(this.setup.prepared.variables, this.logs, cut);
    return this.last;
  }

  /** The run as far as its chains have come. */
  soFar(end: RunEnd): Run {
    const { setup, logs } = this;
    const { options } = setup;
    const isMet = end.wasAsked && end.shortfall === null;
    const isInterrupted = !isMet && !this.hasDrawn(options.draws);
    const stopping: Stopping | null =
      options.until === null ? null : { rule: options.until, isMet, shortfall: end.shortfall };
    const draws = this.draws();
    const { extension } = end;
    const cut = cutDraws(logs);
    return { record: makeRecord(setup, { logs, cut, isInterrupted, stopping, extension, draws }), draws };
  }
}

function makeTasks({ options: { chains, seed }, prepared: { warmup } }: RunSetup, earlier: Run | null) {
  const snapshots = earlier === null ? [] : snapshotsOf(earlier.record);
  return Array.from({ length: chains }, (_, c): ChainTask => {
    const chain = c + 1;
    const snapshot = snapshots[c] ?? null;
    const adaptation = earlier?.record.adaptation[c] ?? null;
    if (earlier === null || snapshot === null || adaptation === null)
      return { chain, seed, warmup, from: null };
    const kept = earlier.record.drawnChains.includes(chain) ? earlier.draws.drawCount : 0;
    return { chain, seed, warmup, from: { snapshot, adaptation, kept } };
  });
}

/** What an earlier run has of the chain. */
function knownDraws({ chain, from }: ChainTask, earlier: Run | null) {
  if (earlier === null || from === null || from.kept === 0) return null;
  return pieceOf(earlier.draws, earlier.record.drawnChains.indexOf(chain));
}
