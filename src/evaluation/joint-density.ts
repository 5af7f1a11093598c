/**
 * The joint density p(y, θ) of a model with all its constants, on an unconstrained scale, at draws and anywhere: what the marginal likelihood
 * p(y) is the integral of. Group effects of one factor are integrated out of it where that can be done, so that it is of few numbers.
 */

import { add } from "../density/graph/arithmetic.ts";
import type { Node } from "../density/graph/node.ts";
import { total } from "../density/graph/total.ts";
import type { Joint } from "../density/joint/joint.ts";
import { supportEnd } from "../density/joint/parameters.ts";
import { hasCumulative } from "../distributions/distribution.ts";
import type { CheckedScalar, Likelihood, ParameterStatement } from "../language/checked-model.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { type Domain, scalarDomain } from "../model/domains.ts";
import { log } from "../numeric/logarithm.ts";
import type { Draws } from "../posterior/draws.ts";
import { type CompiledOutputs, compileOutputs } from "./compiled-outputs.ts";
import { DrawValues } from "./draw-values.ts";
import { NotGrouped } from "./group-terms.ts";
import { type Integration, integrateGroups } from "./integrated-likelihood.ts";
import { addPriorDensity } from "./log-prior.ts";
import { givenModel, type ParameterInput } from "./parameter-inputs.ts";
import {
  type Coordinates,
  correlationCoordinates,
  orderedCoordinates,
  scalarCoordinates,
  simplexCoordinates,
} from "./unconstrained.ts";

/** Why there is no such density, as a clause. */
export class NoDensity {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** A part of the parameters with its place among the numbers that are given, and among the free ones. */
interface PlacedCoordinates {
  readonly coordinates: Coordinates;
  readonly at: number;
  readonly from: number;
}

/** More free numbers than this have no normal distribution fitted to them. */
const mostNumbers = 400;

export class JointDensity {
  /** Free numbers. */
  readonly dimension: number;
  /** What is integrated out; null for nothing. */
  readonly integration: Integration | null;
  private readonly parts: readonly PlacedCoordinates[];
  private readonly values: DrawValues;
  private readonly given: Float64Array;
  private readonly priors: CompiledOutputs;
  private readonly logConstant: number;
  private readonly groups: Float64Array;
  private readonly target: Float64Array;

  private constructor(
    { parts, dimension, priors, logConstant }: Built,
    values: DrawValues,
    integration: Integration | null,
  ) {
    this.parts = parts;
    this.dimension = dimension;
    this.priors = priors;
    this.logConstant = logConstant;
    this.values = values;
    this.integration = integration;
    this.given = new Float64Array(values.size);
    this.groups = new Float64Array(integration?.labels.length ?? 0);
    this.target = new Float64Array(priors.size);
  }

  /** Of a model and draws of it, or why not. */
  static of(model: BoundModel, draws: Draws): JointDensity | NoDensity {
    const integration = bestIntegration(model, draws);
    const { joint, inputs } = givenModel(model);
    const isIntegrated = new Set(integration?.effects);
    const own = inputs.filter(({ statement }) => !isIntegrated.has(statement.name));
    const values = new DrawValues(inputs, draws);
    const absent = values.absent.find(({ input }) => own.includes(input));
    if (absent !== undefined)
      return new NoDensity(`its draws do not hold \`${absent.input.statement.name}\``);
    const built = build(model, joint, own, integration);
    return built instanceof NoDensity ? built : new JointDensity(built, values, integration);
  }

  /** The free numbers of draw `draw`, counted through all chains. */
  position(draw: number, target: Float64Array): void {
    this.values.fill(draw, this.given);
    for (const { coordinates, at, from } of this.parts) coordinates.free(this.given, at, target, from);
  }

  /** log p(y, θ(u)) |dθ/du|; -Infinity where it is no number. */
  logDensity(position: Float64Array): number {
    const { given, target, groups, integration } = this;
    let result = this.logConstant;
    for (const { coordinates, at, from } of this.parts)
      result += coordinates.constrain(position, from, given, at);
    this.priors.fill(given, target);
    for (const one of target) result += one;
    integration?.integrate(given, groups);
    for (const one of groups) result += one;
    return Number.isNaN(result) ? Number.NEGATIVE_INFINITY : result;
  }
}

/** Of the factors whose groups have every likelihood, the one with most numbers to integrate out. */
function bestIntegration(model: BoundModel, draws: Draws): Integration | null {
  const { domains } = model;
  let best: Integration | null = null;
  for (const plate of domains.plateNames()) {
    if (domains.mapTo(domains.rows, [plate]) === null) continue;
    const found = integrateGroups(model, draws, plate);
    if (found instanceof NotGrouped || !found.isWhole || found.effects.length === 0) continue;
    if (found.numbers > (best?.numbers ?? 0)) best = found;
  }
  return best;
}

interface Built {
  readonly parts: readonly PlacedCoordinates[];
  readonly dimension: number;
  readonly priors: CompiledOutputs;
  readonly logConstant: number;
}

function build(
  model: BoundModel,
  joint: Joint,
  inputs: readonly ParameterInput[],
  integration: Integration | null,
): Built | NoDensity {
  const parts: PlacedCoordinates[] = [];
  let [from, logConstant] = [0, 0];
  for (const input of inputs) {
    const found = coordinatesOf(model, joint, input);
    if (found instanceof NoDensity) return found;
    logConstant += found.logConstant;
    found.list.forEach((coordinates, i) => {
      parts.push({ coordinates, at: input.offset + i * coordinates.size, from });
      from += coordinates.freeCount;
    });
    joint.begin(input.statement);
    addPriorDensity(joint, input.statement);
  }
  if (from > mostNumbers)
    return new NoDensity(`${from} numbers cannot be integrated out, and ${mostNumbers} is the most`);
  if (integration === null) {
    const likelihoods = model.checked.statements.filter(
      (one): one is Likelihood => one.kind === "likelihood",
    );
    for (const one of likelihoods) joint.addLikelihood(one);
  }
  const terms = [...joint.constantTerms, ...joint.terms];
  const sum = add(joint.graph, ...terms.map(({ node, domain }) => total(joint.graph, node, domain, null)));
  const priors = compileOutputs("jointDensity", [{ node: sum, domain: scalarDomain }]);
  return { parts, dimension: from, priors, logConstant };
}

/**
 * The log of what the priors of a model lack to be densities, which samplers need not know: of ordered vectors the number of their orders. Or why
 * it is not known.
 */
export function constantOfPriors(model: BoundModel): number | NoDensity {
  const { joint, inputs } = givenModel(model);
  let sum = 0;
  for (const input of inputs) {
    const { kind } = input.statement.distribution;
    if (kind !== "truncated" && kind !== "ordered") continue;
    const found = coordinatesOf(model, joint, input);
    if (found instanceof NoDensity) return found;
    sum += found.logConstant;
  }
  return sum;
}

/** Of each element or vector in turn; `logConstant` is what the prior lacks to be a density. */
interface FoundCoordinates {
  readonly list: readonly Coordinates[];
  readonly logConstant: number;
}

function coordinatesOf(
  model: BoundModel,
  joint: Joint,
  { statement, domain, matrices }: ParameterInput,
): FoundCoordinates | NoDensity {
  const { name, plates, distribution } = statement;
  const repeated = (count: number, one: Coordinates): FoundCoordinates => ({
    list: new Array<Coordinates>(count).fill(one),
    logConstant: 0,
  });
  if (matrices !== null) return repeated(matrices.count, correlationCoordinates(matrices.size));
  switch (distribution.kind) {
    case "scalar":
      return boundedCoordinates(joint, statement, distribution, domain);
    case "truncated":
      if (!hasCumulative(distribution.base.distribution))
        return new NoDensity(`the truncated prior of \`${name}\` has no constant that is known`);
      return boundedCoordinates(joint, statement, distribution.base, domain);
    case "ordered": {
      const size = model.domains.labelsOf(plates.at(-1)!).length;
      return orderedPrior(joint, statement, distribution.base, domain, size);
    }
    case "vector": {
      const { kind } = distribution.distribution.support;
      if (kind !== "simplex") return repeated(domain.size, scalarCoordinates(-Infinity, Infinity));
      const size = model.domains.labelsOf(plates.at(-1)!).length;
      return repeated(domain.size / size, simplexCoordinates(size));
    }
    default:
      throw new Error(`a parameter cannot have a ${distribution.kind} distribution`);
  }
}

/** K elements in order have K! times the density of theirs in any, where they are alike. */
function orderedPrior(
  joint: Joint,
  { name }: ParameterStatement,
  { distribution, arguments: given }: CheckedScalar,
  domain: Domain,
  size: number,
): FoundCoordinates | NoDensity {
  const { support } = distribution;
  if (support.lower !== -Infinity || support.upper !== Infinity)
    return new NoDensity(`the ordered prior of \`${name}\` has bounds`);
  const values = joint.translator.translateAll(given, domain);
  if (values.some((one) => one.domain !== scalarDomain))
    return new NoDensity(
      `the elements of \`${name}\` have priors that differ, whose constant in order is not known`,
    );
  const count = domain.size / size;
  let logFactorial = 0;
  for (let k = 2; k <= size; k++) logFactorial += log(k);
  return {
    list: new Array<Coordinates>(count).fill(orderedCoordinates(size)),
    logConstant: count * logFactorial,
  };
}

/** The ends must be numbers, which no parameter moves. */
function boundedCoordinates(
  joint: Joint,
  { name, distribution: whole }: ParameterStatement,
  { distribution, arguments: given }: CheckedScalar,
  domain: Domain,
): FoundCoordinates | NoDensity {
  const { translator } = joint;
  const values = translator.translateAll(given, domain);
  const cut = whole.kind === "truncated" ? whole : { lower: null, upper: null };
  const [from, to] = [cut.lower, cut.upper].map((end) => end && translator.translate(end, domain));
  const { supports } = distribution;
  const isReal = ({ lower, upper }: typeof distribution.support): boolean =>
    lower === -Infinity && upper === Infinity;
  if (supports !== undefined) {
    if (!supports.every(isReal))
      return new NoDensity(`the elements of \`${name}\` have priors of several kinds`);
    return {
      list: new Array<Coordinates>(domain.size).fill(scalarCoordinates(-Infinity, Infinity)),
      logConstant: 0,
    };
  }
  const lower = supportEnd(joint, distribution, values, "lower", from!);
  const upper = supportEnd(joint, distribution, values, "upper", to!);
  if (lower?.isData === false || upper?.isData === false)
    return new NoDensity(`the range of \`${name}\` depends on other parameters`);
  const lowers = numbersOf(lower, -Infinity, domain);
  const uppers = numbersOf(upper, Infinity, domain);
  return {
    list: Array.from({ length: domain.size }, (_, i) => scalarCoordinates(lowers[i]!, uppers[i]!)),
    logConstant: 0,
  };
}

/** The values of a node that is data. */
function numbersOf(node: Node | null, otherwise: number, domain: Domain): Float64Array {
  const numbers = new Float64Array(domain.size).fill(otherwise);
  if (node === null) return numbers;
  const { size, places, fill } = compileOutputs("bounds", [{ node, domain }]);
  const found = new Float64Array(size);
  fill(new Float64Array(0), found);
  return numbers.map((_, i) => found[places[0]!.offset + (places[0]!.count === 1 ? 0 : i)]!);
}
