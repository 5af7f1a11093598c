/**
 * Intraclass correlations: which pairs of values the data have, and the correlation of each kind of pair, in words.
 *
 * The correlation of two values i and j is Cov(i, j) / √(Var(i) Var(j)); what they share are the effects of the groups that they
 * have in common (Snijders & Bosker 2012, chapters 3 to 5). With random slopes or a residual that differs between rows it depends
 * on the conditions of both values, so pairs are told apart by these: by the same and different levels of a factor, by each pair of
 * levels where these are few, and by stated values of a number. No pair is spoken of that the data do not have. Where no two
 * values of a group are at the same number, the share of the group in the variance of one value there is given, too.
 */

import type { BoundModel } from "../model/bound-model.ts";
import type { IntraclassDefinition } from "../posterior/draws.ts";
import { type ConditionPair, conditionPairs, pairWords } from "./condition-pairs.ts";
import { type Condition, isContinuous, type TermCondition } from "./conditions.ts";
import type { HiddenVariable } from "./hidden-variable.ts";
import type { Outcome } from "./outcome.ts";
import { describePair, inOrder, isIn, joinWords, leadingGroups, type PairFactor } from "./pair-words.ts";
import { type FactorSet, Pairs } from "./pairs.ts";
import { implies, partitionByLevel } from "./partition.ts";
import { trialsOf } from "./predictor.ts";
import type { Residual } from "./residual-role.ts";
import type { RowCorrelation, RowTerm } from "./row-term.ts";
import { RowVariance } from "./row-variance.ts";
import { type StatedValue, statedValues } from "./stated-values.ts";

export interface Intraclass {
  readonly definitions: readonly IntraclassDefinition[];
  readonly hidden: readonly HiddenVariable[];
  readonly remarks: readonly string[];
}

export interface IntraclassSource {
  readonly model: BoundModel;
  readonly outcome: Outcome;
  readonly terms: readonly RowTerm[];
  readonly correlations: readonly RowCorrelation[];
  readonly residual: Residual;
  /** What the variance of a value depends on besides its groups. */
  readonly conditions: readonly TermCondition[];
}

/** With more factors than this pairs are not told apart: their sets are 2^m. */
const mostFactors = 6;
/** Pairs of different conditions are given one by one where all classes together have no more pairs than this. */
const mostDetails = 6;
/** Numbers whose values are stated. */
const mostNumbers = 2;

/** Every class of pairs that share a group. */
export function defineIntraclass(source: IntraclassSource): Intraclass {
  return new IntraclassFinder(source).find();
}

class IntraclassFinder {
  private readonly source: IntraclassSource;
  private readonly variance: RowVariance;
  private readonly groups: readonly PairFactor[];
  private readonly counts: ArrayLike<number> | null;
  private readonly definitions: IntraclassDefinition[] = [];

  constructor(source: IntraclassSource) {
    const { model, outcome, terms, correlations, residual } = source;
    this.source = source;
    this.variance = new RowVariance(terms, correlations, residual);
    this.counts = trialsOf(model, outcome) ?? model.cells?.counts ?? null;
    const levels = new Map(terms.map((term) => [term.group, term.levels]));
    this.groups = [...levels].map(([name, of]) => ({
      name,
      isGroup: true,
      partition: partitionByLevel(of.indices, of.to.size),
    }));
  }

  find(): Intraclass {
    if (this.groups.length > mostFactors) {
      const remark = `no intraclass correlations: they are told for at most ${mostFactors} grouping factors, and the model has ${this.groups.length}`;
      return { definitions: [], hidden: [], remarks: [remark] };
    }
    this.defineByFactors();
    const numbers = this.source.conditions.filter(
      ({ condition, groups }) => isContinuous(condition) && groups.size > 0,
    );
    for (const number of numbers.slice(0, mostNumbers)) this.defineAtValues(number);
    return { definitions: this.definitions, hidden: this.variance.hidden, remarks: this.remarks() };
  }

  /** Pairs by the groups and conditions that they have in common; those of few states one by one, too. */
  private defineByFactors(): void {
    const conditions = this.factorConditions();
    const named = conditions.map(({ name, partition }) => ({ name, isGroup: false, partition }));
    const factors = [...this.groups, ...named];
    const pairs = this.pairsBy(factors);
    const isVague = this.source.conditions.length > conditions.length;
    const states = conditionPairs(pairs, conditions);
    const counts = pairs.countAll();
    const sets = inOrder(factors, setsWithGroups(factors, counts));
    const statesOf = (set: FactorSet): ConditionPair[] => states.filter((one) => one.counts[set]! > 0);
    const isDetailed = sets.reduce((sum, set) => sum + statesOf(set).length, 0) <= mostDetails;
    for (const set of sets) {
      const own = statesOf(set);
      const isAveraged = isVague || (conditions.length > 0 && own.length !== 1);
      if (own.length !== 1)
        this.define(pairs, { factors, set, count: counts[set]!, isAveraged, state: null });
      for (const state of own.filter(({ first, second }) => isDetailed || first === second)) {
        this.define(pairs, { factors, set, count: state.counts[set]!, isAveraged: isVague, state });
      }
    }
  }

  /** Pairs of values at stated numbers, and shares at those where there is no pair at one number. */
  private defineAtValues({ condition, groups }: TermCondition): void {
    const { groups: factors } = this;
    const pairs = this.pairsBy(factors);
    const stated = statedValues(condition);
    const isAveraged = this.source.conditions.length > 1;
    const concerned = factors
      .map(({ name }, i) => (groups.has(name) ? 1 << i : 0))
      .reduce((a, b) => a | b, 0);
    for (const set of inOrder(factors, setsWithGroups(factors, pairs.countAll()))) {
      if ((set & concerned) === 0) continue;
      let hasEqual = false;
      stated.forEach((one, i) => {
        for (const other of stated.slice(i)) {
          const [first, second] = [one.rows, other.rows];
          const count = pairs.countAll(first, second)[set]!;
          if (count === 0) continue;
          hasEqual ||= one === other;
          const state = { words: pairWords(one.words, other.words), first, second };
          this.define(pairs, { factors, set, count, isAveraged, state });
        }
      });
      if (!hasEqual) for (const value of stated) this.defineShare(set, value, isAveraged);
    }
  }

  private define(pairs: Pairs, { factors, set, count, isAveraged, state }: Defined): void {
    const { scale } = this.source.outcome;
    const pairClass = { factors: set, first: state?.first ?? null, second: state?.second ?? null };
    const reversed = { factors: set, first: pairClass.second, second: pairClass.first };
    const isOfOne = pairClass.first === pairClass.second;
    // The words of a state say which conditions are the same.
    const pair =
      state === null
        ? describePair(factors, set)
        : `${describePair(this.groups, set & ((1 << this.groups.length) - 1))}, ${state.words}`;
    const averaged = isAveraged ? ", averaged over such pairs" : "";
    this.definitions.push({
      group: leadingGroups(factors, set).join(","),
      definition: `correlation of two ${this.noun} of ${pair}${scale}${averaged}`,
      isAveraged,
      pairs: count,
      covariance: this.variance.covariance(pairs, pairClass, (group) => hasGroup(factors, set, group)),
      first: this.variance.variance(() => pairs.firstWeights(pairClass)),
      second: isOfOne ? null : this.variance.variance(() => pairs.firstWeights(reversed)),
    });
  }

  private defineShare(set: FactorSet, { words, rows }: StatedValue, isAveraged: boolean): void {
    const { groups: factors, source } = this;
    const leading = leadingGroups(factors, set);
    const outer = factors
      .filter(({ name }, i) => isIn(set, i) && !leading.includes(name))
      .map(({ name }) => name);
    const weights = (): Float64Array =>
      Float64Array.from(rows, (mark, row) => mark * (this.counts?.[row] ?? 1));
    const averaged = isAveraged ? ", averaged over such values" : "";
    const value = this.noun.replace(/^(\w+)s /, "one $1 ");
    this.definitions.push({
      group: leading.join(","),
      definition: `share of ${joinWords([...leading, ...outer])} in the variance of ${value} ${words}${source.outcome.scale}${averaged}`,
      isAveraged,
      pairs: 0,
      covariance: this.variance.variance(weights, (group) => hasGroup(factors, set, group), false),
      first: this.variance.variance(weights),
      second: null,
    });
  }

  private remarks(): string[] {
    const counts = this.pairsBy(this.groups).countAll();
    return this.groups
      .filter((_, i) => !counts.some((count, set) => count > 0 && isIn(set, i)))
      .map(({ name }) => `no intraclass correlation of ${name}: no two ${this.noun} are of the same ${name}`);
  }

  /** Conditions by which pairs are told apart as the same and different, as many as there is room for. */
  private factorConditions(): Condition[] {
    const isGroup = ({ partition }: Condition): boolean =>
      this.groups.some((group) => implies(group.partition, partition) && implies(partition, group.partition));
    return this.source.conditions
      .map(({ condition }) => condition)
      .filter((condition) => !isContinuous(condition) && !isGroup(condition))
      .slice(0, mostFactors - this.groups.length);
  }

  private pairsBy(factors: readonly PairFactor[]): Pairs {
    const partitions = factors.map(({ partition }) => partition);
    return new Pairs(this.source.model.domains.rows.size, this.counts, partitions);
  }

  /** "values of y", or "trials of y". */
  private get noun(): string {
    const { likelihood, trials } = this.source.outcome;
    return `${trials === null ? "values" : "trials"} of ${likelihood.column}`;
  }
}

interface Defined {
  readonly factors: readonly PairFactor[];
  readonly set: FactorSet;
  readonly count: number;
  /** Whether the pairs are not all alike. */
  readonly isAveraged: boolean;
  readonly state: Pick<ConditionPair, "words" | "first" | "second"> | null;
}

/** Sets that have pairs, and a group among their factors. */
function setsWithGroups(factors: readonly PairFactor[], counts: Float64Array): FactorSet[] {
  return [...counts.keys()].filter(
    (set) => counts[set]! > 0 && factors.some(({ isGroup }, i) => isGroup && isIn(set, i)),
  );
}

function hasGroup(factors: readonly PairFactor[], set: FactorSet, group: string): boolean {
  return factors.some(({ name, isGroup }, i) => isGroup && name === group && isIn(set, i));
}
