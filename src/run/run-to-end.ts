/**
 * Chains from their start to the end of the run. Where a rule may end it they go on together from one look at their draws to the
 * next; where none does, to the end at once.
 */

import type { PreparedSampler } from "../../samplers/sampler.ts";
import { columnOf } from "./assemble.ts";
import type { ChainLog } from "./chain-log.ts";
import type { ChainTask } from "./chain-run.ts";
import type { HireCrew, RunObserver } from "./chain-runner.ts";
import type { Extension } from "./extension.ts";
import { looks, type RuleWatch, type Shortfall } from "./rule-watch.ts";

export interface BlocksInput {
  readonly hire: HireCrew;
  readonly prepared: PreparedSampler;
  readonly tasks: readonly ChainTask[];
  /** In the order of the tasks; they get what the chains make. */
  readonly logs: readonly ChainLog[];
  /** Draws per chain at most. */
  readonly draws: number;
  readonly watch: WatchedRule | null;
  readonly observer: RunObserver;
  /** Asked when there are all draws: how far to go on, and why; null to end. Null if nobody asks. */
  readonly extend: (() => { readonly draws: number; readonly reason: string } | null) | null;
  /** Between two pieces of a chain within a block. */
  readonly pieceMs: number;
}

export interface WatchedRule {
  readonly watch: RuleWatch;
  /** Draws per chain that there are already. */
  readonly made: number;
  /** Whether nobody has looked at those draws with this rule. */
  readonly isNew: boolean;
}

/** What became of the rule; `wasAsked` is false where the run ended before the first look, or has no rule. */
export interface BlocksEnd {
  readonly wasAsked: boolean;
  /** At the last look; null if the rule held. */
  readonly shortfall: Shortfall | null;
  /** That there are more draws than were asked for, and why; null if there are not. */
  readonly extension: Extension | null;
}

export async function runBlocks(input: BlocksInput): Promise<BlocksEnd> {
  const { hire, prepared, tasks, logs, draws, watch, observer, pieceMs } = input;
  const logOf = new Map(logs.map((log) => [log.chain, log]));
  const crew = hire(prepared.recipe, tasks, {
    ...observer,
    onPiece: (piece) => logOf.get(piece.chain)!.add(piece),
    pieceMs,
  });
  let end: BlocksEnd = { wasAsked: false, shortfall: null, extension: null };
  try {
    for (const block of blockEnds(draws, watch)) {
      await crew.advance(block);
      if (logs.some((log) => log.drawCount < block)) break;
      if (watch === null) continue;
      const shortfall = watch.watch.look(drawsSoFar(logs, prepared.variables.length, block));
      end = { wasAsked: true, shortfall, extension: null };
      if (shortfall === null) break;
    }
    const extension = await extendRun(input, (more) => crew.advance(more));
    if (extension !== null) end = { ...end, extension };
  } finally {
    await crew.dismiss();
  }
  return end;
}

/** Takes chains that have all their draws further, as often as they are to. */
async function extendRun(
  { logs, draws, extend }: BlocksInput,
  advance: (draws: number) => Promise<void>,
): Promise<Extension | null> {
  let extension: Extension | null = null;
  const isWhole = (count: number): boolean => logs.every((log) => log.drawCount >= count);
  let made = draws;
  while (extend !== null && isWhole(made)) {
    const further = extend();
    if (further === null) break;
    made = further.draws;
    extension ??= { asked: draws, reason: further.reason };
    await advance(made);
  }
  return extension;
}

/** Draws per chain at which blocks end, in their order. */
function* blockEnds(draws: number, watch: WatchedRule | null): Generator<number> {
  if (watch === null) yield draws;
  else {
    const { made, isNew } = watch;
    if (isNew && made > 0 && made < draws) yield made;
    yield* looks(made, draws);
  }
}

function drawsSoFar(logs: readonly ChainLog[], width: number, drawCount: number) {
  const column = (v: number): Float64Array => columnOf(logs, width, v, drawCount);
  return { chainCount: logs.length, drawCount, column };
}
