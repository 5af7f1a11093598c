/** Draws that can be asked about, whoever made them: a run folder of this program, or files of another. */

import type { ReceivedDraws } from "../formats/format.ts";
import type { InputFile } from "../formats/input-file.ts";
import { readFiles } from "../formats/recognize.ts";
import { isJudged, measureVariable } from "../posterior/convergence.ts";
import { ofSuperchains } from "../posterior/diagnosis-rules.ts";
import type { Draws, Variable } from "../posterior/draws.ts";
import { collectDraws, type DrawsSource, sourceOf } from "../posterior/draws-source.ts";
import { withReferenceTails } from "../posterior/exploration.ts";
import { type Judged, type JudgeOptions, judgeSource } from "../posterior/judge-source.ts";
import { measureQuantiles } from "../posterior/quantile-precision.ts";
import { summarize } from "../posterior/summary.ts";
import type { Problem } from "../problems/problem.ts";
import { isRunFolder } from "../run/record/run-pair.ts";
import { withDerived } from "./derive.ts";
import { Fitted } from "./fitted.ts";
import { requireKnownOptions } from "./given-options.ts";
import { meterFor } from "./measure-threads.ts";
import { namedFiles, type StandardInput } from "./named-files.ts";
import { ProblemError } from "./problem-error.ts";
import { readRun } from "./read-run.ts";

export interface ReadDrawsOptions {
  /** The name of a format, where a file is not told by what is in it. */
  readonly format?: string | undefined;
  /** Rows at the beginning of each chain that are warm-up, where the files do not say so themselves. */
  readonly warmup?: number | undefined;
  /** Keeps every so manieth draw; 1, all, if not given. */
  readonly thin?: number | undefined;
  /** Bytes of values that may be held at once; 512 MB if not given. */
  readonly memory?: number | undefined;
  readonly onProgress?: ((bytes: number, of: number | null) => void) | undefined;
}

/** Draws with what is known of them. */
export class GivenDraws {
  /** The run, where it is one of this program. */
  readonly run: Fitted | null;
  /** What the files told; null of a run of this program. */
  readonly received: ReceivedDraws | null;
  /** Variables, and their values block by block. */
  readonly source: DrawsSource;
  /** What was wrong without being an error. */
  readonly warnings: readonly Problem[];

  /** `source` has other variables than what was read, where some were derived. */
  constructor(of: Fitted | ReceivedDraws, warnings: readonly Problem[] = [], source?: DrawsSource) {
    const isRun = of instanceof Fitted;
    this.run = isRun ? of : null;
    this.received = isRun ? null : of;
    this.source = source ?? (isRun ? sourceOf(of.draws) : of.source);
    this.warnings = warnings;
  }

  /** The same draws with other variables. */
  withSource(source: DrawsSource): GivenDraws {
    return new GivenDraws((this.run ?? this.received)!, this.warnings, source);
  }

  /**
   * The same draws and variables derived from them, each judged and summarized as the others: `derive("icc = tau^2 / (tau^2 + sigma^2)")`. Throws
   * a `ProblemError` for what is no expression over the draws.
   */
  derive(...definitions: readonly string[]): GivenDraws {
    return this.withSource(withDerived(this.source, definitions, this.run?.record.model.constants));
  }

  /** The wanted variables in memory, all if not said. */
  draws(isWanted?: (variable: Variable) => boolean): Promise<Draws> {
    return collectDraws(this.source, isWanted);
  }

  /** Summary and verdict. A run of this program is judged by what its exploration found, too. */
  async judge(options: JudgeOptions = {}): Promise<Judged> {
    const { run, received } = this;
    if (run !== null) return judgeRun(run, await this.draws(options.isWanted), options);
    const { maxTreedepth = null, thin = null } = received?.sampling ?? {};
    const thresholds = { ...(maxTreedepth === null ? {} : { maxTreedepth }), ...options.thresholds };
    const program = received?.program?.name ?? "other";
    const { logLikelihood } = received?.groups ?? {};
    const found = { program, thin: thin ?? 1, ...(logLikelihood === undefined ? {} : { logLikelihood }) };
    const { chainCount, drawCount } = this.source;
    return judgeSource(this.source, { ...found, ...options, thresholds }, meterFor(chainCount * drawCount));
  }
}

function judgeRun(run: Fitted, draws: Draws, options: JudgeOptions): Judged {
  const { prob, superchains = null, quantiles: asked = [], thresholds: given = {} } = options;
  const { chainCount, variables, values } = draws;
  const fitted = run.withDraws(draws);
  const measured = variables.map((variable, v) =>
    isJudged(variable) ? measureVariable(variable, values[v]!, chainCount, undefined, superchains) : null,
  );
  const convergence = withReferenceTails(measured, run.record.plan.exploration);
  const thresholds = {
    maxTreedepth: run.record.options.nuts.maxTreeDepth,
    ...(superchains === null ? given : ofSuperchains(given, superchains)),
  };
  const quantiles = variables.flatMap((variable, v) =>
    isJudged(variable) ? measureQuantiles(variable, values[v]!, chainCount, asked) : [],
  );
  return {
    summary: summarize(draws, { ...(prob === undefined ? {} : { prob }), convergence, thresholds }),
    diagnosis: fitted.diagnose({ thresholds, convergence, superchains, quantiles }),
    quantiles,
  };
}

/**
 * Reads draws: a run folder, or files of another program, a file for each chain or one for all. Throws a `ProblemError` where there are none
 * that can be read.
 */
export async function readDraws(
  paths: string | readonly string[],
  options: ReadDrawsOptions = {},
): Promise<GivenDraws> {
  requireKnownOptions("readDraws", options);
  return readGivenDraws(typeof paths === "string" ? [paths] : paths, options, { isInFlagWords: false });
}

/** Whose words advice is in, and where `-` is read from. */
export interface GivenDrawsSetting {
  readonly isInFlagWords: boolean;
  readonly input?: StandardInput;
}

/** The same for commands, whose advice names flags. */
export async function readGivenDraws(
  words: readonly string[],
  options: ReadDrawsOptions,
  { isInFlagWords, input = noInput }: GivenDrawsSetting,
): Promise<GivenDraws> {
  const [first = ""] = words;
  if (words.length === 1 && options.format === undefined && isRunFolder(first)) {
    const { record, draws } = await readRun(first);
    return new GivenDraws(new Fitted({ record, draws }, [], { isInFlagWords }));
  }
  const { files, problems } = await namedFiles(words, input);
  if (problems.length > 0 || files.length === 0) throw new ProblemError(problems, "", first);
  return readOf(files, options);
}

async function readOf(files: readonly InputFile[], options: ReadDrawsOptions): Promise<GivenDraws> {
  const { received, problems } = await readFiles(files, options.format ?? null, {
    warmup: options.warmup ?? null,
    thin: options.thin ?? 1,
    memory: options.memory ?? 536_870_912,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  if (received === null) throw new ProblemError(problems, "", files[0]!.name);
  return new GivenDraws({ ...received, fileCount: files.length }, problems);
}

async function* noInput(): AsyncIterable<Uint8Array> {}
