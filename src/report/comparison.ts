/** Two sets of draws compared, as text and as JSON. */

import {
  type ComparedNumber,
  type ComparisonVerdict,
  comparedNumbers,
  type DrawsComparison,
} from "../posterior/compare-draws.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { formatEstimate, formatSignificant } from "./digits.ts";
import { finiteOrNull, type JsonObject } from "./json.ts";
import { columns, noPaint, renderTable, type TableOptions } from "./table.ts";

/** The two as the user named them, and which of them failed its own diagnosis. */
export interface ComparedNames {
  readonly names: readonly [first: string, second: string];
  readonly failed: readonly string[];
}

const headers = ["variable", "mean", "other mean", "off by sd", "z mean", "z median", "z sd", ""];
const marks: { readonly [Verdict in ComparisonVerdict]: string } = {
  equivalent: "=",
  different: "≠",
  unknown: "?",
};

/** Text that ends with a newline. */
export function renderComparison(
  comparison: DrawsComparison,
  { names, failed }: ComparedNames,
  options: TableOptions = {},
): string {
  const { paint = noPaint, width = 100 } = options;
  const { variables, verdict, onlyInFirst, onlyInSecond } = comparison;
  const first = `comparison: ${verdict}`;
  const role = verdict === "equivalent" ? "good" : "alert";
  const text = wrap(`${first} (${reasonOf(comparison, failed)})`, width, "  ");
  const missing = [onlyIn(names[0], onlyInFirst), onlyIn(names[1], onlyInSecond)].flatMap((line) =>
    line === null ? [] : [`${wrap(line, width, "  ")}\n`],
  );
  const table = variables.length === 0 ? "" : `\n${renderComparedVariables(variables, options)}`;
  return `${paint(first, role)}${text.slice(first.length)}\n${table}${missing.length > 0 ? "\n" : ""}${missing.join("")}`;
}

/** A row for each variable: both means, how far the second is off, and that in standard errors. Ends with a newline. */
export function renderComparedVariables(
  variables: DrawsComparison["variables"],
  options: TableOptions = {},
): string {
  const rows = variables.map(({ variable, first: one, second: other, differences, verdict: own }) => ({
    cells: [
      variable,
      formatEstimate(one.mean, one.errors.mean, {}),
      formatEstimate(other.mean, other.errors.mean, {}),
      cell(differences.mean?.inSds ?? differences.median?.inSds),
      ...comparedNumbers.map((name) => cell(differences[name]?.inErrors)),
      marks[own],
    ],
  }));
  return renderTable(columns(headers, 1, ["z median", "other mean"]), rows, options);
}

function cell(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return "-";
  return value === 0 ? "0" : formatSignificant(value, 2);
}

function reasonOf(
  { variables, verdict, margin, critical }: DrawsComparison,
  failed: readonly string[],
): string {
  const count = variables.length === 1 ? "1 variable" : `${variables.length} variables`;
  if (variables.length === 0) return "no variable has the same name in both";
  const off = variables.filter((one) => one.verdict === verdict).length;
  switch (verdict) {
    case "equivalent":
      return `${count}: means, medians and sds within ${margin} sd of each other`;
    case "different":
      return `${off} of ${count} by more than Monte Carlo error, beyond ${critical.toFixed(1)} standard errors`;
    case "unknown":
      return failed.length > 0
        ? `the diagnosis of ${failed.map(visible).join(" and of ")} failed, so errors are not known`
        : `Monte Carlo error is too large to tell whether ${off} of ${count} are within ${margin} sd: run longer`;
  }
}

function onlyIn(name: string, variables: readonly string[]): string | null {
  if (variables.length === 0) return null;
  const shown = variables.slice(0, 8).map(visible).join(", ");
  const more = variables.length > 8 ? ` and ${variables.length - 8} more` : "";
  return `only in ${visible(name)}: ${shown}${more}`;
}

/** The object of `compare-draws --json`. */
export function comparisonJson(comparison: DrawsComparison, { names, failed }: ComparedNames): JsonObject {
  return {
    verdict: comparison.verdict,
    first: names[0],
    second: names[1],
    failed_diagnoses: failed,
    margin_sd: comparison.margin,
    critical_z: comparison.critical,
    variables: comparison.variables.map(({ variable, differences, verdict }) => ({
      variable,
      verdict,
      ...Object.fromEntries(comparedNumbers.map((name) => [name, differenceJson(differences, name)])),
    })),
    only_in_first: comparison.onlyInFirst,
    only_in_second: comparison.onlyInSecond,
  };
}

function differenceJson(
  differences: DrawsComparison["variables"][number]["differences"],
  name: ComparedNumber,
): JsonObject | null {
  const one = differences[name];
  if (one === null) return null;
  return {
    difference: one.difference,
    mcse: one.error,
    z: finiteOrNull(one.inErrors),
    sds: finiteOrNull(one.inSds),
  };
}
