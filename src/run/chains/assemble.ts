/** Draws from what there is of each chain. */

import type { Draws, StatisticName, Variable } from "../../posterior/draws.ts";
import type { DrawPiece } from "./draw-buffer.ts";

/** The draws of one chain. */
export interface ChainDraws {
  readonly chain: number;
  readonly drawCount: number;
  /** In their order; together `drawCount` draws. */
  readonly pieces: readonly DrawPiece[];
}

/** Which chains draws are of, and how many they have of each. */
export interface DrawCut {
  /** Numbers of the chains. */
  readonly chains: readonly number[];
  readonly drawCount: number;
}

/**
 * If a run was stopped, its chains have different lengths, and draws are as many for every chain: those chains are kept, cut to the
 * shortest of them, that together give the most draws. So a chain that had hardly begun does not cost the draws of those before it.
 */
export function cutDraws(chains: readonly ChainDraws[]): DrawCut {
  const drawCount = mostFruitfulLength(chains.map((one) => one.drawCount));
  const kept = drawCount === 0 ? [] : chains.filter((one) => one.drawCount >= drawCount);
  return { chains: kept.map(({ chain }) => chain), drawCount };
}

/** The draws of a cut. */
export function assembleDraws(
  variables: readonly Variable[],
  chains: readonly ChainDraws[],
  { chains: numbers, drawCount }: DrawCut,
): Draws {
  const kept = chains.filter(({ chain }) => numbers.includes(chain));
  const width = variables.length;
  const values = variables.map((_, v) => columnOf(kept, width, v, drawCount));
  const statistics: Partial<Record<StatisticName, Float64Array>> = {};
  for (const name of Object.keys(kept[0]?.pieces[0]?.statistics ?? {}) as StatisticName[]) {
    statistics[name] = joinPieces(kept, drawCount, (piece, stretch) => {
      stretch.set(piece.statistics[name]!.subarray(0, stretch.length));
    });
  }
  return { chainCount: kept.length, drawCount, variables, values, statistics };
}

/** Variable `v` of `width`, chain after chain, of the first draws of each. */
export function columnOf(
  chains: readonly ChainDraws[],
  width: number,
  v: number,
  drawCount: number,
): Float64Array {
  return joinPieces(chains, drawCount, ({ values }, stretch) => {
    for (let draw = 0; draw < stretch.length; draw++) stretch[draw] = values[draw * width + v]!;
  });
}

/** Chain after chain, its first draws: `fill` writes those of a piece, as many as there is room for. */
function joinPieces(
  chains: readonly ChainDraws[],
  drawCount: number,
  fill: (piece: DrawPiece, stretch: Float64Array) => void,
): Float64Array {
  const column = new Float64Array(chains.length * drawCount);
  chains.forEach(({ pieces }, c) => {
    let at = c * drawCount;
    const end = at + drawCount;
    for (const piece of pieces) {
      const count = Math.min(piece.drawCount, end - at);
      fill(piece, column.subarray(at, at + count));
      at += count;
    }
  });
  return column;
}

/** The draws of one chain of several, counted from 0, as a piece. */
export function pieceOf({ values, statistics, drawCount }: Draws, chain: number): DrawPiece {
  const [start, end] = [chain * drawCount, (chain + 1) * drawCount];
  const width = values.length;
  const own = new Float64Array(drawCount * width);
  values.forEach((column, v) => {
    for (let draw = 0; draw < drawCount; draw++) own[draw * width + v] = column[start + draw]!;
  });
  const columns = Object.entries(statistics).map(([name, column]) => [name, column.slice(start, end)]);
  return { drawCount, values: own, statistics: Object.fromEntries(columns) };
}

/** The length that gives the most draws if longer chains are cut to it and shorter ones left out; of equals the least. */
function mostFruitfulLength(lengths: readonly number[]): number {
  let best = 0;
  let most = 0;
  // With the k longest chains there are k · (length of the k-th) draws.
  for (const [k, length] of lengths.toSorted((a, b) => b - a).entries()) {
    const draws = (k + 1) * length;
    if (draws > 0 && draws >= most) [best, most] = [length, draws];
  }
  return best;
}
