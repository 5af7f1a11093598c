/**
 * Linear predictors of a formula's model: designs, coefficients, smooths, monotonic effects, groups, with their priors, which are
 * described at the head of `model-writer.ts`.
 */

import { printFormula } from "../data/design/print-formula.ts";
import type { FormulaNode, Identifier } from "../language/syntax.ts";
import { type DesignColumns, intercept } from "./design-columns.ts";
import type { Family, LinkName } from "./families.ts";
import type { GroupLawWriter } from "./group-laws.ts";
import { correlationPrior, isIntercept, sdSlots } from "./group-parts.ts";
import type { JointEffects } from "./joint-effects.ts";
import type { MemberWriter } from "./members.ts";
import { withShift, writeMissingTerms } from "./missing-terms.ts";
import type { ModelColumns } from "./model-columns.ts";
import { isInOrder, monotonicText, spreadOfLevels } from "./monotonic.ts";
import { factorOf, groupingsOf, identifiersIn, type OrderedGrouping, orderedOf } from "./named-columns.ts";
import { type ThresholdScale, withoutIntercept } from "./ordinal.ts";
import type { Unit } from "./outcome.ts";
import type { PredictorPart, WrittenPredictor } from "./predictor-part.ts";
import {
  type ChosenPriors,
  type PriorScopes,
  type PriorSlot,
  printPrior,
  priorText,
  rounded,
  roundedWithin,
  scoped,
} from "./priors.ts";
import { iccRefused, labelsWithoutOrder } from "./problems.ts";
import { otherColumns, repeatedEffects } from "./repeated-effects.ts";
import { SmoothWriter, withLines } from "./smooth-writer.ts";
import type { GroupTerm, OutcomeFormula, Predictor } from "./syntax.ts";

/** What predictors are of. */
export interface PredictedOutcome {
  readonly formula: OutcomeFormula;
  /** Whether it is the only one, and no predictor has missing values. */
  readonly isAlone: boolean;
  readonly family: Family;
  readonly link: LinkName;
  readonly unit: Unit;
}

/** Writers of effects that predictors of several outcomes may have together. */
export interface SharedEffects {
  /** Vectors over several predictors. */
  readonly joint: JointEffects;
  /** Known covariances, whose matrices are declared once. */
  readonly laws: GroupLawWriter;
  /** Sets of levels that several columns name. */
  readonly members: MemberWriter;
}

/** Writes the predictors of one outcome, one after another. */
export class PredictorWriter {
  /** Of an ordinal outcome, once its predictor is written. */
  thresholdScale: ThresholdScale = { mean: 0, spread: 1 };
  /** Sds of groups that are shares of a total sd, once they are written. */
  total: { readonly name: string; readonly icc: string } | null = null;
  private readonly outcome: PredictedOutcome;
  private readonly columns: ModelColumns;
  private readonly priors: ChosenPriors;
  private readonly effects: SharedEffects;
  private readonly smooths: SmoothWriter;

  constructor(
    outcome: PredictedOutcome,
    columns: ModelColumns,
    priors: ChosenPriors,
    effects: SharedEffects,
  ) {
    this.effects = effects;
    this.outcome = outcome;
    this.columns = columns;
    this.priors = priors;
    this.smooths = new SmoothWriter({
      priors,
      problems: columns.problems,
      fresh: (name) => columns.fresh(name),
      renamed: (node) => columns.renamed(node),
      isNumeric: (node) => columns.isNumeric(node),
      valuesOf: (node) => columns.valuesOf(node),
      spreadOf: (node) => columns.columnsOf(node, true)?.spread.at(-1) ?? 1,
    });
  }

  /** Its statements, and the sum that it is; on the scale of `whole`. */
  write(predictor: Predictor, whole: Unit, part: PredictorPart): WrittenPredictor {
    const { groups, smooths, offsets, monotonic, missing } = predictor;
    const { suffix, scopes } = part;
    const { written: population, unit } = this.writePopulation(predictor, whole, part);
    this.columns.problems.push(...repeatedEffects(groups, smooths, (terms) => this.columns.namesOf(terms)));
    const parts = [
      ...population,
      ...writeMissingTerms(missing, unit, part, this.columns, this.priors),
      ...smooths.map((smooth) => this.smooths.write(smooth, unit.groupSd, suffix, scopes)),
      ...monotonic.map((node) => this.writeMonotonic(node, unit, part)),
      ...groups.flatMap((group) => this.writeGroups(group, unit, part)),
    ];
    const sums = [
      ...parts.flatMap(({ sum }) => sum ?? []),
      ...offsets.map((offset) => printFormula(this.columns.renamed(offset))),
    ];
    return {
      designs: parts.flatMap(({ designs }) => designs),
      statements: parts.flatMap(({ statements }) => statements),
      sum: sums.length === 0 ? "0" : sums.join(" + "),
    };
  }

  /** The population's design and its coefficients, and the unit of what is beside them. */
  private writePopulation(
    { population: written, groups, smooths, offsets, monotonic, missing }: Predictor,
    whole: Unit,
    { suffix, scopes, coefficients: word, isLocation }: PredictorPart,
  ): { readonly written: readonly WrittenPredictor[]; readonly unit: Unit } {
    const population = withLines(written, smooths, (by) => this.columns.isNumeric(by));
    const isAlone = [groups, offsets, monotonic, missing].every((terms) => terms.length === 0);
    const designed = this.columns.columnsOf(population, isAlone);
    const shifts = missing.map(({ text }) => this.columns.unitOf(text));
    const all = designed && withShift(designed, shifts);
    const unit = this.unitBeside(offsets, all === null, whole);
    const hasThresholds = this.outcome.family.outcome === "ordered" && isLocation;
    const columns = hasThresholds && all !== null ? withoutIntercept(all) : all;
    if (hasThresholds)
      this.thresholdScale = { mean: -unit.mean, spread: all?.spread[all.names.indexOf("intercept")] ?? 1 };
    if (columns === null) return { written: [], unit };
    const [design, coefficients] = [this.columns.fresh(`X${suffix}`), this.columns.fresh(word)];
    const terms = population ?? intercept;
    const isElsewhere = hasThresholds && all?.hasIntercept === true;
    const text = isElsewhere
      ? `no_intercept(${printFormula(this.columns.renamed(terms))})`
      : this.columns.designText(terms, columns);
    const slots = columns.names.map((name, k) => this.coefficientSlot(name, k, columns, unit, scopes));
    const own = {
      designs: [`${design} = design(${text})`],
      statements: this.priors.vectorStatements(
        { name: coefficients, plate: design, labels: columns.names },
        slots,
      ),
      sum: `${design} * ${coefficients}`,
    };
    return { written: [own], unit };
  }

  /** The effects of a group term, of nested groups those of each nesting. */
  private writeGroups(group: GroupTerm, unit: Unit, part: PredictorPart): WrittenPredictor[] {
    const { joint, laws, members } = this.effects;
    if (joint.has(group)) return joint.add(group, unit, part);
    const ordered = orderedOf(group.grouping);
    if (ordered) return [{ designs: [], ...this.writeOrdered(ordered, unit, part) }];
    this.columns.problems.push(...otherColumns(group, (one) => this.columns.namesOf(one)));
    const { suffix, scopes } = part;
    const place = { unit, suffix, scopes };
    const lawful = laws.write(group, place) ?? members.write(group, place);
    if (lawful !== null) return [lawful];
    return groupingsOf(group.grouping)!.map((factors) => this.writeGroup(group, factors, unit, part));
  }

  /** What is left when offsets are taken away; where no column is left, the groups have the mean, too. */
  private unitBeside(offsets: readonly FormulaNode[], isAlone: boolean, unit: Unit): Unit {
    let { mean } = unit;
    for (const offset of offsets) mean -= this.columns.meanOf(offset);
    return { ...unit, mean, groupSd: isAlone ? Math.hypot(unit.groupSd, mean) : unit.groupSd };
  }

  private coefficientSlot(
    name: string,
    k: number,
    columns: DesignColumns,
    unit: Unit,
    scopes: PriorScopes,
  ): PriorSlot {
    const isIntercept = name === "intercept";
    const isMean = isIntercept || columns.isMean[k] === true;
    // Without an intercept a slope has to reach the mean as well.
    const reach = columns.hasIntercept || isMean ? unit.sd : unit.sd + Math.abs(unit.mean);
    const sd = rounded(2.5 * reach * columns.spread[k]!);
    const mean = isMean ? roundedWithin(unit.mean, Number(sd)) : "0";
    const keys = isIntercept ? scoped(scopes, "intercept") : scoped(scopes, `b(${name})`, "b");
    return { keys, prior: { distribution: "normal", arguments: [mean, sd] } };
  }

  private writeMonotonic(node: FormulaNode, unit: Unit, { suffix, scopes }: PredictorPart): WrittenPredictor {
    const { text, span } = factorOf(node) ?? identifiersIn(node)[0]!;
    const factor = this.columns.factorNameOf(text);
    const column = this.columns.column(factor);
    if (column?.kind !== "factor" || !isInOrder(column)) {
      this.columns.problems.push(
        labelsWithoutOrder(span, text, column?.kind === "factor" ? column.levels : []),
      );
      return { designs: [], statements: [], sum: "0" };
    }
    const names = {
      factor,
      design: this.columns.fresh(`S_${factor}${suffix}`),
      shares: this.columns.fresh(`ζ_${factor}${suffix}`),
      step: this.columns.fresh(`β_${factor}${suffix}`),
    };
    const sd = rounded(2.5 * unit.sd * spreadOfLevels(column));
    const step = this.priors.of({
      keys: scoped(scopes, `b(mo(${text}))`, "b"),
      prior: { distribution: "normal", arguments: ["0", sd] },
    });
    const shares = this.priors.of({
      keys: scoped(scopes, `simo(${text})`, "simo"),
      prior: priorText("dirichlet(1)"),
    });
    const priors = { step: printPrior(step), shares: printPrior(shares) };
    return monotonicText(names, column.levels.length - 1, priors);
  }

  private writeGroup(
    group: GroupTerm,
    factors: readonly Identifier[],
    unit: Unit,
    { suffix, scopes }: PredictorPart,
  ): WrittenPredictor {
    const { terms, isCorrelated } = group;
    const headers = factors.map(({ text }) => text).join(":");
    const plate = factors.map(({ text }) => this.columns.factorNameOf(text)).join(":");
    const short = `_${factors.map(({ text }) => this.columns.factorNameOf(text)).join("_")}${suffix}`;
    const columns = this.columns.columnsOf(terms, true);
    if (columns === null) return { designs: [], statements: [], sum: "0" };
    const [sd, effects] = [this.columns.fresh(`τ${short}`), this.columns.fresh(`u${short}`)];
    const slots = sdSlots([headers], columns, { unit, scopes });
    if (isIntercept(columns)) {
      const icc = this.priors.iccOf(headers);
      const prior =
        icc === null
          ? [`${sd} ~ ${this.priors.textOf(slots[0]!)}  "sd between ${plate}"`]
          : this.shareTotal(sd, plate, icc);
      return {
        designs: [],
        statements: [...prior, `${effects}[${plate}] ~ normal(0, ${sd})`],
        sum: `${effects}[${plate}]`,
      };
    }
    const design = this.columns.fresh(`Z${short}`);
    const designs = [`${design} = design(${this.columns.designText(terms, columns)})`];
    const statements = [
      ...this.priors.vectorStatements(
        { name: sd, plate: design, labels: columns.names },
        slots,
        `  "sd between ${plate}"`,
      ),
    ];
    if (isCorrelated && columns.names.length > 1) {
      const correlation = this.columns.fresh(`Ω${short}`);
      const prior = correlationPrior([headers], scopes, this.priors);
      statements.push(`${correlation}[${design}, ${design}] ~ ${prior}`);
      statements.push(`${effects}[${plate}, ${design}] ~ multi_normal(0, ${sd}, ${correlation})`);
    } else statements.push(`${effects}[${plate}, ${design}] ~ normal(0, ${sd}[${design}])`);
    return { designs, statements, sum: `${design} * ${effects}[${plate}]` };
  }

  /** Effects along the levels of a factor. */
  private writeOrdered(
    { kind, along, within }: OrderedGrouping,
    unit: Unit,
    { suffix, scopes }: PredictorPart,
  ): Pick<WrittenPredictor, "statements" | "sum"> {
    const factors = within === null ? [along] : [within, along];
    const plates = factors.map(({ text }) => this.columns.factorNameOf(text));
    const short = `_${plates.join("_")}${suffix}`;
    const written = `${kind}(${along.text}${within === null ? "" : `,${within.text}`})`;
    const [sd, effects] = [this.columns.fresh(`τ${short}`), this.columns.fresh(`u${short}`)];
    const slot: PriorSlot = {
      keys: scoped(scopes, `sd(${written})`, "sd"),
      prior: { distribution: "half_normal", arguments: [rounded(unit.groupSd)] },
    };
    const what = kind === "rw" ? "sd of a step" : "sd";
    const statements = [`${sd} ~ ${printPrior(this.priors.of(slot))}  "${what} along ${plates.at(-1)}"`];
    let prior = `random_walk(${sd})`;
    if (kind === "ar1") {
      const correlation = this.columns.fresh(`ρ${short}`);
      const own = this.priors.of({
        keys: scoped(scopes, written, "ar1"),
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
    const { formula, isAlone } = this.outcome;
    const { response, others, location } = formula;
    const keys = this.outcome.family.extras.map(({ key }) => key);
    const groupings = location.groups.flatMap(({ grouping }) => groupingsOf(grouping) ?? [[]]);
    if (
      !keys.includes("sigma") ||
      keys.includes("beta") ||
      groupings.length > 1 ||
      !["beta", "uniform"].includes(icc.distribution) ||
      this.outcome.link !== "identity" ||
      others.size > 0 ||
      !isAlone ||
      response.standardError !== null ||
      this.total !== null
    ) {
      this.columns.problems.push(iccRefused(plate));
      return [];
    }
    const total = this.columns.fresh("σ_total");
    const share = this.columns.fresh(`icc_${plate.replaceAll(":", "_")}`);
    this.total = { name: total, icc: share };
    const totalSd = Number(rounded(Math.SQRT2 * this.outcome.unit.sd));
    return [
      `${total} ~ half_normal(${totalSd})  "sd of all"`,
      `${share} ~ ${printPrior(icc)}  "intraclass correlation"`,
      `${sd} = ${total} * sqrt(${share})  "sd between ${plate}"`,
    ];
  }
}
