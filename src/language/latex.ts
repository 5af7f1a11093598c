/**
 * A checked model as mathematics: each statement as a line of LaTeX, and under them the joint density that they multiply to.
 */

import { visible } from "../text/visible.ts";
import type {
  CheckedDistribution,
  CheckedModel,
  CheckedStatement,
  Elements,
  Expression,
  ExpressionOf,
  Index,
  LevelTest,
  Likelihood,
  Modified,
  ParameterStatement,
} from "./checked-model.ts";
import { greekSpellings } from "./names.ts";
import { baseOf } from "./parts.ts";

/** A LaTeX `align*` environment, ending with a newline; it needs amsmath. A line of the joint density has so many factors, all if not said. */
export function renderLatex(model: CheckedModel, factorsInLine = Number.POSITIVE_INFINITY): string {
  const statements = [...model.statements].sort((a, b) => a.span.start - b.span.start);
  const lines = statements.map((statement) => renderStatement(statement, model));
  const joint = renderJoint(statements, model, factorsInLine);
  return `\\begin{align*}\n${[...lines, ...joint].map((line) => `  ${line}`).join(" \\\\\n")}\n\\end{align*}\n`;
}

/** An expression as LaTeX for mathematics in a line of text, without the signs that begin and end it. */
export function latexOfExpression(node: Expression): string {
  return expression(node, 0);
}

/** A name with its levels, `b[A]`, in the same way; what follows its first underscore is a subscript. */
export function latexOfName(text: string, levels: readonly string[] = []): string {
  return subscripted(
    text,
    levels.map((level) => `\\text{${escapeSigns(level)}}`),
  );
}

/** Text with what LaTeX has another meaning for escaped; Greek letters stay as they are. */
export function escapeLatex(text: string): string {
  return escapeSigns(text);
}

/** p(parameters, data) = ∏ of the densities, each over its plates; in lines. */
function renderJoint(
  statements: readonly CheckedStatement[],
  model: CheckedModel,
  factorsInLine: number,
): string[] {
  const parameters = statements.filter((one) => one.kind === "parameter");
  const outcomes = statements.filter((one) => one.kind === "likelihood");
  const names = parameters.map((one) => name(one.name));
  const data = outcomes.flatMap(({ columns }) => columns.map(name));
  const factors = [...outcomes, ...parameters].map((one) => renderFactor(one, model));
  const given = data.length === 0 ? names.join(", ") : `${names.join(", ")} \\mid ${data.join(", ")}`;
  const count = Math.min(factorsInLine, Math.max(1, factors.length));
  const lines = Array.from({ length: Math.max(1, Math.ceil(factors.length / count)) }, (_, i) =>
    factors.slice(i * count, (i + 1) * count).join(" \\, "),
  );
  return lines.map((line, i) => (i === 0 ? `p(${given}) &\\propto ${line}` : `&\\quad ${line}`));
}

function renderFactor(statement: ParameterStatement | Likelihood, model: CheckedModel): string {
  const indices = indicesOf(statement, model);
  const product = indices.length === 0 ? "" : `\\prod_{${indices.join(", ")}} `;
  const { name: distribution } = baseOf(statement.distribution).distribution;
  const weight = weightOf(statement);
  const power = weight === null ? "" : `^{${expression(weight, 0)}}`;
  return `${product}p_{\\text{${escapeSigns(distribution)}}}\\!\\left(${target(statement, indices)}\\right)${power}`;
}

function renderStatement(statement: CheckedStatement, model: CheckedModel): string {
  const indices = indicesOf(statement, model);
  const left = target(statement, indices);
  if (statement.kind === "definition") return `${left} &= ${expression(statement.value, 0)}`;
  const weight = weightOf(statement);
  const stated = `${left} &\\sim ${renderDistribution(statement.distribution)}`;
  return weight === null ? stated : `${stated} \\text{ with weight } ${expression(weight, 0)}`;
}

/** For how many rows each row of an outcome stands; null where that is one. */
function weightOf(statement: ParameterStatement | Likelihood): Expression | null {
  return statement.kind === "likelihood" ? statement.weight : null;
}

/** Rows have the index i; a plate has its name. */
function indicesOf(statement: CheckedStatement, model: CheckedModel): string[] {
  if (statement.kind === "likelihood") return [statement.per === null ? "i" : plate(statement.per)];
  if (statement.kind === "definition" && statement.variesByRow) return ["i"];
  const count = statement.kind === "parameter" ? vectorPlates(statement.distribution) : 0;
  const plates = statement.plates.filter((one) => model.plates.has(one));
  return plates.slice(0, plates.length - count).map(plate);
}

/** How many of a vector's last plates its distribution covers. */
export function vectorPlates(distribution: CheckedDistribution): number {
  if (distribution.kind !== "vector") return 0;
  return distribution.distribution.support.kind === "correlation" ? 2 : 1;
}

function target(statement: CheckedStatement, indices: readonly string[]): string {
  if (statement.kind !== "likelihood") return subscripted(statement.name, indices);
  const columns = statement.columns.map((column) => subscripted(column, indices));
  return columns.length === 1 ? columns[0]! : `\\left[${columns.join(",\\, ")}\\right]`;
}

function renderDistribution(checked: CheckedDistribution): string {
  switch (checked.kind) {
    case "truncated": {
      const lower = checked.lower === null ? "-\\infty" : expression(checked.lower, 0);
      const upper = checked.upper === null ? "\\infty" : expression(checked.upper, 0);
      return `${renderDistribution(checked.base)} \\text{ truncated to } [${lower}, ${upper}]`;
    }
    case "ordered":
      return `${renderDistribution(checked.base)} \\text{, increasing}`;
    case "scalar":
      if (checked.elements !== undefined) return renderElements(checked.elements);
      if (checked.modified !== undefined) return renderModified(checked.modified);
      return applied(checked.distribution.name, checked.arguments);
    default:
      return applied(checked.distribution.name, checked.arguments);
  }
}

function renderElements({ general, single }: Elements): string {
  const own = single.map(
    ({ element, distribution }) =>
      `${renderDistribution(distribution)} \\text{ for } ${expression(element, 0)}`,
  );
  return [renderDistribution(general), ...own].join(",\\; ");
}

function renderModified({ modifier, parts }: Modified): string {
  const texts = parts.map((part) => {
    if (part.kind === "distribution") return renderDistribution(part.distribution);
    if (part.kind === "distributions") {
      return `\\left[${part.distributions.map(renderDistribution).join(",\\, ")}\\right]`;
    }
    const value = expression(part.value, 0);
    return part.name === null ? value : `\\text{${part.name}: } ${value}`;
  });
  return `\\operatorname{${escapeSigns(modifier)}}\\!\\left(${texts.join(",\\, ")}\\right)`;
}

/** `name(a, b)` */
function applied(called: string, list: readonly Expression[]): string {
  return `\\operatorname{${escapeSigns(called)}}\\!\\left(${listed(list)}\\right)`;
}

function listed(list: readonly Expression[]): string {
  return list.map((one) => expression(one, 0)).join(",\\, ");
}

const infix: { readonly [name: string]: readonly [sign: string, binding: number] } = {
  add: [" + ", 2],
  subtract: [" - ", 2],
  multiply: [" \\, ", 3],
  less: [" < ", 1],
  less_equal: [" \\le ", 1],
  greater: [" > ", 1],
  greater_equal: [" \\ge ", 1],
  equal: [" = ", 1],
  not_equal: [" \\ne ", 1],
};

/** LaTeX of an expression, in parentheses where it binds less tightly than `least`. */
function expression(node: Expression, least: number): string {
  switch (node.kind) {
    case "number":
      return String(node.value);
    case "constant":
      return node.statistic === undefined
        ? name(node.name)
        : applied(node.statistic.reduction, [node.statistic.of]);
    case "column": {
      const { list, test, series } = node;
      if (test !== undefined) return iverson(test);
      if (series !== undefined) return seriesOf(node.name);
      return list === undefined
        ? subscripted(node.name, ["i"])
        : `\\left[${escapeSigns(list.written.slice(1, -1))}\\right]_{${plate(list.plate)}}`;
    }
    case "matrix":
      return name(node.name);
    case "quantity":
      return subscripted(node.name, node.indices.map(subscript));
    case "product":
      return `${rowOf(node.design)}\\, ${expression(node.coefficients, 3)}`;
    case "reduction":
      return applied(node.reduction, [node.of]);
    case "list":
      return `\\left[${listed(node.items)}\\right]`;
    case "call":
      return call(node, least);
  }
}

/** Iverson's bracket: 1 where the statement in it holds, otherwise 0 (Knuth 1992, Two notes on notation). */
function iverson({ factor, plate: at, label, isEqual }: LevelTest): string {
  const level = subscripted(factor, at === null ? ["i"] : []);
  return `\\left[${level} ${isEqual ? "=" : "\\ne"} \\text{${escapeSigns(label)}}\\right]`;
}

/** A lag or a running sum as the language writes it: its arguments have names, which mathematics has not. */
function seriesOf(text: string): string {
  return `\\text{${escapeSigns(text)}}_{i}`;
}

function call({ function: called, arguments: list }: ExpressionOf<"call">, least: number): string {
  const [a, b, c] = list;
  const operator = infix[called];
  if (operator !== undefined) {
    const [sign, binding] = operator;
    const text = `${expression(a!, binding)}${sign}${expression(b!, binding + 1)}`;
    return binding < least ? `\\left(${text}\\right)` : text;
  }
  switch (called) {
    case "negate":
      return least > 2 ? `\\left(-${expression(a!, 3)}\\right)` : `-${expression(a!, 3)}`;
    case "divide":
      return inPower(least, `\\frac{${expression(a!, 0)}}{${expression(b!, 0)}}`);
    case "power":
      return inPower(least, `${expression(a!, 5)}^{${expression(b!, 0)}}`);
    case "square":
      return inPower(least, `${expression(a!, 5)}^{2}`);
    case "sqrt":
      return `\\sqrt{${expression(a!, 0)}}`;
    case "exp":
      return inPower(least, `e^{${expression(a!, 0)}}`);
    case "abs":
      return `\\left|${expression(a!, 0)}\\right|`;
    case "if":
      return `\\begin{cases} ${expression(b!, 0)} & \\text{if } ${expression(a!, 0)} \\\\ ${expression(c!, 0)} & \\text{otherwise} \\end{cases}`;
    default:
      return applied(called, list);
  }
}

/** A fraction or a power, in parentheses where a power is taken of it: how tightly that binds is 5. */
function inPower(least: number, text: string): string {
  return least >= 5 ? `\\left(${text}\\right)` : text;
}

function subscript(index: Index): string {
  return index.kind === "plate" ? plate(index.plate) : `\\text{${escapeSigns(index.label)}}`;
}

/** The name's own subscript (`σ_b`) and the indices, in one subscript. */
function subscripted(text: string, indices: readonly string[]): string {
  const [head, ...tail] = text.split("_");
  const own = tail.length === 0 ? [] : [upright(symbol(tail.join("_")))];
  const all = [...own, ...indices];
  return all.length === 0 ? symbol(head!) : `${symbol(head!)}_{${all.join(", ")}}`;
}

/** A row of a design: one subscript, whether or not its name has one (`Z_g`), since two are an error in LaTeX. */
function rowOf(design: string): string {
  return design.includes("_") ? subscripted(design, ["i"]) : `${name(design)}_i`;
}

function upright(text: string): string {
  return text.startsWith("\\mathrm{") ? text : `\\mathrm{${text}}`;
}

function name(text: string): string {
  return subscripted(text, []);
}

function plate(text: string): string {
  return `\\mathrm{${escapeSigns(text)}}`;
}

/** Greek letters by their commands, other names upright if longer than a letter. */
function symbol(text: string): string {
  const parts = [...text].map((character) => greekCommand(character) ?? escapeSigns(character));
  const isPlain = parts.length === 1 || parts.some((part) => part.startsWith("\\") && part.length > 2);
  return isPlain ? parts.join("").trimEnd() : `\\mathrm{${parts.join("")}}`;
}

/** The capitals that have commands; the others look like Latin ones. */
const upperGreek = "ΓΔΘΛΞΠΣΦΨΩ";

function greekCommand(letter: string): string | null {
  const spelling = greekSpellings.get(letter);
  const hasCommand = letter === letter.toLowerCase() || upperGreek.includes(letter);
  return spelling === undefined || !hasCommand ? null : `\\${spelling} `;
}

/** Signs that a backslash would make commands of. */
const signs: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
};

function escapeSigns(text: string): string {
  return visible(text).replace(/[\\{}$&#%_^~]/g, (character) => signs[character] ?? `\\${character}`);
}
