/** Checked expressions and distributions as text of the language, with no more brackets than needed. */

import type { FunctionName } from "../numeric/scalar-functions.ts";
import type {
  CheckedDistribution,
  DistributionOf,
  Elements,
  Expression,
  Index,
  LevelTest,
  Likelihood,
  Modified,
  ParameterStatement,
} from "./checked-model.ts";

// How tightly operators bind, as in `expressions.ts`.
const comparison = 1;
const sum = 2;
const product = 3;
const sign = 4;
const power = 5;
const whole = 6;

const operators: { readonly [name in FunctionName]?: readonly [sign: string, binding: number] } = {
  less: [" < ", comparison],
  less_equal: [" <= ", comparison],
  greater: [" > ", comparison],
  greater_equal: [" >= ", comparison],
  equal: [" == ", comparison],
  not_equal: [" != ", comparison],
  add: [" + ", sum],
  subtract: [" - ", sum],
  multiply: [" * ", product],
  divide: [" / ", product],
  power: ["^", power],
};

/** `β + b[sample]` */
export function printExpression(expression: Expression): string {
  return print(expression, 0);
}

/** A number as the language writes it: the shortest text that reads back as the same. */
export function printNumber(value: number): string {
  return String(value).replace("e+", "e");
}

function print(expression: Expression, weakest: number): string {
  const { text, binding } = written(expression);
  return binding < weakest ? `(${text})` : text;
}

function written(expression: Expression): { readonly text: string; readonly binding: number } {
  switch (expression.kind) {
    case "number":
      return { text: printNumber(expression.value), binding: expression.value < 0 ? sign : whole };
    case "constant":
      return { text: expression.name, binding: whole };
    case "column":
      if (expression.test !== undefined) return { text: printTest(expression.test), binding: comparison };
      return { text: expression.list?.written ?? expression.name, binding: whole };
    case "matrix":
      return { text: expression.name, binding: whole };
    case "quantity":
      return { text: `${expression.name}${printIndices(expression.indices)}`, binding: whole };
    case "product":
      return { text: `${expression.design} * ${print(expression.coefficients, sign)}`, binding: product };
    case "reduction":
      return { text: `${expression.reduction}(${print(expression.of, 0)})`, binding: whole };
    case "list":
      return { text: `[${expression.items.map(printExpression).join(", ")}]`, binding: whole };
    case "call":
      return writtenCall(expression.function, expression.arguments);
  }
}

/** `sex == "male"`, which is also the name of its column. */
export function printTest({
  factor,
  label,
  isEqual,
}: Pick<LevelTest, "factor" | "label" | "isEqual">): string {
  return `${factor} ${isEqual ? "==" : "!="} ${JSON.stringify(label)}`;
}

function writtenCall(name: FunctionName, values: readonly Expression[]) {
  const [left, right] = values;
  if (name === "negate" && left !== undefined) return { text: `-${print(left, sign)}`, binding: sign };
  const operator = operators[name];
  if (operator === undefined || left === undefined || right === undefined) {
    return { text: `${name}(${values.map(printExpression).join(", ")})`, binding: whole };
  }
  const [spelled, binding] = operator;
  const isRightward = name === "power";
  const isChainable = binding !== comparison;
  const leftText = print(left, isRightward || !isChainable ? binding + 1 : binding);
  const rightText = print(right, isRightward ? sign : binding + 1);
  return { text: `${leftText}${spelled}${rightText}`, binding };
}

function printIndices(indices: readonly Index[]): string {
  if (indices.length === 0) return "";
  const texts = indices.map((index) => (index.kind === "plate" ? index.plate : JSON.stringify(index.label)));
  return `[${texts.join(", ")}]`;
}

/** `b[sample]`, or `b` where there is no plate. */
export function withPlates(name: string, plates: readonly string[]): string {
  return plates.length === 0 ? name : `${name}[${plates.join(", ")}]`;
}

/** `normal(0, σ_b)`; arguments that have their default are left out. */
export function printDistribution(distribution: CheckedDistribution): string {
  switch (distribution.kind) {
    case "truncated": {
      const lower = distribution.lower === null ? "" : `, lower: ${printExpression(distribution.lower)}`;
      const upper = distribution.upper === null ? "" : `, upper: ${printExpression(distribution.upper)}`;
      return `truncated(${printDistribution(distribution.base)}${lower}${upper})`;
    }
    case "ordered":
      return `ordered(${printDistribution(distribution.base)})`;
    case "scalar":
      if (distribution.elements !== undefined) return printElements(distribution.elements);
      if (distribution.modified !== undefined) return printModified(distribution.modified);
      return printPlain(distribution);
    default:
      return printPlain(distribution);
  }
}

/** `normal(0, 5), "days": student_t(3, 10, 5)`, which the model says in statements of their own. */
function printElements({ general, single }: Elements): string {
  const own = single.map(({ element, distribution }) => {
    const [only] = element.indices;
    const isLabel = element.indices.length === 1 && only?.kind === "label";
    const text = printIndices(element.indices);
    return `${isLabel ? text.slice(1, -1) : text}: ${printDistribution(distribution)}`;
  });
  return [printDistribution(general), ...own].join(", ");
}

function printModified({ modifier, parts }: Modified): string {
  const texts = parts.map((part) => {
    if (part.kind === "distribution") return printDistribution(part.distribution);
    if (part.kind === "distributions") return `[${part.distributions.map(printDistribution).join(", ")}]`;
    return `${part.name === null ? "" : `${part.name}: `}${printExpression(part.value)}`;
  });
  return `${modifier}(${texts.join(", ")})`;
}

function printPlain(distribution: Plain): string {
  return `${distribution.distribution.name}(${printArguments(distribution).join(", ")})`;
}

/** What stands behind the `~` of a statement: its distribution, with the weight of an outcome. */
export function printStated(statement: ParameterStatement | Likelihood): string {
  const text = printDistribution(statement.distribution);
  const weight = statement.kind === "likelihood" ? statement.weight : null;
  return weight === null ? text : `weighted(${text}, ${printExpression(weight)})`;
}

type Plain = DistributionOf<"scalar" | "vector" | "choice">;

function isSame(one: Expression | undefined, other: Expression | undefined): boolean {
  return one !== undefined && other !== undefined && printExpression(one) === printExpression(other);
}

function printArguments({ distribution, arguments: values }: Plain): readonly string[] {
  const texts: string[] = [];
  let hasGap = false;
  for (const [i, { name, defaultValue, defaultArgument }] of distribution.arguments.entries()) {
    const value = values[i];
    const other = distribution.arguments.findIndex((one) => one.name === defaultArgument);
    const isDefault =
      (value?.kind === "number" && value.value === defaultValue) || isSame(value, values[other]);
    const isNamed = hasGap || defaultValue !== undefined || defaultArgument !== undefined;
    if (value === undefined || isDefault) hasGap = true;
    else texts.push(`${isNamed ? `${name}: ` : ""}${printExpression(value)}`);
  }
  return texts;
}
