/** What the playground asks besides what lessons ask: a text read as it is typed, a formula written out, and a fit whose pictures may be asked for. */

import type { Fitted } from "../../api/fitted.ts";
import { parseModel } from "../../api/model.ts";
import { priorCurves } from "../../api/prior-curves.ts";
import { fit, formula } from "../../browser/index.ts";
import {
  type CompletionItem,
  completionsAt,
  formatText,
  problemsOf,
  type TextEdit,
  type TextProblem,
  type TextToken,
  tokensOf,
} from "../../language-service/index.ts";
import type { PictureInput } from "../../pictures/kind.ts";
import { kindsOfDraws } from "../../pictures/kinds/of-draws.ts";
import { priorPosterior } from "../../pictures/kinds/prior-posterior.ts";
import type { Picture } from "../../pictures/picture.ts";
import type { SummaryRow } from "../../posterior/summary.ts";
import type { Problem } from "../../problems/problem.ts";
import { renderDiagnosis } from "../../report/diagnosis-text.ts";
import { renderEffects } from "../../report/effects-table.ts";
import { renderSummary } from "../../report/summary-table.ts";
import { renderVariance } from "../../report/variance-table.ts";
import type { Run } from "../../run/run.ts";

/** A text as it stands, with the cursor in it. */
export interface ReadRequest {
  readonly text: string;
  /** UTF-16 code units. */
  readonly offset: number;
}

/** What an editor shows of it. */
export interface ReadAnswer {
  readonly tokens: readonly TextToken[];
  readonly problems: readonly TextProblem[];
  /** What may stand at the cursor, in place of the stretch from `start` to `end`. */
  readonly completions: {
    readonly start: number;
    readonly end: number;
    readonly items: readonly CompletionItem[];
  };
}

const mostCompletions = 8;

/** Never rejects: texts may be half written. */
export async function readOperation({ text, offset }: ReadRequest): Promise<ReadAnswer> {
  const { start, end, items } = completionsAt(text, offset);
  return {
    tokens: tokensOf(text),
    problems: problemsOf(text),
    completions: { start, end, items: items.slice(0, mostCompletions) },
  };
}

/** Edits to the canonical form. */
export async function formatOperation({ text }: { readonly text: string }): Promise<readonly TextEdit[]> {
  return formatText(text);
}

/** The model that a formula stands for; `data` is CSV. Rejects with what is wrong. */
export async function expandOperation(request: {
  readonly text: string;
  readonly data: string;
}): Promise<string> {
  const { source } = await formula(request.text, { data: request.data });
  return source;
}

/** Model and data as texts. */
export interface FitTextRequest {
  readonly model: string;
  /** CSV. */
  readonly data: string;
  readonly seed: number;
}

/** What a page shows of a fit. */
export interface FitTextAnswer {
  readonly rows: readonly SummaryRow[];
  readonly isGood: boolean;
  /** Verdict, evidence and remedies in words. */
  readonly diagnosis: string;
  /** Tables as the command line prints them: summary, variance components, effects. */
  readonly tables: string;
  readonly warnings: readonly string[];
  /** Names of the kinds of pictures that can be drawn of it. */
  readonly pictures: readonly string[];
  readonly milliseconds: number;
}

/** Others are of new rows, of other runs, or of data that are drawn again. */
const pictureKinds = [...kindsOfDraws, priorPosterior];

/** What was fitted last, as another thread can be given it. */
export interface LastFit {
  readonly run: Run;
  readonly warnings: readonly Problem[];
  /** CSV. */
  readonly data: string;
}

/** The last one, of which pictures are drawn, and its table. */
let last: { readonly fitted: Fitted; readonly data: string } | null = null;

/** Rejects with what `fit` throws: its message says what is wrong with model or table. */
export async function fitTextOperation({ model, data, seed }: FitTextRequest): Promise<FitTextAnswer> {
  const startedAt = performance.now();
  const fitted = await fit(parseModel(model), { data, seed });
  last = { fitted, data };
  const diagnosis = fitted.diagnose();
  return {
    rows: fitted.summary().rows,
    isGood: diagnosis.verdict === "good",
    diagnosis: renderDiagnosis(diagnosis),
    tables: tablesOf(fitted),
    warnings: fitted.warnings.map(({ code, message, hint }) => `${code}: ${message}\n  ${hint}`),
    pictures: pictureKinds.flatMap(({ name }) => (drawn(fitted, name) === null ? [] : [name])),
    milliseconds: performance.now() - startedAt,
  };
}

function tablesOf(fitted: Fitted): string {
  return [
    renderSummary(fitted.summary()),
    renderVariance(fitted.variance()),
    ...fitted.effects().map((table) => renderEffects(table)),
  ].join("\n");
}

/** Of the last fit; null where there is none of that kind. */
export async function pictureOperation({ kind }: { readonly kind: string }): Promise<Picture | null> {
  return last === null ? null : drawn(last.fitted, kind);
}

/** Null where nothing was fitted. */
export async function lastFitOperation(): Promise<LastFit | null> {
  if (last === null) return null;
  const { fitted, data } = last;
  const { record, draws, warnings } = fitted;
  return { run: { record, draws }, warnings, data };
}

/** Of the first variables that matter, as `plot` draws it. */
function drawn(fitted: Fitted, name: string): Picture | null {
  const kind = pictureKinds.find((one) => one.name === name);
  if (kind === undefined) return null;
  const { draws, record } = fitted;
  const prior = priorCurves(record.model, draws.variables);
  const shown = draws.variables.filter(
    (one) => !one.isHidden && !one.isConstant && (kind.needsPrior !== true || prior.has(one.name)),
  );
  const single = shown.filter(({ levels }) => levels.length === 0);
  const ordered = [...single, ...shown.filter(({ levels }) => levels.length > 0)];
  const chosen = kind.variables === null ? [] : ordered.slice(0, kind.variables.usual);
  if (kind.variables !== null && chosen.length < kind.variables.least) return null;
  const values = chosen.map((one) => draws.values[draws.variables.indexOf(one)]!);
  const input: PictureInput = {
    title: record.model.name ?? "model",
    draws: { ...draws, variables: chosen, values },
    of: ordered.length,
    run: { draws, roles: record.roles, prior },
    rows: new Map(fitted.summary().rows.map((row) => [row.variable, row])),
    prob: 0.9,
    predicted: null,
    logLikelihood: null,
  };
  const picture = kind.draw(input);
  return "reason" in picture ? null : picture;
}
