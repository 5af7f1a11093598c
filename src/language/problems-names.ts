/** Problems of names, plates and shapes (HP0201 to HP0224). One constructor per mistake. */

import { counted, didYouMean, listed } from "../problems/make-problem.ts";
import { withPlates } from "./print-expression.ts";
import { modelError } from "./problems-text.ts";

export const unknownName = modelError("HP0201", (name: string, nearest: string | null) => [
  `\`${name}\` is neither a column of \`data { }\` nor defined`,
  didYouMean(
    nearest,
    `declare the column, \`${name}: real\`, or give it a prior, \`${name} ~ normal(0, 1)\``,
  ),
]);

export const definedTwice = modelError("HP0202", (name: string, firstLine: number) => [
  `\`${name}\` is defined already, on line ${firstLine}`,
  "each name is defined once; rename one of the two or leave it out",
]);

export const columnWithValue = modelError("HP0203", (name: string) => [
  `\`${name}\` is a data column, so \`=\` cannot define it`,
  `write \`${name} ~ …\` for its distribution, or choose another name for the value`,
]);

export const circularDefinition = modelError("HP0204", (path: readonly string[]) => {
  const names = path.map((name) => listed([name]));
  const shown = names.length > 9 ? [...names.slice(0, 7), "…", ...names.slice(-1)] : names;
  return [
    path.length < 3 ? `${shown[0]} depends on itself` : `these depend on each other: ${shown.join(" → ")}`,
    "every value must be made of values that do not need it; break the circle at one place",
  ];
});

export const unknownPlate = modelError("HP0205", (name: string, nearest: string | null) => [
  `\`${name}\` in brackets is neither a factor nor levels nor a design`,
  didYouMean(nearest, `declare \`${name}: factor\` in \`data { }\`, or \`levels ${name} = 1..3\``),
]);

export const notAPlate = modelError("HP0206", (name: string, what: string, isColumn: boolean) => [
  `brackets hold a factor, levels or a design, and \`${name}\` is ${what}`,
  isColumn ? `declare \`${name}: factor\` if it names groups` : "write a factor, as in `b[sample]`",
]);

export const combinationOfOthers = modelError("HP0207", (name: string) => [
  `\`:\` joins factors, and \`${name}\` is not one or stands there twice`,
  "write `b[lab:day]` for the observed combinations, `b[lab, day]` for the full grid",
]);

export const plateNotKnown = modelError(
  "HP0208",
  (name: string, plate: string, where: string, isColumn: boolean) => [
    `\`${name}[${plate}]\` has no meaning ${where}, where no \`${plate}\` is known`,
    `add the bracket to the left side, \`[${plate}]\`${isColumn ? "" : `, or name one level: \`${name}["…"]\``}`,
  ],
);

export const severalLevels = modelError(
  "HP0151",
  (name: string, plate: string, columns: readonly string[]) => [
    `\`${name}[${plate}]\` is not one number here: \`${plate}\` has the levels of ${listed(columns)}`,
    `write ${columns.map((column) => `\`${name}[${column}]\``).join(" or ")}`,
  ],
);

export const missingBrackets = modelError("HP0209", (name: string, plates: readonly string[]) => [
  `\`${name}\` has one value for each ${plates.length === 1 ? "" : "combination of "}${listed(plates)}, and one number is wanted`,
  `write \`${withPlates(name, plates)}\``,
]);

export const needlessBrackets = modelError("HP0210", (name: string) => [
  `\`${name}\` is one number and takes no brackets`,
  `write \`${name}\``,
]);

export const wrongIndices = modelError("HP0211", (name: string, plates: readonly string[]) => [
  `\`${name}\` is indexed by ${listed(plates)}, and by nothing else`,
  `write \`${withPlates(name, plates)}\``,
]);

export const repeatedPlate = modelError("HP0212", (name: string, plate: string) => [
  `\`${plate}\` stands twice in the brackets of \`${name}\``,
  `write it once; only a correlation matrix has the same plate twice, \`${name}[${plate},${plate}] ~ lkj(2)\``,
]);

export const rowValueElsewhere = modelError("HP0213", (name: string, where: string, isColumn: boolean) => [
  `\`${name}\` has one value for each row of the table, so it has none ${where}`,
  isColumn
    ? `declare it in \`data per … { ${name}: real }\` if it is constant within groups`
    : "use it in the distribution of a data column, or define it over the plate",
]);

export const factorAsNumber = modelError("HP0214", (name: string) => [
  `\`${name}\` is a factor: its levels are labels, not numbers`,
  `write an effect for each level, \`b[${name}]\`, or put it in a design, \`X = design(1 + ${name})\``,
]);

export const designAlone = modelError("HP0215", (name: string) => [
  `\`${name}\` is a design matrix; it only stands before \`*\` and its coefficients`,
  `write \`${name} * β\`, where \`β[${name}] ~ normal(0, 5)\``,
]);

export const notCoefficients = modelError("HP0216", (design: string) => [
  `\`${design} *\` wants one coefficient for each column of the design \`${design}\``,
  `write \`${design} * β\`, where \`β[${design}] ~ …\`, or \`${design} * u[subject]\`, where \`u[subject, ${design}] ~ …\``,
]);

export const levelsAlone = modelError("HP0217", (name: string) => [
  `\`${name}\` names levels, not a number`,
  `write it in brackets: \`w[${name}]\``,
]);

export const unknownFunction = modelError("HP0218", (name: string, hint: string) => [
  `there is no function \`${name}\``,
  hint,
]);

export const argumentCount = modelError("HP0219", (name: string, expected: string, found: number) => [
  `\`${name}\` takes ${expected}, found ${found}`,
  name === "if" ? "write `if(condition, a, b)`" : `write \`${name}(…)\` with ${expected}`,
]);

export const distributionAsValue = modelError("HP0220", (name: string) => [
  `\`${name}\` is a distribution, and a number is wanted here`,
  `give the value a name of its own, \`x ~ ${name}(…)\`, and write \`x\` here`,
]);

export const parenthesesForBrackets = modelError("HP0221", (name: string, plates: readonly string[]) => [
  `\`${name}\` is not a function`,
  plates.length === 0
    ? `write \`${name}\`, or \`${name} * (…)\` for a product`
    : `write \`${withPlates(name, plates)}\``,
]);

export const namedArgument = modelError("HP0222", (callee: string, name: string) => [
  `\`${name}:\` names an argument, and those of the function \`${callee}\` have no names`,
  "leave the name out; distributions take named arguments",
]);

export const nothingToReduce = modelError("HP0223", (reduction: string) => [
  `\`${reduction}\` wants the bare name of a quantity that has a plate, or columns of the data`,
  `write \`${reduction}(b)\`, where \`b[sample] ~ …\``,
]);

export const rankOfColumn = modelError("HP0150", (column: string) => [
  `\`rank\` is of quantities that have a plate, and \`${column}\` is data`,
  "rank it before, and give the table a column of the ranks",
]);

export const listAsNumber = modelError("HP0224", () => [
  "a list stands where one number is wanted",
  "a list is an argument of a distribution over a plate: of vectors, `w[K] ~ dirichlet([1, 2, 2])`, or of numbers, with a number for each level, `β[X] ~ normal(0, [10, 2])`",
]);

export const chainTooLong = modelError("HP0250", (name: string, limit: number) => [
  `\`${name}\` needs a chain of more than ${counted(limit)} other statements, each of which needs the one before`,
  "let a factor have the steps as its levels, or a table have numbers that were computed before, as a column",
]);

export const labelOfNoFactor = modelError("HP0154", (found: string, label: string) => [
  `${JSON.stringify(label)} is the label of a level, and \`${found}\` is no factor`,
  'compare the name of a factor with a label, `sex == "male"`, and numbers with numbers, `dose == 5`',
]);

export const orderOfLabels = modelError("HP0155", (found: string, label: string) => [
  `labels are equal or not, and have no order: \`${found}\` is compared with ${JSON.stringify(label)}`,
  `write \`${found} == ${JSON.stringify(label)}\` or \`${found} != ${JSON.stringify(label)}\`, and a sum of these for several levels`,
]);

export const levelElsewhere = modelError("HP0156", (factor: string, where: string) => [
  `\`${factor}\` has no one level ${where}`,
  `compare it on the row of the table, or on the left side's plate: \`b[${factor}]\`, or one that is nested in \`${factor}\``,
]);

export const labelOfOutcome = modelError("HP0157", (factor: string) => [
  `\`${factor}\` is an outcome of the model, whose labels are others whenever data are drawn from it`,
  `give the table a column of the numbers 0 and 1 in place of \`${factor}\`, declared as \`int in 0..1\``,
]);

export const elementOfNothing = modelError("HP0159", (name: string) => [
  `\`${name}\` has elements with priors of their own, but is no parameter with a statement for all of them`,
  `write \`${name}[…] ~ normal(0, 1)\` with its plate, and beside it the priors of single elements`,
]);

export const elementTwice = modelError("HP0160", (element: string, firstLine: number) => [
  `\`${element}\` has a prior of its own already, on line ${firstLine}`,
  "each element is stated once; leave one of the two out",
]);
