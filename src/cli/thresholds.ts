/** Thresholds that a user may set, by option and in the settings of a project: one table for both. */

import { type Command, InvalidArgumentError } from "commander";
import { defaultThresholds, type Thresholds } from "../posterior/diagnosis-rules.ts";

/** What was given of them; what was not is not there. */
export interface GivenThresholds {
  readonly maxRhat?: number;
  readonly minEss?: number;
  readonly minEssPerChain?: number;
  readonly minEbfmi?: number;
  readonly maxDivergences?: number;
  readonly maxTreedepthHits?: number;
}

interface ThresholdEntry {
  readonly name: keyof GivenThresholds;
  /** In the settings of a project. */
  readonly key: string;
  readonly flag: string;
  readonly description: string;
  /** What is wanted, in words. */
  readonly expected: string;
  readonly isFine: (value: number) => boolean;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const count = "a whole number of at least 0";

/** In the order of the help text. */
export const thresholdTable: readonly ThresholdEntry[] = [
  {
    name: "maxRhat",
    key: "max_rhat",
    flag: "--max-rhat <x>",
    description: `largest R-hat (default: ${defaultThresholds.rhat})`,
    expected: "a number of at least 1",
    isFine: (value) => value >= 1,
  },
  {
    name: "minEss",
    key: "min_ess",
    flag: "--min-ess <n>",
    description: "smallest effective sample size, bulk and tail, of all chains together",
    expected: count,
    isFine: isCount,
  },
  {
    name: "minEssPerChain",
    key: "min_ess_per_chain",
    flag: "--min-ess-per-chain <n>",
    description: `the same for each chain (default: ${defaultThresholds.essPerChain}, unless --min-ess is given)`,
    expected: count,
    isFine: isCount,
  },
  {
    name: "minEbfmi",
    key: "min_ebfmi",
    flag: "--min-ebfmi <x>",
    description: `smallest E-BFMI of a chain (default: ${defaultThresholds.ebfmi})`,
    expected: "a number of at least 0",
    isFine: (value) => value >= 0,
  },
  {
    name: "maxDivergences",
    key: "max_divergences",
    flag: "--max-divergences <n>",
    description: "most divergences, wherever they are (default: few and scattered ones)",
    expected: count,
    isFine: isCount,
  },
  {
    name: "maxTreedepthHits",
    key: "max_treedepth_hits",
    flag: "--max-treedepth-hits <n>",
    description: "most trajectories cut off at the largest tree depth (default: any number)",
    expected: count,
    isFine: isCount,
  },
];

/** An option for each; gives the command back. */
export function addThresholdOptions(command: Command): Command {
  return thresholdTable.reduce(
    (known, { flag, description, expected, isFine }) =>
      known.option(flag, description, (text: string) => {
        const value = Number(text);
        if (text.trim() !== "" && Number.isFinite(value) && isFine(value)) return value;
        throw new InvalidArgumentError(`expected ${expected}`);
      }),
    command,
  );
}

/** Thresholds with where they are from; nothing of either where nothing is set. */
export interface SetThresholds {
  readonly thresholds: Partial<Thresholds>;
  /** "--max-rhat", "../hyperprior.json". */
  readonly from: readonly string[];
}

/** Those of options before those of the project, which are at `path`. */
export function thresholdsOf(
  flags: GivenThresholds,
  project: { readonly path: string; readonly thresholds: GivenThresholds } | null,
): SetThresholds {
  const ofFlags = thresholdTable.filter(({ name }) => flags[name] !== undefined);
  const ofProject = thresholdTable.filter(
    ({ name }) => flags[name] === undefined && project?.thresholds[name] !== undefined,
  );
  const { maxRhat, minEss, minEssPerChain, minEbfmi, maxDivergences, maxTreedepthHits } = {
    ...project?.thresholds,
    ...Object.fromEntries(ofFlags.map(({ name }) => [name, flags[name]])),
  };
  // A size of all chains together takes the place of that of each, unless both are asked.
  const essPerChain = minEssPerChain ?? (minEss === undefined ? undefined : 0);
  return {
    thresholds: {
      ...(maxRhat === undefined ? {} : { rhat: maxRhat }),
      ...(minEss === undefined ? {} : { ess: minEss }),
      ...(essPerChain === undefined ? {} : { essPerChain }),
      ...(minEbfmi === undefined ? {} : { ebfmi: minEbfmi }),
      ...(maxDivergences === undefined ? {} : { divergences: maxDivergences }),
      ...(maxTreedepthHits === undefined ? {} : { maxTreedepthHits }),
    },
    from: [
      ...ofFlags.map(({ flag }) => flag.split(" ")[0]!),
      ...(ofProject.length > 0 ? [project!.path] : []),
    ],
  };
}
