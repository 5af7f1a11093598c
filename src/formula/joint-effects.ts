/**
 * `(1 | p | g)` in several predictors: effects of one group that are one vector, whose elements are those of all predictors with the word
 * p, of outcomes, of a mean and its sigma, of categories. An element is named by its predictor and its column, `tarsus`, `tarsus:x`, and
 * stands in its predictor times the column: `u_g[g, "tarsus"] + u_g[g, "tarsus:x"] * x`.
 */

import { printFormula } from "../data/design/print-formula.ts";
import type { Identifier } from "../language/syntax.ts";
import { columnExpressions } from "./column-expressions.ts";
import { freshName } from "./columns.ts";
import type { ModelColumns } from "./model-columns.ts";
import { groupingsOf } from "./named-columns.ts";
import { labelList } from "./ordinal.ts";
import type { Unit } from "./outcome.ts";
import type { PredictorPart, WrittenPredictor } from "./predictor-part.ts";
import { type ChosenPriors, type PriorSlot, printPrior, priorText, rounded, scoped } from "./priors.ts";
import { notCorrelated } from "./problems.ts";
import { sharedColumn } from "./problems-outcomes.ts";
import { otherColumns } from "./repeated-effects.ts";
import type { GroupTerm } from "./syntax.ts";

/** A vector of effects, as far as predictors have added to it. */
interface JointVector {
  readonly headers: string;
  /** The plate of the group. */
  readonly group: string;
  readonly elements: string;
  readonly sd: string;
  readonly correlation: string;
  readonly effects: string;
  readonly labels: string[];
  readonly slots: PriorSlot[];
}

/** Of one model, the vectors of words that several predictors have. */
export class JointEffects {
  private readonly words = new Set<string>();
  private readonly columns: ModelColumns;
  private readonly priors: ChosenPriors;
  private readonly groupings = new Map<string, string>();
  private readonly vectors = new Map<string, JointVector>();

  constructor(columns: ModelColumns, priors: ChosenPriors) {
    this.columns = columns;
    this.priors = priors;
  }

  /** Finds the words that several predictors have, each a list of its group terms; before any of them is written. */
  share(predictors: readonly (readonly GroupTerm[])[]): void {
    const seen = new Set<string>();
    for (const { id } of predictors.flat())
      if (id !== null) (seen.has(id.text) ? this.words : seen).add(id.text);
  }

  /** Whether it is a part of a vector. */
  has({ id }: GroupTerm): boolean {
    return id !== null && this.words.has(id.text);
  }

  /** What a predictor adds to the vectors of its group, of nested groups to that of each nesting. */
  add(group: GroupTerm, unit: Unit, part: PredictorPart): WrittenPredictor[] {
    const { id, grouping, terms } = group;
    const factors = groupingsOf(grouping);
    const before = this.groupings.get(id!.text) ?? printFormula(grouping);
    this.groupings.set(id!.text, before);
    if (factors === null) return this.refuse(group, "effects along an order are a vector each");
    if (before !== printFormula(grouping))
      return this.refuse(group, `they are of \`${before}\` and of \`${printFormula(grouping)}\``);
    this.columns.problems.push(...otherColumns(group, (one) => this.columns.namesOf(one)));
    const columns = this.columns.columnsOf(terms, true);
    if (columns === null) return [];
    const known = columnExpressions(this.columns.renamed(terms), (name) => this.levelsOf(name));
    const odd = columns.names.find((name) => !known.has(name));
    if (odd !== undefined) {
      const [written, groups] = [printFormula(terms), printFormula(grouping)];
      this.columns.problems.push(sharedColumn(group.span, odd, written, groups));
      return [];
    }
    const own = columns.names.map((name, k) => ({
      name,
      expression: known.get(name)!,
      sd: rounded(unit.groupSd * columns.spread[k]!),
    }));
    return factors.map((one) => {
      const vector = this.vectorOf(id!, one);
      const sum = own.map(({ name, expression, sd }) => {
        const label = addElement(vector, name, sd, part);
        const element = `${vector.effects}[${vector.group}, ${JSON.stringify(label)}]`;
        return expression === null ? element : `${expression} * ${element}`;
      });
      return { designs: [], statements: [], sum: sum.join(" + ") };
    });
  }

  /** Levels and statements of all vectors, once all predictors have been written. */
  write(): { readonly levels: readonly string[]; readonly statements: readonly string[] } {
    const vectors = [...this.vectors.values()];
    return {
      levels: vectors.map(({ elements, labels }) => `levels ${elements} = ${labelList(labels)}`),
      statements: vectors.flatMap((vector) => this.writeVector(vector)),
    };
  }

  private writeVector({
    headers,
    group,
    elements,
    labels,
    sd,
    correlation,
    effects,
    slots,
  }: JointVector): string[] {
    const scales = { name: sd, plate: elements, labels };
    const spread = this.priors.vectorStatements(scales, slots, `  "sd between ${group}"`);
    if (slots.length === 1)
      return [...spread, `${effects}[${group}, ${elements}] ~ normal(0, ${sd}[${elements}])`];
    const keys = [`cor(${headers})`, "cor"];
    const prior = printPrior(this.priors.of({ keys, prior: priorText("lkj(2)") }));
    return [
      ...spread,
      `${correlation}[${elements}, ${elements}] ~ ${prior}`,
      `${effects}[${group}, ${elements}] ~ multi_normal(0, ${sd}, ${correlation})`,
    ];
  }

  private vectorOf({ text: word }: Identifier, factors: readonly Identifier[]): JointVector {
    const headers = factors.map(({ text }) => text).join(":");
    const key = JSON.stringify([word, headers]);
    const known = this.vectors.get(key);
    if (known !== undefined) return known;
    const names = factors.map(({ text }) => this.columns.factorNameOf(text));
    const short = names.join("_");
    const vector: JointVector = {
      headers,
      group: names.join(":"),
      elements: this.columns.fresh(`effects_${short}`),
      sd: this.columns.fresh(`τ_${short}`),
      correlation: this.columns.fresh(`Ω_${short}`),
      effects: this.columns.fresh(`u_${short}`),
      labels: [],
      slots: [],
    };
    this.vectors.set(key, vector);
    return vector;
  }

  private levelsOf(name: string): readonly string[] | null {
    const column = this.columns.column(name);
    return column?.kind === "factor" ? column.levels : null;
  }

  private refuse({ id, grouping }: GroupTerm, why: string): WrittenPredictor[] {
    const hint = `give each group a word of its own, or leave the words out: \`(1 | ${printFormula(grouping)})\``;
    this.columns.problems.push(notCorrelated(id!.span, id!.text, why, hint));
    return [];
  }
}

/** The label of a new element. */
function addElement(
  { headers, labels, slots }: JointVector,
  column: string,
  sd: string,
  { words, scopes }: PredictorPart,
): string {
  const isPlain = column === "intercept" && words.length > 0;
  const wanted = [...words, ...(isPlain ? [] : [column])].join(":");
  const label = freshName(wanted, (one) => labels.includes(one));
  labels.push(label);
  slots.push({
    keys: [`sd(${headers},${label})`, ...scoped(scopes, `sd(${headers},${column})`, `sd(${headers})`, "sd")],
    prior: { distribution: "half_normal", arguments: [sd] },
  });
  return label;
}
