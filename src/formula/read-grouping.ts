/** What stands behind a bar: factors, and in `gr(animal, cov = A)` of brms how the effects of their levels vary. */

import { printFormula } from "../data/design/print-formula.ts";
import type { FormulaNode, Identifier } from "../language/syntax.ts";
import type { TokenCursor } from "../language/token-cursor.ts";
import type { Problem } from "../problems/problem.ts";
import { isFalse, isTrue } from "./calls.ts";
import { unknownArgument } from "./problems.ts";
import { groupLawRefused } from "./problems-groups.ts";
import { isArithmetic } from "./response.ts";
import type { CallArgument, GroupLaw, GroupTerm, ReadCall } from "./syntax.ts";

/** What a grouping says of its term. */
export type ReadGrouping = Pick<GroupTerm, "grouping" | "law" | "id" | "isCorrelated">;

/** `call` is what a call behind the bar was read as; what is wrong with it, the cursor is told. */
export function readGrouping(
  node: FormulaNode,
  call: ReadCall | undefined,
  cursor: TokenCursor,
): ReadGrouping {
  const plain: ReadGrouping = { grouping: node, law: { kind: "alike" }, id: null, isCorrelated: true };
  if (call === undefined) return plain;
  const reader = new ArgumentReader(call);
  const read = reader.read();
  for (const one of reader.problems) cursor.fail(one);
  return read ?? plain;
}

/** Reads the arguments of one call. */
class ArgumentReader {
  readonly problems: Problem[] = [];
  private readonly call: ReadCall;
  private readonly named: readonly CallArgument[];

  constructor(call: ReadCall) {
    this.call = call;
    this.named = call.arguments.filter(({ name }) => name !== null);
  }

  /** Null where something is wrong. */
  read(): ReadGrouping | null {
    const { callee, arguments: given, span } = this.call;
    const isOfMembers = callee.text === "mm";
    const known = isOfMembers ? ofMembers : ofGroups;
    for (const { name, value } of this.named)
      if (!known.includes(name!.text))
        this.problems.push(unknownArgument(name!.span, callee.text, name!.text, printFormula(value)));
    const factors = given.filter(({ name }) => name === null).map(({ value }) => value);
    const words = { id: this.nameOf("id"), isCorrelated: this.flag("cor", true) };
    if (isOfMembers) {
      const law = this.members(factors);
      const grouping: FormulaNode = { kind: "call", callee, arguments: factors, span };
      return law === null ? null : { grouping, law, ...words };
    }
    const law = this.law();
    const [grouping, ...more] = factors;
    const isPlain = law.kind === "alike" || grouping?.kind === "name";
    if (grouping === undefined || more.length > 0 || !isPlain) {
      const found = factors.length === 0 ? "none" : `\`${factors.map(printFormula).join(", ")}\``;
      this.refuse(span, `wants one factor, and has ${found}`, "write `(1 | gr(g, cov = A))`");
      return null;
    }
    return { grouping, law, ...words };
  }

  /** `mm(school1, school2, weights = cbind(w1, w2), scale = FALSE)` */
  private members(factors: readonly FormulaNode[]): GroupLaw | null {
    const { span } = this.call;
    const columns = factors.flatMap((node) => (node.kind === "name" ? [node.name] : []));
    const isTwice = new Set(columns.map(({ text }) => text)).size < columns.length;
    const isScaled = this.flag("scale", true);
    if (columns.length < 2 || columns.length < factors.length || isTwice) {
      const found = factors.length === 0 ? "none" : `\`${factors.map(printFormula).join(", ")}\``;
      this.refuse(
        span,
        `wants two columns of labels or more, and has ${found}`,
        "write `(1 | mm(school1, school2))`, of one column `(1 | school)`",
      );
      return null;
    }
    const given = this.valueOf("weights");
    if (given === undefined) return { kind: "members", columns, weights: null };
    const of = given.kind === "call" && given.callee.text === "cbind" ? given.arguments : [given];
    if (of.length !== columns.length || !of.every(isArithmetic)) {
      const example = columns.map((_, k) => `w${k + 1}`).join(", ");
      this.refuse(
        given.span,
        `wants a weight for each of its ${columns.length} columns, and has \`${printFormula(given)}\``,
        `write \`weights = cbind(${example})\`, of columns, numbers and arithmetic`,
      );
      return null;
    }
    return { kind: "members", columns, weights: { of, isScaled, span: given.span } };
  }

  private law(): GroupLaw {
    const said = laws.filter((word) => this.valueOf(word) !== undefined);
    const [first, second] = said;
    if (second !== undefined)
      this.refuse(
        this.valueOf(second)!.span,
        `has \`${first}\` and \`${second}\`, and formulas have one of them at a time`,
        `leave one of the two out: \`${first} = ${printFormula(this.valueOf(first!)!)}\` alone`,
      );
    for (const word of ["cov", "precision"]) {
      const matrix = this.nameOf(word);
      if (matrix !== null) return { kind: "covariance", matrix, isInverse: word === "precision" };
    }
    const factor = this.nameOf("by");
    if (factor !== null) return { kind: "by", factor };
    const shape = this.nameOf("dist");
    if (shape !== null && !["student", "gaussian"].includes(shape.text))
      this.refuse(
        shape.span,
        `has effects of the distribution \`${shape.text}\`, and formulas have \`gaussian\` and \`student\``,
        'write `dist = "student"`, or leave it out',
      );
    if (shape?.text === "student") return { kind: "student" };
    return { kind: "alike" };
  }

  private valueOf(word: string): FormulaNode | undefined {
    return this.named.find(({ name }) => name?.text === word)?.value;
  }

  private nameOf(word: string): Identifier | null {
    const value = this.valueOf(word);
    if (value === undefined || value.kind === "name") return value?.name ?? null;
    this.refuse(
      value.span,
      `wants a name behind \`${word} =\`, and has \`${printFormula(value)}\``,
      `write \`${examples[word]}\``,
    );
    return null;
  }

  private flag(word: string, usual: boolean): boolean {
    const value = this.valueOf(word);
    if (value === undefined) return usual;
    if (!isTrue(value) && !isFalse(value))
      this.refuse(
        value.span,
        `wants TRUE or FALSE behind \`${word} =\`, and has \`${printFormula(value)}\``,
        `write \`${word} = ${usual ? "FALSE" : "TRUE"}\`, or leave it out`,
      );
    return isTrue(value);
  }

  private refuse(span: ReadCall["span"], message: string, hint: string): void {
    this.problems.push(groupLawRefused(span, this.call.callee.text, message, hint));
  }
}

/** Arguments that say how effects vary, of which one is said. */
const laws = ["cov", "precision", "by", "dist"] as const;

const ofGroups: readonly string[] = [...laws, "id", "cor"];
const ofMembers: readonly string[] = ["weights", "scale", "id", "cor"];

/** What stands behind the names of arguments. */
const examples: Readonly<Record<string, string>> = {
  cov: "gr(animal, cov = A)",
  precision: "gr(animal, precision = Q)",
  by: "gr(patient, by = arm)",
  dist: 'gr(g, dist = "student")',
  id: "gr(g, id = p)",
};

/** A grouping as it is written, with what it says: `gr(animal, cov = A)`. */
export function groupingText({ grouping, law }: Pick<GroupTerm, "grouping" | "law">): string {
  const factor = printFormula(grouping);
  switch (law.kind) {
    case "alike":
      return factor;
    case "covariance":
      return `gr(${factor}, ${law.isInverse ? "precision" : "cov"} = ${law.matrix.text})`;
    case "by":
      return `gr(${factor}, by = ${law.factor.text})`;
    case "student":
      return `gr(${factor}, dist = "student")`;
    case "members":
      return factor;
  }
}
