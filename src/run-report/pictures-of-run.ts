/** The pictures of a report, with fewer points than there are draws, so that several of them are a page that can be sent. */

import type { Fitted } from "../api/fitted.ts";
import type { PredictedOfRun } from "../api/predicted-of-run.ts";
import { type PriorCurve, priorCurves } from "../api/prior-curves.ts";
import { decimate } from "../pictures/decimate.ts";
import { isNoPicture, type PictureKind } from "../pictures/kind.ts";
import { pictureKinds } from "../pictures/kinds/index.ts";
import type { Mark, Picture } from "../pictures/picture.ts";
import { byWeight, drawsInOrder } from "../pictures/usual-variables.ts";
import type { Variable } from "../posterior/draws.ts";
import { defaultProb } from "../posterior/estimate.ts";
import type { Summary } from "../posterior/summary.ts";
import { aside, type Block } from "./blocks.ts";

/** Points of a line are at most twice as many, fewer of a picture with many lines; more are not seen at the width of a report. */
const partsOfLines = { least: 50, most: 150, together: 2000 };
/** A picture with more numbers than this is not put into a report. */
const mostNumbers = 40_000;

/** What a picture is of, besides its kind. */
export interface PictureChoice {
  /** Names of variables; those that `plot` takes if not given. */
  readonly variables?: readonly string[];
  /** At most so many, where none are named. */
  readonly most?: number;
  readonly group?: string;
  readonly predicted?: PredictedOfRun;
  /** For its name among the pictures of a report. */
  readonly suffix?: string;
}

/** Draws pictures of one run. */
export class PicturesOfRun {
  private readonly fitted: Fitted;
  private readonly summary: Summary;
  private readonly prob: number;
  private readonly prior: ReadonlyMap<string, PriorCurve>;

  constructor(fitted: Fitted, summary: Summary, prob = defaultProb) {
    this.fitted = fitted;
    this.summary = summary;
    this.prob = prob;
    this.prior = priorCurves(fitted.record.model, fitted.draws.variables);
  }

  /** The picture of a kind, by its name; or a sentence that says why there is none. */
  block(name: string, choice: PictureChoice = {}): Block {
    const kind = pictureKinds.find((one) => one.name === name)!;
    const { record, draws } = this.fitted;
    const variables = this.variablesFor(kind, choice);
    const drawn = kind.draw({
      title: record.model.name ?? record.model.file,
      draws: drawsInOrder(draws, variables),
      of: variables.length,
      run: { draws, roles: record.roles, prior: this.prior },
      rows: new Map(this.summary.rows.map((row) => [row.variable, row])),
      group: choice.group ?? null,
      prob: this.prob,
      predicted: choice.predicted?.predicted ?? null,
      logLikelihood: choice.predicted?.logLikelihood ?? null,
    });
    if (isNoPicture(drawn)) return aside(`There is no picture \`${name}\` here: ${drawn.reason}.`);
    const picture = lighter(drawn);
    if (numbersOf(picture) > mostNumbers)
      return aside(
        `The picture \`${name}\` is too large for a report; \`hyperprior plot RUN ${name} --out ${name}.svg\` draws it.`,
      );
    const { suffix } = choice;
    return {
      kind: "picture",
      id: suffix === undefined ? name : `${name}-${suffix}`,
      picture,
      reading: kind.reading,
    };
  }

  private variablesFor(kind: PictureKind, { variables: names, most }: PictureChoice): readonly Variable[] {
    if (kind.variables === null) return [];
    const { draws, record } = this.fitted;
    const shown = draws.variables.filter(({ isHidden, isConstant }) => !isHidden && !isConstant);
    if (names !== undefined) return shown.filter(({ name }) => names.includes(name));
    const fitting = kind.needsPrior === true ? shown.filter(({ name }) => this.prior.has(name)) : shown;
    const usual = byWeight(fitting.length === 0 ? shown : fitting, record.roles.effects);
    return usual.slice(0, Math.min(kind.variables.usual, most ?? kind.variables.usual));
  }
}

/** The same with fewer points in its lines. */
function lighter(picture: Picture): Picture {
  const lines = picture.panels.flatMap(({ marks }) => marks).filter(({ kind }) => kind === "line").length;
  const { least, most, together } = partsOfLines;
  const parts = Math.max(least, Math.min(most, Math.floor(together / Math.max(1, lines))));
  const panels = picture.panels.map((panel) => ({
    ...panel,
    marks: panel.marks.map((mark): Mark => {
      if (mark.kind !== "line" || mark.isStepped === true) return mark;
      return { ...mark, ...decimate({ x: mark.x, y: mark.y }, parts) };
    }),
  }));
  return { ...picture, panels };
}

function numbersOf({ panels }: Picture): number {
  return panels
    .flatMap(({ marks }) => marks)
    .flatMap((mark) => Object.values(mark))
    .reduce<number>((sum, value) => sum + (isNumbers(value) ? value.length : 0), 0);
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  return ArrayBuffer.isView(value) || (Array.isArray(value) && typeof value[0] === "number");
}
