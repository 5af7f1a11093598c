/** What differs between two runs, as text: a sentence, then what it is made of, the models line by line, and the results. */

import type { ChangedValue } from "../api/model-difference.ts";
import type { RunsDifference } from "../api/runs-difference.ts";
import type { ComparedVariable } from "../posterior/compare-draws.ts";
import { renderComparedVariables } from "../report/comparison.ts";
import { unifiedLines } from "../text/line-difference.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { type Line, sections } from "./show-description.ts";
import { lineOf, type Terminal } from "./terminal.ts";

/** More variables than this are cut; `compare-draws` shows all. */
const mostVariables = 20;

/** Ends with a newline; of the same run a line alone. */
export function renderDifference(difference: RunsDifference, terminal: Terminal): string {
  const line = lineOf(terminal);
  const { sentence, model, data, options, method, seed, version, names, verdicts, isSame } = difference;
  const role = isSame ? "good" : "header";
  const head = `${line.paint(wrap(sentence, line.width, "  "), role)}\n`;
  if (isSame) return head;
  const rows = (changes: readonly (ChangedValue | null)[]): string[][] =>
    changes.flatMap((one) => (one === null ? [] : [changeRow(one)]));
  const verdictRow =
    verdicts[0] === verdicts[1]
      ? []
      : [changeRow({ what: "verdict", first: verdicts[0], second: verdicts[1] })];
  const parts = [
    sections(line, { model: rows([...model.priors, ...model.statements, ...model.constants]) }),
    renderText(difference, line),
    sections(line, {
      data: rows(data),
      "options, seed and version": rows([...options, seed, version]),
      "method and verdict": [...rows(method), ...verdictRow],
    }),
    renderResults(difference, line),
    ...onlyIn(names, difference.results, line),
  ];
  return [head, ...parts.filter((part) => part !== "")].join("\n");
}

function changeRow({ what, first, second }: ChangedValue): string[] {
  if (first === null) return [what, `only in the second: ${second}`];
  return [what, second === null ? `only in the first: ${first}` : `${first} → ${second}`];
}

/** As `diff -u` has it. */
function renderText({ names, model }: RunsDifference, { paint }: Line): string {
  const lines = unifiedLines(model.lines);
  if (lines.length === 0) return "";
  const head = [`--- ${visible(names[0])}`, `+++ ${visible(names[1])}`].map((one) => paint(one, "header"));
  const body = lines.map((one) => {
    const role = one.startsWith("-") ? "alert" : one.startsWith("+") ? "good" : null;
    return role === null ? visible(one) : paint(visible(one), role);
  });
  return [...head, ...body].map((one) => `${one}\n`).join("");
}

function renderResults({ results, hasSameDraws }: RunsDifference, line: Line): string {
  if (hasSameDraws || results.variables.length === 0) return "";
  const farthest = [...results.variables].sort((a, b) => farOff(b) - farOff(a)).slice(0, mostVariables);
  const shown = results.variables.filter((one) => farthest.includes(one));
  const rest = results.variables.length - shown.length;
  const foot = `not shown: ${rest} variables that are less apart; \`hyperprior compare-draws\` shows all`;
  return `${line.paint("results", "header")}\n${renderComparedVariables(shown, line)}${
    rest > 0 ? `${line.paint(wrap(foot, line.width, "  "), "muted")}\n` : ""
  }`;
}

/** The most standard errors that a number of it is off by. */
function farOff({ differences }: ComparedVariable): number {
  return Math.max(0, ...Object.values(differences).map((one) => Math.abs(one?.inErrors ?? 0)));
}

function onlyIn(
  names: RunsDifference["names"],
  { onlyInFirst, onlyInSecond }: RunsDifference["results"],
  { width }: Line,
): string[] {
  const lines = [onlyInFirst, onlyInSecond].flatMap((variables, i) => {
    if (variables.length === 0) return [];
    const shown = variables.slice(0, 8).join(", ");
    const more = variables.length > 8 ? ` and ${variables.length - 8} more` : "";
    return [`${wrap(`only in ${names[i]}: ${shown}${more}`, width, "  ")}\n`];
  });
  return lines.length === 0 ? [] : [lines.join("")];
}
