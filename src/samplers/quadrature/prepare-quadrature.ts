/**
 * What all chains share: modes of the density of what is left, nodes enough for it, where Newton's method begins, a mixture as proposal. Where
 * no rule is good enough all parameters are sampled by NUTS.
 */

import { exp } from "../../numeric/exponential.ts";
import { createRandomStream } from "../../numeric/random-stream.ts";
import { coordinateScales } from "../exploration/coordinate-scales.ts";
import { reportOf } from "../exploration/exploration-report.ts";
import { type Exploration, type ExplorationTask, fitMixture, surveyModes } from "../exploration/explore.ts";
import { type Mode, widthsOf } from "../exploration/modes.ts";
import { greatWeight, isFitting, notFitting, triesOf } from "../exploration/proposal-choice.ts";
import type { WeightedSample } from "../exploration/weighted-points.ts";
import type { JointChainRecipe } from "../joint/joint-chain.ts";
import { prepareJoint } from "../joint/joint-offer.ts";
import type { ModelStructure } from "../model-structure.ts";
import { nutsOptions } from "../nuts/options.ts";
import { valuesOf } from "../options/option-group.ts";
import type { PlanRequest, PreparedSampler } from "../sampler.ts";
import type { GroupIntegrals } from "./group-integrals.ts";
import type { GroupedModel } from "./grouped-model.ts";
import { noteOnNodes, type RuleRecipe, ruleWords } from "./node-grid.ts";
import type { StartRecipe } from "./placement.ts";
import type { QuadratureChainRecipe } from "./quadrature-chain.ts";
import { integralsOf, QuadratureDensity } from "./quadrature-density.ts";
import { chooseRule, type RuleChoice } from "./rule-choice.ts";

/** Chains count from 1. */
const explorationStream = 0;
/** The rule that modes are looked for by, by the numbers of a group. */
const searchPoints = [9, 9, 5] as const;
/** Positions of the posterior that nodes are chosen at. */
const lookedAt = 16;
/** Positions that each transition chooses among where the proposal is good: none is to be wasted, each costs a pass over rows for each node. */
const usualTries = 1;
/** In widths of the mode: the step of the differences that say how modes of groups move. */
const differenceStep = 0.5;

/** `operations` are those of one evaluation of the density. */
export function prepareQuadrature(
  known: ModelStructure,
  grouped: GroupedModel,
  operations: number,
  request: PlanRequest,
): PreparedSampler<QuadratureChainRecipe | JointChainRecipe> {
  const { recipe, sampledNames, parameterizations } = grouped;
  const integrals = integralsOf(recipe, null);
  const rule: RuleRecipe = { kind: "hermite", points: searchPoints[recipe.width]! };
  const density = new QuadratureDensity(integrals, rule);
  const noncentered = namesBy(parameterizations, "noncentered");
  const task: ExplorationTask = {
    density,
    logPrior: (at) => density.logPrior(at),
    scales: coordinateScales(known.model, sampledNames, new Set(noncentered)),
    operations,
    points: request.warmup,
    stream: createRandomStream(request.seed, explorationStream),
  };
  const survey = surveyModes(task);
  if (survey === null) return byNuts(known, request, "no mode of the density was found");
  const { modes } = survey;
  const places = modes.map(({ position }) => position);
  const start = startOf(integrals, modes[0]!);
  integrals.placement.start = start;
  const first = chooseRule(integrals, places);
  if (first === null) return byNuts(known, request, tooFew);
  density.rule = first.close;
  const adapted = fitMixture(task, survey);
  const choice =
    adapted === null
      ? first
      : chooseRule(integrals, [...places.slice(0, 2), ...spread(adapted.sample(), lookedAt)]);
  if (choice === null) return byNuts(known, request, tooFew);
  const { kernel, notes } = chooseKernel({ modes, adapted }, request);
  return {
    recipe: { ...recipeBy(choice), model: recipe, start, kernel },
    variables: grouped.variables,
    roles: grouped.roles,
    warmup: kernel.kind === "nuts" ? request.warmup : 0,
    notes: [accuracyWords(choice, recipe.width), ...notes],
    kernel: kernel.kind,
    parameterizations: Object.fromEntries(noncentered.map((name) => [name, "noncentered" as const])),
    centering: {},
    exploration: reportOf({ modes, adapted }, kernel.kind === "independence"),
  };
}

function recipeBy({
  rule,
  finer,
  bound,
}: RuleChoice): Pick<QuadratureChainRecipe, "kind" | "rule" | "finer" | "bound"> {
  return { kind: "quadrature", rule, finer, bound };
}

const tooFew = "densities of its groups are not near a normal one, so that nodes about their modes do not do";

function namesBy(all: ReadonlyMap<string, string>, wanted: string): string[] {
  return [...all].flatMap(([name, one]) => (one === wanted ? [name] : []));
}

/** "integrated over each group by 7 Gauss-Hermite nodes, in the second stage by 15 Gauss-Hermite nodes: log π is within 2e-8 of …". */
function accuracyWords({ rule, finer, error }: RuleChoice, width: number): string {
  const size = error < 1e-12 ? "1e-12" : error.toExponential(0);
  const stages = `${ruleWords(rule, width)}, in the second stage by ${ruleWords(finer, width)}`;
  return `${noteOnNodes} ${stages}: log π is within ${size} of what twice as many a number give`;
}

function byNuts(
  { joint }: ModelStructure,
  request: PlanRequest,
  why: string,
): PreparedSampler<JointChainRecipe> {
  const options = valuesOf(nutsOptions, request.options);
  const prepared = prepareJoint(joint, request, { kind: "nuts", options });
  const notes = [`${why}; NUTS samples all parameters`];
  return { ...prepared, notes, dimension: joint.recipe.dimension, integrated: [] };
}

/** What samples what is left, and why it is not an independence sampler. */
function chooseKernel(
  { modes, adapted }: Exploration,
  { options: all, chains }: PlanRequest,
): { readonly kernel: QuadratureChainRecipe["kernel"]; readonly notes: readonly string[] } {
  if (adapted !== null && isFitting(adapted.report)) {
    const { mixture, report } = adapted;
    const tries = triesOf(usualTries, report.efficiency);
    const great = greatWeight(report, tries);
    return { kernel: { kind: "independence", proposal: { mixture, inner: null }, tries, great }, notes: [] };
  }
  const options = valuesOf(nutsOptions, all);
  const places = Array.from({ length: chains }, (_, c) => modes[c % modes.length]!.position);
  const note =
    adapted === null
      ? "the density has no curvature at its modes, so NUTS samples what is left"
      : notFitting(adapted.report);
  const starts = { places: modes.length > 1 ? places : [], box: null };
  return { kernel: { kind: "nuts", options, starts }, notes: [note] };
}

/** Modes of groups at a mode of what is left, and how they move with it, by central differences. */
function startOf(integrals: GroupIntegrals, { position, covariance }: Mode): StartRecipe {
  const { placement } = integrals;
  const size = placement.modes.length;
  const zeros = new Float64Array(size * position.length);
  const findAt = (at: Float64Array): Float64Array => {
    // From where it ended once more: the second time no step is left to speak of.
    placement.start = null;
    for (let time = 0; time < 3; time++) {
      integrals.logPrior(at);
      integrals.moveTo(at);
      placement.start = { center: at, modes: placement.modes.slice(), slopes: zeros };
    }
    return placement.modes.slice();
  };
  const widths = widthsOf(covariance, position.length);
  const slopes = new Float64Array(size * position.length);
  for (let m = 0; m < position.length; m++) {
    const step = differenceStep * widths[m]!;
    const [up, down] = [step, -step].map((by) => {
      const at = position.slice();
      at[m] = at[m]! + by;
      return findAt(at);
    }) as [Float64Array, Float64Array];
    for (let i = 0; i < size; i++) {
      const slope = (up[i]! - down[i]!) / (2 * step);
      slopes[m * size + i] = Number.isFinite(slope) ? slope : 0;
    }
  }
  const modes = findAt(position).map((one) => (Number.isFinite(one) ? one : 0));
  return { center: position.slice(), modes, slopes };
}

/** Positions of a weighted sample at equal steps of its weight. */
function spread({ positions, logWeights }: WeightedSample, count: number): Float64Array[] {
  const most = logWeights.reduce((found, one) => Math.max(found, one), -Infinity);
  const weights = logWeights.map((one) => exp(one - most));
  const step = weights.reduce((sum, one) => sum + one, 0) / count;
  const chosen: Float64Array[] = [];
  let sum = 0;
  positions.forEach((position, i) => {
    const before = Math.floor(sum / step + 0.5);
    sum += weights[i]!;
    if (Math.floor(sum / step + 0.5) > before) chosen.push(position);
  });
  return chosen;
}
