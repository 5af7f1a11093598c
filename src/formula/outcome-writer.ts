/**
 * What a model has of one outcome: its predictors, what its family has besides, and its distribution.
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
import type { FormulaColumn, FormulaTable } from "./columns.ts";
import type { ExtraKey, ExtraParameter } from "./extra-parameters.ts";
import { type Family, families, inverse } from "./families.ts";
import type { ModelColumns } from "./model-columns.ts";
import { identifiersIn } from "./named-columns.ts";
import { ordinalType, thresholdPrior, thresholdsText } from "./ordinal.ts";
import { type ChosenFamily, categoriesOf, otherColumns, outcomeUnit, type Unit } from "./outcome.ts";
import { type CensoringWay, censoringNumbers, limited, type OutcomeLimits } from "./outcome-text.ts";
import type { PredictorPart, WrittenPredictor } from "./predictor-part.ts";
import type { SharedEffects } from "./predictor-writer.ts";
import { PredictorWriter } from "./predictor-writer.ts";
import { type ChosenPriors, type PriorScopes, printPrior, priorText, rounded, scoped } from "./priors.ts";
import { censoringWithoutEnd, scaleOfNothing, unknownCensoring } from "./problems.ts";
import type { GroupTerm, OutcomeFormula, Response } from "./syntax.ts";

/** What is written for a parameter besides the predictor. */
interface WrittenExtra {
  readonly key: ExtraKey;
  /** Of the parameter, or of the column that it is. */
  readonly name: string;
  readonly predictor?: WrittenPredictor;
  readonly statement?: string;
}

/** The parts of a model that are of one outcome. */
export interface WrittenOutcome {
  readonly levels: readonly string[];
  readonly designs: readonly string[];
  /** Statements of predictors, then those of what the family has besides; in blocks. */
  readonly blocks: readonly (readonly string[])[];
  /** The column, or the list of columns of counts. */
  readonly name: string;
  /** What the mean, or the like, is; of a normal outcome its sd, too. */
  readonly mean: string;
  readonly sd: string | null;
  readonly distribution: string;
  /** For how many rows each row stands; null where for one. */
  readonly weights: string | null;
}

/** What is the same for all outcomes of a model. */
export interface OutcomeSetting {
  readonly found: FormulaTable;
  readonly columns: ModelColumns;
  readonly priors: ChosenPriors;
  readonly effects: SharedEffects;
  /** Whether there are others, from which its names tell it. */
  readonly areSeveral: boolean;
  /** Whether predictors have missing values. */
  readonly hasMissing: boolean;
}

/** Writes what a model has of one outcome. */
export class OutcomeWriter {
  readonly predictors: PredictorWriter;
  private readonly formula: OutcomeFormula;
  private readonly family: Family;
  private readonly chosen: ChosenFamily;
  private readonly unit: Unit;
  private readonly found: FormulaTable;
  private readonly columns: ModelColumns;
  private readonly priors: ChosenPriors;
  /** Behind the names of its quantities. */
  private readonly suffix: string;
  private readonly scopes: PriorScopes;
  private readonly words: readonly string[];

  constructor(formula: OutcomeFormula, chosen: ChosenFamily, setting: OutcomeSetting) {
    const { found, columns, priors, effects, areSeveral, hasMissing } = setting;
    const { column } = formula.response;
    this.formula = formula;
    this.chosen = chosen;
    this.family = families[chosen.family]!;
    this.found = found;
    this.columns = columns;
    this.priors = priors;
    this.words = areSeveral ? [columns.nameOf(column.text)] : [];
    this.suffix = this.words.map((word) => `_${word}`).join("");
    this.scopes = areSeveral ? [`${column.text}.`, ""] : [""];
    this.unit = outcomeUnit(formula.response, found, this.family, chosen.link);
    const isAlone = !areSeveral && !hasMissing;
    const predicted = { formula, isAlone, family: this.family, link: chosen.link, unit: this.unit };
    this.predictors = new PredictorWriter(predicted, columns, priors, effects);
  }

  write(): WrittenOutcome {
    const { response, location } = this.formula;
    const { link } = this.chosen;
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
    const y = this.columns.nameOf(response.column.text);
    const others = extras.flatMap(({ predictor }) => predictor ?? []);
    const besides = [
      ...others.flatMap(({ statements }) => statements),
      ...extras.flatMap(({ statement }) => statement ?? []),
      ...definition,
      ...prior,
    ];
    return {
      levels,
      designs: [...predictors, ...others].flatMap(({ designs }) => designs),
      blocks: [...predictors.map(({ statements }) => statements), besides],
      name: this.outcomeName(y),
      mean: inverse[link](η),
      sd: names.sigma ?? null,
      distribution: limited(this.family.distribution(parts, link), y, this.limitsOf(response)),
      weights: response.weights && printFormula(this.columns.renamed(response.weights)),
    };
  }

  /** The group terms of each of its predictors. */
  groups(): readonly (readonly GroupTerm[])[] {
    const { location, others } = this.formula;
    return [
      ...this.locationParts().map(() => location.groups),
      ...Array.from(others.values(), ({ groups }) => groups),
    ];
  }

  /** What a column is declared as because the outcome is made of it; null of any other. */
  declaredAs({ header, type }: FormulaColumn): string | null {
    const { response } = this.formula;
    const { outcome } = this.family;
    const isOwn = header === response.column.text;
    const counts = ["count", "counts", "binary", "trials"].includes(outcome);
    if (type !== "real" || !(isOwn || (counts && this.countColumns().has(header)))) return null;
    if (counts) return "int";
    return outcome === "ordered" ? ordinalType(categoriesOf(response, this.found)) : null;
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
      plate: this.columns.fresh(`K${this.suffix}`),
      name: this.columns.fresh(`θ${this.suffix}`),
      group: group === null ? null : this.columns.factorNameOf(group.text),
    };
    const keys = scoped(this.scopes, "threshold", "intercept");
    const given = this.priors.of({
      keys,
      prior: thresholdPrior(this.predictors.thresholdScale, this.chosen.link),
    });
    const count = categoriesOf(response, this.found).count - 1;
    return thresholdsText(names, count, given, this.family.areThresholdsOrdered === true);
  }

  /** What the family has besides the predictor: known, of a predictor of its own, or with a prior. */
  private writeExtras(): WrittenExtra[] {
    const { response, others } = this.formula;
    const fixed = this.fixedNames();
    const free = this.family.extras.filter(({ key }) => fixed[key] === undefined);
    const isKnown = (key: ExtraKey): boolean => key === "sigma" && response.standardError !== null;
    const own = free.map(({ key }) => key).filter((key) => !isKnown(key));
    for (const [key, { span }] of others)
      if (!own.includes(key)) this.columns.problems.push(scaleOfNothing(span, key, this.chosen.family, own));
    return free.map((extra) =>
      isKnown(extra.key)
        ? { key: extra.key, name: this.columns.nameOf(response.standardError!.text) }
        : this.writeExtra(extra),
    );
  }

  private writeExtra(extra: ExtraParameter): WrittenExtra {
    const { key, link } = extra;
    const name = this.columns.fresh(`${extra.name}${this.suffix}`);
    const label = this.words.length === 0 ? extra.label : `${extra.label} of ${this.words[0]}`;
    const predictor = this.formula.others.get(key);
    if (predictor !== undefined) {
      const written = this.predictors.write(predictor, this.unitOf(extra), {
        suffix: `_${name}`,
        scopes: scoped(this.scopes, `${key}.`),
        coefficients: `γ_${name}`,
        words: [...this.words, key],
        isLocation: false,
      });
      return { key, name, predictor: written, statement: `${name} = ${inverse[link](written.sum)}` };
    }
    if (key === "sigma" && this.predictors.total !== null) {
      const share = `sqrt(1 - ${this.predictors.total.icc})`;
      return { key, name, statement: `${name} = ${this.predictors.total.name} * ${share}  "${label}"` };
    }
    return { key, name, statement: `${name} ~ ${this.priorOf(extra)}  "${label}"` };
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

  /** What the distribution is written with, defined from the parameters. */
  private writeDerived(names: Readonly<Partial<Record<ExtraKey, string>>>): {
    readonly derived: string;
    readonly definition: readonly string[];
  } {
    const { derived } = this.family;
    if (derived === undefined) return { derived: "", definition: [] };
    const name = this.columns.fresh(`${derived.name}${this.suffix}`);
    return { derived: name, definition: [`${name} = ${derived.value(names)}`] };
  }

  /** What a number fixes, in the place of a name. */
  private fixedNames(): Partial<Record<ExtraKey, string>> {
    const { fixed } = this.family;
    const value = this.chosen.fixed ?? fixed?.usual ?? null;
    return fixed === undefined || value === null ? {} : { [fixed.key]: value };
  }

  private priorOf({ key, prior }: ExtraParameter): string {
    const { residualSd, mean, least } = this.unit;
    const usual = prior(Number(rounded(residualSd)), Number(rounded(mean, 3)), least);
    return printPrior(this.priors.of({ keys: scoped(this.scopes, key), prior: priorText(usual) }));
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
    if (outcome !== "categories" && outcome !== "counts") return [this.partOf(null)];
    return this.otherCategories().map((label) => this.partOf(label));
  }

  /** The predictor of the outcome, or of one of its categories. */
  private partOf(category: string | null): PredictorPart {
    const own = category === null ? "" : `_${category.replace(/[^\p{L}\p{M}\p{Nd}_]+/gu, "_")}`;
    const suffix = `${this.suffix}${own}`;
    const words = [...this.words, ...(category === null ? [] : [category])];
    return { suffix, scopes: this.scopes, coefficients: `β${suffix}`, words, isLocation: true };
  }

  private otherCategories(): readonly string[] {
    const { response } = this.formula;
    if (this.family.outcome === "counts") return otherColumns(response).map(({ text }) => text);
    const column = this.columns.column(this.columns.nameOf(response.column.text));
    return column?.kind === "factor" ? column.levels.slice(1) : [];
  }
}
