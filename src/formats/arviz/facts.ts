/** What the attributes of InferenceData tell of the program and of how it sampled. */

import type { Program, SamplingFacts } from "../format.ts";
import { noFacts } from "../format.ts";
import { type ArrayGroup, type AttributeValue, type GroupsOfFile, wholeBox } from "./arrays.ts";
import { asSampled } from "./elements.ts";

/** By the name of the library, and whether its version is that of the program and not only of what called it. */
const libraries: Readonly<Record<string, readonly [Program["name"], boolean]>> = {
  hyperprior: ["Hyperprior", true],
  pymc: ["PyMC", true],
  pymc3: ["PyMC", true],
  numpyro: ["NumPyro", true],
  stan: ["Stan", true],
  cmdstan: ["Stan", true],
  cmdstanpy: ["Stan", false],
  pystan: ["Stan", false],
  cmdstanr: ["Stan", false],
  rstan: ["Stan", false],
  jags: ["JAGS", true],
  turing: ["Turing", true],
  "turing.jl": ["Turing", true],
};

/** Null where nothing is said. */
export function programOf({ attributes }: ArrayGroup): Program | null {
  const library = attributes.get("inference_library");
  if (typeof library !== "string") return null;
  const [name, isOwnVersion] = libraries[library.toLowerCase()] ?? ["other", true];
  const version = attributes.get("inference_library_version");
  return { name, version: isOwnVersion && typeof version === "string" ? version : null };
}

/** Of the first file, whose attributes are those of all. */
export function factsOf(files: readonly GroupsOfFile[]): SamplingFacts {
  const { groups } = files[0]!;
  const attributes = new Map([
    ...(groups.get("sample_stats")?.attributes ?? []),
    ...(groups.get("posterior")?.attributes ?? []),
  ]);
  const warmup =
    groups.get("warmup_posterior")?.arrays.map((array) => asSampled(array)?.drawCount ?? 0) ?? [];
  const numberOf = (name: string): number | null => numberIn(attributes.get(name));
  const model = attributes.get("model_name") ?? attributes.get("modelname");
  const seeds = attributes.get("seeds");
  return {
    ...noFacts,
    warmupLeftOut: Math.max(0, ...warmup),
    thin: numberOf("thinning_interval"),
    maxTreedepth: numberOf("max_treedepth") ?? reachedDepth(groups.get("sample_stats")),
    targetAcceptance: numberOf("target_acceptance"),
    seeds: typeof seeds === "string" ? seeds.split(" ").filter((seed) => seed !== "") : null,
    seconds: secondsOf(attributes),
    totalSeconds: numberOf("sampling_time"),
    model: typeof model === "string" ? model : null,
  };
}

function numberIn(value: AttributeValue | undefined): number | null {
  const one = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof one === "number" && Number.isFinite(one) ? one : null;
}

function secondsOf(attributes: ReadonlyMap<string, AttributeValue>): SamplingFacts["seconds"] {
  const [warmup, sampling] = ["warmup_seconds", "sampling_seconds"].map((name) => {
    const value = attributes.get(name);
    return typeof value === "number" ? [value] : value;
  });
  if (!Array.isArray(warmup) || !Array.isArray(sampling) || warmup.length !== sampling.length) return null;
  return warmup.map((seconds, c) => ({ warmup: Number(seconds), sampling: Number(sampling[c]) }));
}

/** A depth that is common without any trajectory having been cut off at it. */
const usualDepth = 10;

/**
 * Where PyMC says which trajectories were cut off, the depth at which they were; if none was, one more than the deepest where that is as deep
 * as others are cut off at. Null where nothing is to be said.
 */
function reachedDepth(group: ArrayGroup | undefined): number | null {
  const read = (...names: string[]): Float64Array | null => {
    const array = group?.arrays.find(({ name }) => names.includes(name));
    try {
      return array === undefined ? null : array.read(wholeBox(array.shape));
    } catch {
      return null;
    }
  };
  const isReached = read("reached_max_treedepth");
  const depths = read("tree_depth", "treedepth", "depth");
  if (isReached === null || depths === null || isReached.length !== depths.length || depths.length === 0)
    return null;
  const cut = depths.filter((_, i) => isReached[i] === 1);
  if (cut.length > 0) return min(cut);
  return max(depths) >= usualDepth ? max(depths) + 1 : null;
}

function min(values: Float64Array): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}

function max(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
}
