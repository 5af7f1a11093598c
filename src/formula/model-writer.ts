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
import { buildDesign, type DesignResult } from "../data/design-matrix.ts";
import { canonicalName } from "../language/names.ts";
import type { FormulaNode, Identifier } from "../language/syntax.ts";
import type { Problem } from "../problems/problem.ts";
import { callOf } from "./calls.ts";
import { type FormulaTable, freshName, type LevelsInWords } from "./columns.ts";
import { type DesignColumns, describeColumns, intercept, isEmpty } from "./design-columns.ts";
import {
  type ExtraKey,
  type ExtraParameter,
  type Family,
  families,
  inverse,
  type LinkName,
} from "./families.ts";
import { isInOrder, monotonicText, spreadOfLevels } from "./monotonic.ts";
import { factorOf, groupingsOf, identifiersIn, type OrderedGrouping, orderedOf } from "./named-columns.ts";
import {
  factorType,
  ordinalType,
  type ThresholdScale,
  thresholdPrior,
  thresholdsText,
  withoutIntercept,
} from "./ordinal.ts";
import { type ChosenFamily, categoriesOf, outcomeUnit, type Unit } from "./outcome.ts";
import { limited, type OutcomeLimits } from "./outcome-text.ts";
import { ChosenPriors, type PriorSlot, printPrior, priorText, rounded, roundedWithin } from "./priors.ts";
import {
  censoringWithoutEnd,
  iccRefused,
  labelsWithoutOrder,
  scaleOfNothing,
  unknownCensoring,
} from "./problems.ts";
import { otherColumns, repeatedEffects } from "./repeated-effects.ts";
import { SmoothWriter, withLines } from "./smooth-writer.ts";
import type { GroupTerm, ModelFormula, Predictor, Response } from "./syntax.ts";

/** Which predictor of an outcome it is. */
interface PredictorPart {
  /** Of the names of its designs, sds and effects. */
  readonly suffix: string;
  /** Before the names of its priors. */
  readonly scope: string;
  /** The name of its coefficients. */
  readonly coefficients: string;
}

/** What is written for a predictor: statements, and the sum that it is. */
interface WrittenPredictor {
  readonly statements: readonly string[];
  readonly designs: readonly string[];
  readonly sum: string;
}

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
  private readonly taken = new Set<string>();
  private readonly unplaced: Problem[] = [];
  private readonly built = new Map<string, DesignResult>();
  private readonly smooths: SmoothWriter;
  private readonly references: Map<string, string>;
  private readonly orders: LevelsInWords["orders"];
  /** Of an ordinal outcome. */
  private thresholdScale: ThresholdScale = { mean: 0, spread: 1 };
  /** Sds of groups that are shares of a total sd. */
  private total: { readonly name: string; readonly icc: string } | null = null;

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
    for (const { name } of [...found.columns.values(), ...found.labels.values()])
      this.taken.add(canonicalName(name));
    this.references = new Map(references);
    this.smooths = new SmoothWriter({
      priors: this.priors,
      problems: this.unplaced,
      fresh: (name) => this.fresh(name),
      renamed: (node) => this.renamed(node),
      isNumeric: (node) => this.isNumeric(node),
      valuesOf: (node) => this.valuesOf(node),
      spreadOf: (node) => this.columnsOf(node, true)?.spread.at(-1) ?? 1,
    });
    this.orders = orders;
    if (reference !== null) this.references.set(formula.response.column.text, reference);
  }

  get problems(): readonly Problem[] {
    // What is wrong with a design is found as often as it is asked for.
    return [...new Set([...this.unplaced, ...this.priors.allProblems()])];
  }

  write(): string {
    const { response, location } = this.formula;
    const predictors = this.locationParts().map((part) => this.writePredictor(location, this.unit, part));
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
    const y = this.nameOf(response.column.text);
    const outcome = limited(plain, y, this.limitsOf(response));
    const others = extras.flatMap(({ predictor }) => predictor ?? []);
    const blocks = [
      [`# ${this.source.replace(/\s+/g, " ").trim()}`],
      this.dataBlock(),
      [...levels, ...[...predictors, ...others].flatMap(({ designs }) => designs)],
      ...predictors.map(({ statements }) => statements),
      [
        ...others.flatMap(({ statements }) => statements),
        ...extras.flatMap(({ statement }) => statement ?? []),
        ...definition,
        ...prior,
      ],
      [`${y} ~ ${this.weighted(outcome)}`],
    ];
    return joined(blocks);
  }

  /** Of an ordinal outcome: the plate of its thresholds, their prior, and the vector of a row. */
  private writeThresholds(): ReturnType<typeof thresholdsText> {
    const { response } = this.formula;
    if (this.family.outcome !== "ordered") return { levels: [], prior: [], thresholds: "" };
    const group = response.thresholds?.group ?? null;
    const names = {
      plate: this.fresh("K"),
      name: this.fresh("θ"),
      group: group === null ? null : this.factorNameOf(group.text),
    };
    const keys = ["threshold", "intercept"];
    const given = this.priors.of({ keys, prior: thresholdPrior(this.thresholdScale, this.link) });
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
      if (!own.includes(key)) this.unplaced.push(scaleOfNothing(span, key, this.familyName, own));
    return free.map((extra): WrittenExtra => {
      const { key, link, label } = extra;
      if (isKnown(key)) return { key, name: this.nameOf(response.standardError!.text) };
      const name = this.fresh(extra.name);
      const predictor = others.get(key);
      if (predictor !== undefined) {
        const written = this.writePredictor(predictor, this.unitOf(extra), {
          suffix: `_${name}`,
          scope: `${key}.`,
          coefficients: `γ_${name}`,
        });
        return { key, name, predictor: written, statement: `${name} = ${inverse[link](written.sum)}` };
      }
      if (key === "sigma" && this.total !== null) {
        const share = `sqrt(1 - ${this.total.icc})`;
        return { key, name, statement: `${name} = ${this.total.name} * ${share}  "${label}"` };
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
      node ? printFormula(this.renamed(node)) : null;
    const bounds = { lower: written(truncation?.lower), upper: written(truncation?.upper) };
    if (censoring === null) return { censoring, ...bounds };
    const { status, end, span } = censoring;
    const column = this.valuesOf(status);
    const values = new Set(column ?? []);
    const odd = column?.find((value) => ![-1, 0, 1, 2].includes(value));
    if (column === null || odd !== undefined) this.unplaced.push(unknownCensoring(status.span, odd ?? null));
    else if (values.has(2) && end === null) this.unplaced.push(censoringWithoutEnd(span));
    const text = status.kind === "name" ? written(status)! : `(${written(status)})`;
    return {
      censoring: { status: text, values, end: end && this.nameOf(end.text) },
      ...bounds,
    };
  }

  /** With the weights of the rows, if they have any. */
  private weighted(distribution: string): string {
    const { weights } = this.formula.response;
    return weights === null
      ? distribution
      : `weighted(${distribution}, ${printFormula(this.renamed(weights))})`;
  }

  /** What the distribution is written with, defined from the parameters. */
  private writeDerived(names: Readonly<Partial<Record<ExtraKey, string>>>): {
    readonly derived: string;
    readonly definition: readonly string[];
  } {
    const { derived } = this.family;
    if (derived === undefined) return { derived: "", definition: [] };
    const name = this.fresh(derived.name);
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

  private fresh(name: string): string {
    const free = freshName(name, (one) => this.taken.has(canonicalName(one)));
    this.taken.add(canonicalName(free));
    return free;
  }

  private nameOf(header: string): string {
    return this.found.columns.get(header)!.name;
  }

  /** As a factor. */
  private factorNameOf(header: string): string {
    return this.found.labels.get(header)?.name ?? this.nameOf(header);
  }

  private dataBlock(): string[] {
    const outcome = this.formula.response.column.text;
    const counts = ["count", "binary", "trials"].includes(this.family.outcome);
    const { columns, labels } = this.found;
    const lines = [...columns.values(), ...labels.values()].map(({ header, name, type }) => {
      const isCount = counts && (header === outcome || this.countColumns().has(header));
      const plain = type === "factor" ? factorType(this.orders.get(header)) : isCount ? "int" : "real";
      const isOrdinal = this.family.outcome === "ordered" && header === outcome && type === "real";
      const written = isOrdinal ? ordinalType(categoriesOf(this.formula.response, this.found)) : plain;
      const reference = type === "factor" ? this.references.get(header) : undefined;
      const first = reference === undefined ? "" : ` reference ${JSON.stringify(reference)}`;
      return `  ${name}: ${written}${first}${name === header ? "" : ` from ${JSON.stringify(header)}`}`;
    });
    return ["data {", ...lines, "}"];
  }

  /** Columns that are counts because the outcome is one of them out of another. */
  private countColumns(): ReadonlySet<string> {
    const { trials, failures } = this.formula.response;
    const names = [
      ...(trials === null ? [] : identifiersIn(trials)),
      ...(failures === null ? [] : [failures]),
    ];
    return new Set(names.map(({ text }) => text));
  }

  private trials({ column, trials, failures }: Response): string {
    if (failures !== null) return `${this.nameOf(column.text)} + ${this.nameOf(failures.text)}`;
    return trials === null ? "1" : printFormula(this.renamed(trials));
  }

  private writePredictor(predictor: Predictor, whole: Unit, part: PredictorPart): WrittenPredictor {
    const { groups, smooths, offsets, monotonic } = predictor;
    const { suffix, scope } = part;
    const { written: population, unit } = this.writePopulation(predictor, whole, part);
    this.unplaced.push(...repeatedEffects(groups, smooths, (terms) => this.namesOf(terms)));
    const parts = [
      ...population,
      ...smooths.map((smooth) => this.smooths.write(smooth, unit.groupSd, suffix, scope)),
      ...monotonic.map((node) => this.writeMonotonic(node, unit, suffix, scope)),
      ...groups.flatMap((group) => this.writeGroups(group, unit, suffix, scope)),
    ];
    const sums = [
      ...parts.flatMap(({ sum }) => sum ?? []),
      ...offsets.map((offset) => printFormula(this.renamed(offset))),
    ];
    return {
      designs: parts.flatMap(({ designs }) => designs),
      statements: parts.flatMap(({ statements }) => statements),
      sum: sums.length === 0 ? "0" : sums.join(" + "),
    };
  }

  /** The population's design and its coefficients, and the unit of what is beside them. */
  private writePopulation(
    { population: written, groups, smooths, offsets, monotonic }: Predictor,
    whole: Unit,
    { suffix, scope, coefficients: word }: PredictorPart,
  ): { readonly written: readonly WrittenPredictor[]; readonly unit: Unit } {
    const population = withLines(written, smooths, (by) => this.isNumeric(by));
    const isAlone = groups.length === 0 && offsets.length === 0 && monotonic.length === 0;
    const all = this.columnsOf(population, isAlone);
    const unit = this.unitBeside(offsets, all === null, whole);
    const hasThresholds = this.family.outcome === "ordered" && scope === "";
    const columns = hasThresholds && all !== null ? withoutIntercept(all) : all;
    if (hasThresholds)
      this.thresholdScale = { mean: -unit.mean, spread: all?.spread[all.names.indexOf("intercept")] ?? 1 };
    if (columns === null) return { written: [], unit };
    const [design, coefficients] = [this.fresh(`X${suffix}`), this.fresh(word)];
    const terms = population ?? intercept;
    const isElsewhere = hasThresholds && all?.hasIntercept === true;
    const text = isElsewhere
      ? `no_intercept(${printFormula(this.renamed(terms))})`
      : this.designText(terms, columns);
    const slots = columns.names.map((name, k) => this.coefficientSlot(name, k, columns, unit, scope));
    const own = {
      designs: [`${design} = design(${text})`],
      statements: [`${coefficients}[${design}] ~ ${this.priors.ofVector("b", slots)}`],
      sum: `${design} * ${coefficients}`,
    };
    return { written: [own], unit };
  }

  /** The effects of a group term, of nested groups those of each nesting. */
  private writeGroups(group: GroupTerm, unit: Unit, suffix: string, scope: string): WrittenPredictor[] {
    const ordered = orderedOf(group.grouping);
    if (ordered) return [{ designs: [], ...this.writeOrdered(ordered, unit, suffix, scope) }];
    return groupingsOf(group.grouping)!.map((factors) =>
      this.writeGroup(group, factors, unit, suffix, scope),
    );
  }

  /** One, or of a categorical outcome one for each category but the first. */
  private locationParts(): readonly PredictorPart[] {
    if (this.family.outcome !== "categories") return [{ suffix: "", scope: "", coefficients: "β" }];
    const column = this.found.table.columns.get(this.nameOf(this.formula.response.column.text));
    const others = column?.kind === "factor" ? column.levels.slice(1) : [];
    return others.map((label) => {
      const suffix = `_${label.replace(/[^\p{L}\p{M}\p{Nd}_]+/gu, "_")}`;
      return { suffix, scope: "", coefficients: `β${suffix}` };
    });
  }

  /** What is left when offsets are taken away; where no column is left, the groups have the mean, too. */
  private unitBeside(offsets: readonly FormulaNode[], isAlone: boolean, unit: Unit): Unit {
    let { mean } = unit;
    for (const offset of offsets) mean -= this.meanOf(offset);
    return { ...unit, mean, groupSd: isAlone ? Math.hypot(unit.groupSd, mean) : unit.groupSd };
  }

  private meanOf(offset: FormulaNode): number {
    const values = this.valuesOf(offset);
    return values === null ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
  }

  private coefficientSlot(
    name: string,
    k: number,
    columns: DesignColumns,
    unit: Unit,
    scope: string,
  ): PriorSlot {
    const isIntercept = name === "intercept";
    const isMean = isIntercept || columns.isMean[k] === true;
    // Without an intercept a slope has to reach the mean as well.
    const reach = columns.hasIntercept || isMean ? unit.sd : unit.sd + Math.abs(unit.mean);
    const sd = rounded(2.5 * reach * columns.spread[k]!);
    const mean = isMean ? roundedWithin(unit.mean, Number(sd)) : "0";
    const own = isIntercept ? [`${scope}intercept`] : [`${scope}b(${name})`, `${scope}b`];
    return { keys: own, prior: { distribution: "normal", arguments: [mean, sd] } };
  }

  private writeMonotonic(node: FormulaNode, unit: Unit, suffix: string, scope: string): WrittenPredictor {
    const { text, span } = factorOf(node) ?? identifiersIn(node)[0]!;
    const factor = this.factorNameOf(text);
    const column = this.found.table.columns.get(factor);
    if (column?.kind !== "factor" || !isInOrder(column)) {
      this.unplaced.push(labelsWithoutOrder(span, text, column?.kind === "factor" ? column.levels : []));
      return { designs: [], statements: [], sum: "0" };
    }
    const names = {
      factor,
      design: this.fresh(`S_${factor}${suffix}`),
      shares: this.fresh(`ζ_${factor}${suffix}`),
      step: this.fresh(`β_${factor}${suffix}`),
    };
    const sd = rounded(2.5 * unit.sd * spreadOfLevels(column));
    const step = this.priors.of({
      keys: [`${scope}b(mo(${text}))`, `${scope}b`],
      prior: { distribution: "normal", arguments: ["0", sd] },
    });
    const shares = this.priors.of({
      keys: [`${scope}simo(${text})`, `${scope}simo`],
      prior: priorText("dirichlet(1)"),
    });
    const priors = { step: printPrior(step), shares: printPrior(shares) };
    return monotonicText(names, column.levels.length - 1, priors);
  }

  private writeGroup(
    group: GroupTerm,
    factors: readonly Identifier[],
    unit: Unit,
    suffix: string,
    scope: string,
  ): WrittenPredictor {
    const { terms, isCorrelated } = group;
    const headers = factors.map(({ text }) => text).join(":");
    const plate = factors.map(({ text }) => this.factorNameOf(text)).join(":");
    const short = `_${factors.map(({ text }) => this.factorNameOf(text)).join("_")}${suffix}`;
    const columns = this.columnsOf(terms, true);
    if (columns === null) return { designs: [], statements: [], sum: "0" };
    this.unplaced.push(...otherColumns(group, (part) => this.namesOf(part)));
    const [sd, effects] = [this.fresh(`τ${short}`), this.fresh(`u${short}`)];
    const slots = columns.names.map(
      (name, k): PriorSlot => ({
        keys: [`${scope}sd(${headers},${name})`, `${scope}sd(${headers})`, `${scope}sd`],
        prior: { distribution: "half_normal", arguments: [rounded(unit.groupSd * columns.spread[k]!)] },
      }),
    );
    if (columns.names.length === 1 && columns.names[0] === "intercept") {
      const icc = this.priors.iccOf(headers);
      const prior =
        icc === null
          ? [`${sd} ~ ${this.priors.ofVector("sd", slots)}  "sd between ${plate}"`]
          : this.shareTotal(sd, plate, icc);
      return {
        designs: [],
        statements: [...prior, `${effects}[${plate}] ~ normal(0, ${sd})`],
        sum: `${effects}[${plate}]`,
      };
    }
    const design = this.fresh(`Z${short}`);
    const designs = [`${design} = design(${this.designText(terms, columns)})`];
    const statements = [`${sd}[${design}] ~ ${this.priors.ofVector("sd", slots)}  "sd between ${plate}"`];
    if (isCorrelated && columns.names.length > 1) {
      const correlation = this.fresh(`Ω${short}`);
      const prior = this.priors.of({
        keys: [`${scope}cor(${headers})`, `${scope}cor`],
        prior: priorText("lkj(2)"),
      });
      statements.push(`${correlation}[${design}, ${design}] ~ ${printPrior(prior)}`);
      statements.push(`${effects}[${plate}, ${design}] ~ multi_normal(0, ${sd}, ${correlation})`);
    } else statements.push(`${effects}[${plate}, ${design}] ~ normal(0, ${sd}[${design}])`);
    return { designs, statements, sum: `${design} * ${effects}[${plate}]` };
  }

  private isNumeric(node: FormulaNode): boolean {
    return node.kind === "name" && this.found.columns.get(node.name.text)?.type === "real";
  }

  /** The value of an expression of columns in each row; null where it has none. */
  private valuesOf(node: FormulaNode): Float64Array | null {
    const { design } = this.build(callOf("I", [this.renamed(node)], node.span));
    if (design === null) return null;
    const { matrix, rowCount } = design;
    const width = matrix.length / rowCount;
    return Float64Array.from({ length: rowCount }, (_, row) => matrix[(row + 1) * width - 1]!);
  }

  /** Effects along the levels of a factor. */
  private writeOrdered(
    { kind, along, within }: OrderedGrouping,
    unit: Unit,
    suffix: string,
    scope: string,
  ): Pick<WrittenPredictor, "statements" | "sum"> {
    const factors = within === null ? [along] : [within, along];
    const plates = factors.map(({ text }) => this.factorNameOf(text));
    const short = `_${plates.join("_")}${suffix}`;
    const written = `${kind}(${along.text}${within === null ? "" : `,${within.text}`})`;
    const [sd, effects] = [this.fresh(`τ${short}`), this.fresh(`u${short}`)];
    const slot: PriorSlot = {
      keys: [`${scope}sd(${written})`, `${scope}sd`],
      prior: { distribution: "half_normal", arguments: [rounded(unit.groupSd)] },
    };
    const what = kind === "rw" ? "sd of a step" : "sd";
    const statements = [`${sd} ~ ${printPrior(this.priors.of(slot))}  "${what} along ${plates.at(-1)}"`];
    let prior = `random_walk(${sd})`;
    if (kind === "ar1") {
      const correlation = this.fresh(`ρ${short}`);
      const own = this.priors.of({
        keys: [`${scope}${written}`, `${scope}ar1`],
        prior: priorText("uniform(-1, 1)"),
      });
      statements.push(`${correlation} ~ ${printPrior(own)}  "correlation of one step"`);
      prior = `autoregressive(${correlation}, ${sd})`;
    }
    statements.push(`${effects}[${plates.join(", ")}] ~ ${prior}`);
    return { statements, sum: `${effects}[${plates.join(", ")}]` };
  }

  /** The sd between groups as the root of a share of the total variance, which has a prior of its own. */
  private shareTotal(
    sd: string,
    plate: string,
    icc: { distribution: string; arguments: readonly string[] },
  ): string[] {
    const { response, others, location } = this.formula;
    const keys = this.family.extras.map(({ key }) => key);
    const groupings = location.groups.flatMap(({ grouping }) => groupingsOf(grouping) ?? [[]]);
    if (
      !keys.includes("sigma") ||
      keys.includes("beta") ||
      groupings.length > 1 ||
      !["beta", "uniform"].includes(icc.distribution) ||
      this.link !== "identity" ||
      others.size > 0 ||
      response.standardError !== null ||
      this.total !== null
    ) {
      this.unplaced.push(iccRefused(plate));
      return [];
    }
    const total = this.fresh("σ_total");
    const share = this.fresh(`icc_${plate.replaceAll(":", "_")}`);
    this.total = { name: total, icc: share };
    const totalSd = Number(rounded(Math.SQRT2 * this.unit.sd));
    return [
      `${total} ~ half_normal(${totalSd})  "sd of all"`,
      `${share} ~ ${printPrior(icc)}  "intraclass correlation"`,
      `${sd} = ${total} * sqrt(${share})  "sd between ${plate}"`,
    ];
  }

  private namesOf(terms: FormulaNode): readonly string[] {
    return this.columnsOf(terms, true)?.names ?? [];
  }

  /** The columns of a design; an intercept alone where nothing is written and it `isWanted`. Null where there are none, or a problem. */
  private columnsOf(terms: FormulaNode | null, isWanted: boolean): DesignColumns | null {
    if (terms === null && !isWanted) return describeColumns(["intercept"], new Float64Array([1]), 1);
    const node = this.renamed(terms ?? intercept);
    if (isEmpty(node)) return null;
    const { design, problems } = this.build(node);
    if (design === null) {
      this.unplaced.push(...problems.filter(({ severity }) => severity === "error"));
      return null;
    }
    return describeColumns(design.columnNames, design.matrix, design.rowCount);
  }

  /** Of each text once: a design is asked for its names, its spread and its values. */
  private build(node: FormulaNode): DesignResult {
    const text = printFormula(node);
    const result = this.built.get(text) ?? this.buildAnew(node);
    this.built.set(text, result);
    return result;
  }

  private buildAnew(node: FormulaNode): DesignResult {
    const { table } = this.found;
    return buildDesign(node, {
      rowCount: table.rowCount,
      lookup: (name) => table.columns.get(name) ?? null,
      known: [...table.columns.keys()],
      name: table.name,
      lines: table.lines,
      counts: null,
    });
  }

  /** With the intercept written, that formulas need not write. */
  private designText(terms: FormulaNode, { hasIntercept }: DesignColumns): string {
    const text = printFormula(this.renamed(terms));
    return hasIntercept && !/^1( |$)/.test(text) ? `1 + ${text}` : text;
  }

  /** With the names that columns have in the model, and without `factor(…)`. */
  private renamed(node: FormulaNode): FormulaNode {
    const factor = factorOf(node);
    switch (node.kind) {
      case "name":
        return { ...node, name: { ...node.name, text: this.nameOf(node.name.text) } };
      case "call":
        if (factor !== null)
          return { kind: "name", name: { ...factor, text: this.factorNameOf(factor.text) }, span: node.span };
        return { ...node, arguments: node.arguments.map((part) => this.renamed(part)) };
      case "operator":
        return { ...node, left: this.renamed(node.left), right: this.renamed(node.right) };
      case "sign":
        return { ...node, operand: this.renamed(node.operand) };
      case "parenthesis":
        return { ...node, inner: this.renamed(node.inner) };
      default:
        return node;
    }
  }
}

/** Blocks of lines, those that have any, with an empty line between. */
function joined(blocks: readonly (readonly string[])[]): string {
  const texts = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${texts.join("\n\n")}\n`;
}
