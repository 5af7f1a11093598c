/** What stands against a new name (HP1045 to HP1049). One constructor per reason. */

import { nowhere, problem } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";

export const nothingToRename = (found: string): Problem =>
  problem("HP1045", nowhere, [
    found === "" ? "no name of the model stands here" : `\`${found}\` is no name that the model declares`,
    "put the cursor on a column, a parameter, a plate, a constant or a defined value",
  ]);

export const notAName = (wanted: string): Problem =>
  problem("HP1046", nowhere, [
    wanted === "" ? "a name has at least one letter" : `\`${wanted}\` cannot be a name`,
    "a name begins with a letter or `_`, and goes on with letters, digits and `_`: `σ_b`, `sigma_b`",
  ]);

export const nameTaken = (wanted: string, other: string, line: number): Problem =>
  problem("HP1047", nowhere, [
    `\`${wanted}\` is a name already, \`${other}\` on line ${line}`,
    "choose another name, or rename the other one before; `σ` and `sigma` are one name",
  ]);

export const readOtherwise = (wanted: string): Problem =>
  problem("HP1048", nowhere, [
    `\`${wanted}\` would be read as a word of the language, or as a call, where the name stands now`,
    "choose another name",
  ]);

export const unreadableColumn = (name: string, line: number): Problem =>
  problem("HP1049", nowhere, [
    `the declaration of the column \`${name}\`, on line ${line}, cannot be read, so that its header cannot be kept with \`from\``,
    "mend what is wrong on that line, and rename then",
  ]);
