/**
 * The chains of a run from their start to its end. Where a rule may end it they go on together from one look at their draws to the
 * next; where none does, to the end at once, and further where the draws fall a little short.
 */

import type { WorkerPool } from "./chains/chain-runner.ts";
import { type Extension, furtherDraws } from "./chains/extension.ts";
import { looks, type RuleWatch, type Shortfall } from "./chains/rule-watch.ts";
import type { OngoingRun, RunEnd } from "./ongoing-run.ts";

/** How long a run may be, in draws per chain. */
export interface RunLength {
  readonly draws: number;
  /** With those that it goes on to by itself; as many as `draws` if it does not. */
  readonly most: number;
  readonly maxTreedepth: number;
}

/** A rule that may end a run. */
export interface WatchedRule {
  readonly watch: RuleWatch;
  /** Draws per chain that there are already. */
  readonly made: number;
  /** Whether nobody has looked at those draws with this rule. */
  readonly isNew: boolean;
}

export async function runToEnd(
  run: OngoingRun,
  pool: WorkerPool,
  length: RunLength,
  rule: WatchedRule | null,
): Promise<RunEnd> {
  const { wasAsked, shortfall } = await advanceByLooks(run, pool, length.draws, rule);
  return { wasAsked, shortfall, extension: await extend(run, pool, length) };
}

/** Until the rule holds, or there are all draws. */
async function advanceByLooks(
  run: OngoingRun,
  pool: WorkerPool,
  draws: number,
  rule: WatchedRule | null,
): Promise<Omit<RunEnd, "extension">> {
  let shortfall: Shortfall | null = null;
  let wasAsked = false;
  for (const until of rule === null ? [draws] : lookTimes(draws, rule)) {
    await pool.advance(until);
    if (!run.hasDrawn(until)) break;
    if (rule === null) continue;
    shortfall = rule.watch.look(run.firstDraws(until));
    wasAsked = true;
    if (shortfall === null) break;
  }
  return { wasAsked, shortfall };
}

/** Draws per chain at which a rule is asked, in their order. */
function* lookTimes(draws: number, { made, isNew }: WatchedRule): Generator<number> {
  if (isNew && made > 0 && made < draws) yield made;
  yield* looks(made, draws);
}

/** Takes chains that have all their draws further, as often as they are to. */
async function extend(
  run: OngoingRun,
  pool: WorkerPool,
  { draws, most, maxTreedepth }: RunLength,
): Promise<Extension | null> {
  let extension: Extension | null = null;
  let made = draws;
  while (made < most && run.hasDrawn(made)) {
    const further = furtherDraws(run.draws(), { maxTreedepth }, most);
    if (further === null) break;
    made = further.draws;
    extension ??= { asked: draws, reason: further.reason };
    await pool.advance(made);
  }
  return extension;
}
