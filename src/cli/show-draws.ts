/** Draws of another program as text: what they are, and their summary. */

import type { GivenDraws } from "../api/read-draws.ts";
import type { ReceivedDraws } from "../formats/format.ts";
import { formats } from "../formats/index.ts";
import type { Summary } from "../posterior/summary.ts";
import { renderSummary } from "../report/summary-table.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { counted } from "./show-description.ts";
import type { ShowOptions } from "./show-run.ts";
import { lineOf, type Terminal } from "./terminal.ts";

/** Prints what the files hold, and the summary of every variable. */
export function showDrawsSummary(
  terminal: Terminal,
  { received, source }: Pick<GivenDraws, "received" | "source">,
  summary: Summary,
  options: ShowOptions,
): void {
  const line = lineOf(terminal);
  if (received !== null) terminal.print(`${renderHead(received, line.width)}\n`);
  terminal.print(renderSummary(summary, { ...options, ...line }));
  if (source.variables.length === 0) terminal.print("no variables\n");
  terminal.print("\n");
}

/** `20 chains × 100 draws, 5 files, CmdStan CSV`: what a verdict on files is of. */
export function drawsWords({ format, source, fileCount }: ReceivedDraws): string {
  const { chainCount, drawCount } = source;
  const files = fileCount === undefined ? [] : [counted(fileCount, "file")];
  return [`${counted(chainCount, "chain")} × ${counted(drawCount, "draw")}`, ...files, titleOf(format)].join(
    ", ",
  );
}

function titleOf(format: string): string {
  return formats.find(({ name }) => name === format)?.title ?? format;
}

function renderHead({ format, program, source, sampling }: ReceivedDraws, width: number): string {
  const { warmupLeftOut, thin, totalSeconds, model } = sampling;
  const by =
    program === null || program.name === "other" ? "" : `, by ${program.name} ${program.version ?? ""}`;
  const notes = [
    ...(warmupLeftOut > 0 ? [`${warmupLeftOut} warm-up draws of each chain are left out`] : []),
    ...(thin !== null && thin > 1 ? [`every ${thin}th transition was kept`] : []),
    ...(totalSeconds == null ? [] : [`sampling took ${Number(totalSeconds.toPrecision(3))} s in all`]),
  ];
  const lines = [
    ...(model === null ? [] : [["model", visible(model)]]),
    [
      "draws",
      `${counted(source.chainCount, "chain")} × ${source.drawCount}, ${titleOf(format)}${by.trimEnd()}`,
    ],
    ...notes.map((note) => ["note", note]),
  ];
  return lines
    .map(([name, text]) => `${wrap(`${name!.padEnd(6)}  ${text!}`, width, " ".repeat(8))}\n`)
    .join("");
}
