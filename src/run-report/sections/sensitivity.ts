/** How far the answers depend on the priors: power-scaling, as `sensitivity` tells it. */

import { sensitivityOfRun } from "../../api/sensitivity.ts";
import type { Phrase } from "../../manuscript/inline.ts";
import type { ManuscriptTable } from "../../manuscript/table-data.ts";
import type { SensitivityTable } from "../../posterior/sensitivity-table.ts";
import { sensitivityCell, sensitivityNotes, sensitivitySentences } from "../../report/sensitivity-text.ts";
import { list, type Section, upperFirst } from "../blocks.ts";
import { had, notHad, type ReportInput } from "../report-input.ts";
import { failureAside } from "./diagnosis.ts";

/** Sentences and a table; or why there is none. */
export async function sensitivitySection(input: ReportInput): Promise<Section | null> {
  const { fitted, data, numbers, setting, onChains } = input;
  const section = { id: "sensitivity", title: "Sensitivity to the priors", isOpen: true };
  const { prob } = numbers;
  const options = { ...(prob !== undefined && { prob }), ...(onChains && { onProgress: onChains }) };
  const found =
    data.value === null ? data : await had(setting, () => sensitivityOfRun(fitted, options, setting));
  if (found.value === null) return { ...section, blocks: [notHad("sensitivities", found.reason)] };
  return {
    ...section,
    blocks: [
      ...failureAside(input),
      ...list(sensitivitySentences(found.value).map((one): Phrase => [one])),
      { kind: "table", table: tableOf(found.value, numbers.digits) },
    ],
  };
}

function tableOf(found: SensitivityTable, digits: number | undefined): ManuscriptTable {
  const { rows, threshold } = found;
  const options = digits === undefined ? {} : { digits };
  return {
    label: "sensitivity",
    caption: ["Sensitivity to the priors and to the likelihood"],
    columns: [
      { header: ["Quantity"], isText: true },
      { header: ["Prior"], isText: false },
      { header: ["Likelihood"], isText: false },
      { header: ["Diagnosis"], isText: true },
    ],
    rows: rows.map(({ variable, prior, likelihood, diagnosis }) => [
      [{ kind: "mathematics", text: variable, latex: variable }],
      [sensitivityCell(prior, threshold, options)],
      [sensitivityCell(likelihood, threshold, options)],
      [diagnosis === "-" ? "none" : diagnosis],
    ]),
    notes: sensitivityNotes(found).map((one): Phrase => [upperFirst(one)]),
  };
}
