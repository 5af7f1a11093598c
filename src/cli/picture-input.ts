/** What pictures are drawn of, taken from draws: the variables that matter, their summary, and what came with them. */

import type { Fitted } from "../api/fitted.ts";
import { priorCurves } from "../api/prior-curves.ts";
import { ProblemError } from "../api/problem-error.ts";
import type { GivenDraws } from "../api/read-draws.ts";
import type { ReceivedDraws } from "../formats/format.ts";
import type { PictureInput, PictureKind, Predicted } from "../pictures/kind.ts";
import { byWeight, drawsInOrder } from "../pictures/usual-variables.ts";
import type { Variable } from "../posterior/draws.ts";
import { collectDraws, type DrawsSource } from "../posterior/draws-source.ts";
import type { Judged } from "../posterior/judge-source.ts";
import { tooFewVariables, tooManyVariables, variablesUnused } from "./problems-pictures.ts";
import { chosenBy, type VariableFlags } from "./variable-options.ts";

/** Which variables are drawn, and of how many that could be. */
export interface ChosenVariables {
  readonly variables: readonly Variable[];
  readonly of: number;
}

/** More than these are no picture. */
const mostVariables = 1000;

/**
 * The variables that are named, or the first ones of those that matter. Throws a `ProblemError` where there are too few, or a kind takes
 * none.
 */
export function chooseForPicture(
  kind: PictureKind,
  flags: VariableFlags,
  { source, run }: GivenDraws,
): ChosenVariables {
  const isNamed = (flags.include?.length ?? 0) + (flags.exclude?.length ?? 0) > 0;
  if (kind.variables === null) {
    if (isNamed) throw new ProblemError([variablesUnused(kind.name)], "", "");
    return { variables: [], of: 0 };
  }
  const isWanted = chosenBy(flags, source.variables);
  const shown = source.variables.filter((one) => !one.isHidden && (isWanted?.(one) ?? !one.isConstant));
  const ordered = isNamed ? shown : byWeight(thatFit(kind, shown, run), run?.record.roles.effects ?? []);
  const variables = isNamed ? ordered : ordered.slice(0, kind.variables.usual);
  const { least } = kind.variables;
  const names = variables.map(({ name }) => name);
  if (variables.length < least) throw new ProblemError([tooFewVariables(kind.name, least, names)], "", "");
  if (variables.length > mostVariables)
    throw new ProblemError([tooManyVariables(kind.name, variables.length, mostVariables)], "", "");
  return { variables, of: ordered.length };
}

/** Those that the kind can draw; all where it can draw none, which it tells then. */
function thatFit(
  { needsPrior }: PictureKind,
  variables: readonly Variable[],
  run: GivenDraws["run"],
): readonly Variable[] {
  if (needsPrior !== true || run === null) return variables;
  const prior = priorCurves(run.record.model, run.draws.variables);
  const fitting = variables.filter(({ name }) => prior.has(name));
  return fitting.length === 0 ? variables : fitting;
}

/** The grouping factor that is named behind a kind that takes one, as the model spells it; null for all of them. */
export function groupForPicture(
  { takesGroup }: PictureKind,
  words: readonly string[],
  { run }: GivenDraws,
): string | null {
  const [word] = words;
  if (takesGroup !== true || words.length !== 1 || word === undefined) return null;
  return run?.groupNamed(word) ?? word;
}

/** What is known beyond the draws. */
export interface PictureInputOptions {
  readonly summary: Judged["summary"];
  /** The grouping factor that is meant; all if not given. */
  readonly group?: string | null;
  readonly prob: number;
  /** Whether the picture is of replicates, which a run has none of until it is bound to its data again. */
  readonly needsData?: boolean;
}

/** All that the kind may draw. */
export async function pictureInput(
  given: GivenDraws,
  { variables: chosen, of }: ChosenVariables,
  options: PictureInputOptions,
): Promise<PictureInput> {
  const { run, received } = given;
  const { summary, group = null, prob, needsData } = options;
  const draws = drawsInOrder(await given.draws((one) => chosen.includes(one)), chosen);
  const wanted = new Set(chosen.map(({ name }) => name));
  return {
    title: titleOf(given),
    draws,
    of,
    run:
      run === null
        ? null
        : {
            draws: run.draws,
            roles: run.record.roles,
            prior: priorCurves(run.record.model, run.draws.variables),
          },
    rows: new Map(summary.rows.filter((row) => wanted.has(row.variable)).map((row) => [row.variable, row])),
    group,
    prob,
    ...(run === null || needsData !== true
      ? {
          predicted: received === null ? null : await predictedOf(received),
          logLikelihood: received === null ? null : await logLikelihoodOf(received),
        }
      : await dataOfRun(run)),
  };
}

function titleOf({ run, received }: GivenDraws): string {
  if (run !== null) return run.record.model.name ?? run.record.model.file;
  return received?.sampling.model ?? "draws";
}

/** Replicates of the first outcome of a run, and the log likelihoods of its observations at the same draws. */
async function dataOfRun(run: Fitted): Promise<Pick<PictureInput, "predicted" | "logLikelihood">> {
  const { predictedOfRun } = await import("../api/predicted-of-run.ts");
  const { answering } = await import("../api/complete-run.ts");
  const { nodeSetting } = await import("../api/fit.ts");
  return predictedOfRun(run, answering(nodeSetting));
}

/** The first outcome that was observed and is predicted, value for value. */
async function predictedOf({ groups, observed }: ReceivedDraws): Promise<Predicted | null> {
  const { posteriorPredictive } = groups;
  if (posteriorPredictive === undefined) return null;
  for (const [name, { values }] of Object.entries(observed)) {
    const replicated = await valuesOf(posteriorPredictive, name);
    if (replicated.length > 0 && replicated.length === values.length)
      return { name, observed: values, replicated };
  }
  return null;
}

/** Of CmdStan it is a variable, by its usual name. */
async function logLikelihoodOf({ groups, source }: ReceivedDraws): Promise<readonly Float64Array[] | null> {
  const own = groups.logLikelihood;
  const first = own?.variables[0]?.quantity;
  const values =
    own === undefined || first === undefined ? await valuesOf(source, "log_lik") : await valuesOf(own, first);
  return values.length === 0 ? null : values;
}

async function valuesOf(source: DrawsSource, quantity: string): Promise<readonly Float64Array[]> {
  if (!source.variables.some((one) => one.quantity === quantity)) return [];
  return (await collectDraws(source, (one) => one.quantity === quantity)).values;
}
