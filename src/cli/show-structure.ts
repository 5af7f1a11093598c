/** The structure of a bound model as text: outcomes as sums, what they are linear in, and how that is arranged. */

import type { FactorDescription, OutcomeForm, StructureDescription } from "../api/describe-structure.ts";
import { counted, sections } from "./show-description.ts";
import { lineOf, type Terminal } from "./terminal.ts";

/** Sections, each a heading and rows below it. Ends with a newline. */
export function renderStructure(structure: StructureDescription, terminal: Terminal): string {
  const { outcomes, normal, nested, dense, population, sampled, rowByRow, obstacles } = structure;
  const line = lineOf(terminal);
  const arranged = [
    ...nested.map((factor) => [factor.name, `${sizeOf(factor)}, integrated out level by level`]),
    ...dense.map((factor) => [factor.name, `${sizeOf(factor)}, columns of one matrix`]),
    ...(population === 0 ? [] : [["", `${counted(population, "population effect")}, columns of one matrix`]]),
  ];
  const forms = outcomes.map((outcome) =>
    sections(line, { [`${outcome.name}, ${outcome.size} normal numbers`]: formRows(outcome) }),
  );
  const rest = sections(line, {
    "linear in, and integrated out": normal.map(({ name, size, prior }) => [name, String(size), prior]),
    arranged,
    [outcomes.length === 0 ? "nothing is integrated out: sampled are" : "sampled"]: [[sampled.join(", ")]],
    "looked at row by row": rowByRow.map((name) => [name]),
    "what stands against more": obstacles.map(({ parameter, reason }) => [parameter, reason]),
  });
  return [...forms, rest].join("");
}

function sizeOf({ levels, effects }: FactorDescription): string {
  return `${levels} levels${effects === 1 ? "" : ` of ${effects} effects`}`;
}

function formRows({ mean, sd }: OutcomeForm): string[][] {
  const rows = (name: string, terms: readonly string[]): string[][] =>
    terms.map((term, i) => [i === 0 ? name : "", i === 0 ? "=" : "+", term]);
  return [...rows("mean", mean), ...rows("sd", sd)];
}
