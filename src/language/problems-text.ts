/** Problems of the text (HP01xx): characters, brackets, and statements that cannot be read. One constructor per mistake. */

import { counted, type Fix, inModel, problem, warning } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";
import { problemKind } from "../problems/problem-kind.ts";

/** Makes what makes the problems of one code, each of its place in the model's text and of what `say` asks for. */
const saying =
  (make: typeof problem) =>
  <const Given extends readonly unknown[]>(code: Problem["code"], say: (...given: Given) => Fix) =>
    problemKind(code, (own, span: Span, ...given: Given) => make(own, inModel(span), clipped(say(...given))));

/** Errors of one code. */
export const modelError = saying(problem);

/** Warnings of one code. */
export const modelWarning = saying(warning);

/** Names and expressions can be as long as the file; sentences cannot. */
function clipped(fix: Fix): Fix {
  const [message, hint] = fix.map((sentence) =>
    sentence.replace(/`[^`]{81,}`/g, (quoted) => `\`${[...quoted.slice(1, 80)].slice(0, 60).join("")}…\``),
  );
  return [message!, hint!];
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

export const unexpectedCharacter = modelError("HP0101", (characters: string) => [
  `${describeCharacters(characters)} has no meaning here`,
  foreignCharacters[[...characters][0] ?? ""] ?? "leave it out; names are made of letters, digits and `_`",
]);

function describeCharacters(characters: string): string {
  const list = [...characters];
  const code = list[0]?.codePointAt(0) ?? 0;
  const isVisible = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(list[0] ?? "");
  if (!isVisible) return `the character U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return list.length > 12 ? `\`${list.slice(0, 12).join("")}…\`` : `\`${characters}\``;
}

export const unclosedText = modelError("HP0102", () => [
  "this text has no closing quote on its line",
  'end it with `"`',
]);

export const unknownEscape = modelError("HP0103", (sequence: string) => [
  `\`${sequence}\` is not an escape that a text may have`,
  'write `\\"` for a quote, `\\\\` for a backslash, `\\n` for a new line',
]);

export const malformedNumber = modelError("HP0104", (text: string) => [
  `\`${shorten(text)}\` is not a number`,
  "write numbers as `1`, `1.5`, `.5` or `1e-3`, labels that begin with a digit in quotes, and `2 * x` with its `*`; a name may not begin with a digit",
]);

export const numberTooLarge = modelError("HP0105", (text: string) => [
  `\`${shorten(text)}\` is larger than any number that can be computed with`,
  "write a number below 1.79e308",
]);

export const unclosedBracket = modelError("HP0106", (open: string, close: string) => [
  `this \`${open}\` is never closed`,
  `write \`${close}\` where it ends`,
]);

export const unmatchedBracket = modelError("HP0107", (close: string, open: string) => [
  `this \`${close}\` closes nothing`,
  `leave it out, or write \`${open}\` where it begins`,
]);

export const mismatchedBracket = modelError("HP0108", (found: string, open: string, expected: string) => [
  `\`${found}\` stands where the \`${open}\` before it wants \`${expected}\``,
  `write \`${expected}\``,
]);

export const nestedTooDeeply = modelError("HP0109", (limit: number) => [
  `this goes more than ${limit} levels deep`,
  "give a part of it a name of its own: `part = …`",
]);

export const statementTooLong = modelError("HP0126", (limit: number) => [
  `this statement has more than ${counted(limit)} operators and commas`,
  "write several statements, each with a part of it: `part = …`; or let a table have the numbers, as a column",
]);

export const expectedElsewise = modelError("HP0110", (expected: string, found: string, hint: string) => [
  `expected ${expected}, found ${found}`,
  hint,
]);

export const expectedStatement = modelError("HP0111", (found: string) => [
  `expected a statement, found ${found}`,
  "write `name ~ distribution(…)`, `name = value`, or `data { name: type }`",
]);

export const statementWithoutSign = modelError("HP0112", (name: string, found: string) => [
  `expected \`~\` or \`=\` after \`${name}\`, found ${found}`,
  `write \`${name} ~ distribution(…)\` for a parameter or an outcome, \`${name} = …\` for a defined value`,
]);

export const foreignAssignment = modelError("HP0113", (name: string) => [
  "`<-` does not define anything here",
  `write \`${name} = …\` for a value, \`${name} ~ …\` for a distribution`,
]);

export const leadingOperator = modelError("HP0114", (operator: string) => [
  `a statement cannot begin with \`${operator}\``,
  `to continue the line above, end that line with \`${operator}\``,
]);

export const repeatedModelName = modelError("HP0115", () => [
  "the model has a name already",
  "keep one `model NAME`",
]);

export const unknownColumnType = modelError("HP0116", (found: string, nearest: string | null) => [
  `\`${found}\` is not a type of column`,
  nearest === null
    ? "write `real`, `int` or `factor`"
    : `write \`${nearest}\`; types are \`real\`, \`int\`, \`factor\``,
]);

export const columnWithoutColon = modelError("HP0117", (name: string, found: string) => [
  `expected \`:\` and a type after the column \`${name}\`, found ${found}`,
  `write \`${name}: real\`, \`${name}: int\` or \`${name}: factor\``,
]);

export const statementInDataBlock = modelError("HP0118", (name: string) => [
  `the statement for \`${name}\` stands inside \`data { }\`, which only declares columns`,
  "move it below the closing `}`",
]);

export const comparisonOfComparisons = modelError("HP0119", () => [
  "comparisons cannot be chained",
  "write `(a < b) * (b < c)`, which is 1 where both hold",
]);

export const bracketsOnComputed = modelError("HP0120", () => [
  "brackets may only follow a name",
  "give the value a name first, `a[sample] = …`, and then write `a[sample]`",
]);

export const foreignComment = modelError("HP0121", (opening: string) => [
  `\`${opening}\` does not begin a comment`,
  "begin comments with `#`",
]);

export const operatorOfOtherLanguage = modelError("HP0122", (found: string, wanted: string) => [
  `\`${found}\` is not an operator`,
  `write \`${wanted}\``,
]);

export const conditionalBar = modelError("HP0123", () => [
  "`|` has no meaning in a model",
  'write group effects as statements of their own, such as `b[subject] ~ normal(0, σ_b)` for `(1 | subject)`; a formula stands alone, and `hyperprior expand "y ~ x + (1 | g)" --data FILE.csv` prints the model that it stands for',
]);

export const afterStatement = modelError("HP0124", (found: string) => [
  `expected the end of the statement, found ${found}`,
  "begin the next statement on a line of its own; an operator or a comma may be missing before it",
]);

export const foreignQuotes = modelError("HP0125", (found: string) => [
  `\`${found}\` does not hold a text`,
  'write double quotes, `"…"`',
]);

export const listWithValue = modelError("HP0145", () => [
  "a list of names stands for columns that have a distribution together, and has no value",
  "write `~` and a distribution, `[y1, y2] ~ multi_normal(…)`, or one statement with `=` for each name",
]);

export const tooManyProblems = modelError("HP0199", (limit: number) => [
  `there are more than ${limit} problems; those after this place are not shown`,
  "mend the first ones and check again",
]);

/** At most 40 characters of what the user wrote. */
export function shorten(text: string): string {
  const characters = [...text.slice(0, 100)];
  return characters.length > 40 ? `${characters.slice(0, 39).join("")}…` : text;
}

/** A name as other languages have it, and what it is read as. */
export const nameWithPoint = modelError("HP0127", (found: string, wanted: string) => [
  `\`${found}\` is no name here: names are made of letters, digits and \`_\``,
  `write \`${wanted}\`; a column of the table is declared as \`${wanted}: real from "${found}"\``,
]);

export const elementWithoutPrior = modelError("HP0158", (name: string) => [
  `labels in the brackets on the left side name single elements of \`${name}\`, which may have a prior, and nothing else`,
  `write \`${name}["…"] ~ normal(0, 1)\`, beside the statement for all elements, which has what stands before a name`,
]);
