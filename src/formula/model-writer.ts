/** The text of the model that a formula stands for: outcomes one after another, and what they share. */

import type { Problem } from "../problems/problem.ts";
import type { FormulaTable, LevelsInWords } from "./columns.ts";
import { GroupLawWriter } from "./group-laws.ts";
import { JointEffects } from "./joint-effects.ts";
import { MemberWriter } from "./members.ts";
import { writeMissingFormula } from "./missing-writer.ts";
import { ModelColumns } from "./model-columns.ts";
import { factorType } from "./ordinal.ts";
import type { ChosenFamily } from "./outcome.ts";
import { OutcomeWriter, type WrittenOutcome } from "./outcome-writer.ts";
import type { SharedEffects } from "./predictor-writer.ts";
import { ChosenPriors, printPrior, priorText } from "./priors.ts";
import type { ChosenResiduals } from "./residuals.ts";
import { type ModelFormula, mayBeMissing } from "./syntax.ts";

/** What was chosen beside the formula. */
export interface ModelChoices {
  /** Of each outcome. */
  readonly families: readonly ChosenFamily[];
  readonly residuals: ChosenResiduals;
  readonly levels: LevelsInWords;
  readonly priors: readonly string[];
}

/** Writes the model of a formula, block by block. */
export class ModelWriter {
  private readonly found: FormulaTable;
  private readonly formula: ModelFormula;
  private readonly source: string;
  private readonly residuals: ChosenResiduals;
  private readonly priors: ChosenPriors;
  private readonly columns: ModelColumns;
  private readonly effects: SharedEffects;
  private readonly outcomes: readonly OutcomeWriter[];
  private readonly references: Map<string, string>;
  private readonly orders: LevelsInWords["orders"];

  constructor(source: string, formula: ModelFormula, found: FormulaTable, choices: ModelChoices) {
    const { families, residuals, levels, priors } = choices;
    const { outcomes, missing } = formula;
    this.source = source;
    this.formula = formula;
    this.found = found;
    this.residuals = residuals;
    this.priors = new ChosenPriors(priors);
    this.columns = new ModelColumns(found);
    this.effects = {
      joint: new JointEffects(this.columns, this.priors),
      laws: new GroupLawWriter(formula, this.columns, this.priors),
      members: new MemberWriter(formula, this.columns, this.priors),
    };
    const setting = { found, columns: this.columns, priors: this.priors, effects: this.effects };
    const [areSeveral, hasMissing] = [outcomes.length > 1, missing.length > 0];
    this.outcomes = outcomes.map(
      (one, i) => new OutcomeWriter(one, families[i]!, { ...setting, areSeveral, hasMissing }),
    );
    const groups = [
      ...this.outcomes.flatMap((one) => one.groups()),
      ...missing.map(({ location }) => location.groups),
    ];
    this.effects.joint.share(groups);
    this.references = new Map(levels.references);
    this.orders = levels.orders;
    for (const [i, { reference }] of families.entries())
      if (reference !== null) this.references.set(outcomes[i]!.response.column.text, reference);
  }

  get problems(): readonly Problem[] {
    // What is wrong with a design is found as often as it is asked for.
    return [...new Set([...this.columns.problems, ...this.priors.allProblems()])];
  }

  write(): string {
    const outcomes = this.outcomes.map((one) => one.write());
    const missing = this.formula.missing.map((one) =>
      writeMissingFormula(one, this.columns, this.outcomes[0]!.predictors, this.priors),
    );
    const effects = this.effects.joint.write();
    const likelihoods = this.residuals.areCorrelated
      ? this.writeTogether(outcomes)
      : { levels: [], statements: [], likelihoods: outcomes.map(writeLikelihood) };
    const blocks = [
      this.heading(),
      this.dataBlock(),
      this.effects.laws.declarations,
      [
        ...outcomes.flatMap(({ levels }) => levels),
        ...likelihoods.levels,
        ...effects.levels,
        ...[...outcomes, ...missing].flatMap(({ designs }) => designs),
      ],
      ...outcomes.flatMap(({ blocks }) => blocks),
      effects.statements,
      likelihoods.statements,
      ...missing.map(({ statements }) => statements),
      likelihoods.likelihoods,
    ];
    return joined(blocks);
  }

  private heading(): string[] {
    const formula = `# ${this.source.replace(/\s+/g, " ").trim()}`;
    return this.outcomes.length > 1 ? [formula, `# ${this.residuals.why}`] : [formula];
  }

  /** Normal outcomes whose residuals are correlated. */
  private writeTogether(outcomes: readonly WrittenOutcome[]) {
    const plate = this.columns.fresh("outcome");
    const correlation = this.columns.fresh("Ω");
    const prior = printPrior(this.priors.of({ keys: ["rescor"], prior: priorText("lkj(2)") }));
    const [names, means, sds] = [
      outcomes.map(({ name }) => name).join(", "),
      outcomes.map(({ mean }) => mean).join(", "),
      outcomes.map(({ sd }) => sd).join(", "),
    ];
    const distribution = `multi_normal([${means}], [${sds}], ${correlation})`;
    const { weights } = outcomes[0]!;
    return {
      levels: [`levels ${plate} = [${names}]`],
      statements: [`${correlation}[${plate}, ${plate}] ~ ${prior}  "residual correlation"`],
      likelihoods: [writeLikelihood({ name: `[${names}]`, distribution, weights })],
    };
  }

  private dataBlock(): string[] {
    const { columns, labels } = this.found;
    const lines = [...columns.values(), ...labels.values()].map((column) => {
      const { header, name, type } = column;
      const declared = this.outcomes.map((one) => one.declaredAs(column)).find((one) => one !== null);
      const pool = this.effects.members.pools.get(header);
      const factor = pool === undefined ? factorType(this.orders.get(header)) : `factor of ${pool}`;
      const written = type === "factor" ? factor : (declared ?? "real");
      const reference = type === "factor" ? this.references.get(header) : undefined;
      const first = reference === undefined ? "" : ` reference ${JSON.stringify(reference)}`;
      const admitted = mayBeMissing(this.formula, header) ? "?" : "";
      return `  ${name}: ${written}${first}${admitted}${name === header ? "" : ` from ${JSON.stringify(header)}`}`;
    });
    return ["data {", ...lines, "}"];
  }
}

/** With the weights of the rows, if they have any. */
function writeLikelihood({
  name,
  distribution,
  weights,
}: Pick<WrittenOutcome, "name" | "distribution" | "weights">): string {
  return `${name} ~ ${weights === null ? distribution : `weighted(${distribution}, ${weights})`}`;
}

/** Blocks of lines, those that have any, with an empty line between. */
function joined(blocks: readonly (readonly string[])[]): string {
  const texts = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${texts.join("\n\n")}\n`;
}
