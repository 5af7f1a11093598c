/**
 * One chain from its first position, or from a state that it was in, to its last draw. It can be advanced a few transitions at a
 * time, so that whoever runs it can show progress, take turns with other chains, and stop it; the draws depend on the task only.
 */

import { createRandomStream, type RandomStream, restoreRandomStream } from "../../numeric/random-stream.ts";
import type { Predictor } from "../../prediction/predict.ts";
import type { Chain, ChainAdaptation, ChainMaker } from "../../samplers/chain.ts";
import { DrawBuffer, type DrawPiece } from "./draw-buffer.ts";
import { type ChainSnapshot, StateTrail } from "./state-trail.ts";

/** Plain data: it can be sent to a worker. */
export interface ChainTask {
  /** From 1; with the seed it says which random numbers the chain has. */
  readonly chain: number;
  readonly seed: number;
  readonly warmup: number;
  /** Where an earlier run left the chain; null from the beginning. */
  readonly from: ChainResumption | null;
}

export interface ChainResumption {
  readonly snapshot: ChainSnapshot;
  readonly adaptation: ChainAdaptation;
  /** Draws that the earlier run has kept, at least those before the snapshot: what lies between is made again, and not kept twice. */
  readonly kept: number;
}

export interface ChainProgress {
  readonly chain: number;
  /** Transitions made, of `warmup + draws`. */
  readonly transitions: number;
  /** Divergent transitions after warm-up. */
  readonly divergences: number;
}

/** What a chain has made since the last piece, and how it stands. Plain data: it can be sent from a worker. */
export interface ChainPiece {
  readonly chain: number;
  readonly made: DrawPiece;
  /** Some of the states since the last piece, in their order; the last is that after the last draw. Empty during warm-up. */
  readonly snapshots: readonly ChainSnapshot[];
  /** What warm-up arrived at; null if it did not end. */
  readonly adaptation: ChainAdaptation | null;
  /** Where no starting point was found: the position at which to look for what is not finite. */
  readonly failedPosition: Float64Array | null;
  /** Wall time spent in transitions of each phase so far, by whoever ran the chain. */
  readonly warmupMs: number;
  readonly samplingMs: number;
}

/** States are taken no more often than this. */
const snapshotMs = 250;

export class ChainRun {
  readonly task: ChainTask;
  private readonly chain: Chain | null;
  private readonly stream: RandomStream;
  private readonly failedPosition: Float64Array | null;
  private readonly buffer: DrawBuffer;
  private readonly predictor: Predictor | null;
  /** For a draw that is made again, or that predictions are made for. */
  private readonly known: Float64Array;
  private readonly knownCount: number;
  private transitions: number;
  /** Transitions between two looks at the clock. */
  private stride = 1;
  private divergences = 0;
  private adaptation: ChainAdaptation | null = null;
  /** Since the last piece. */
  private trail = new StateTrail();
  private snapshotAt = 0;
  private warmupMs = 0;
  private samplingMs = 0;

  /** With a predictor, draws have its predictions. */
  constructor(maker: ChainMaker, task: ChainTask, predictor: Predictor | null = null) {
    const { from, seed, chain: number } = task;
    this.task = task;
    this.stream =
      from === null ? createRandomStream(seed, number) : restoreRandomStream(from.snapshot.randomState);
    const { chain, failedPosition } = startChain(maker, task, this.stream);
    this.chain = chain;
    this.failedPosition = failedPosition;
    this.transitions = from === null ? 0 : task.warmup + from.snapshot.draws;
    this.knownCount = from?.kept ?? 0;
    this.predictor = predictor;
    this.buffer = new DrawBuffer(predictor?.width ?? maker.width);
    this.known = new Float64Array(maker.width);
    this.endWarmup();
  }

  /** Whether there are so many draws, or never will be. */
  hasDrawn(draws: number): boolean {
    return this.chain === null || this.transitions >= this.task.warmup + draws;
  }

  get progress(): ChainProgress {
    return { chain: this.task.chain, transitions: this.transitions, divergences: this.divergences };
  }

  /**
   * Makes transitions until there are so many draws or `isTimeUp`; `now` in milliseconds. Where transitions take less than it takes
   * to look at the clock, many are made between looks.
   */
  advance(draws: number, isTimeUp: () => boolean, now: () => number): void {
    const { chain } = this;
    if (chain === null) return;
    const { warmup } = this.task;
    const start = now();
    const startsInWarmup = this.transitions < warmup;
    // A turn belongs to one phase, so that each has its own time.
    const end = startsInWarmup ? warmup : warmup + draws;
    let looked = start;
    while (this.transitions < end) {
      for (let i = 0; i < this.stride && this.transitions < end; i++) this.step(chain, end);
      const time = now();
      if (time - looked < 0.5) this.stride = Math.min(2 * this.stride, 256);
      else if (time - looked > 2) this.stride = Math.max(1, this.stride >> 1);
      looked = time;
      if (isTimeUp()) break;
    }
    if (startsInWarmup) {
      this.warmupMs += looked - start;
      this.endWarmup();
    } else {
      this.samplingMs += looked - start;
      if (looked - this.snapshotAt < snapshotMs) return;
      this.snapshotAt = looked;
      this.takeSnapshot();
    }
  }

  /** What there is since the last piece. */
  takePiece(): ChainPiece {
    this.takeSnapshot();
    const { adaptation, failedPosition, warmupMs, samplingMs } = this;
    const { chain } = this.task;
    const made = this.buffer.take();
    const snapshots = this.trail.snapshots();
    this.trail = new StateTrail();
    return { chain, made, snapshots, adaptation, failedPosition, warmupMs, samplingMs };
  }

  private step(chain: Chain, end: number): void {
    const statistics = chain.transition();
    const draw = this.transitions++ - this.task.warmup;
    if (draw < 0) return;
    if ("divergent" in statistics && statistics.divergent) this.divergences++;
    if (draw < this.knownCount) {
      chain.save(this.known);
      return;
    }
    const room = this.buffer.add(statistics, end - this.task.warmup - draw);
    if (this.predictor === null) chain.save(room);
    else {
      chain.save(this.known);
      const { seed, chain: number } = this.task;
      this.predictor.fill(this.known, room, { seed, chain: number, draw });
    }
  }

  /** Once there have been as many transitions: what it arrived at, and the state before the first draw. */
  private endWarmup(): void {
    if (this.chain === null || this.transitions < this.task.warmup) return;
    this.adaptation = this.chain.adaptation();
    this.takeSnapshot();
  }

  private takeSnapshot(): void {
    if (this.chain === null || this.adaptation === null) return;
    const draws = this.transitions - this.task.warmup;
    const { position } = this.chain.state();
    this.trail.add({ draws, position, randomState: this.stream.state() });
  }
}

function startChain(maker: ChainMaker, { chain: number, from, warmup }: ChainTask, stream: RandomStream) {
  if (from === null) return maker.start({ stream, number, warmup });
  const { adaptation, snapshot } = from;
  const chain = maker.resume(stream, { position: snapshot.position, adaptation });
  return { chain, failedPosition: null };
}
