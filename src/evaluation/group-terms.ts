/**
 * A model seen from one of its factors: the effects of each group, which are to be integrated out, and the terms of the log density that
 * they are in, all compiled as a function of the effects and of everything else that draws hold.
 *
 * The effects of a group are all parameters over the factor, over factors nested in it, and over combinations with it. Given the rest, the groups
 * are independent of each other; where they are not, as along a random walk, the reason is said.
 */

import { add } from "../density/graph/arithmetic.ts";
import type { Joint, JointTerm } from "../density/joint/joint.ts";
import type { CheckedStatement, ParameterStatement } from "../language/checked-model.ts";
import { argumentsOf, isGrouping } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { contextOf } from "../model/context.ts";
import type { Domain } from "../model/domains.ts";
import type { Draws } from "../posterior/draws.ts";
import { declarationsOf } from "../predictor/declarations.ts";
import { type CompiledOutputs, compileOutputs } from "./compiled-outputs.ts";
import { DrawValues } from "./draw-values.ts";
import { addPriorDensity } from "./log-prior.ts";
import { givenModel, type ParameterInput } from "./parameter-inputs.ts";

/** A parameter that is integrated out: `width` numbers for each of its levels. */
export interface GroupedEffect {
  readonly name: string;
  /** Where its numbers stand among those that are given. */
  readonly offset: number;
  /** Its levels, each of which is of one group. */
  readonly levels: Domain;
  readonly width: number;
  readonly groupOf: Int32Array;
  /** Of each of its elements. */
  readonly levelOf: Int32Array;
  readonly componentOf: Int32Array;
}

/** Terms over one domain: likelihoods of its elements, or priors of effects. */
export interface TermBlock {
  readonly isLikelihood: boolean;
  readonly size: number;
  /** Where its first term stands in what is evaluated; all have one number where `isShared`. */
  readonly offset: number;
  readonly isShared: boolean;
  readonly groupOf: Int32Array;
  /** For each effect the level of each term; null of effects that they are not of. */
  readonly levelOf: readonly (Int32Array | null)[];
}

/** Why a model has no such view, in words. */
export class NotGrouped {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** A model and draws of it, seen from a factor. */
export class GroupTerms {
  readonly factor: string;
  readonly labels: readonly string[];
  readonly effects: readonly GroupedEffect[];
  readonly blocks: readonly TermBlock[];
  /** Numbers that are given: parameters on their own scale. */
  readonly given: Float64Array;
  /** Numbers that are evaluated. */
  readonly size: number;
  /** Parameters besides the effects that draws do not hold. */
  readonly absent: readonly string[];
  private readonly compiled: CompiledOutputs;
  private readonly values: DrawValues;

  private constructor(factor: string, parts: CompiledParts) {
    const { effects, blocks, compiled, values, labels } = parts;
    this.factor = factor;
    this.labels = labels;
    this.effects = effects;
    this.blocks = blocks;
    this.compiled = compiled;
    this.values = values;
    this.size = compiled.size;
    this.given = new Float64Array(values.size);
    const integrated = new Set(effects.map(({ name }) => name));
    const absent = values.absent.map(({ input }) => input.statement.name);
    this.absent = [...new Set(absent)].filter((name) => !integrated.has(name));
  }

  /** The view from a factor of the model, or why there is none. */
  static of(model: BoundModel, draws: Draws, factor: string): GroupTerms | NotGrouped {
    const { domains } = model;
    if (!domains.hasPlate(factor) || domains.mapTo(domains.rows, [factor]) === null)
      return new NotGrouped(`\`${factor}\` is no factor that each row has one level of`);
    const { joint, inputs } = givenModel(model);
    const group = domains.ofPlates([factor]);
    const found = inputs.map((input) => groupedEffect(model, input, group));
    const refused = found.find((one) => one instanceof NotGrouped);
    if (refused !== undefined) return refused;
    const effects = found.filter((one): one is GroupedEffect => one !== null && !(one instanceof NotGrouped));
    const coupled = findCoupling(model, effects, group);
    if (coupled !== null) return coupled;
    const parts = compileBlocks(model, joint, effects, group);
    const values = new DrawValues(inputs, draws);
    const labels = domains.labelsOf(factor);
    const terms = new GroupTerms(factor, { effects, labels, values, ...parts });
    return terms.areApart() ? terms : new NotGrouped(`rows of one ${factor} depend on effects of others`);
  }

  /** Makes the values of a draw, counted through all chains, those that are given; effects are left to be set. */
  load(draw: number): void {
    this.values.fill(draw, this.given);
  }

  /** Writes all terms at what is given to `target` (`size` numbers). */
  evaluate(target: Float64Array): void {
    this.compiled.fill(this.given, target);
  }

  /** Whether no term moves with effects of another group than its own: groups are told apart by the digits of their numbers. */
  private areApart(): boolean {
    if (this.effects.length === 0 || this.values.size === 0) return true;
    if (this.absent.length > 0) return true;
    this.load(0);
    const [before, after] = [new Float64Array(this.size), new Float64Array(this.size)];
    for (let bit = 1; bit < this.labels.length * 2; bit *= 2) {
      for (const moved of [0, bit]) {
        this.setEffects((group) => ((group & bit) === moved ? 0.25 : 0.5));
        this.evaluate(before);
        this.setEffects(() => 0.5);
        this.evaluate(after);
        const isOther = (group: number): boolean => (group & bit) !== moved;
        if (!this.blocks.every((block) => agree(block, before, after, isOther))) return false;
      }
    }
    return true;
  }

  private setEffects(effectOf: (group: number) => number): void {
    for (const { offset, levelOf, groupOf } of this.effects)
      levelOf.forEach((level, element) => {
        this.given[offset + element] = effectOf(groupOf[level]!);
      });
  }
}

interface CompiledParts {
  readonly effects: readonly GroupedEffect[];
  readonly blocks: readonly TermBlock[];
  readonly compiled: CompiledOutputs;
  readonly values: DrawValues;
  readonly labels: readonly string[];
}

function agree(
  { offset, isShared, groupOf }: TermBlock,
  before: Float64Array,
  after: Float64Array,
  isMeant: (group: number) => boolean,
): boolean {
  return groupOf.every((group, t) => {
    const at = offset + (isShared ? 0 : t);
    return !isMeant(group) || Object.is(before[at], after[at]);
  });
}

/** Null of a parameter that is not of single groups. */
function groupedEffect(
  { checked, domains }: BoundModel,
  { statement, domain, offset, matrices }: ParameterInput,
  group: Domain,
): GroupedEffect | NotGrouped | null {
  const { name, plates, distribution } = statement;
  const own = plates.filter((plate) => isGrouping(checked.plates.get(plate)));
  if (own.length === 0 || matrices !== null) return null;
  const levels = domains.ofPlates(own);
  const toGroup = domains.mapBetween(levels, group);
  if (toGroup === null) return null;
  const last = plates.at(-1)!;
  const isJoined = distribution.kind === "vector" || distribution.kind === "ordered";
  if (isJoined && own.includes(last))
    return new NotGrouped(`the levels of \`${name}\` depend on each other in their prior`);
  const levelOf = domains.mapTo(domain, own)!.indices;
  const counted = new Int32Array(levels.size);
  const componentOf = levelOf.map((level) => counted[level]!++);
  const width = domain.size / levels.size;
  return { name, offset, levels, width, groupOf: toGroup.indices, levelOf, componentOf };
}

/** Priors that name effects: of other effects they may, where each of their levels has one of these. */
function findCoupling(
  model: BoundModel,
  effects: readonly GroupedEffect[],
  group: Domain,
): NotGrouped | null {
  const { domains, checked } = model;
  const declarations = declarationsOf(checked);
  const byName = new Map(effects.map((one) => [one.name, one]));
  for (const statement of checked.statements) {
    if (statement.kind === "definition") continue;
    const named = argumentsOf(statement.distribution).flatMap((one) => [...declarations.parametersIn(one)]);
    const own = named.flatMap((name) => byName.get(name) ?? []);
    if (own.length === 0) continue;
    const from =
      statement.kind === "parameter" ? byName.get(statement.name)?.levels : contextOf(model, statement);
    const words = statement.kind === "parameter" ? statement.name : statement.column;
    if (from === undefined || domains.mapBetween(from, group) === null)
      return new NotGrouped(`\`${words}\` depends on \`${own[0]!.name}\`, of more than one group`);
    const apart = own.find(({ levels }) => domains.mapBetween(from, levels) === null);
    if (apart !== undefined)
      return new NotGrouped(`\`${words}\` depends on more than one level of \`${apart.name}\``);
  }
  return null;
}

function compileBlocks(
  model: BoundModel,
  joint: Joint,
  effects: readonly GroupedEffect[],
  group: Domain,
): Pick<CompiledParts, "blocks" | "compiled"> {
  const { domains, checked } = model;
  const wanted: { terms: JointTerm[]; domain: Domain; isLikelihood: boolean }[] = [];
  const collect = (terms: readonly JointTerm[], isLikelihood: boolean, context: Domain | null): void => {
    for (const term of terms) {
      const domain = context ?? term.domain;
      const known = wanted.find((one) => one.domain === domain && one.isLikelihood === isLikelihood);
      if (known === undefined) wanted.push({ terms: [term], domain, isLikelihood });
      else known.terms.push(term);
    }
  };
  for (const statement of checked.statements) {
    const context = statement.kind === "likelihood" ? contextOf(model, statement) : null;
    if (context !== null && domains.mapBetween(context, group) !== null)
      collect(addedBy(joint, statement), true, context);
    else if (effects.some(({ name }) => statement.kind === "parameter" && name === statement.name))
      collect(addedBy(joint, statement), false, null);
  }
  const compiled = compileOutputs(
    "groupTerms",
    wanted.map(({ terms, domain }) => ({ node: add(joint.graph, ...terms.map(({ node }) => node)), domain })),
  );
  const blocks = wanted.map(({ domain, isLikelihood }, k): TermBlock => {
    const { offset, count } = compiled.places[k]!;
    return {
      isLikelihood,
      size: domain.size,
      offset,
      isShared: count === 1,
      groupOf: domains.mapBetween(domain, group)!.indices,
      levelOf: effects.map(({ levels }) => domains.mapBetween(domain, levels)?.indices ?? null),
    };
  });
  return { blocks, compiled };
}

/** The terms that a statement has, those without parameters too. */
function addedBy(joint: Joint, statement: CheckedStatement): JointTerm[] {
  const [from, fromConstant] = [joint.terms.length, joint.constantTerms.length];
  joint.begin(statement);
  if (statement.kind === "likelihood") joint.addLikelihood(statement);
  else addPriorDensity(joint, statement as ParameterStatement);
  return [...joint.constantTerms.slice(fromConstant), ...joint.terms.slice(from)];
}
