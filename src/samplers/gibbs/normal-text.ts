/**
 * The parameters of a normal full conditional as text. With an outcome y ~ normal(c·x + r, s) and a prior x ~ normal(m₀, s₀) the
 * precision is p = 1/s₀² + Σ c²/s², and p times the mean is m₀/s₀² + Σ c (y - r)/s².
 */

import type { CheckedStatement, Definition, Expression } from "../../language/checked-model.ts";
import { outcomeName } from "../../language/parts.ts";
import { printExpression, withPlates } from "../../language/print-expression.ts";
import { type Declarations, declarationsOf } from "../../predictor/declarations.ts";
import { type Factor, type PredictorTerm, TermReader } from "../../predictor/terms.ts";
import type { FreeParameter, GibbsGraph } from "./gibbs-graph.ts";

/** What has a density. */
export type FactorStatement = Exclude<CheckedStatement, Definition>;

/** What a statement gives a density to: "y", "b[sample]". */
export function variateOf(statement: FactorStatement): string {
  return statement.kind === "likelihood"
    ? outcomeName(statement.columns)
    : withPlates(statement.name, statement.plates);
}

/** The weight of an outcome's rows as a factor or an exponent; null where it has none. */
export function weightText(statement: FactorStatement): string | null {
  if (statement.kind !== "likelihood" || statement.weight === null) return null;
  const text = printExpression(statement.weight);
  return /^[\p{L}\p{N}_.]+$/u.test(text) ? text : `(${text})`;
}

/** c·x + r as texts; null for c = 1 and for r = 0. */
interface Split {
  readonly coefficient: string | null;
  readonly rest: string | null;
}

/** One line; null where a factor is not normal with a mean that is seen to be linear. */
export function normalConditional(
  graph: GibbsGraph,
  parameters: readonly FreeParameter[],
  factors: readonly FactorStatement[],
): string | null {
  const names = new Set(parameters.map(({ statement }) => statement.name));
  const split = splitter(declarationsOf(graph.model.checked), names);
  const isVector = parameters.length > 1 || parameters[0]!.input.domain.size > 1;
  const precisions: string[] = [];
  const means: string[] = [];
  for (const statement of factors) {
    const { distribution } = statement;
    const isOwn = statement.kind === "parameter" && names.has(statement.name);
    const variate = variateOf(statement);
    if (distribution.kind === "vector" && isOwn) {
      if (distribution.distribution.name !== "multi_normal") return null;
      const [mean, sds, correlation] = distribution.arguments.map(printExpression);
      const covariance = `(diag(${sds}) ${correlation} diag(${sds}))⁻¹`;
      precisions.push(covariance);
      if (mean !== "0") means.push(`${covariance} ${mean}`);
      continue;
    }
    if (distribution.kind !== "scalar" || distribution.distribution.name !== "normal") return null;
    const [mean, sd] = distribution.arguments;
    const scale = squared(printExpression(sd!));
    if (isOwn) {
      precisions.push(`1/${scale}`);
      const text = printExpression(mean!);
      if (text !== "0") means.push(`${bracketed(text)}/${scale}`);
      continue;
    }
    const found = split(mean!);
    if (found === null) return null;
    const { coefficient, rest } = found;
    const weight = weightText(statement);
    const times = weight === null ? "" : `${weight} · `;
    const left = rest === null ? variate : `(${variate} - ${bracketed(rest)})`;
    precisions.push(`Σ ${times}${coefficient === null ? "1" : outer(coefficient, isVector)}/${scale}`);
    means.push(`Σ ${times}${coefficient === null ? "" : `${coefficient} · `}${left}/${scale}`);
  }
  return `= normal with precision p and mean m, p = ${precisions.join(" + ")}, p·m = ${means.length === 0 ? "0" : means.join(" + ")}`;
}

function bracketed(text: string): string {
  return / [+-] /.test(text) ? `(${text})` : text;
}

function squared(text: string): string {
  if (/^\([^()]*\)$/.test(text)) return `${text}²`;
  return /^[\p{L}\p{N}_.[\]" ,]+$/u.test(text) && !text.includes(" ") ? `${text}²` : `(${text})²`;
}

/** The square of a coefficient: of a row of a design, an outer product. */
function outer(coefficient: string, isVector: boolean): string {
  return isVector && /^\p{Lu}/u.test(coefficient) ? `${coefficient}ᵀ${coefficient}` : squared(coefficient);
}

/** Letters of coefficient and rest at most, and terms: a text that nobody would read is none. */
const longestText = 1000;
const mostTerms = 100;

/** Splits what depends on the parameters of a block; null where it is not linear as it is written. */
function splitter(
  declarations: Declarations,
  names: ReadonlySet<string>,
): (mean: Expression) => Split | null {
  const isFree = (expression: Expression): boolean =>
    ![...declarations.parametersIn(expression)].some((name) => names.has(name));
  const isOwn = ({ part }: PredictorTerm): boolean =>
    names.has(part.kind === "product" ? part.coefficients.name : part.kind === "quantity" ? part.name : "");
  const reader = new TermReader({
    declarations,
    isWhole: isFree,
    looksThrough: true,
    mostTerms,
    mostFactors: mostTerms,
  });
  return (mean) => {
    const terms = reader.read(mean);
    const own = terms?.filter(({ part }) => !isFree(part)) ?? [];
    if (terms === null || own.length === 0 || !own.every(isOwn)) return null;
    const rest = sumText(terms.filter(({ part }) => isFree(part)));
    const coefficients = own.map(coefficientText);
    const [only, ...others] = coefficients;
    const coefficient = others.length === 0 ? only! : `(${coefficients.map((one) => one ?? "1").join(", ")})`;
    const isLong = (coefficient?.length ?? 0) + (rest?.length ?? 0) > longestText;
    return isLong ? null : { coefficient, rest };
  };
}

/** What a parameter of the block is multiplied by, the row of a design included; null for 1. */
function coefficientText({ sign, factors, part }: PredictorTerm): string | null {
  const texts = [...(sign === 1 ? [] : ["-1"]), ...factors.map(factorText)];
  if (part.kind === "product") texts.push(part.design);
  return texts.length === 0 ? null : texts.join(" · ");
}

/** The other terms as a sum; null for 0. */
function sumText(terms: readonly PredictorTerm[]): string | null {
  const texts = terms.map(({ sign, factors, part }, i) => {
    const text = printExpression(part);
    const product = [...factors.map(factorText), factors.length === 0 ? text : bracketed(text)].join(" · ");
    if (sign === 1) return i === 0 ? product : `+ ${product}`;
    return `${i === 0 ? "-" : "- "}${bracketed(product)}`;
  });
  return texts.length === 0 ? null : texts.join(" ");
}

function factorText(factor: Factor): string {
  if (factor.kind === "column") return factor.design;
  const text = bracketed(printExpression(factor.expression));
  return factor.kind === "over" ? `1/${text}` : text;
}
