/** Problems of names, plates and shapes (HP0201 to HP0224). One constructor per mistake. */

import { didYouMean, listed } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";
import { problemKind } from "../problems/problem-kind.ts";
import { withPlates } from "./print-expression.ts";
import { errorAt } from "./problems-text.ts";

export const unknownName = problemKind(
  "HP0201",
  (code, span: Span, name: string, nearest: string | null): Problem =>
    errorAt(code, span, [
      `\`${name}\` is neither a column of \`data { }\` nor defined`,
      didYouMean(
        nearest,
        `declare the column, \`${name}: real\`, or give it a prior, \`${name} ~ normal(0, 1)\``,
      ),
    ]),
);

export const definedTwice = (span: Span, name: string, firstLine: number): Problem =>
  errorAt("HP0202", span, [
    `\`${name}\` is defined already, on line ${firstLine}`,
    "each name is defined once; rename one of the two or leave it out",
  ]);

export const columnWithValue = (span: Span, name: string): Problem =>
  errorAt("HP0203", span, [
    `\`${name}\` is a data column, so \`=\` cannot define it`,
    `write \`${name} ~ …\` for its distribution, or choose another name for the value`,
  ]);

export function circularDefinition(span: Span, path: readonly string[]): Problem {
  const shown =
    path.length > 9 ? [...path.slice(0, 7).map(quoted), "…", quoted(path.at(-1) ?? "")] : path.map(quoted);
  return errorAt("HP0204", span, [
    path.length < 3 ? `${shown[0]} depends on itself` : `these depend on each other: ${shown.join(" → ")}`,
    "every value must be made of values that do not need it; break the circle at one place",
  ]);
}

function quoted(name: string): string {
  return `\`${name}\``;
}

export const unknownPlate = problemKind(
  "HP0205",
  (code, span: Span, name: string, nearest: string | null): Problem =>
    errorAt(code, span, [
      `\`${name}\` in brackets is neither a factor nor levels nor a design`,
      didYouMean(nearest, `declare \`${name}: factor\` in \`data { }\`, or \`levels ${name} = 1..3\``),
    ]),
);

export const notAPlate = problemKind(
  "HP0206",
  (code, span: Span, name: string, what: string): Problem =>
    errorAt(code, span, [
      `brackets hold a factor, levels or a design, and \`${name}\` is ${what}`,
      what.startsWith("a column")
        ? `declare \`${name}: factor\` if it names groups`
        : "write a factor, as in `b[sample]`",
    ]),
);

export const combinationOfOthers = (span: Span, name: string): Problem =>
  errorAt("HP0207", span, [
    `\`:\` joins factors, and \`${name}\` is not one or stands there twice`,
    "write `b[lab:day]` for the observed combinations, `b[lab, day]` for the full grid",
  ]);

export function plateNotKnown(
  span: Span,
  name: string,
  plate: string,
  where: string,
  isColumn = false,
): Problem {
  const otherwise = isColumn ? "" : `, or name one level: \`${name}["…"]\``;
  return errorAt("HP0208", span, [
    `\`${name}[${plate}]\` has no meaning ${where}, where no \`${plate}\` is known`,
    `add the bracket to the left side, \`[${plate}]\`${otherwise}`,
  ]);
}

export function missingBrackets(span: Span, name: string, plates: readonly string[]): Problem {
  const [first, ...rest] = plates;
  const each = rest.length === 0 ? `\`${first}\`` : `combination of ${listed(plates)}`;
  return errorAt("HP0209", span, [
    `\`${name}\` has one value for each ${each}, and one number is wanted`,
    `write \`${withPlates(name, plates)}\``,
  ]);
}

export const needlessBrackets = (span: Span, name: string): Problem =>
  errorAt("HP0210", span, [`\`${name}\` is one number and takes no brackets`, `write \`${name}\``]);

export const wrongIndices = (span: Span, name: string, plates: readonly string[]): Problem =>
  errorAt("HP0211", span, [
    `\`${name}\` is indexed by ${listed(plates)}, and by nothing else`,
    `write \`${withPlates(name, plates)}\``,
  ]);

export const repeatedPlate = (span: Span, name: string, plate: string): Problem =>
  errorAt("HP0212", span, [
    `\`${plate}\` stands twice in the brackets of \`${name}\``,
    `write it once; only a correlation matrix has the same plate twice, \`${name}[${plate},${plate}] ~ lkj(2)\``,
  ]);

export const rowValueElsewhere = (span: Span, name: string, where: string, isColumn: boolean): Problem =>
  errorAt("HP0213", span, [
    `\`${name}\` has one value for each row of the table, so it has none ${where}`,
    isColumn
      ? `declare it in \`data per … { ${name}: real }\` if it is constant within groups`
      : "use it in the distribution of a data column, or define it over the plate",
  ]);

export const factorAsNumber = (span: Span, name: string): Problem =>
  errorAt("HP0214", span, [
    `\`${name}\` is a factor: its levels are labels, not numbers`,
    `write an effect for each level, \`b[${name}]\`, or put it in a design, \`X = design(1 + ${name})\``,
  ]);

export const designAlone = (span: Span, name: string): Problem =>
  errorAt("HP0215", span, [
    `\`${name}\` is a design matrix; it only stands before \`*\` and its coefficients`,
    `write \`${name} * β\`, where \`β[${name}] ~ normal(0, 5)\``,
  ]);

export const notCoefficients = (span: Span, design: string): Problem =>
  errorAt("HP0216", span, [
    `\`${design} *\` wants one coefficient for each column of the design \`${design}\``,
    `write \`${design} * β\`, where \`β[${design}] ~ …\`, or \`${design} * u[subject]\`, where \`u[subject, ${design}] ~ …\``,
  ]);

export const levelsAlone = (span: Span, name: string): Problem =>
  errorAt("HP0217", span, [`\`${name}\` names levels, not a number`, `write it in brackets: \`w[${name}]\``]);

export const unknownFunction = (span: Span, name: string, hint: string): Problem =>
  errorAt("HP0218", span, [`there is no function \`${name}\``, hint]);

export const argumentCount = (span: Span, name: string, expected: string, found: number): Problem =>
  errorAt("HP0219", span, [
    `\`${name}\` takes ${expected}, found ${found}`,
    name === "if" ? "write `if(condition, a, b)`" : `write \`${name}(…)\` with ${expected}`,
  ]);

export const distributionAsValue = (span: Span, name: string): Problem =>
  errorAt("HP0220", span, [
    `\`${name}\` is a distribution, and a number is wanted here`,
    `give the value a name of its own, \`x ~ ${name}(…)\`, and write \`x\` here`,
  ]);

export const parenthesesForBrackets = (span: Span, name: string, plates: readonly string[]): Problem =>
  errorAt("HP0221", span, [
    `\`${name}\` is not a function`,
    plates.length === 0
      ? `write \`${name}\`, or \`${name} * (…)\` for a product`
      : `write \`${withPlates(name, plates)}\``,
  ]);

export const namedArgument = (span: Span, callee: string, name: string): Problem =>
  errorAt("HP0222", span, [
    `\`${name}:\` names an argument, and those of the function \`${callee}\` have no names`,
    "leave the name out; distributions take named arguments",
  ]);

export const nothingToReduce = (span: Span, reduction: string): Problem =>
  errorAt("HP0223", span, [
    `\`${reduction}\` wants the bare name of a quantity that has a plate`,
    `write \`${reduction}(b)\`, where \`b[sample] ~ …\``,
  ]);

export const listAsNumber = (span: Span): Problem =>
  errorAt("HP0224", span, [
    "a list stands where one number is wanted",
    "lists are arguments of distributions of vectors: `w[K] ~ dirichlet([1, 2, 2])`",
  ]);

export function chainTooLong(span: Span, name: string, limit: number): Problem {
  const most = String(limit).replace(/\B(?=(\d{3})+$)/g, ",");
  return errorAt("HP0250", span, [
    `\`${name}\` needs a chain of more than ${most} other statements, each of which needs the one before`,
    "let a factor have the steps as its levels, or a table have numbers that were computed before, as a column",
  ]);
}
