/**
 * Reads formulas as lme4 (Bates et al. 2015, table 2), brms and Bambi write them:
 *
 *   y ~ x + (1 + x | g)      sigma ~ x, behind a `;` or on a line of its own
 *
 * Terms are read as those of a design are (`language/formula.ts`); a bracket with a bar is a group term.
 */

import { printFormula } from "../data/design/print-formula.ts";
import {
  type FormulaWords,
  parseFormula,
  parseFormulaArgument,
  parseGrouping,
  parseLevels,
} from "../language/formula.ts";
import { layOut } from "../language/layout.ts";
import { lex } from "../language/lexer.ts";
import type { FormulaNode, FormulaOf, Identifier } from "../language/syntax.ts";
import { describeToken, identifier, TokenCursor } from "../language/token-cursor.ts";
import type { Problem, Span } from "../problems/problem.ts";
import { CallReader } from "./calls.ts";
import { withContrasts } from "./contrasts.ts";
import { joinCorrelated } from "./correlated-terms.ts";
import { type ExtraKey, extraNamed } from "./families.ts";
import { isOfMissing, missingColumn, unmatchedMissing } from "./missing-formulas.ts";
import { factorCalls, factorOf, partsOf } from "./named-columns.ts";
import { insteadOf } from "./other-terms.ts";
import {
  groupInside,
  monotonicInside,
  notAResponse,
  notOffered,
  responseWanted,
  smoothInside,
  tildeWanted,
  twoFormulas,
  unknownAddition,
} from "./problems.ts";
import { missingInside } from "./problems-missing.ts";
import { type Summand, summands, sumOf } from "./summands.ts";
import type { GroupTerm, MissingFormula, ModelFormula, Predictor, Response, SmoothTerm } from "./syntax.ts";

/** Whether a text that is no file was meant as a formula, and not as the name of a model's file. */
export function isFormula(text: string): boolean {
  return text.includes("~") && !text.endsWith(".model");
}

/** `formula` is null exactly if there are problems. */
export function parseModelFormula(source: string): {
  readonly formula: ModelFormula | null;
  readonly problems: readonly Problem[];
} {
  const { tokens, problems } = lex(source, "formula");
  // A line that ends with an operator goes on.
  const laidOut = layOut(tokens);
  const reader = new FormulaReader(laidOut.tokens);
  const formula = reader.read();
  const all = [...problems, ...laidOut.problems, ...reader.problems].sort((a, b) => startOf(a) - startOf(b));
  return { formula: all.length === 0 ? formula : null, problems: all };
}

function startOf({ place }: Problem): number {
  return place.kind === "model" ? place.span.start : 0;
}

/** Names that Bambi has for successes out of a number of trials. */
const proportions = ["p", "prop", "proportion"];

/** What stands behind the bar of a response, as brms has it, and what is not offered of it. */
const additions = ["trials", "se", "weights", "cens", "trunc", "thres", "mi"];
const otherAdditions: Readonly<Record<string, string>> = {
  subset: "leave rows out of the table",
  rate: "write `offset(log(…))` on the right side",
  cat: "leave it out; the categories of an ordinal outcome are counted, or listed by `ordered(y, levels = […])`",
};

class FormulaReader {
  private readonly cursor: TokenCursor;
  private readonly groups = new Map<FormulaNode, GroupTerm>();
  private readonly calls: CallReader;
  private readonly words: FormulaWords;

  constructor(tokens: ConstructorParameters<typeof TokenCursor>[0]) {
    this.cursor = new TokenCursor(tokens);
    this.words = {
      readGroup: (terms, start) => this.readGroup(terms, start),
      readCall: (callee, isTerm) => this.calls.read(callee, isTerm),
    };
    this.calls = new CallReader(this.cursor, this.words);
  }

  get problems(): readonly Problem[] {
    return this.cursor.problems;
  }

  read(): ModelFormula | null {
    const { cursor } = this;
    let main: Pick<ModelFormula, "response" | "location"> | null = null;
    const others = new Map<ExtraKey, Predictor & { readonly span: Span }>();
    const missing: MissingFormula[] = [];
    while (cursor.current.kind !== "end") {
      cursor.beginStatement();
      if (cursor.current.kind === "newline") {
        cursor.next();
        continue;
      }
      const start = cursor.current.span;
      const other = main === null ? null : extraNamed(cursor.current.text);
      const response = this.readResponse();
      if (!cursor.isBroken && !cursor.accept("~")) cursor.fail(tildeWanted(cursor.current.span));
      const predictor = cursor.isBroken ? null : this.readPredictor();
      if (!cursor.isBroken && !["newline", "end"].includes(cursor.current.kind))
        cursor.failExpecting(
          "an operator",
          cursor.at("|") ? "write group terms in brackets: `y ~ x + (1 | g)`" : "join terms with `+`",
        );
      if (cursor.isBroken || response === null || predictor === null) continue;
      if (main === null) main = { response, location: predictor };
      else if (other !== null && !others.has(other)) others.set(other, { ...predictor, span: start });
      else if (isOfMissing(response) && !missing.some(({ column }) => column.text === response.column.text))
        missing.push({ column: response.column, location: predictor });
      else cursor.fail(twoFormulas(start));
    }
    if (main === null && cursor.problems.length === 0) cursor.fail(responseWanted(cursor.emptySpan()));
    if (main === null) return null;
    const formula = { ...main, others, missing };
    // What could not be read may have been what is missed.
    if (cursor.problems.length === 0) for (const one of unmatchedMissing(formula)) cursor.fail(one);
    return formula;
  }

  private readResponse(): Response | null {
    const { cursor } = this;
    const plain = {
      isLogarithm: false,
      success: null,
      trials: null,
      failures: null,
      otherCounts: null,
      standardError: null,
      censoring: null,
      truncation: null,
      weights: null,
      order: null,
      thresholds: null,
      mayBeMissing: false,
    };
    if (!cursor.atName()) {
      cursor.fail(responseWanted(cursor.current.span, describeToken(cursor.current)));
      return null;
    }
    const first = identifier(cursor.next());
    if (cursor.at("(") && (first.text === "ordered" || first.text === "factor"))
      return this.readOrdered(first, plain);
    if (cursor.at("(")) return this.readCall(first, plain);
    if (cursor.accept("==")) {
      const label = cursor.next();
      return this.withAdditions({ ...plain, column: first, success: identifier(label) });
    }
    return this.withAdditions({ ...plain, column: first });
  }

  /** `ordered(y, levels = [low, high])`; `factor(y)` is the column itself. */
  private readOrdered(callee: Identifier, plain: Omit<Response, "column">): Response | null {
    const node = parseLevels(this.cursor, callee);
    const names =
      node.kind === "call" ? node.arguments.flatMap((one) => (one.kind === "name" ? [one.name] : [])) : [];
    const [column, ...labels] = names;
    if (this.cursor.isBroken || column === undefined) return null;
    if (labels.length === 0) {
      this.cursor.fail(notAResponse(node.span, callee.text));
      return null;
    }
    return this.withAdditions({ ...plain, column, order: labels.map(({ text }) => text) });
  }

  /** `thres(gr = item)`, `thres(4)`, `thres(4, gr = item)`, from `(` on. */
  private readThresholds(): Response["thresholds"] {
    const { cursor } = this;
    const remedy = "write `thres(gr = item)` for thresholds of each item, `thres(4)` for four of them";
    let [count, group]: [number | null, Identifier | null] = [null, null];
    cursor.expect("(", remedy);
    do {
      if (cursor.isBroken) return null;
      const { kind, text } = cursor.current;
      if (kind === "number" && /^[1-9][0-9]?$/.test(text) && count === null)
        count = Number(cursor.next().text);
      else if (cursor.acceptName("gr")) {
        cursor.expect("=", remedy);
        group = cursor.expectName("a factor", remedy);
      } else cursor.failExpecting("`gr = item`, or a number of thresholds", remedy);
    } while (cursor.accept(","));
    cursor.expect(")", remedy);
    return cursor.isBroken ? null : { count, group };
  }

  /** `log(y)`, `cbind(successes, failures)`, `cbind(a, b, c)` */
  private readCall(callee: Identifier, plain: Omit<Response, "column">): Response | null {
    const { cursor } = this;
    cursor.expect("(", "");
    const first = parseFormulaArgument(cursor, null);
    const second = cursor.accept(",") ? parseFormula(cursor) : null;
    const more: FormulaNode[] = [];
    while (second !== null && cursor.accept(",")) more.push(parseFormula(cursor));
    cursor.expect(")", "write a column, or `cbind(successes, failures)`");
    if (cursor.isBroken) return null;
    if (first.kind !== "name") {
      cursor.fail(notAResponse(cursor.spanFrom(callee.span), callee.text));
      return null;
    }
    const column = first.name;
    if (second !== null && more.length > 0) {
      const names = [second, ...more].flatMap((node) => (node.kind === "name" ? [node.name] : []));
      if (callee.text === "cbind" && names.length > more.length)
        return { ...plain, column, otherCounts: names };
      cursor.fail(refusedResponse(cursor.spanFrom(callee.span), callee.text));
      return null;
    }
    if (callee.text === "log" && second === null)
      return this.withAdditions({ ...plain, column, isLogarithm: true });
    if (callee.text === "mi" && second === null)
      return this.withAdditions({ ...plain, column, mayBeMissing: true });
    // `p(k, n)` of Bambi
    if (proportions.includes(callee.text) && second !== null) return { ...plain, column, trials: second };
    if (callee.text === "cbind" && second?.kind === "name")
      return { ...plain, column, failures: second.name };
    // `cbind(k, n - k)` is k of n.
    const isRest = second?.kind === "operator" && second.operator === "-" && second.right.kind === "name";
    if (callee.text === "cbind" && isRest && second.right.name.text === column.text)
      return { ...plain, column, trials: second.left };
    cursor.fail(refusedResponse(cursor.spanFrom(callee.span), callee.text));
    return null;
  }

  private withAdditions(response: Response): Response | null {
    const { cursor } = this;
    let found = response;
    if (!cursor.accept("|")) return found;
    do {
      const name = cursor.expectName("`trials(…)`, `se(…)` or `weights(…)`", "write `y | trials(n) ~ …`");
      if (cursor.isBroken) return null;
      if (!additions.includes(name.text)) {
        const other = Object.hasOwn(otherAdditions, name.text) ? otherAdditions[name.text]! : null;
        cursor.fail(
          other === null ? unknownAddition(name.span, name.text) : notOffered(name.span, name.text, other),
        );
        return null;
      }
      if (name.text === "thres") {
        found = { ...found, thresholds: this.readThresholds() };
        if (cursor.isBroken) return null;
        continue;
      }
      cursor.expect("(", `write \`${name.text}(column)\``);
      if (name.text === "mi" && cursor.accept(")")) {
        found = { ...found, mayBeMissing: true };
        continue;
      }
      const added = cursor.isBroken ? null : this.readAddition(found, name);
      if (added === null) return null;
      found = added;
    } while (cursor.accept("+") || cursor.accept(","));
    return found;
  }

  /** What stands in the parentheses, and behind them. */
  private readAddition(found: Response, name: Identifier): Response | null {
    const { cursor } = this;
    if (name.text === "trunc") return this.readTruncation(found);
    const inner = parseFormulaArgument(cursor, null);
    const end =
      name.text === "cens" && cursor.accept(",")
        ? cursor.expectName("a column", "write `y | cens(status, end)`")
        : null;
    cursor.expect(")", `write \`${name.text}(column)\``);
    if (cursor.isBroken) return null;
    const span = cursor.spanFrom(name.span);
    if (name.text === "cens") return { ...found, censoring: { status: inner, end, span } };
    if (name.text === "trials") return { ...found, trials: inner };
    if (name.text === "weights" && isArithmetic(inner)) return { ...found, weights: inner };
    if (name.text === "se" && inner.kind === "name") return { ...found, standardError: inner.name };
    if (name.text === "mi") cursor.fail(missingInside(inner.span));
    else cursor.fail(unknownAddition(inner.span, `${name.text}(${printFormula(inner)})`));
    return null;
  }

  /** `lb = 0, ub = 10`: one or both, in this order or by their names. */
  private readTruncation(found: Response): Response | null {
    const { cursor } = this;
    const bounds: { lower: FormulaNode | null; upper: FormulaNode | null } = { lower: null, upper: null };
    const hint = "write `y | trunc(lb = 0)`, `y | trunc(lb = 0, ub = 10)`";
    do {
      const end = cursor.expectName("`lb` or `ub`", hint);
      if (cursor.isBroken || !(end.text === "lb" || end.text === "ub")) {
        cursor.fail(unknownAddition(end.span, end.text));
        return null;
      }
      cursor.expect("=", hint);
      if (cursor.isBroken) return null;
      bounds[end.text === "lb" ? "lower" : "upper"] = parseFormula(cursor);
    } while (!cursor.isBroken && cursor.accept(","));
    cursor.expect(")", hint);
    return cursor.isBroken ? null : { ...found, truncation: bounds };
  }

  private readPredictor(): Predictor {
    const whole = withContrasts(parseFormula(this.cursor, this.words));
    const population: Summand[] = [];
    const groups: GroupTerm[] = [];
    const smooths: SmoothTerm[] = [];
    const offsets: FormulaNode[] = [];
    const monotonic: FormulaNode[] = [];
    const missing: Identifier[] = [];
    for (const { sign, node } of summands(whole)) {
      const [group, smooth] = [this.groups.get(node), this.calls.smooths.get(node)];
      const isOffset = node.kind === "call" && node.callee.text === "offset" && node.arguments.length === 1;
      if ((group !== undefined || isOffset) && sign === "-") this.cursor.fail(groupInside(node.span));
      else if (group !== undefined) groups.push(group);
      else if (smooth !== undefined && sign === "+") smooths.push(smooth);
      else if (isOffset) offsets.push(node.arguments[0]!);
      else if (sign === "+" && isMonotonic(node)) monotonic.push(node.arguments[0]!);
      else if (missingColumn(node) !== null && sign === "+") missing.push(missingColumn(node)!);
      else {
        this.refuseOthers(node);
        population.push({ sign, node });
      }
    }
    const joined = joinCorrelated(groups);
    for (const one of joined.problems) this.cursor.fail(one);
    return { population: sumOf(population), groups: joined.groups, smooths, offsets, monotonic, missing };
  }

  /** From the bar on. */
  private readGroup(terms: FormulaNode, start: Span): FormulaNode {
    const { cursor } = this;
    const isCorrelated = cursor.next().text === "|";
    const first = parseGrouping(cursor, this.words);
    // `(1 | p | g)` of brms
    const hasId = isCorrelated && first.kind === "name" && cursor.accept("|");
    const behind = hasId ? parseGrouping(cursor, this.words) : first;
    const grouping = plainGrouping(behind);
    const span = cursor.spanFrom(start);
    const node: FormulaNode = { kind: "broken", span };
    const coded = withContrasts(terms);
    this.refuseOthers(coded);
    this.refuseOthers(grouping, ["rw", "ar1"]);
    const id = hasId ? first.name : null;
    this.groups.set(node, { terms: coded, isCorrelated, grouping, id, parts: [coded], span });
    return node;
  }

  /** What stands within a product or a function, and cannot. */
  private refuseOthers(node: FormulaNode, known: readonly string[] = []): void {
    if (node.kind === "broken") {
      if (this.groups.has(node)) this.cursor.fail(groupInside(node.span));
      if (this.calls.smooths.has(node)) this.cursor.fail(smoothInside(node.span));
      return;
    }
    if (node.kind === "call") {
      const name = node.callee.text;
      const instead = known.includes(name) ? null : insteadOf(name);
      if (name === "mi") this.cursor.fail(missingInside(node.span));
      else if (instead !== null) this.cursor.fail(notOffered(node.callee.span, name, instead));
      else if (name === "offset") this.cursor.fail(groupInside(node.span));
      else if (name === "mo") this.cursor.fail(monotonicInside(node.span));
      else if (
        factorCalls.includes(name) &&
        !["relevel", "ordered"].includes(name) &&
        node.arguments.length !== 1
      )
        this.cursor.fail(
          notOffered(node.span, name, 'write `relevel(x, "label")` for another reference level'),
        );
    }
    for (const part of partsOf(node)) this.refuseOthers(part, known);
  }
}

/** brms's `gr(g)` is g. */
function plainGrouping(node: FormulaNode): FormulaNode {
  const isPlain = node.kind === "call" && node.callee.text === "gr" && node.arguments.length === 1;
  return isPlain ? node.arguments[0]! : node;
}

/** Columns, numbers and arithmetic on them, as expressions of the language have it. */
function isArithmetic(node: FormulaNode): boolean {
  const isPlain = node.kind !== "call" && node.kind !== "broken";
  const isCross = node.kind === "operator" && node.operator === ":";
  return isPlain && !isCross && partsOf(node).every(isArithmetic);
}

/** `mo(dose)`, `mo(ordered(dose, levels = [low, high]))` */
function isMonotonic(node: FormulaNode): node is FormulaOf<"call"> {
  if (node.kind !== "call" || node.callee.text !== "mo" || node.arguments.length !== 1) return false;
  const [of] = node.arguments as [FormulaNode];
  return of.kind === "name" || factorOf(of) !== null;
}

/** An outcome that is none here, by its name where other programs have it. */
function refusedResponse(span: Span, callee: string): Problem {
  if (callee !== "mvbind") return notAResponse(span, callee);
  return notOffered(span, callee, "write the model, `[y1, y2] ~ multi_normal([μ1, μ2], σ, Ω)`");
}
