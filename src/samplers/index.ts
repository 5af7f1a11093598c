/** The samplers. To add one is to add its folder and a line here. */

import type { FieldShape } from "./adaptation-shape.ts";
import type { ChainMaker } from "./chain.ts";
import { collapsedGibbsSampler } from "./collapsed-gibbs/collapsed-gibbs-sampler.ts";
import { gibbsSampler } from "./gibbs/gibbs-sampler.ts";
import { hmcSampler } from "./hmc/hmc-sampler.ts";
import { marginalSampler } from "./marginal/marginal-sampler.ts";
import { nutsSampler } from "./nuts/nuts-sampler.ts";
import type { OptionGroup } from "./options/option-group.ts";
import { quadratureSampler } from "./quadrature/quadrature-sampler.ts";
import type { ChainRecipe, Sampler } from "./sampler.ts";
import { whitenedSampler } from "./whitened/whitened-sampler.ts";

/** The one that is best where it can be had first. */
const list = [
  marginalSampler,
  collapsedGibbsSampler,
  gibbsSampler,
  whitenedSampler,
  nutsSampler,
  hmcSampler,
  quadratureSampler,
] as const;

/** Names of the methods that a user can force; several samplers may go by one name. */
export type MethodName = (typeof list)[number]["method"];

/** As the program sees them. */
export const samplers: readonly Sampler<MethodName>[] = list;

/** Makes the chains of a recipe. */
export function chainsOf({ sampler, data }: ChainRecipe): ChainMaker {
  const maker = list.find(({ name }) => name === sampler);
  if (maker === undefined) throw new Error(`no sampler ${sampler}`);
  return maker.chains(data);
}

/** The shapes of all fields of adaptations: no two samplers mean different things by one name. */
export const adaptationShapes: { readonly [field: string]: FieldShape } = Object.assign(
  {},
  ...list.map(({ adaptation }) => adaptation),
);

/** `auto` takes what is cheapest. */
export type Method = "auto" | MethodName;

/** Of each method once, in the order of the samplers, after `auto`. */
export const methods: readonly Method[] = ["auto", ...new Set(list.map(({ method }) => method))];

/** What each method does, in a few words. */
export const methodWords: ReadonlyMap<string, string> = new Map(
  list.map(({ method, words }) => [method, words]),
);

/** The groups of options of all samplers, each once. */
export const optionGroups: readonly OptionGroup[] = [...new Set(list.flatMap(({ options }) => [...options]))];

type Groups = (typeof list)[number]["options"][number];
type OptionsOf<Group> =
  Group extends OptionGroup<infer Name, infer Values>
    ? Name extends ""
      ? Values
      : { readonly [Key in Name]: Values }
    : never;
type Intersection<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

/** The values of all options, group by group. */
export type SamplerOptions = Intersection<OptionsOf<Groups>>;

/** Where nothing is said. */
export const samplerDefaults = Object.fromEntries(
  optionGroups.flatMap(({ name, defaults }) => (name === "" ? Object.entries(defaults) : [[name, defaults]])),
) as SamplerOptions;
