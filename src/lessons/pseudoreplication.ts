/** Technical replicates beside biological ones: which of them narrow the interval of the mean. */

import { nameAxis, numberAxis, type Panel, type Picture } from "../pictures/picture.ts";
import type { FitAnswer, LessonData } from "./engine/fit.ts";
import { addSlider } from "./kit/controls.ts";
import { Figure } from "./kit/figure.ts";
import type { Lesson } from "./kit/lesson.ts";
import { fixed, interval, rounded } from "./kit/numbers.ts";
import type { LessonPage } from "./kit/page.ts";
import { addPrediction } from "./kit/prediction.ts";
import { Recipe } from "./kit/recipe.ts";
import { NumberTable } from "./kit/table.ts";
import { oneMean, replicates } from "./models.ts";

const truth = 10;
const most = { samples: 20, measurements: 40 } as const;
const options = { draws: 500, seed: 1 } as const;

interface Setting {
  samples: number;
  measurements: number;
  between: number;
  within: number;
}

export const pseudoreplication: Lesson = {
  name: "pseudoreplication",
  start: (page) => {
    addPrediction(page, "abc", "c");
    void new Experiment(page).start();
  },
};

class Experiment {
  private readonly page: LessonPage;
  private readonly setting: Setting = { samples: 6, measurements: 5, between: 2, within: 1 };
  private readonly answerPlace: HTMLElement;
  private readonly sentence: HTMLElement;
  private readonly table: NumberTable;
  private readonly figure: Figure;
  private readonly recipe: Recipe;
  private normals: ArrayLike<number> = [];

  constructor(page: LessonPage) {
    this.page = page;
    this.addSliders(page.place("sliders"));
    this.answerPlace = page.place("answer");
    this.sentence = page.add(this.answerPlace, "p", { class: "live", "aria-live": "polite" });
    this.figure = new Figure(this.answerPlace);
    const headers = [page.word("model"), page.word("mean"), page.word("interval"), page.word("width")];
    this.table = new NumberTable(page, this.answerPlace, page.word("table"), headers);
    this.recipe = new Recipe(page, page.place("recipe"), "replicates");
  }

  async start(): Promise<void> {
    await this.page.attempt(this.answerPlace, async () => {
      const count = most.samples * (1 + most.measurements);
      this.normals = await this.page.engine.ask("normals", { seed: 11, count });
    });
    await this.update();
  }

  private addSliders(place: HTMLElement): void {
    const { page, setting } = this;
    const add = (key: keyof Setting, min: number, max: number, step: number, digits = 0): void => {
      addSlider(page, place, {
        label: page.word(key),
        ...{ min, max, step, value: setting[key], format: (value) => fixed(value, digits) },
        onInput: (value) => {
          setting[key] = value;
          void this.update();
        },
      });
    };
    add("measurements", 1, most.measurements, 1);
    add("samples", 3, most.samples, 1);
    add("between", 0, 4, 0.1, 1);
    add("within", 0.1, 4, 0.1, 1);
  }

  /** A table that grows as sliders move: what was measured before stays as it was. */
  private data(): LessonData {
    const { samples, measurements, between, within } = this.setting;
    const y: number[] = [];
    const sample: string[] = [];
    for (let i = 0; i < samples; i++) {
      const mean = truth + between * this.normals[i]!;
      for (let k = 0; k < measurements; k++) {
        const error = this.normals[most.samples + i * most.measurements + k]!;
        y.push(rounded(mean + within * error));
        sample.push(letterOf(i));
      }
    }
    return { y, sample };
  }

  private async update(): Promise<void> {
    const { page } = this;
    await page.attempt(this.answerPlace, async () => {
      const data = this.data();
      const honest = await page.engine.latest("honest", "fit", { model: replicates, data, options });
      if (honest === null) return;
      const naive = await page.engine.ask("fit", { model: oneMean, data: { y: data.y! }, options });
      this.show(data, naive, honest);
    });
  }

  private show(data: LessonData, naive: FitAnswer, honest: FitAnswer): void {
    const { page, setting } = this;
    const both = [betaOf(naive), betaOf(honest)] as const;
    const [narrow, wide] = both.map(({ lower, upper }) => upper - lower) as [number, number];
    const limit = setting.between / Math.sqrt(setting.samples);
    const values = {
      rows: data.y!.length,
      samples: setting.samples,
      times: fixed(wide / narrow, 1),
      limit: fixed(limit),
    };
    this.sentence.textContent = page.word("sentence", values);
    this.table.show(
      both.map(({ mean, lower, upper }, i) => [
        page.word(i === 0 ? "naive" : "honest"),
        fixed(mean),
        interval(lower, upper),
        fixed(upper - lower),
      ]),
    );
    this.figure.show(this.picture(data, both));
    this.recipe.show({ model: replicates, data, options });
  }

  private picture(data: LessonData, both: readonly [Interval, Interval]): Picture {
    const { page, setting } = this;
    const [naive, honest] = both;
    const words = (one: Interval): string => interval(one.lower, one.upper);
    return {
      kind: "lesson",
      title: page.word("picture.title"),
      subtitle: null,
      description: page.word("picture.description", { naive: words(naive), honest: words(honest) }),
      columns: 1,
      legend: [],
      panels: [measurementPanel(page, data, setting.samples), intervalPanel(page, both)],
    };
  }
}

interface Interval {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

function betaOf({ rows }: FitAnswer): Interval {
  return rows.find(({ variable }) => variable === "β")!;
}

function letterOf(i: number): string {
  return String.fromCharCode("A".charCodeAt(0) + i);
}

/** Measurements above each other by sample, with the sample's mean. */
function measurementPanel(page: LessonPage, { y, sample }: LessonData, samples: number): Panel {
  const values = y as readonly number[];
  const names = Array.from({ length: samples }, (_, i) => letterOf(i));
  const place = names.map((name) => values.filter((_, row) => sample![row] === name));
  const means = place.map((own) => own.reduce((sum, one) => sum + one, 0) / own.length);
  return {
    title: page.word("panel.measurements"),
    x: nameAxis(names),
    y: numberAxis("y"),
    height: 1,
    marks: [
      { kind: "rule", axis: "y", at: truth, colour: "muted", isDashed: true, text: page.word("truth") },
      {
        kind: "dots",
        x: sample!.map((name) => names.indexOf(String(name))),
        y: values,
        colour: "main",
        size: 2.5,
        opacity: 0.5,
      },
      { kind: "dots", x: names.map((_, i) => i), y: means, colour: "second", symbol: "ring", size: 5 },
    ],
  };
}

function intervalPanel(page: LessonPage, both: readonly Interval[]): Panel {
  const rows = both.map((_, i) => i);
  return {
    title: page.word("panel.intervals"),
    x: numberAxis("β"),
    y: nameAxis([page.word("naive"), page.word("honest")]),
    height: 0.5,
    marks: [
      { kind: "rule", axis: "x", at: truth, colour: "muted", isDashed: true },
      {
        kind: "segments",
        x1: both.map(({ lower }) => lower),
        x2: both.map(({ upper }) => upper),
        y1: rows,
        y2: rows,
        colour: "main",
        width: 3,
      },
      { kind: "dots", x: both.map(({ mean }) => mean), y: rows, colour: "main", size: 5 },
    ],
  };
}
