/** A checked model as text: columns, plates, constants, and each statement in the order in which they are worked out. */

import type { CheckedColumn, CheckedDescription, StatementDescription } from "../api/describe-checked.ts";
import { visible } from "../text/visible.ts";
import { sections } from "./show-description.ts";
import { lineOf, type Terminal } from "./terminal.ts";

/** Sections, each a heading and rows below it. Ends with a newline. */
export function renderChecked(description: CheckedDescription, terminal: Terminal): string {
  const { name, columns, plates, constants, statements } = description;
  const parts = sections(lineOf(terminal), {
    columns: columns.map(columnRow),
    plates: plates.map((plate) => [plate.name, plate.kind, plate.levels]),
    constants: constants.map((one) => [one.name, "=", one.value]),
    "statements, each after what it uses": statements.flatMap(statementRows),
  });
  return `${terminal.paint(visible(name ?? "model"), "header")}\n${parts}`;
}

function columnRow({ name, type, shape, bounds, from, mayBeMissing }: CheckedColumn): string[] {
  const words = [
    shape,
    ...bounds,
    ...(mayBeMissing ? ["may be missing"] : []),
    ...(from === name ? [] : [`from the column ${JSON.stringify(from)}`]),
  ];
  return [name, type, words.join(", ")];
}

/** What it is, and below that what it says. */
function statementRows(statement: StatementDescription): string[][] {
  const { name, role, line, shape, support, parameterization, meaning } = statement;
  const words = [
    role,
    shape,
    ...(support === null ? [] : [support]),
    ...(parameterization === null || parameterization === "automatic" ? [] : [parameterization]),
  ];
  return [
    [name, `${words.join(", ")} (line ${line})`],
    ["", meaning],
  ];
}
