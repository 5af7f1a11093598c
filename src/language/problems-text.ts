/** Problems of the text (HP01xx): characters, brackets, and statements that cannot be read. One constructor per mistake. */

import { type Fix, inModel, problem, warning } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";

/** An error at a place of the model text. */
export function errorAt(code: Problem["code"], span: Span, [message, hint]: Fix): Problem {
  return problem(code, inModel(span), [clipped(message), clipped(hint)]);
}

/** A warning at a place of the model text. */
export function warningAt(code: Problem["code"], span: Span, [message, hint]: Fix): Problem {
  return warning(code, inModel(span), [clipped(message), clipped(hint)]);
}

/** Names and expressions can be as long as the file; a sentence cannot. */
function clipped(sentence: string): string {
  return sentence.replace(
    /`[^`]{81,}`/g,
    (quoted) => `\`${[...quoted.slice(1, 80)].slice(0, 60).join("")}…\``,
  );
}

/** Signs of other notations, with what to write in their place. */
const foreignCharacters: Readonly<Record<string, string>> = {
  ";": "leave it out; a newline ends a statement",
  "|": "write each group effect as a statement of its own: `b[subject] ~ normal(0, σ_b)`",
  "!": "write `!=` for unequal, `if(condition, 0, 1)` for the opposite of a condition",
  "&": "multiply conditions: `(a > 0) * (b > 0)` is 1 where both hold",
  "%": "write `/ 100` for per cent",
  $: "write the column's name alone; the table is known from `data { }`",
  "@": "leave it out",
  "×": "write `*`",
  "·": "write `*`",
  "÷": "write `/`",
  "−": "write `-`, the hyphen of the keyboard",
  "–": "write `-`, the hyphen of the keyboard",
  "≤": "write `<=`",
  "≥": "write `>=`",
  "≠": "write `!=`",
  "∼": "write `~`, the tilde of the keyboard",
  "²": "write `^2`",
  "³": "write `^3`",
  "√": "write `sqrt(…)`",
  "∞": "leave the bound out",
  "∑": "write `sum(…)`",
  "'": 'names end before `\'`; texts stand in double quotes: `"…"`',
  "\\": "write the Greek letter itself or its name: `β` or `beta`",
};

export function unexpectedCharacter(span: Span, characters: string): Problem {
  const first = [...characters][0] ?? "";
  return errorAt("HP0101", span, [
    `${describeCharacters(characters)} has no meaning here`,
    foreignCharacters[first] ?? "leave it out; names are made of letters, digits and `_`",
  ]);
}

function describeCharacters(characters: string): string {
  const list = [...characters];
  const code = list[0]?.codePointAt(0) ?? 0;
  const isVisible = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(list[0] ?? "");
  const name = `the character U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  if (!isVisible) return name;
  return list.length > 12 ? `\`${list.slice(0, 12).join("")}…\`` : `\`${characters}\``;
}

export const unclosedText = (span: Span): Problem =>
  errorAt("HP0102", span, ["this text has no closing quote on its line", 'end it with `"`']);

export const unknownEscape = (span: Span, sequence: string): Problem =>
  errorAt("HP0103", span, [
    `\`${sequence}\` is not an escape that a text may have`,
    'write `\\"` for a quote, `\\\\` for a backslash, `\\n` for a new line',
  ]);

export const malformedNumber = (span: Span, text: string): Problem =>
  errorAt("HP0104", span, [
    `\`${shorten(text)}\` is not a number`,
    "write numbers as `1`, `1.5`, `.5` or `1e-3`; a name may not begin with a digit, and `2 * x` needs its `*`",
  ]);

export const numberTooLarge = (span: Span, text: string): Problem =>
  errorAt("HP0105", span, [
    `\`${shorten(text)}\` is larger than any number that can be computed with`,
    "write a number below 1.79e308",
  ]);

export const unclosedBracket = (span: Span, open: string, close: string): Problem =>
  errorAt("HP0106", span, [`this \`${open}\` is never closed`, `write \`${close}\` where it ends`]);

export const unmatchedBracket = (span: Span, close: string, open: string): Problem =>
  errorAt("HP0107", span, [
    `this \`${close}\` closes nothing`,
    `leave it out, or write \`${open}\` where it begins`,
  ]);

export const mismatchedBracket = (span: Span, found: string, open: string, expected: string): Problem =>
  errorAt("HP0108", span, [
    `\`${found}\` stands where the \`${open}\` before it wants \`${expected}\``,
    `write \`${expected}\``,
  ]);

export const nestedTooDeeply = (span: Span, limit: number): Problem =>
  errorAt("HP0109", span, [
    `this goes more than ${limit} levels deep`,
    "give a part of it a name of its own: `part = …`",
  ]);

export function statementTooLong(span: Span, limit: number): Problem {
  const most = String(limit).replace(/\B(?=(\d{3})+$)/g, ",");
  return errorAt("HP0126", span, [
    `this statement has more than ${most} operators and commas`,
    "write several statements, each with a part of it: `part = …`; or let a table have the numbers, as a column",
  ]);
}

export const expectedElsewise = (span: Span, expected: string, found: string, hint: string): Problem =>
  errorAt("HP0110", span, [`expected ${expected}, found ${found}`, hint]);

export const expectedStatement = (span: Span, found: string): Problem =>
  errorAt("HP0111", span, [
    `expected a statement, found ${found}`,
    "write `name ~ distribution(…)`, `name = value`, or `data { name: type }`",
  ]);

export const statementWithoutSign = (span: Span, name: string, found: string): Problem =>
  errorAt("HP0112", span, [
    `expected \`~\` or \`=\` after \`${name}\`, found ${found}`,
    `write \`${name} ~ distribution(…)\` for a parameter or an outcome, \`${name} = …\` for a defined value`,
  ]);

export const foreignAssignment = (span: Span, name: string): Problem =>
  errorAt("HP0113", span, [
    "`<-` does not define anything here",
    `write \`${name} = …\` for a value, \`${name} ~ …\` for a distribution`,
  ]);

export const leadingOperator = (span: Span, operator: string): Problem =>
  errorAt("HP0114", span, [
    `a statement cannot begin with \`${operator}\``,
    `to continue the line above, end that line with \`${operator}\``,
  ]);

export const repeatedModelName = (span: Span): Problem =>
  errorAt("HP0115", span, ["the model has a name already", "keep one `model NAME`"]);

export const unknownColumnType = (span: Span, found: string, nearest: string | null): Problem =>
  errorAt("HP0116", span, [
    `\`${found}\` is not a type of column`,
    nearest === null
      ? "write `real`, `int` or `factor`"
      : `write \`${nearest}\`; types are \`real\`, \`int\`, \`factor\``,
  ]);

export const columnWithoutColon = (span: Span, name: string, found: string): Problem =>
  errorAt("HP0117", span, [
    `expected \`:\` and a type after the column \`${name}\`, found ${found}`,
    `write \`${name}: real\`, \`${name}: int\` or \`${name}: factor\``,
  ]);

export const statementInDataBlock = (span: Span, name: string): Problem =>
  errorAt("HP0118", span, [
    `the statement for \`${name}\` stands inside \`data { }\`, which only declares columns`,
    "move it below the closing `}`",
  ]);

export const comparisonOfComparisons = (span: Span): Problem =>
  errorAt("HP0119", span, [
    "comparisons cannot be chained",
    "write `(a < b) * (b < c)`, which is 1 where both hold",
  ]);

export const bracketsOnComputed = (span: Span): Problem =>
  errorAt("HP0120", span, [
    "brackets may only follow a name",
    "give the value a name first, `a[sample] = …`, and then write `a[sample]`",
  ]);

export const foreignComment = (span: Span, opening: string): Problem =>
  errorAt("HP0121", span, [`\`${opening}\` does not begin a comment`, "begin comments with `#`"]);

export const operatorOfOtherLanguage = (span: Span, found: string, wanted: string): Problem =>
  errorAt("HP0122", span, [`\`${found}\` is not an operator`, `write \`${wanted}\``]);

export const conditionalBar = (span: Span): Problem =>
  errorAt("HP0123", span, [
    "`|` has no meaning in a model",
    "write group effects as statements of their own, such as `b[subject] ~ normal(0, σ_b)` for `(1 | subject)`",
  ]);

export const afterStatement = (span: Span, found: string): Problem =>
  errorAt("HP0124", span, [
    `expected the end of the statement, found ${found}`,
    "begin the next statement on a line of its own; an operator or a comma may be missing before it",
  ]);

export const foreignQuotes = (span: Span, found: string): Problem =>
  errorAt("HP0125", span, [`\`${found}\` does not hold a text`, 'write double quotes, `"…"`']);

export const tooManyProblems = (span: Span, limit: number): Problem =>
  errorAt("HP0199", span, [
    `there are more than ${limit} problems; those after this place are not shown`,
    "mend the first ones and check again",
  ]);

/** At most 40 characters of what the user wrote. */
export function shorten(text: string): string {
  const characters = [...text.slice(0, 100)];
  return characters.length > 40 ? `${characters.slice(0, 39).join("")}…` : text;
}

/** A name as other languages have it, and what it is read as. */
export function nameWithPoint(span: Span, found: string, wanted: string): Problem {
  return errorAt("HP0127", span, [
    `\`${found}\` is no name here: names are made of letters, digits and \`_\``,
    `write \`${wanted}\`; a column of the table is declared as \`${wanted}: real from "${found}"\``,
  ]);
}
