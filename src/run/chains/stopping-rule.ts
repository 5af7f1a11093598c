/**
 * Rules for when a run has drawn enough: `mcse(icc) < 0.005 and ess > 1000`.
 *
 *     rule      = condition { "and" condition }
 *     condition = "mcse" "(" name ")" "<" number | "ess" [ "(" name ")" ] ">" number | "rhat" [ "(" name ")" ] "<" number
 *
 * A name is that of a variable, of a quantity (then all its elements must comply), or of an intraclass correlation.
 */

import type { Either } from "../../problems/either.ts";
import type { Problem, Span } from "../../problems/problem.ts";
import { composed } from "../../text/composed.ts";
import { expectedInRule } from "../problems.ts";

/** The Monte Carlo standard error of the mean; the smaller one of bulk and tail effective sample size; R-hat. */
export type Measure = "mcse" | "ess" | "rhat";

export interface StoppingCondition {
  readonly measure: Measure;
  /** What is measured; null for all that a summary shows. */
  readonly name: string | null;
  readonly limit: number;
  /** As it was written. */
  readonly text: string;
}

/** All must hold. */
export interface StoppingRule {
  readonly text: string;
  readonly conditions: readonly StoppingCondition[];
}

/** A rule, or what is wrong with the text; places of problems are in the text. */
export type RuleResult = Either<{ rule: StoppingRule }, { problem: Problem }>;

/** Which side of its limit a measure must be on. */
const operators: { readonly [M in Measure]: "<" | ">" } = { mcse: "<", ess: ">", rhat: "<" };

/** A rule from its text. */
export function parseRule(text: string): RuleResult {
  const reader = new RuleReader(text);
  const conditions: StoppingCondition[] = [];
  try {
    do conditions.push(reader.condition());
    while (!reader.isAtEnd() && reader.require(/and\b/y, "`and` or the end of the rule"));
    return { rule: { text: text.trim(), conditions }, problem: null };
  } catch (error) {
    if (error instanceof Misread) return { rule: null, problem: error.problem };
    throw error;
  }
}

/** Thrown within the parser only. */
class Misread extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

class RuleReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
    this.skipSpace();
  }

  isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  condition(): StoppingCondition {
    const start = this.at;
    // The words of the pattern are the measures.
    const measure = this.require(/(mcse|ess|rhat)\b/y, "`mcse`, `ess` or `rhat`") as Measure;
    const name = this.text[this.at] === "(" ? this.name() : null;
    const operator = operators[measure];
    const what = name === null ? measure : `${measure}(${name})`;
    if (measure === "mcse" && name === null) this.fail("the name of a quantity, as in `mcse(icc)`,");
    this.require(operator === "<" ? /</y : />/y, `\`${operator}\` after \`${what}\``);
    const numberAt = this.at;
    const limit = Number(this.require(/(\d+\.?\d*|\.\d+)(e[+-]?\d+)?(?![\w.])/iy, "a number"));
    const least = measure === "rhat" ? 1 : 0;
    if (!(limit > least && limit < Infinity)) {
      this.at = numberAt;
      this.fail(`a number above ${least}`);
    }
    return { measure, name, limit, text: this.text.slice(start, this.at).trim() };
  }

  /** The text that matches here, and the space after it. */
  require(pattern: RegExp, expected: string): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) this.fail(expected);
    this.at += found.length;
    this.skipSpace();
    return found;
  }

  /** What stands between parentheses; labels of levels may have pairs of their own. */
  private name(): string {
    const open = this.at;
    let depth = 0;
    for (; this.at < this.text.length; this.at++) {
      if (this.text[this.at] === "(") depth++;
      if (this.text[this.at] === ")" && --depth === 0) break;
    }
    if (depth > 0) this.fail("`)` after the name");
    const name = composed(this.text.slice(open + 1, this.at).trim());
    if (name === "") this.fail("the name of a quantity");
    this.at++;
    this.skipSpace();
    return name;
  }

  private fail(expected: string): never {
    const rest = this.text.slice(this.at);
    const word = /^[\p{L}\p{M}\p{N}_.]+/u.exec(rest)?.[0] ?? [...rest][0] ?? "";
    throw new Misread(expectedInRule(expected, word, this.spanOf(word)));
  }

  private spanOf(word: string): Span {
    const start = this.at;
    return { start, end: start + word.length, line: 1, column: [...this.text.slice(0, start)].length + 1 };
  }

  private skipSpace(): void {
    while (/\s/.test(this.text[this.at] ?? "")) this.at++;
  }
}
