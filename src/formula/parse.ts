/**
 * Reads formulas as lme4 (Bates et al. 2015, table 2), brms and Bambi write them:
 *
 *   y ~ x + (1 + x | g)      sigma ~ x, behind a `;` or on a line of its own
 *
 * Terms are read as those of a design are (`language/formula.ts`); a bracket with a bar is a group term.
 */

import { type FormulaWords, parseFormula, parseGrouping } from "../language/formula.ts";
import { layOut } from "../language/layout.ts";
import { lex } from "../language/lexer.ts";
import type { FormulaNode, FormulaOf, Identifier } from "../language/syntax.ts";
import { TokenCursor } from "../language/token-cursor.ts";
import type { Problem, Span } from "../problems/problem.ts";
import { CallReader } from "./calls.ts";
import { withContrasts } from "./contrasts.ts";
import { joinCorrelated } from "./correlated-terms.ts";
import { missingColumn } from "./missing-formulas.ts";
import { factorCalls, factorOf, partsOf } from "./named-columns.ts";
import { insteadOf } from "./other-terms.ts";
import { groupInside, monotonicInside, notOffered, responseWanted, smoothInside } from "./problems.ts";
import { missingInside } from "./problems-missing.ts";
import { readGrouping } from "./read-grouping.ts";
import { isOfResiduals, StatementReader, withoutInnerBreaks } from "./statement-reader.ts";
import { type Summand, summands, sumOf } from "./summands.ts";
import type { GroupTerm, ModelFormula, Predictor, SmoothTerm } from "./syntax.ts";

/** `formula` is null exactly if there are problems. */
export function parseModelFormula(source: string): {
  readonly formula: ModelFormula | null;
  readonly problems: readonly Problem[];
} {
  const { tokens, problems } = lex(source, "formula");
  // A line that ends with an operator goes on.
  const laidOut = layOut(withoutInnerBreaks(tokens));
  const reader = new FormulaReader(laidOut.tokens);
  const formula = reader.read();
  const all = [...problems, ...laidOut.problems, ...reader.problems].sort((a, b) => startOf(a) - startOf(b));
  return { formula: all.length === 0 ? formula : null, problems: all };
}

function startOf({ place }: Problem): number {
  return place.kind === "model" ? place.span.start : 0;
}

class FormulaReader {
  private readonly cursor: TokenCursor;
  private readonly groups = new Map<FormulaNode, GroupTerm>();
  private readonly calls: CallReader;
  private readonly statements: StatementReader;
  private readonly words: FormulaWords;

  constructor(tokens: ConstructorParameters<typeof TokenCursor>[0]) {
    this.cursor = new TokenCursor(tokens);
    this.words = {
      readGroup: (terms, start) => this.readGroup(terms, start),
      readCall: (callee, isTerm) => this.calls.read(callee, isTerm),
    };
    this.calls = new CallReader(this.cursor, this.words);
    this.statements = new StatementReader(this.cursor, () => this.readPredictor());
  }

  get problems(): readonly Problem[] {
    return this.cursor.problems;
  }

  read(): ModelFormula | null {
    const { cursor, statements } = this;
    while (cursor.current.kind !== "end") {
      cursor.beginStatement();
      if (cursor.current.kind === "newline") cursor.next();
      else statements.read();
    }
    const { formula, problems } = statements.list.finish();
    if (formula === null && cursor.problems.length === 0) cursor.fail(responseWanted(cursor.emptySpan()));
    // What could not be read may have been what is missed.
    if (cursor.problems.length === 0) cursor.problems.push(...problems);
    return formula;
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
      else if (sign === "+" && isOfResiduals(node)) this.statements.noteTerm(node);
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
    const said = readGrouping(behind, this.calls.grouped.get(behind), cursor);
    const span = cursor.spanFrom(start);
    const node: FormulaNode = { kind: "broken", span };
    const coded = withContrasts(terms);
    this.refuseOthers(coded);
    this.refuseOthers(said.grouping, ["rw", "ar1", "mm"]);
    const words = hasId ? { ...said, id: first.name } : said;
    const own = { ...words, isCorrelated: isCorrelated && said.isCorrelated };
    this.groups.set(node, { ...own, terms: coded, parts: [coded], span });
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

/** `mo(dose)`, `mo(ordered(dose, levels = [low, high]))` */
function isMonotonic(node: FormulaNode): node is FormulaOf<"call"> {
  if (node.kind !== "call" || node.callee.text !== "mo" || node.arguments.length !== 1) return false;
  const [of] = node.arguments as [FormulaNode];
  return of.kind === "name" || factorOf(of) !== null;
}
