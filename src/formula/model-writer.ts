/**
 * The text of the model that a formula stands for.
 *
 * Default priors are weakly informative, in units of the outcome and of the columns (Gelman, Hill & Vehtari 2020, §9.5; Goodrich et al.,
 * rstanarm's "Prior distributions"): with s the sd of the outcome on the scale of the predictor, and s_k that of a column,
 *
 *   coefficients      normal(0, 2.5 s / s_k)
 *   intercept         normal(mean, 2.5 s √(1 + Σ (mean_k / s_k)²)), which is that at the columns' means and the coefficients' together
 *   sds of groups     half_normal(s), of a slope half_normal(s / s_k)
 *   correlations      lkj(2)
 *   residual sd       half_normal(s)
 *   thresholds        ordered(normal(0, 3 √(1 + Σ (mean_k / s_k)²))), as an intercept; 2 in place of 3 for probit
 */

import { printFormula } from "../data/design/print-formula.ts";
import type { FormulaNode } from "../language/syntax.ts";
import type { Problem } from "../problems/problem.ts";
import type { FormulaTable, LevelsInWords } from "./columns.ts";
import type { ExtraKey, ExtraParameter } from "./extra-parameters.ts";
import { type Family, families, inverse, type LinkName } from "./families.ts";
import { writeMissingFormula } from "./missing-writer.ts";
import { ModelColumns } from "./model-columns.ts";
import { identifiersIn } from "./named-columns.ts";
import { factorType, ordinalType, thresholdPrior, thresholdsText } from "./ordinal.ts";
import { type ChosenFamily, categoriesOf, otherColumns, outcomeUnit, type Unit } from "./outcome.ts";
import { type CensoringWay, censoringNumbers, limited, type OutcomeLimits } from "./outcome-text.ts";
import { type PredictorPart, PredictorWriter, type WrittenPredictor } from "./predictor-writer.ts";
import { ChosenPriors, printPrior, priorText, rounded } from "./priors.ts";
import { censoringWithoutEnd, scaleOfNothing, unknownCensoring } from "./problems.ts";
import { type ModelFormula, mayBeMissing, type Response } from "./syntax.ts";

/** What is written for a parameter besides the predictor. */
interface WrittenExtra {
  readonly key: ExtraKey;
  /** Of the parameter, or of the column that it is. */
  readonly name: string;
  readonly predictor?: WrittenPredictor;
  readonly statement?: string;
}

/** Writes the model of a formula, block by block. */
export class ModelWriter {
  private readonly found: FormulaTable;
  private readonly formula: ModelFormula;
  private readonly source: string;
  private readonly family: Family;
  private readonly familyName: string;
  private readonly link: LinkName;
  private readonly fixed: string | null;
  private readonly unit: Unit;
  private readonly priors: ChosenPriors;
  private readonly columns: ModelColumns;
  private readonly predictors: PredictorWriter;
  private readonly references: Map<string, string>;
  private readonly orders: LevelsInWords["orders"];

  constructor(
    source: string,
    formula: ModelFormula,
    found: FormulaTable,
    { family, link, fixed, reference }: ChosenFamily,
    { references, orders }: LevelsInWords,
    priors: readonly string[],
  ) {
    this.source = source;
    this.formula = formula;
    this.found = found;
    this.family = families[family]!;
    this.familyName = family;
    this.link = link;
    this.fixed = fixed;
    this.unit = outcomeUnit(formula.response, found, this.family, link);
    this.priors = new ChosenPriors(priors);
    this.columns = new ModelColumns(found);
    const outcome = { family: this.family, link, unit: this.unit };
    this.predictors = new PredictorWriter(formula, outcome, this.columns, this.priors);
    this.references = new Map(references);
    this.orders = orders;
    if (reference !== null) this.references.set(formula.response.column.text, reference);
  }

  get problems(): readonly Problem[] {
    // What is wrong with a design is found as often as it is asked for.
    return [...new Set([...this.columns.problems, ...this.priors.allProblems()])];
  }

  write(): string {
    const { response, location } = this.formula;
    const predictors = this.locationParts().map((part) => this.predictors.write(location, this.unit, part));
    const η = predictors.map(({ sum }) => sum).join(", ");
    const extras = this.writeExtras();
    const names = {
      ...this.fixedNames(),
      ...Object.fromEntries(extras.map(({ key, name }) => [key, name])),
    };
    const { derived, definition } = this.writeDerived(names);
    const { levels, prior, thresholds } = this.writeThresholds();
    const parts = { η, names, trials: this.trials(response), thresholds, derived };
    const plain = this.family.distribution(parts, this.link);
    const y = this.columns.nameOf(response.column.text);
    const outcome = limited(plain, y, this.limitsOf(response));
    const others = extras.flatMap(({ predictor }) => predictor ?? []);
    const missing = this.formula.missing.map((one) =>
      writeMissingFormula(one, this.columns, this.predictors, this.priors),
    );
    const blocks = [
      [`# ${this.source.replace(/\s+/g, " ").trim()}`],
      this.dataBlock(),
      this.predictors.declarations,
      [...levels, ...[...predictors, ...others, ...missing].flatMap(({ designs }) => designs)],
      ...predictors.map(({ statements }) => statements),
      [
        ...others.flatMap(({ statements }) => statements),
        ...extras.flatMap(({ statement }) => statement ?? []),
        ...definition,
        ...prior,
      ],
      ...missing.map(({ statements }) => statements),
      [`${this.outcomeName(y)} ~ ${this.weighted(outcome)}`],
    ];
    return joined(blocks);
  }

  /** The column, or the list of columns of counts. */
  private outcomeName(y: string): string {
    if (this.family.outcome !== "counts") return y;
    const others = otherColumns(this.formula.response).map(({ text }) => this.columns.nameOf(text));
    return `[${[y, ...others].join(", ")}]`;
  }

  /** Of an ordinal outcome: the plate of its thresholds, their prior, and the vector of a row. */
  private writeThresholds(): ReturnType<typeof thresholdsText> {
    const { response } = this.formula;
    if (this.family.outcome !== "ordered") return { levels: [], prior: [], thresholds: "" };
    const group = response.thresholds?.group ?? null;
    const names = {
      plate: this.columns.fresh("K"),
      name: this.columns.fresh("θ"),
      group: group === null ? null : this.columns.factorNameOf(group.text),
    };
    const keys = ["threshold", "intercept"];
    const given = this.priors.of({ keys, prior: thresholdPrior(this.predictors.thresholdScale, this.link) });
    const count = categoriesOf(response, this.found).count - 1;
    return thresholdsText(names, count, given, this.family.areThresholdsOrdered === true);
  }

  /** What the family has besides the predictor: known, of a predictor of its own, or with a prior. */
  private writeExtras(): WrittenExtra[] {
    const { response, others } = this.formula;
    const isKnown = (key: ExtraKey): boolean => key === "sigma" && response.standardError !== null;
    const fixed = this.fixedNames();
    const free = this.family.extras.filter(({ key }) => fixed[key] === undefined);
    const own = free.map(({ key }) => key).filter((key) => !isKnown(key));
    for (const [key, { span }] of others)
      if (!own.includes(key)) this.columns.problems.push(scaleOfNothing(span, key, this.familyName, own));
    return free.map((extra): WrittenExtra => {
      const { key, link, label } = extra;
      if (isKnown(key)) return { key, name: this.columns.nameOf(response.standardError!.text) };
      const name = this.columns.fresh(extra.name);
      const predictor = others.get(key);
      if (predictor !== undefined) {
        const written = this.predictors.write(predictor, this.unitOf(extra), {
          suffix: `_${name}`,
          scope: `${key}.`,
          coefficients: `γ_${name}`,
        });
        return { key, name, predictor: written, statement: `${name} = ${inverse[link](written.sum)}` };
      }
      if (key === "sigma" && this.predictors.total !== null) {
        const share = `sqrt(1 - ${this.predictors.total.icc})`;
        return { key, name, statement: `${name} = ${this.predictors.total.name} * ${share}  "${label}"` };
      }
      return { key, name, statement: `${name} ~ ${this.priorOf(extra)}  "${label}"` };
    });
  }

  /** On the scale of its link: within a factor of e or so of where it is thought to be, sds between groups below that; log odds vary more. */
  private unitOf({ link, center }: ExtraParameter): Unit {
    const { residualSd, mean, least } = this.unit;
    const [sd, groupSd] = { log: [0.4, 0.5], logit: [0.6, 1], identity: [1, 1] }[link] as [number, number];
    return { ...this.unit, mean: center(residualSd, mean, least), sd, groupSd, residualSd: 1 };
  }

  private limitsOf({ censoring, truncation }: Response): OutcomeLimits {
    const written = (node: FormulaNode | null | undefined): string | null =>
      node ? printFormula(this.columns.renamed(node)) : null;
    const bounds = { lower: written(truncation?.lower), upper: written(truncation?.upper) };
    if (censoring === null) return { censoring, ...bounds };
    const { status, end, span } = censoring;
    const ways = this.censoringWays(status);
    if (ways.has("interval") && end === null) this.columns.problems.push(censoringWithoutEnd(span));
    return { censoring: { ways, end: end && this.columns.nameOf(end.text) }, ...bounds };
  }

  /** The ways of censoring that a column of numbers or of labels tells, with the condition of each; what it cannot tell is a problem. */
  private censoringWays(status: FormulaNode): ReadonlyMap<CensoringWay, string> {
    const name = status.kind === "name" ? this.columns.nameOf(status.name.text) : null;
    const column = name === null ? undefined : this.columns.column(name);
    const known = [...censoringNumbers.keys()];
    if (column?.kind === "factor") {
      const odd = column.levels.find((label) => !known.some((way) => way === label));
      if (odd !== undefined) this.columns.problems.push(unknownCensoring(status.span, JSON.stringify(odd)));
      const found = known.filter((way) => column.levels.includes(way));
      return new Map(found.map((way) => [way, `${name} == ${JSON.stringify(way)}`]));
    }
    const values = this.columns.valuesOf(status);
    const odd = values?.find((value) => ![...censoringNumbers.values()].includes(value));
    if (values === null || odd !== undefined)
      this.columns.problems.push(unknownCensoring(status.span, odd === undefined ? null : String(odd)));
    const text = name ?? `(${printFormula(this.columns.renamed(status))})`;
    const found = [...censoringNumbers].filter(([, number]) => values?.includes(number));
    return new Map(found.map(([way, number]) => [way, `${text} == ${number}`]));
  }

  /** With the weights of the rows, if they have any. */
  private weighted(distribution: string): string {
    const { weights } = this.formula.response;
    return weights === null
      ? distribution
      : `weighted(${distribution}, ${printFormula(this.columns.renamed(weights))})`;
  }

  /** What the distribution is written with, defined from the parameters. */
  private writeDerived(names: Readonly<Partial<Record<ExtraKey, string>>>): {
    readonly derived: string;
    readonly definition: readonly string[];
  } {
    const { derived } = this.family;
    if (derived === undefined) return { derived: "", definition: [] };
    const name = this.columns.fresh(derived.name);
    return { derived: name, definition: [`${name} = ${derived.value(names)}`] };
  }

  /** What a number fixes, in the place of a name. */
  private fixedNames(): Partial<Record<ExtraKey, string>> {
    const { fixed } = this.family;
    const value = this.fixed ?? fixed?.usual ?? null;
    return fixed === undefined || value === null ? {} : { [fixed.key]: value };
  }

  private priorOf({ key, prior }: ExtraParameter): string {
    const { residualSd, mean, least } = this.unit;
    const usual = prior(Number(rounded(residualSd)), Number(rounded(mean, 3)), least);
    return printPrior(this.priors.of({ keys: [key], prior: priorText(usual) }));
  }

  private dataBlock(): string[] {
    const outcome = this.formula.response.column.text;
    const counts = ["count", "counts", "binary", "trials"].includes(this.family.outcome);
    const { columns, labels } = this.found;
    const lines = [...columns.values(), ...labels.values()].map(({ header, name, type }) => {
      const isCount = counts && (header === outcome || this.countColumns().has(header));
      const pool = this.predictors.pools.get(header);
      const factor = pool === undefined ? factorType(this.orders.get(header)) : `factor of ${pool}`;
      const plain = type === "factor" ? factor : isCount ? "int" : "real";
      const isOrdinal = this.family.outcome === "ordered" && header === outcome && type === "real";
      const written = isOrdinal ? ordinalType(categoriesOf(this.formula.response, this.found)) : plain;
      const reference = type === "factor" ? this.references.get(header) : undefined;
      const first = reference === undefined ? "" : ` reference ${JSON.stringify(reference)}`;
      const admitted = mayBeMissing(this.formula, header) ? "?" : "";
      return `  ${name}: ${written}${first}${admitted}${name === header ? "" : ` from ${JSON.stringify(header)}`}`;
    });
    return ["data {", ...lines, "}"];
  }

  /** Columns that are counts because the outcome is one of them out of another. */
  private countColumns(): ReadonlySet<string> {
    const { response } = this.formula;
    const { trials } = response;
    const names = [...(trials === null ? [] : identifiersIn(trials)), ...otherColumns(response)];
    return new Set(names.map(({ text }) => text));
  }

  private trials({ column, trials, failures }: Response): string {
    if (failures !== null)
      return `${this.columns.nameOf(column.text)} + ${this.columns.nameOf(failures.text)}`;
    return trials === null ? "1" : printFormula(this.columns.renamed(trials));
  }

  /** One, or of a categorical outcome one for each category but the first, of counts for each column but the first. */
  private locationParts(): readonly PredictorPart[] {
    const { outcome } = this.family;
    if (outcome !== "categories" && outcome !== "counts")
      return [{ suffix: "", scope: "", coefficients: "β" }];
    return this.otherCategories().map((label) => {
      const suffix = `_${label.replace(/[^\p{L}\p{M}\p{Nd}_]+/gu, "_")}`;
      return { suffix, scope: "", coefficients: `β${suffix}` };
    });
  }

  private otherCategories(): readonly string[] {
    const { response } = this.formula;
    if (this.family.outcome === "counts") return otherColumns(response).map(({ text }) => text);
    const column = this.columns.column(this.columns.nameOf(response.column.text));
    return column?.kind === "factor" ? column.levels.slice(1) : [];
  }
}

/** Blocks of lines, those that have any, with an empty line between. */
function joined(blocks: readonly (readonly string[])[]): string {
  const texts = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${texts.join("\n\n")}\n`;
}
