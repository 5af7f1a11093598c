/**
 * Draws as CmdStan writes them: a file for each chain, its arguments in comments before the header, the log density and what the sampler said
 * of the transition before the variables. Source: the CmdStan guide, "Stan CSV file format".
 *
 * Numbers have as many digits as it takes to read the same double again. Variables that serve the derivation of answers alone are left out.
 * `save_warmup` is `0`, as rstan needs it.
 */

import type { Draws, StatisticName } from "../../posterior/draws.ts";
import type { OutputFile, WrittenDraws } from "../format.ts";
import { nameComment, writtenColumns } from "./written-names.ts";

/** What is found in the comments of a file that is written here. */
export const writtenBy = "written by Hyperprior";

/** The layout that is followed. */
const layout = { major: 2, minor: 36, patch: 0 } as const;

/** In CmdStan's order. */
const statisticColumns: readonly (readonly [column: string, name: StatisticName])[] = [
  ["lp__", "logDensity"],
  ["accept_stat__", "acceptanceRate"],
  ["stepsize__", "stepSize"],
  ["treedepth__", "treeDepth"],
  ["n_leapfrog__", "leapfrogSteps"],
  ["divergent__", "divergent"],
  ["energy__", "energy"],
];

/** Characters of a piece, about. */
const pieceLength = 1 << 20;

interface NumberedColumn {
  readonly column: string;
  readonly values: Float64Array;
}

/** The contract of formats. */
export function writeCmdStan(written: WrittenDraws): readonly OutputFile[] {
  const { columns, comments } = columnsOf(written.draws);
  return Array.from({ length: written.draws.chainCount }, (_, chain) => ({
    suffix: `_${chain + 1}.csv`,
    pieces: () => piecesOf(written, chain, columns, comments),
  }));
}

function columnsOf({ variables, values, statistics }: Draws): {
  readonly columns: readonly NumberedColumn[];
  readonly comments: readonly string[];
} {
  const known = statisticColumns.flatMap(([column, name]) =>
    statistics[name] === undefined ? [] : [{ column, values: statistics[name] }],
  );
  // Draws of CmdStan have the log density as a variable, too.
  const shown = [...variables.keys()].filter(
    (v) => !variables[v]!.isHidden && !(variables[v]!.name === "lp__" && statistics.logDensity !== undefined),
  );
  const names = writtenColumns(shown.map((v) => variables[v]!));
  return {
    columns: [...known, ...shown.map((v, i) => ({ column: names[i]!.column, values: values[v]! }))],
    comments: shown.flatMap((v, i) =>
      names[i]!.isRenamed ? [nameComment(names[i]!.column, variables[v]!)] : [],
    ),
  };
}

async function* piecesOf(
  written: WrittenDraws,
  chain: number,
  columns: readonly NumberedColumn[],
  comments: readonly string[],
): AsyncIterable<Uint8Array> {
  const { drawCount } = written.draws;
  const encoder = new TextEncoder();
  let text = `${commented([...argumentsOf(written, chain), ...comments])}${columns.map(({ column }) => column).join(",")}\n`;
  text += commented(adaptationOf(written.draws, chain));
  for (let i = chain * drawCount; i < (chain + 1) * drawCount; i++) {
    for (const [k, { values }] of columns.entries()) text += (k === 0 ? "" : ",") + numberText(values[i]!);
    text += "\n";
    if (text.length >= pieceLength) {
      yield encoder.encode(text);
      text = "";
    }
  }
  yield encoder.encode(text + commented(timesOf(written, chain)));
}

function commented(lines: readonly string[]): string {
  return lines.map((line) => `#${line}\n`).join("");
}

function argumentsOf({ draws, sampling, title, version }: WrittenDraws, chain: number): string[] {
  const thin = sampling.thin ?? 1;
  const seed = sampling.seeds?.[chain];
  const model = (sampling.model ?? title).replaceAll(/[^\p{L}\p{M}\p{N}_.-]/gu, "_");
  return [
    ...Object.entries(layout).map(([part, number]) => ` stan_version_${part} = ${number}`),
    ` ${writtenBy} ${version} as CmdStan ${layout.major}.${layout.minor} writes files`,
    ` model = ${model}_model`,
    " method = sample (Default)",
    "   sample",
    `     num_samples = ${draws.drawCount * thin}`,
    `     num_warmup = ${sampling.warmupLeftOut}`,
    "     save_warmup = 0 (Default)",
    `     thin = ${thin}`,
    ...(sampling.targetAcceptance === null
      ? []
      : ["     adapt", `       delta = ${sampling.targetAcceptance}`]),
    "     algorithm = hmc (Default)",
    "       hmc",
    "         engine = nuts (Default)",
    ...(sampling.maxTreedepth === null
      ? []
      : ["           nuts", `             max_depth = ${sampling.maxTreedepth}`]),
    "         metric = diag_e (Default)",
    ` id = ${chain + 1}`,
    ...(seed === undefined ? [] : [" random", `   seed = ${seed}`]),
  ];
}

/** After the header; the step size is that of the first draw, which is that of all after warm-up. */
function adaptationOf({ statistics, drawCount }: Draws, chain: number): string[] {
  const { stepSize } = statistics;
  return [
    " Adaptation terminated",
    ...(stepSize === undefined ? [] : [` Step size = ${numberText(stepSize[chain * drawCount]!)}`]),
  ];
}

function timesOf({ sampling }: WrittenDraws, chain: number): string[] {
  const seconds = sampling.seconds?.[chain];
  if (seconds === undefined) return [];
  const indent = " ".repeat(16);
  return [
    " ",
    `  Elapsed Time: ${seconds.warmup} seconds (Warm-up)`,
    `${indent}${seconds.sampling} seconds (Sampling)`,
    `${indent}${seconds.warmup + seconds.sampling} seconds (Total)`,
    " ",
  ];
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? "-0" : String(value);
  if (Number.isNaN(value)) return "nan";
  return value > 0 ? "inf" : "-inf";
}
