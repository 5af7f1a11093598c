/** A look at chains as text: a table that is drawn in place, or one line. */

import { formatSignificant } from "../../report/digits.ts";
import { columns, renderTable } from "../../report/table.ts";
import { wrap } from "../../text/lines.ts";
import { visible } from "../../text/visible.ts";
import { describeSeconds } from "../progress.ts";
import type { LiveJudgement, Worst } from "./judge-live.ts";
import type { ChainLook, Look } from "./look.ts";
import type { Rates } from "./rates.ts";

/** What is shown: a look, what was found of its draws, and how fast it goes. */
export interface Shown {
  readonly look: Look;
  readonly judgement: LiveJudgement | null;
  readonly rates: Rates;
  readonly now: number;
}

/** Lines below and above the table. */
const otherLines = 8;

/** A table of the chains and what is known of all; at most `height` lines, but for long names. */
export function renderLook(
  shown: Shown,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const { look, now, rates } = shown;
  const most = Math.max(3, height - otherLines);
  const listed = look.chains.length > most ? unfinishedFirst(look.chains).slice(0, most) : look.chains;
  const rows = listed.map((chain) => ({
    cells: [chain.name, progressOf(chain), divergencesOf(chain), leftOf(chain, rates, now)],
  }));
  const table = renderTable(columns(["chain", "draws", "divergent", "left"], 1), rows, { width });
  const hidden = look.chains.length - listed.length;
  const lines = [
    ...(hidden > 0 ? [`and ${hidden} more chains`] : []),
    ...missing(look),
    ...judgementLines(shown.judgement),
    ...look.notes,
  ];
  const text = lines.map((line) => `${wrap(line, width, "  ")}\n`).join("");
  return look.chains.length === 0 ? text : `${table}${text}`;
}

/** The same on one line. */
export function lineOfLook({ look, judgement, rates, now }: Shown): string {
  const { chains } = look;
  if (chains.length === 0) return [...missing(look), ...look.notes.map(visible)].join(" · ");
  const done = chains.reduce((sum, one) => sum + drawsOf(one), 0);
  const asked = chains.map(({ phase, of }) => (phase === "warm-up" || phase === "starting" ? null : of));
  const all = asked.includes(null) ? "" : ` of ${asked.reduce<number>((sum, one) => sum + one!, 0)}`;
  const ended = chains.filter(({ phase }) => phase === "ended").length;
  const awaited = Math.max(chains.length, look.awaited ?? 0);
  const divergences = chains.map((one) => one.divergences).filter((count) => count !== null);
  const left = secondsLeft(chains, rates, now);
  return [
    `${done}${all} draws`,
    `${ended} of ${awaited} chains ended`,
    ...(divergences.length > 0 ? [`${divergences.reduce((sum, one) => sum + one, 0)} divergent`] : []),
    ...(judgement?.rhat ? [`R-hat ${worst(judgement.rhat, 4)}`] : []),
    ...(judgement?.ess ? [`ESS ${worst(judgement.ess, 3)}`] : []),
    ...(left === null || left === 0 ? [] : [`${describeSeconds(left)} left`]),
  ].join(" · ");
}

function unfinishedFirst(chains: readonly ChainLook[]): ChainLook[] {
  const isOver = ({ phase }: ChainLook): boolean => phase === "ended";
  return [...chains.filter((one) => !isOver(one)), ...chains.filter(isOver)];
}

function drawsOf({ phase, done }: ChainLook): number {
  return phase === "warm-up" ? 0 : done;
}

function progressOf({ phase, done, of }: ChainLook): string {
  const count = of === null ? `${done}` : `${done} of ${of}`;
  if (phase === "starting") return "starting";
  if (phase === "warm-up") return of === null ? "warm-up" : `warm-up ${count}`;
  return count;
}

function divergencesOf({ divergences }: ChainLook): string {
  return divergences === null ? "" : String(divergences);
}

function leftOf(chain: ChainLook, rates: Rates, now: number): string {
  if (chain.phase === "ended") return "done";
  if (chain.phase === "stopped") return "stopped";
  const still = rates.secondsStill(chain, now);
  if (still !== null) return `still for ${describeSeconds(still)}`;
  const left = rates.secondsLeft(chain, now);
  return left === null ? "?" : describeSeconds(left);
}

/** Of the chain that takes longest; null where it is not known of all. */
function secondsLeft(chains: readonly ChainLook[], rates: Rates, now: number): number | null {
  const left = chains.map((chain) => rates.secondsLeft(chain, now));
  return left.includes(null) ? null : Math.max(...left.map((one) => one!));
}

function missing({ chains, awaited }: Look): string[] {
  if (chains.length === 0) return ["waiting for the first chain"];
  return awaited !== null && awaited > chains.length
    ? [`${chains.length} of ${awaited} chains have begun`]
    : [];
}

function judgementLines(judgement: LiveJudgement | null): string[] {
  if (judgement === null || (judgement.rhat === null && judgement.ess === null)) return [];
  const { rhat, ess, chainCount, drawCount, every } = judgement;
  const of = `${chainCount} × ${drawCount} draws${every === 1 ? "" : `, every ${every}th of them`}`;
  const parts = [
    ...(rhat === null ? [] : [`worst R-hat ${worst(rhat, 4)}`]),
    ...(ess === null ? [] : [`least ESS ${worst(ess, 3)}`]),
  ];
  return [`${parts.join(", ")}; of ${of}`];
}

function worst({ value, variable }: Worst, digits: number): string {
  return `${formatSignificant(value, digits)} (${visible(variable)})`;
}
