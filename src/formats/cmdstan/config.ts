/**
 * The comments of a CmdStan file: what was asked for, what the adaptation found, what the time was.
 *
 * CmdStan writes its arguments as a tree, `# key = value (Default)`, indented, before the header; older versions and rstan write a few of them
 * flat (`# iter=2000`). Only keys that every version has in one sense are used, so that the tree need not be followed but for the name of the
 * method.
 */

import type { Variable } from "../../posterior/draws.ts";
import { namedVariables } from "./written-names.ts";

/** What the comments say; null where they say nothing. */
export interface CmdStanConfig {
  /** What wrote the file in CmdStan's layout, where it is this program, with its version; else null. */
  readonly writer: string | null;
  /** Variables that are called otherwise than their columns say. */
  readonly named: ReadonlyMap<string, Variable>;
  /** "sample", "optimize", "variational", "pathfinder", "laplace", "generate_quantities". */
  readonly method: string | null;
  readonly version: string | null;
  readonly model: string | null;
  /** Chains of the process that wrote the file. */
  readonly chains: number | null;
  /** Transitions, before thinning. */
  readonly samples: number | null;
  readonly warmup: number | null;
  readonly isWarmupSaved: boolean;
  readonly thin: number | null;
  readonly maxTreedepth: number | null;
  readonly targetAcceptance: number | null;
  readonly seed: string | null;
  /** Whether the text that CmdStan ends with is there: without it the run may not have ended. */
  readonly hasEnded: boolean;
  readonly warmupSeconds: number | null;
  readonly samplingSeconds: number | null;
}

/** `comments` are the lines without their `#`. */
export function readConfig(comments: readonly string[]): CmdStanConfig {
  const values = new Map<string, string>();
  let method: string | null = null;
  let warmupSeconds: number | null = null;
  let samplingSeconds: number | null = null;
  for (const line of comments) {
    const pair = /^\s*([\w.]+)\s*=\s*(.*?)\s*(?:\(Default\))?\s*$/.exec(line);
    if (pair !== null) {
      // The first of a name counts: arguments of output come after those of sampling.
      if (!values.has(pair[1]!)) values.set(pair[1]!, pair[2]!);
      continue;
    }
    const time = /([\d.eE+-]+) seconds \((Warm-up|Sampling)\)/.exec(line);
    if (time?.[2] === "Warm-up") warmupSeconds = Number(time[1]);
    if (time?.[2] === "Sampling") samplingSeconds = Number(time[1]);
  }
  method = values.get("method")?.split(" ")[0] ?? null;
  const number = (...names: readonly string[]): number | null => {
    const found = names.map((name) => values.get(name)).find((value) => value !== undefined && value !== "");
    return found === undefined || Number.isNaN(Number(found)) ? null : Number(found);
  };
  const version = ["major", "minor", "patch"].map((part) => values.get(`stan_version_${part}`));
  const warmup = number("num_warmup", "warmup");
  const iterations = number("iter");
  const writer = comments.map((line) => /^ written by Hyperprior (\S+)/.exec(line)?.[1]);
  return {
    writer: writer.find((found) => found !== undefined) ?? null,
    named: namedVariables(comments),
    method,
    version: version[0] === undefined ? null : version.filter((part) => part !== undefined).join("."),
    model: values.get("model")?.replace(/_model$/, "") ?? values.get("model_name") ?? null,
    chains: number("num_chains"),
    samples: number("num_samples") ?? (iterations === null ? null : iterations - (warmup ?? 0)),
    warmup,
    isWarmupSaved: ["1", "true"].includes(values.get("save_warmup") ?? "0"),
    thin: number("thin"),
    maxTreedepth: number("max_depth", "max_treedepth"),
    targetAcceptance: number("delta", "adapt_delta"),
    seed: values.get("seed") ?? null,
    hasEnded: samplingSeconds !== null,
    warmupSeconds,
    samplingSeconds,
  };
}
