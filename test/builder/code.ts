/** A text of the language → the TypeScript that builds it, with names declared above where they are used. */

import { distributions } from "../../src/distributions/index.ts";
import { inflations } from "../../src/distributions/modifiers/index.ts";
import { canonicalName } from "../../src/language/names.ts";
import { parse } from "../../src/language/parser.ts";
import type {
  ColumnSyntax,
  DistributionStatement,
  ExpressionSyntax,
  Statement,
  SyntaxOf,
} from "../../src/language/syntax.ts";
import type { Span } from "../../src/problems/problem.ts";

export interface BuiltCode {
  /** An expression of `build` and `distributions`. */
  readonly code: string;
  /** The statements in the order in which the code has them. */
  readonly text: string;
}

/** Of a text that is a model. */
export function codeOf(text: string): BuiltCode {
  const { tree } = parse(text);
  const writer = new CodeWriter(text);
  const statements = inOrder(text, tree.statements);
  const heading =
    tree.name === null ? [] : [tree.name.text, ...(tree.label === null ? [] : [tree.label.text])];
  const calls = statements.map((statement) => `  .${writer.statement(statement)}\n`);
  const head =
    tree.name === null
      ? ""
      : `model ${heading.map((word, i) => (i === 0 ? word : quoted(word))).join(" ")}\n`;
  return {
    code: `build(${heading.map(quoted).join(", ")})\n${calls.join("")}  .model()`,
    text: `${head}${statements.map(({ span }) => `${slice(text, span)}\n`).join("")}`,
  };
}

function slice(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

const ranks: { readonly [K in Statement["kind"]]: number } = {
  constant: 0,
  data: 1,
  levels: 2,
  matrix: 2,
  design: 3,
  distribution: 4,
  element: 4,
  definition: 4,
};

/** Each below what it refers to, otherwise as they stand. */
function inOrder(text: string, statements: readonly Statement[]): readonly Statement[] {
  const left = [...statements].sort((a, b) => ranks[a.kind] - ranks[b.kind]);
  const columns = new Set(
    statements.flatMap((one) =>
      one.kind === "data" ? one.columns.map(({ name }) => canonicalName(name.text)) : [],
    ),
  );
  const ordered: Statement[] = [];
  while (left.length > 0) {
    const wanted = new Set(left.flatMap(declaredBy).filter((name) => !columns.has(name)));
    const next = left.findIndex((one) => {
      const own = new Set(declaredBy(one));
      return namesIn(slice(text, one.span)).every((name) => !wanted.has(name) || own.has(name));
    });
    if (next < 0) throw new Error(`a cycle in\n${text}`);
    ordered.push(...left.splice(next, 1));
  }
  return ordered;
}

function namesIn(text: string): readonly string[] {
  const plain = text.replace(/#.*|"(?:\\.|[^"\\])*"/g, " ");
  return (plain.match(/[\p{L}_][\p{L}\p{M}\p{N}_]*/gu) ?? []).map(canonicalName);
}

/** What is declared by a statement; a single element needs the statement for all. */
function declaredBy(statement: Statement): readonly string[] {
  if (statement.kind === "data" || statement.kind === "element") return [];
  const target = "target" in statement ? statement.target : statement;
  return [canonicalName(target.name.text)];
}

/** Of one text. */
class CodeWriter {
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  statement(statement: Statement): string {
    switch (statement.kind) {
      case "data":
        return this.data(statement.per === null ? null : this.at(statement.per.span), statement.columns);
      case "constant":
        return this.call("constant", [quoted(statement.name.text), this.value(statement.value)], statement);
      case "levels": {
        const { listed } = statement;
        const labels =
          listed.kind === "labels"
            ? [`[${listed.labels.map(({ text }) => quoted(text)).join(", ")}]`]
            : [this.value(listed.first), this.value(listed.last)];
        return this.call("levels", [quoted(statement.name.text), ...labels], statement);
      }
      case "matrix": {
        const plates = (statement.plates ?? []).map(({ span }) => this.at(span)).join(", ");
        const method = statement.isInverse ? "inverseMatrix" : "matrix";
        return this.call(method, [quoted(`${statement.name.text}[${plates}]`)], statement);
      }
      case "design": {
        const formula = this.at(statement.span)
          .replace(/^[^(]*\(/, "")
          .replace(/\)[^)]*$/, "");
        return this.call("design", [quoted(statement.name.text), quoted(formula)], statement);
      }
      case "distribution":
        return this.distribution(statement);
      case "element":
        return `element(${quoted(this.at(statement.target.span))}, ${this.distributed(statement.distribution)})`;
      case "definition":
        return this.call(
          "define",
          [quoted(this.at(statement.target.span)), this.value(statement.value)],
          statement,
        );
    }
  }

  private distribution(statement: DistributionStatement): string {
    const { target, parameterization, distribution } = statement;
    const columns = target.list?.map(({ text }) => quoted(text));
    const left = columns === undefined ? quoted(this.at(target.span)) : `[${columns.join(", ")}]`;
    const isOutcome = columns !== undefined || this.columns().has(canonicalName(target.name.text));
    const method = isOutcome ? "outcome" : (parameterization ?? "parameter");
    return this.call(method, [left, this.distributed(distribution)], statement);
  }

  private columns(): ReadonlySet<string> {
    const { statements } = parse(this.text).tree;
    const blocks = statements.flatMap((one) => (one.kind === "data" ? one.columns : []));
    return new Set(blocks.map(({ name }) => canonicalName(name.text)));
  }

  private data(per: string | null, columns: readonly ColumnSyntax[]): string {
    const declared = columns.map(({ name, span }) => {
      const declaration = this.at(span)
        .slice(name.text.length)
        .replace(/^\s*:\s*/, "");
      return `${quoted(name.text)}: ${quoted(declaration)}`;
    });
    const method = per === null ? "data(" : `dataPer(${quoted(per)}, `;
    return `${method}{ ${declared.join(", ")} })`;
  }

  private call(
    method: string,
    args: readonly string[],
    { label }: { readonly label: { readonly text: string } | null },
  ): string {
    return `${method}(${[...args, ...(label === null ? [] : [quoted(label.text)])].join(", ")})`;
  }

  /** A number, a list, or the text as it stands. */
  private value(expression: ExpressionSyntax): string {
    if (expression.kind === "list") return `[${expression.items.map((item) => this.value(item)).join(", ")}]`;
    if (expression.kind === "number") return String(expression.value);
    if (expression.kind === "unary" && expression.operand.kind === "number" && expression.operator === "-")
      return String(-expression.operand.value);
    return quoted(this.at(expression.span));
  }

  private distributed(expression: ExpressionSyntax): string {
    if (expression.kind !== "call") throw new Error(`no distribution: ${this.at(expression.span)}`);
    const { text: name } = expression.callee;
    return `distributions.${name}(${this.arguments(name, expression).join(", ")})`;
  }

  private arguments(name: string, { arguments: given }: SyntaxOf<"call">): readonly string[] {
    const values = given.map(({ value }) => value);
    const inflation = Object.entries(inflations).find(([one]) => one === name)?.[1];
    if (inflation !== undefined)
      return values.map((one, i) =>
        i < inflation.probabilities.length ? this.value(one) : this.distributed(one),
      );
    if (name === "mixture") {
      const [weights, list] = values as [ExpressionSyntax, SyntaxOf<"list">];
      return [this.value(weights), `[${list.items.map((one) => this.distributed(one)).join(", ")}]`];
    }
    const modifiers = ["truncated", "ordered", "censored", "weighted"];
    if (modifiers.includes(name)) {
      const [first, ...rest] = given;
      if (name === "weighted")
        return [this.distributed(first!.value), ...rest.map(({ value }) => this.value(value))];
      return [this.distributed(first!.value), ...(rest.length > 0 ? [this.named(name, rest)] : [])];
    }
    const isNamed = given.some((one) => one.name !== null);
    return isNamed ? [this.named(name, given)] : values.map((one) => this.value(one));
  }

  /** Those by position have their names as well. */
  private named(name: string, given: SyntaxOf<"call">["arguments"]): string {
    const specified = distributions.find((one) => one.name === name)?.arguments.map((one) => one.name);
    const names = specified ?? ["lower", "upper"];
    const all = given.map((one, i) => `${one.name?.text ?? names[i]!}: ${this.value(one.value)}`);
    return `{ ${all.join(", ")} }`;
  }

  private at(span: Span): string {
    return slice(this.text, span);
  }
}
