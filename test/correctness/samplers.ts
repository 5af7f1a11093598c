/** The samplers under test: what each makes of data, and whether a transition is its own reverse. */

import { codeOf, compile } from "../../src/density/compile.ts";
import type { CheckedStatement } from "../../src/language/checked-model.ts";
import type { BoundModel } from "../../src/model/bound-model.ts";
import { runDefaults } from "../../src/run/options.ts";
import { adjustableJoint } from "../../src/samplers/centering/adjustable-density.ts";
import { chooseCentering } from "../../src/samplers/centering/centering.ts";
import type { ChainMaker } from "../../src/samplers/chain.ts";
import { collapsedGibbsSampler } from "../../src/samplers/collapsed-gibbs/collapsed-gibbs-sampler.ts";
import { scheduleUpdates } from "../../src/samplers/gibbs/blocks.ts";
import { GibbsGraph } from "../../src/samplers/gibbs/gibbs-graph.ts";
import { modeJumpRecipe } from "../../src/samplers/gibbs/mode-jump-recipe.ts";
import { type HmcOptions, hmcOptions } from "../../src/samplers/hmc/options.ts";
import type { KernelRecipe } from "../../src/samplers/kernels/index.ts";
import { adjustableMarginal } from "../../src/samplers/marginal/adjustable-marginal.ts";
import { marginalSampler } from "../../src/samplers/marginal/marginal-sampler.ts";
import { ModelStructure } from "../../src/samplers/model-structure.ts";
import { type NutsOptions, nutsOptions } from "../../src/samplers/nuts/options.ts";
import { quadratureSampler } from "../../src/samplers/quadrature/quadrature-sampler.ts";
import { type ChainRecipe, isOffer, type PlanRequest, type Sampler } from "../../src/samplers/sampler.ts";
import { integrate } from "../samplers/marginal/integrated-model.ts";
import { dataOf, recipeOf } from "../samplers/recipes.ts";

export interface SamplerUnderTest {
  readonly name: string;
  /** Whether the transition is reversible, so that ranks of the exact test are uniform. */
  readonly isReversible: boolean;
  /** The recipe for the chains of a model with its data; what has to be chosen first is chosen by other data. */
  readonly prepareBy: (other: BoundModel) => (model: BoundModel) => PreparedChains;
  /** Makes the chains where that is not to be done as the program does: with a fault. */
  readonly instantiate?: (recipe: ChainRecipe) => ChainMaker;
}

export interface PreparedChains {
  readonly recipe: ChainRecipe;
  /** Of the numbers of a draw. */
  readonly names: readonly string[];
}

/** Few points, since the data are few; the kernel of the chains is theirs and that of this seed alone. */
const request: PlanRequest = {
  chains: 1,
  warmup: 200,
  draws: 100,
  seed: 5,
  options: { ...runDefaults },
  isThorough: false,
  isKept: () => true,
};

function offered(sampler: Sampler, model: BoundModel): PreparedChains {
  const answer = sampler.offer(new ModelStructure(model), request);
  if (!isOffer(answer)) throw new Error(`refused: ${answer.reason}`);
  const { recipe, variables } = answer.prepare();
  return { recipe, names: variables.map(({ name }) => name) };
}

/** The coordinates of group effects: as the model has them, standardized, or as a pilot chain chooses them. */
export type Form = "centered" | "noncentered" | "chosen";

/** Over all parameters. */
function joint(name: string, kernel: KernelRecipe, form: Form): SamplerUnderTest {
  return {
    name: `${name}, ${form}`,
    isReversible: true,
    prepareBy: (other) => {
      const centering =
        form === "chosen"
          ? chooseCentering(adjustableJoint(compile(other)), request.seed, shortNuts)
          : new Map();
      return (model) => {
        const { recipe, variables } = compile(form === "centered" ? centered(model) : model, centering);
        return {
          recipe: recipeOf("nuts", { kind: "joint", density: recipe, kernel }),
          names: variables.map(({ name: own }) => own),
        };
      };
    },
  };
}

/** The model with the effects themselves as free numbers. */
function centered(model: BoundModel): BoundModel {
  const statements = model.checked.statements.map(
    (statement): CheckedStatement =>
      statement.kind === "parameter" ? { ...statement, parameterization: "centered" } : statement,
  );
  return { ...model, checked: { ...model.checked, statements } };
}

/** Trajectories of 63 steps at most, since some data sets do not suit a step size that was learned from others. */
const shortNuts: NutsOptions = { ...nutsOptions.defaults, targetAcceptance: 0.8, maxTreeDepth: 6 };

const byShortNuts = { kind: "nuts", options: shortNuts, starts: { places: [], box: null } } as const;

export function nuts(metric: NutsOptions["metric"], form: Form): SamplerUnderTest {
  return joint(
    `nuts, ${metric}`,
    { kind: "nuts", options: { ...shortNuts, metric }, starts: { places: [], box: null } },
    form,
  );
}

export function hmc(metric: HmcOptions["metric"], form: Form): SamplerUnderTest {
  return joint(
    `hmc, ${metric}`,
    { kind: "hmc", options: { ...hmcOptions.defaults, metric, steps: 6 }, starts: { places: [], box: null } },
    form,
  );
}

/** As the program prepares it: by NUTS where the data are such that an independence sampler would not fit. */
export const marginal: SamplerUnderTest = {
  name: "marginal",
  isReversible: true,
  prepareBy: () => (model) => offered(marginalSampler, model),
};

/** With its rule and its proposal for each data set. */
export const quadrature: SamplerUnderTest = {
  name: "quadrature",
  isReversible: true,
  prepareBy: () => (model) => offered(quadratureSampler, model),
};

/** What is left is sampled by NUTS, so it need not be explored. */
export const marginalByNuts: SamplerUnderTest = {
  name: "marginal, by nuts",
  isReversible: true,
  prepareBy: () => (model) => {
    const { recipe, variables } = integrate(model).compiled;
    return {
      recipe: recipeOf("marginal", { kind: "marginal", model: recipe, kernel: byShortNuts }),
      names: variables.map(({ name }) => name),
    };
  },
};

/** By NUTS, in coordinates of sampled group effects that a pilot chooses. */
export const marginalChosen: SamplerUnderTest = {
  name: "marginal, by nuts, chosen",
  isReversible: true,
  prepareBy: (other) => {
    const centering = chooseCentering(adjustableMarginal(integrate(other).compiled), request.seed, shortNuts);
    return (model) => {
      const { recipe, variables } = integrate(model).compiled.recentered(centering);
      return {
        recipe: recipeOf("marginal", { kind: "marginal", model: recipe, kernel: byShortNuts }),
        names: variables.map(({ name }) => name),
      };
    };
  },
};

/** The recipe with NUTS for what is not integrated out. */
export function byNuts(recipe: ChainRecipe): ChainRecipe {
  if (recipe.sampler !== "marginal") return recipe;
  const data = dataOf(recipe, "marginal");
  if (data.kernel.kind === "exact") return recipe;
  return recipeOf("marginal", { ...data, kernel: byShortNuts });
}

export const collapsedGibbs: SamplerUnderTest = {
  name: "collapsed gibbs",
  isReversible: false,
  prepareBy: () => (model) => offered(collapsedGibbsSampler, model),
};

/**
 * Block by block: jumps are where data make modes, and these are tested by themselves. Modes to start in are not looked for, since here
 * a chain starts at the truth; it would take half of the time.
 */
export const gibbs: SamplerUnderTest = {
  name: "gibbs",
  isReversible: false,
  prepareBy: () => (model) => withoutJump(new GibbsGraph(model)),
};

/** With a jump whether the data make modes apart or not. */
export const gibbsJumping: SamplerUnderTest = {
  name: "gibbs, jumps",
  isReversible: false,
  prepareBy: () => (model) => {
    const graph = new GibbsGraph(model);
    const { recipe, names } = withoutJump(graph);
    const jump = modeJumpRecipe(graph, new ModelStructure(graph.model), request.seed, 1);
    if (jump === null) throw new Error("there is no jump");
    const data = dataOf(recipe, "gibbs");
    return { recipe: recipeOf("gibbs", { ...data, updates: [...data.updates, jump] }), names };
  },
};

function withoutJump(graph: GibbsGraph): PreparedChains {
  const { recipe, variables } = codeOf(graph.joint, () => true);
  const updates = scheduleUpdates(graph).map((one) => one.recipe);
  return {
    recipe: recipeOf("gibbs", { density: recipe, updates, starts: { places: [], box: null } }),
    names: variables.map(({ name }) => name),
  };
}
