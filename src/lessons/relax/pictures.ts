/** What the models say of the population, and which replicates tell that one predicts better than another. */

import { type Mark, nameAxis, numberAxis, type Panel, type Picture } from "../../pictures/picture.ts";
import type { CompareAnswer } from "../engine/compare.ts";
import type { LessonData } from "../engine/fit.ts";
import type { LessonPage } from "../kit/page.ts";
import { type ModelName, modelNames } from "./models.ts";
import { sampleNames, truth } from "./table.ts";

/** What a model says of a quantity. */
export interface Said {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

/** Nothing is drawn for it. */
const unsaid: Said = { mean: Number.NaN, lower: Number.NaN, upper: Number.NaN };

/** What a model says of the population. */
export interface ModelAnswer {
  readonly name: ModelName;
  readonly β: Said;
  readonly between: Said;
  readonly effect: Said;
}

/** The replicates, and what each model that has answered says of the population that they are from. */
export function populationPicture(
  page: LessonPage,
  data: LessonData,
  answers: ReadonlyMap<ModelName, ModelAnswer>,
  description: string,
): Picture {
  return {
    kind: "lesson",
    title: page.word("picture.title"),
    subtitle: null,
    description,
    columns: 1,
    legend: [],
    panels: [
      dataPanel(page, data),
      intervalPanel(page, "panel.mean", answers, ({ β }) => β, { at: truth.mean, domain: [4, 13] }),
      intervalPanel(page, "panel.between", answers, ({ between }) => between, {
        at: truth.between,
        domain: [0, 7],
      }),
    ],
  };
}

function dataPanel(page: LessonPage, { y, sample, method }: LessonData): Panel {
  const values = y as readonly number[];
  const dots = (wanted: string, offset: number, colour: "main" | "second"): Mark => {
    const rows = method!.flatMap((one, row) => (one === wanted ? [row] : []));
    return {
      kind: "dots",
      x: rows.map((row) => sampleNames.indexOf(String(sample![row])) + offset),
      y: rows.map((row) => values[row]!),
      ...{ colour, size: 2.5, opacity: 0.7 },
    };
  };
  return {
    title: page.word("panel.data"),
    x: nameAxis(sampleNames),
    y: numberAxis("y", { domain: [-3.5, 13.5] }),
    height: 1,
    marks: [
      { kind: "rule", axis: "y", at: truth.mean, colour: "muted", isDashed: true },
      dots("hand", -0.12, "second"),
      dots("robot", 0.12, "main"),
    ],
  };
}

function intervalPanel(
  page: LessonPage,
  title: string,
  answers: ReadonlyMap<ModelName, ModelAnswer>,
  of: (answer: ModelAnswer) => Said,
  { at, domain }: { readonly at: number; readonly domain: readonly [number, number] },
): Panel {
  const rows = modelNames.map((_, i) => i);
  const said = modelNames.map((name) => {
    const answer = answers.get(name);
    return answer === undefined ? unsaid : of(answer);
  });
  return {
    title: page.word(title),
    x: numberAxis(null, { domain }),
    y: nameAxis(modelNames.map((name) => page.word(`short.${name}`))),
    height: 0.6,
    marks: [
      { kind: "rule", axis: "x", at, colour: "muted", isDashed: true },
      {
        ...{ kind: "segments", y1: rows, y2: rows, colour: "main", width: 3 },
        x1: said.map(({ lower }) => lower),
        x2: said.map(({ upper }) => upper),
      },
      { kind: "dots", x: said.map(({ mean }) => mean), y: rows, colour: "main", size: 5 },
    ],
  };
}

/** Each replicate left out in turn: how much better than by the first model it is predicted. */
export function predictionPicture(
  page: LessonPage,
  { points, models }: CompareAnswer,
  description: string,
): Picture {
  const [first, ...others] = models;
  return {
    kind: "lesson",
    title: page.word("prediction.title"),
    subtitle: null,
    description,
    columns: 1,
    legend: others.map(({ name }, i) => ({
      colour: { series: i },
      text: page.word(`short.${name}`),
      symbol: "dot",
    })),
    panels: [
      {
        title: page.word("panel.prediction"),
        x: nameAxis(points),
        y: numberAxis(page.word("gain")),
        height: 1.1,
        marks: [
          { kind: "rule", axis: "y", at: 0, colour: "muted" },
          ...others.map(
            ({ elpd }, i): Mark => ({
              kind: "dots",
              x: points.map((_, point) => point + 0.2 * (i - 1)),
              y: Array.from(elpd, (one, point) => one - first!.elpd[point]!),
              colour: { series: i },
              size: 4.5,
            }),
          ),
        ],
      },
    ],
  };
}
