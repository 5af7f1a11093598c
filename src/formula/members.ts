/**
 * What `(1 | mm(school1, school2))` stands for: one effect of each school, of which a row has those of the schools that its columns name,
 * times weights that sum to one unless `scale = FALSE` is said (Browne, Goldstein and Rasbash 2001, Statistical Modelling 1).
 *
 *   school1: factor of school      u_school[school] ~ normal(0, τ_school)      0.5 * u_school[school1] + 0.5 * u_school[school2]
 */

import { printFormula } from "../data/design/print-formula.ts";
import type { FormulaNode, Identifier } from "../language/syntax.ts";
import { isModelName } from "./columns.ts";
import { correlationPrior, type GroupPlace, isIntercept, sdSlots, type WrittenGroup } from "./group-parts.ts";
import type { ModelColumns } from "./model-columns.ts";
import { ordersIn, referencesIn } from "./named-columns.ts";
import type { ChosenPriors } from "./priors.ts";
import { memberRefused, weightsNotScaled } from "./problems-groups.ts";
import { groupingText } from "./read-grouping.ts";
import { type GroupTerm, type MemberWeights, type ModelFormula, predictorsOf } from "./syntax.ts";

/** Writes groups that several columns have together. */
export class MemberWriter {
  /** The plate of the levels of a column, by its header. */
  readonly pools = new Map<string, string>();
  private readonly columns: ModelColumns;
  private readonly priors: ChosenPriors;

  constructor(formula: ModelFormula, columns: ModelColumns, priors: ChosenPriors) {
    this.columns = columns;
    this.priors = priors;
    const predictors = predictorsOf(formula);
    const inOrder = [...referencesIn(predictors).keys(), ...ordersIn(formula).keys()];
    for (const { law } of predictors.flatMap(({ groups }) => groups)) {
      if (law.kind !== "members") continue;
      this.pool(law.columns);
      for (const column of law.columns) if (inOrder.includes(column.text)) this.refuseOrder(column);
    }
  }

  /** The effects of a term of several columns; null of any other. */
  write(group: GroupTerm, { unit, suffix, scopes }: GroupPlace): WrittenGroup | null {
    const { law, terms } = group;
    if (law.kind !== "members") return null;
    const columns = this.columns.columnsOf(terms, true);
    const plate = this.pools.get(law.columns[0]!.text);
    if (columns === null || plate === undefined) return { designs: [], statements: [], sum: "0" };
    const short = `_${plate}${suffix}`;
    const [sd, effects] = [this.columns.fresh(`τ${short}`), this.columns.fresh(`u${short}`)];
    const names = [groupingText(group)];
    const slots = sdSlots(names, columns, { unit, scopes });
    const label = `  "sd between ${plate}"`;
    const members = law.columns.map(({ text }) => `${effects}[${this.columns.factorNameOf(text)}]`);
    if (isIntercept(columns))
      return {
        designs: [],
        statements: [
          `${sd} ~ ${this.priors.textOf(slots[0]!)}${label}`,
          `${effects}[${plate}] ~ normal(0, ${sd})`,
        ],
        sum: this.weighted(members, law.weights),
      };
    const design = this.columns.fresh(`Z${short}`);
    const isVector = group.isCorrelated && columns.names.length > 1;
    const correlation = isVector ? this.columns.fresh(`Ω${short}`) : null;
    const vector = `${effects}[${plate}, ${design}]`;
    return {
      designs: [`${design} = design(${this.columns.designText(terms, columns)})`],
      statements: [
        ...this.priors.vectorStatements({ name: sd, plate: design, labels: columns.names }, slots, label),
        ...(correlation === null
          ? [`${vector} ~ normal(0, ${sd}[${design}])`]
          : [
              `${correlation}[${design}, ${design}] ~ ${correlationPrior(names, scopes, this.priors)}`,
              `${vector} ~ multi_normal(0, ${sd}, ${correlation})`,
            ]),
      ],
      sum: this.weighted(
        members.map((member) => `(${design} * ${member})`),
        law.weights,
      ),
    };
  }

  private refuseOrder({ text, span }: Identifier): void {
    this.columns.problems.push(
      memberRefused(
        span,
        `\`${text}\` has the levels of all columns of \`mm(…)\`, and cannot have an order or a reference of its own`,
        `leave \`relevel\` and \`ordered\` of \`${text}\` out`,
      ),
    );
  }

  /** One plate for these columns, that which they have already, or a new one. */
  private pool(members: readonly Identifier[]): void {
    const found = members.map(({ text }) => this.pools.get(text));
    const own = members.map(({ text }) => (isModelName(text) ? text : this.columns.factorNameOf(text)));
    if (found.every((pool) => pool === undefined)) {
      const name = this.columns.fresh(stemOf(own) ?? own.join("_"));
      for (const { text } of members) this.pools.set(text, name);
      return;
    }
    const others = [...this.pools.values()].filter((pool) => pool === found[0]);
    if (found.every((pool) => pool !== undefined && pool === found[0]) && others.length === members.length)
      return;
    const at = members.find((_, k) => found[k] !== undefined)!;
    this.columns.problems.push(
      memberRefused(
        at.span,
        `\`${at.text}\` is one of other columns of another \`mm(…)\` already, and a column has one set of levels`,
        "name the same columns in both, or make a copy of the column in the table",
      ),
    );
  }

  private weighted(members: readonly string[], weights: MemberWeights | null): string {
    if (weights === null) {
      const share = members.length === 2 ? "0.5" : `1 / ${members.length}`;
      return members.map((member) => `${share} * ${member}`).join(" + ");
    }
    const { of, isScaled } = weights;
    const texts = of.map((node) => {
      const text = printFormula(this.columns.renamed(node));
      return ["name", "number", "parenthesis"].includes(node.kind) ? text : `(${text})`;
    });
    if (!isScaled) return members.map((member, k) => `${texts[k]} * ${member}`).join(" + ");
    this.checkWeights(weights);
    const total = `(${texts.join(" + ")})`;
    return members.map((member, k) => `${texts[k]} / ${total} * ${member}`).join(" + ");
  }

  /** Shares of a sum are not negative, and the sum is not 0. */
  private checkWeights({ of, span }: MemberWeights): void {
    const values = of.map((node) => this.valuesOf(node));
    const rows = Math.max(...values.map((one) => one.length));
    for (let row = 0; row < rows; row++) {
      const own = values.map((one) => one[row] ?? one[0] ?? 0);
      const negative = own.findIndex((value) => value < 0);
      const isNothing = own.every((value) => value === 0);
      if (negative < 0 && !isNothing) continue;
      const found =
        negative < 0
          ? "in some row all of them are 0"
          : `\`${printFormula(of[negative]!)}\` is negative in some row, ${own[negative]}`;
      this.columns.problems.push(weightsNotScaled(span, found));
      return;
    }
  }

  /** In each row, or one value for all. */
  private valuesOf(node: FormulaNode): ArrayLike<number> {
    return this.columns.valuesOf(node) ?? [];
  }
}

/** `school` of `school1` and `school2`; null where the names have no such stem. */
function stemOf(names: readonly string[]): string | null {
  const stems = names.map((name) => /^(.*?\D)_?(?:\d+|(?<=_)[A-Za-z])$/.exec(name)?.[1] ?? null);
  const [stem] = stems;
  return stem != null && stems.every((one) => one === stem) ? stem.replace(/_$/, "") : null;
}
