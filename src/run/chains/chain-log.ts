/** What a run has of one chain: its draws so far, piece by piece, and from where it could go on. */

import type { ChainAdaptation } from "../../samplers/chain.ts";
import type { ChainPiece, ChainTask } from "./chain-run.ts";
import type { DrawPiece } from "./draw-buffer.ts";
import { StateTrail } from "./state-trail.ts";

export class ChainLog {
  readonly chain: number;
  readonly pieces: DrawPiece[] = [];
  readonly trail = new StateTrail();
  drawCount = 0;
  adaptation: ChainAdaptation | null = null;
  failedPosition: Float64Array | null = null;
  warmupMs = 0;
  samplingMs = 0;

  /** `known` are the draws of an earlier run that the task goes on from, as many as it says. */
  constructor({ chain, from }: ChainTask, known: DrawPiece | null) {
    this.chain = chain;
    if (known !== null) this.addDraws(known);
    if (from === null) return;
    this.adaptation = from.adaptation;
    this.trail.add(from.snapshot);
  }

  add(piece: ChainPiece): void {
    this.addDraws(piece.made);
    for (const snapshot of piece.snapshots) this.trail.add(snapshot);
    this.adaptation = piece.adaptation;
    this.failedPosition = piece.failedPosition;
    this.warmupMs = piece.warmupMs;
    this.samplingMs = piece.samplingMs;
  }

  private addDraws(piece: DrawPiece): void {
    if (piece.drawCount === 0) return;
    this.pieces.push(piece);
    this.drawCount += piece.drawCount;
  }
}
