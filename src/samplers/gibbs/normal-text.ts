/**
 * The parameters of a normal full conditional as text. With an outcome y ~ normal(c·x + r, s) and a prior x ~ normal(m₀, s₀) the
 * precision is p = 1/s₀² + Σ c²/s², and p times the mean is m₀/s₀² + Σ c (y - r)/s².
 */

import type { CheckedStatement, Definition, Expression } from "../../language/checked-model.ts";
import { printExpression } from "../../language/print-expression.ts";
import { type Declarations, declarationsOf } from "../../predictor/declarations.ts";
import type { FreeParameter, GibbsGraph } from "./gibbs-graph.ts";

/** c·x + r as texts; null for c = 1 and for r = 0. */
interface Split {
  readonly coefficient: string | null;
  readonly rest: string | null;
}

/** One line; null where a factor is not normal with a mean that is seen to be linear. */
export function normalConditional(
  graph: GibbsGraph,
  parameters: readonly FreeParameter[],
  factors: readonly CheckedStatement[],
): string | null {
  const names = new Set(parameters.map(({ statement }) => statement.name));
  const splitter = new Splitter(declarationsOf(graph.model.checked), names);
  const isVector = parameters.length > 1 || parameters[0]!.input.domain.size > 1;
  const precisions: string[] = [];
  const means: string[] = [];
  for (const statement of factors) {
    if (statement.kind === "definition") continue;
    const { distribution } = statement;
    const isOwn = statement.kind === "parameter" && names.has(statement.name);
    const variate = statement.kind === "likelihood" ? statement.column : nameOf(statement);
    if (distribution.kind === "vector" && isOwn) {
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
    const split = splitter.split(mean!);
    if (split === null) return null;
    const { coefficient, rest } = split;
    const left = rest === null ? variate : `(${variate} - ${bracketed(rest)})`;
    precisions.push(`Σ ${coefficient === null ? "1" : outer(coefficient, isVector)}/${scale}`);
    means.push(`Σ ${coefficient === null ? "" : `${coefficient} · `}${left}/${scale}`);
  }
  return `= normal with precision p and mean m, p = ${precisions.join(" + ")}, p·m = ${means.length === 0 ? "0" : means.join(" + ")}`;
}

function nameOf(statement: Extract<CheckedStatement, { kind: "parameter" }>): string {
  return statement.plates.length === 0 ? statement.name : `${statement.name}[${statement.plates.join(", ")}]`;
}

function bracketed(text: string): string {
  return / [+-] /.test(text) ? `(${text})` : text;
}

function squared(text: string): string {
  return /^[\p{L}\p{N}_.[\]" ,]+$/u.test(text) && !text.includes(" ") ? `${text}²` : `(${text})²`;
}

/** The square of a coefficient: of a row of a design, an outer product. */
function outer(coefficient: string, isVector: boolean): string {
  return isVector && /^\p{Lu}/u.test(coefficient) ? `${coefficient}ᵀ${coefficient}` : squared(coefficient);
}

/** Letters of coefficient and rest at most. */
const longestText = 1000;

class Splitter {
  private readonly declarations: Declarations;
  private readonly names: ReadonlySet<string>;
  /** Of definitions. */
  private readonly known = new Map<string, Split | null>();

  constructor(declarations: Declarations, names: ReadonlySet<string>) {
    this.declarations = declarations;
    this.names = names;
  }

  /** Coefficient and rest; null where the expression is not linear as it is written. */
  split(expression: Expression): Split | null {
    if (!this.depends(expression)) return null;
    switch (expression.kind) {
      case "quantity": {
        if (this.names.has(expression.name)) return { coefficient: null, rest: null };
        const definition = this.declarations.definitions.get(expression.name);
        return definition === undefined ? null : this.splitDefinition(definition);
      }
      case "product":
        return this.names.has(expression.coefficients.name)
          ? { coefficient: expression.design, rest: null }
          : null;
      case "call":
        return this.splitCall(expression);
      default:
        return null;
    }
  }

  /** Each definition once, behind those that it needs; a text that nobody would read is none. */
  private splitDefinition(definition: Definition): Split | null {
    for (const one of this.declarations.withNeeds(definition, (name) => this.known.has(name))) {
      const split = this.split(one.value);
      const length = (split?.coefficient?.length ?? 0) + (split?.rest?.length ?? 0);
      this.known.set(one.name, length > longestText ? null : split);
    }
    return this.known.get(definition.name) ?? null;
  }

  private splitCall({
    function: name,
    arguments: values,
  }: Extract<Expression, { kind: "call" }>): Split | null {
    const [left, right] = values;
    switch (name) {
      case "add":
      case "subtract":
        return this.splitSum(left!, right!, name === "add" ? "+" : "-");
      case "multiply": {
        const [factor, inner] = this.depends(left!) ? [right!, left!] : [left!, right!];
        return this.depends(factor) ? null : this.times(printExpression(factor), this.split(inner));
      }
      case "divide":
        return this.depends(right!)
          ? null
          : this.times(`1/${bracketed(printExpression(right!))}`, this.split(left!));
      case "negate":
        return this.times("-1", this.split(left!));
      default:
        return null;
    }
  }

  private splitSum(left: Expression, right: Expression, sign: "+" | "-"): Split | null {
    const [hasLeft, hasRight] = [this.depends(left), this.depends(right)];
    if (hasLeft && hasRight) return this.joined(this.split(left), this.split(right), sign);
    if (hasLeft) {
      const inner = this.split(left);
      const added = printExpression(right);
      return (
        inner && {
          ...inner,
          rest: inner.rest === null ? signed(added, sign) : `${inner.rest} ${sign} ${added}`,
        }
      );
    }
    const inner = sign === "-" ? this.times("-1", this.split(right)) : this.split(right);
    const before = printExpression(left);
    return inner && { ...inner, rest: inner.rest === null ? before : `${before} + ${inner.rest}` };
  }

  /** Both sides depend on the block: their coefficients stand side by side. */
  private joined(left: Split | null, right: Split | null, sign: "+" | "-"): Split | null {
    if (left === null || right === null || sign === "-") return null;
    const rests = [left.rest, right.rest].filter((rest) => rest !== null);
    return {
      coefficient: `(${left.coefficient ?? "1"}, ${right.coefficient ?? "1"})`,
      rest: rests.length === 0 ? null : rests.join(" + "),
    };
  }

  private times(factor: string, inner: Split | null): Split | null {
    if (inner === null) return null;
    const coefficient = inner.coefficient === null ? factor : `${factor} · ${inner.coefficient}`;
    return { coefficient, rest: inner.rest === null ? null : `${factor} · ${bracketed(inner.rest)}` };
  }

  private depends(expression: Expression): boolean {
    return [...this.declarations.parametersIn(expression)].some((name) => this.names.has(name));
  }
}

function signed(text: string, sign: "+" | "-"): string {
  return sign === "+" ? text : `-${bracketed(text)}`;
}
