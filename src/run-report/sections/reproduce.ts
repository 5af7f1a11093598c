/** How to make the run again: commands, seed, version, fingerprints. */

import type { Phrase } from "../../manuscript/inline.ts";
import type { ManuscriptTable } from "../../manuscript/table-data.ts";
import { type Block, paragraph, type Section } from "../blocks.ts";
import { commandsFor } from "../commands.ts";
import { digestOfDraws, digestOfText } from "../digests.ts";
import type { ReportInput } from "../report-input.ts";

/** Commands and what must be the same. */
export function reproduceSection(input: ReportInput): Section {
  const { fitted, name } = input;
  const { record, draws } = fitted;
  const facts: readonly (readonly [string, string])[] = [
    ["Version", `hyperprior ${record.hyperprior}`],
    ["Seed", String(record.options.seed)],
    [
      "Chains and draws",
      `${draws.chainCount} × ${draws.drawCount}, ${record.plan.warmup === 0 ? "without a warm-up" : `after ${record.plan.warmup} of warm-up each`}`,
    ],
    ...(record.data.rowsRead === 0
      ? []
      : ([
          ["Data", record.data.name],
          ["Fingerprint of the columns used", record.data.fingerprint],
        ] as const)),
    ["Digest of the model's text", digestOfText(record.model.text)],
    ["Digest of the draws", digestOfDraws(draws)],
  ];
  const table: ManuscriptTable = {
    label: "reproduce",
    caption: ["What the run was made of"],
    columns: ["What", "Value"].map((header) => ({ header: [header], isText: true })),
    rows: facts.map(([what, value]) => [[what], [value]]),
    notes: [["The same model, data, options, seed and version give the same draws, bit by bit"]],
  };
  const commands = commandsFor(input);
  const blocks: Block[] = [
    ...commands.notes.map((note) => paragraph(...note)),
    { kind: "code", label: `Commands that make ${name} again`, language: "sh", text: commands.text },
    { kind: "table", table },
  ];
  return { id: "reproduce", title: "How to reproduce it", isOpen: true, blocks };
}

/** The text itself. */
export function textSection({ fitted }: ReportInput): Section {
  const { text, constants } = fitted.record.model;
  const values = Object.entries(constants).map(([name, value]) => `${name} = ${value}`);
  const said: Phrase = values.length === 0 ? [] : [`Its constants in this run: ${values.join(", ")}.`];
  return {
    id: "text",
    title: "The model's text",
    isOpen: true,
    blocks: [
      {
        kind: "code",
        label: `Text of the model ${fitted.record.model.name ?? ""}`.trim(),
        language: "hyperprior",
        text: text.trimEnd(),
      },
      ...(said.length === 0 ? [] : [paragraph(...said)]),
      paragraph(`Its digest is ${digestOfText(text)}.`),
    ],
  };
}
