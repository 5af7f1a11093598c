/** Problems of names, plates and shapes (HP02xx). One constructor per mistake. */

import type { Problem, Span } from "./problem.ts";
import { errorAt, warningAt } from "./problems-text.ts";

function suggestion(nearest: string | null, otherwise: string): string {
  return nearest === null ? otherwise : `did you mean \`${nearest}\`?`;
}

/** `b[sample]`, or `b` where there is no plate. */
function bracketed(name: string, plates: readonly string[]): string {
  return plates.length === 0 ? name : `${name}[${plates.join(", ")}]`;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

export function unknownName(span: Span, name: string, nearest: string | null): Problem {
  return errorAt(
    "HP0201",
    span,
    `\`${name}\` is neither a column of \`data { }\` nor defined`,
    suggestion(
      nearest,
      `declare the column, \`${name}: real\`, or give it a prior, \`${name} ~ normal(0, 1)\``,
    ),
  );
}

export function definedTwice(span: Span, name: string, firstLine: number): Problem {
  return errorAt(
    "HP0202",
    span,
    `\`${name}\` is defined already, on line ${firstLine}`,
    "each name is defined once; rename one of the two or leave it out",
  );
}

export function columnWithValue(span: Span, name: string): Problem {
  return errorAt(
    "HP0203",
    span,
    `\`${name}\` is a data column, so \`=\` cannot define it`,
    `write \`${name} ~ …\` for its distribution, or choose another name for the value`,
  );
}

export function circularDefinition(span: Span, path: readonly string[]): Problem {
  return errorAt(
    "HP0204",
    span,
    path.length < 3
      ? `\`${path[0]}\` depends on itself`
      : `these depend on each other: ${path.map((name) => `\`${name}\``).join(" → ")}`,
    "every value must be made of values that do not need it; break the circle at one place",
  );
}

export function unknownPlate(span: Span, name: string, nearest: string | null): Problem {
  return errorAt(
    "HP0205",
    span,
    `\`${name}\` in brackets is neither a factor nor levels nor a design`,
    suggestion(nearest, `declare \`${name}: factor\` in \`data { }\`, or \`levels ${name} = 1..3\``),
  );
}

export function notAPlate(span: Span, name: string, what: string): Problem {
  return errorAt(
    "HP0206",
    span,
    `brackets hold a factor, levels or a design, and \`${name}\` is ${what}`,
    what.startsWith("a column")
      ? `declare \`${name}: factor\` if it names groups`
      : "write a factor, as in `b[sample]`",
  );
}

export function combinationOfOthers(span: Span, name: string): Problem {
  return errorAt(
    "HP0207",
    span,
    `\`:\` joins factors, and \`${name}\` is not one or stands there twice`,
    "write `b[lab:day]` for the observed combinations, `b[lab, day]` for the full grid",
  );
}

export function plateNotKnown(span: Span, name: string, plate: string, where: string): Problem {
  return errorAt(
    "HP0208",
    span,
    `\`${name}[${plate}]\` has no meaning ${where}, where no \`${plate}\` is known`,
    `add the bracket to the left side, \`[${plate}]\`, or name one level: \`${name}["…"]\``,
  );
}

export function missingBrackets(span: Span, name: string, plates: readonly string[]): Problem {
  const [first, ...rest] = plates;
  const each = rest.length === 0 ? `\`${first}\`` : `combination of ${listed(plates)}`;
  return errorAt(
    "HP0209",
    span,
    `\`${name}\` has one value for each ${each}, and one number is wanted`,
    `write \`${bracketed(name, plates)}\``,
  );
}

export function needlessBrackets(span: Span, name: string): Problem {
  return errorAt("HP0210", span, `\`${name}\` is one number and takes no brackets`, `write \`${name}\``);
}

export function wrongIndices(span: Span, name: string, plates: readonly string[]): Problem {
  return errorAt(
    "HP0211",
    span,
    `\`${name}\` is indexed by ${listed(plates)}, and by nothing else`,
    `write \`${bracketed(name, plates)}\``,
  );
}

export function repeatedPlate(span: Span, name: string, plate: string): Problem {
  return errorAt(
    "HP0212",
    span,
    `\`${plate}\` stands twice in the brackets of \`${name}\``,
    `write it once; only a correlation matrix has the same plate twice, \`${name}[${plate},${plate}] ~ lkj(2)\``,
  );
}

export function rowValueElsewhere(span: Span, name: string, where: string, isColumn: boolean): Problem {
  return errorAt(
    "HP0213",
    span,
    `\`${name}\` has one value for each row of the table, so it has none ${where}`,
    isColumn
      ? `declare it in \`data per … { ${name}: real }\` if it is constant within groups`
      : "use it in the distribution of a data column, or define it over the plate",
  );
}

export function factorAsNumber(span: Span, name: string): Problem {
  return errorAt(
    "HP0214",
    span,
    `\`${name}\` is a factor: its levels are labels, not numbers`,
    `write an effect for each level, \`b[${name}]\`, or put it in a design, \`X = design(1 + ${name})\``,
  );
}

export function designAlone(span: Span, name: string): Problem {
  return errorAt(
    "HP0215",
    span,
    `\`${name}\` is a design matrix; it only stands before \`*\` and its coefficients`,
    `write \`${name} * β\`, where \`β[${name}] ~ normal(0, 5)\`; a further factor goes outside, as \`2 * (${name} * β)\``,
  );
}

export function notCoefficients(span: Span, design: string): Problem {
  return errorAt(
    "HP0216",
    span,
    `\`${design} *\` wants one coefficient for each column of the design \`${design}\``,
    `write \`${design} * β\`, where \`β[${design}] ~ …\`, or \`${design} * u[subject]\`, where \`u[subject, ${design}] ~ …\``,
  );
}

export function levelsAlone(span: Span, name: string): Problem {
  return errorAt(
    "HP0217",
    span,
    `\`${name}\` names levels, not a number`,
    `write it in brackets: \`w[${name}]\``,
  );
}

export function unknownFunction(span: Span, name: string, hint: string): Problem {
  return errorAt("HP0218", span, `there is no function \`${name}\``, hint);
}

export function argumentCount(span: Span, name: string, expected: string, found: number): Problem {
  return errorAt(
    "HP0219",
    span,
    `\`${name}\` takes ${expected}, found ${found}`,
    name === "if" ? "write `if(condition, a, b)`" : `write \`${name}(…)\` with ${expected}`,
  );
}

export function distributionAsValue(span: Span, name: string): Problem {
  return errorAt(
    "HP0220",
    span,
    `\`${name}\` is a distribution, and a number is wanted here`,
    `give the value a name of its own, \`x ~ ${name}(…)\`, and write \`x\` here`,
  );
}

export function parenthesesForBrackets(span: Span, name: string, plates: readonly string[]): Problem {
  return errorAt(
    "HP0221",
    span,
    `\`${name}\` is not a function`,
    plates.length === 0
      ? `write \`${name}\`, or \`${name} * (…)\` for a product`
      : `write \`${bracketed(name, plates)}\``,
  );
}

export function namedArgument(span: Span, callee: string, name: string): Problem {
  return errorAt(
    "HP0222",
    span,
    `\`${name}:\` names an argument, and those of the function \`${callee}\` have no names`,
    "leave the name out; distributions take named arguments",
  );
}

export function nothingToReduce(span: Span, reduction: string): Problem {
  return errorAt(
    "HP0223",
    span,
    `\`${reduction}\` wants the bare name of a quantity that has a plate`,
    `write \`${reduction}(b)\`, where \`b[sample] ~ …\``,
  );
}

export function listAsNumber(span: Span): Problem {
  return errorAt(
    "HP0224",
    span,
    "a list stands where one number is wanted",
    "lists are arguments of distributions of vectors: `w[K] ~ dirichlet([1, 2, 2])`",
  );
}

export function levelsNotWhole(span: Span, name: string): Problem {
  return errorAt(
    "HP0225",
    span,
    `the ends of \`${name}\` must be whole numbers, the second not below the first, at most 10000 levels`,
    `write \`levels ${name} = 1..3\``,
  );
}

export function noSuchLevel(span: Span, label: string, plate: string, range: string): Problem {
  return errorAt("HP0226", span, `\`${plate}\` has no level ${label}`, `its levels are ${range}`);
}

export function boundOfColumn(span: Span, name: string): Problem {
  return errorAt(
    "HP0227",
    span,
    `a bound of the column \`${name}\` may only be made of numbers, constants and other columns`,
    `write \`${name}: real > 0\`, \`${name}: int in 0..n\``,
  );
}

export function boundOfFactor(span: Span, name: string): Problem {
  return errorAt(
    "HP0228",
    span,
    `\`${name}\` is a factor: its levels have no order, so no bounds`,
    `leave the bound out, or declare \`${name}: int\``,
  );
}

export function notAFactor(span: Span, name: string, use: string, nearest: string | null): Problem {
  return errorAt(
    "HP0229",
    span,
    `${use} wants a factor, and \`${name}\` is none`,
    suggestion(nearest, `declare \`${name}: factor\` in \`data { }\``),
  );
}

export function circularNesting(span: Span, name: string): Problem {
  return errorAt("HP0230", span, `\`${name}\` would be nested in itself`, "leave out one `in` or `per`");
}

export function missingDataNotAvailable(span: Span, name: string): Problem {
  return errorAt(
    "HP0231",
    span,
    `\`?\` after the type of \`${name}\` admits missing values, which this version cannot model`,
    `leave out the \`?\`; rows without \`${name}\` can be dropped with \`--drop-missing\``,
  );
}

export function constantNotConstant(span: Span, name: string): Problem {
  return errorAt(
    "HP0232",
    span,
    `the constant \`${name}\` may only be made of numbers and other constants`,
    `write \`constant ${name} = 5\`, or leave out \`constant\` for a value that is computed from parameters`,
  );
}

export function unknownInFormula(span: Span, name: string, nearest: string | null): Problem {
  return errorAt(
    "HP0233",
    span,
    `the formula's \`${name}\` is not a data column`,
    suggestion(nearest, `declare \`${name}: real\` or \`${name}: factor\` in \`data { }\``),
  );
}

export function unknownFormulaFunction(span: Span, name: string, known: readonly string[]): Problem {
  return errorAt("HP0234", span, `\`${name}\` is not a function of formulas`, `these are: ${listed(known)}`);
}

export function formulaNumber(span: Span): Problem {
  return errorAt(
    "HP0235",
    span,
    "in a formula a number is `1`, `0` or a whole power",
    "write `1` for the intercept, `0` or `- 1` for none; multiply outside of the formula",
  );
}

export function indexedColumn(span: Span, name: string): Problem {
  return errorAt(
    "HP0236",
    span,
    `\`${name}\` is a data column and takes no such brackets`,
    `write \`${name}\``,
  );
}

export function unusedColumn(span: Span, name: string): Problem {
  return warningAt("HP0237", span, `the column \`${name}\` is never used`, "leave it out, or use it");
}

export function unusedName(span: Span, name: string, what: string): Problem {
  return warningAt("HP0238", span, `the ${what} \`${name}\` is never used`, "leave it out, or use it");
}

export function withoutInfluence(span: Span, name: string): Problem {
  return warningAt(
    "HP0239",
    span,
    `\`${name}\` influences no data: its posterior is its prior`,
    "use it in the distribution of a data column, or leave it out",
  );
}

export function noLikelihood(span: Span): Problem {
  return warningAt(
    "HP0240",
    span,
    "no data column has a distribution, so the data say nothing: draws will be from the prior",
    "write `y ~ …` for the outcome `y`",
  );
}

export function emptyModel(span: Span): Problem {
  return errorAt(
    "HP0241",
    span,
    "the model states nothing",
    "write a `data { }` block, a prior for each parameter, and a distribution for the outcome: `y ~ normal(μ, σ)`",
  );
}

export function outcomeBrackets(span: Span, name: string): Problem {
  return errorAt(
    "HP0242",
    span,
    `\`${name}\` is a data column: its distribution is stated for every row at once`,
    `write \`${name} ~ …\``,
  );
}

export function parameterizedOutcome(span: Span, name: string): Problem {
  return errorAt(
    "HP0243",
    span,
    `\`${name}\` is a data column; only parameters are centered or not`,
    "leave out `centered` or `noncentered`",
  );
}
