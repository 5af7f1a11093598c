/** Priors on σ_b with few and many groups: the exact posterior beside the draws, and what other priors would say. */

import type { ExactDensity } from "../../api/exact-density.ts";
import type { FitAnswer, LessonData } from "../engine/fit.ts";
import { addChoice, addSlider } from "../kit/controls.ts";
import { Figure } from "../kit/figure.ts";
import type { Lesson } from "../kit/lesson.ts";
import { fixed, interval, rounded } from "../kit/numbers.ts";
import type { LessonPage } from "../kit/page.ts";
import { addPrediction } from "../kit/prediction.ts";
import { Recipe } from "../kit/recipe.ts";
import { NumberTable } from "../kit/table.ts";
import { modelWith, type PriorName, priorNames, priors } from "./models.ts";
import { curvePicture, intervalPicture, shownAt } from "./pictures.ts";

const mean = 10;
const within = 1;
const measurements = 5;
const mostGroups = 20;
/** As of the command's intervals. */
const prob = 0.9;
const options = { draws: 500, seed: 1 } as const;

export const priorsLesson: Lesson = {
  name: "priors",
  start: (page) => {
    addPrediction(page, "abc", "b");
    void new Experiment(page).start();
  },
};

interface Setting {
  groups: number;
  prior: PriorName;
  scale: number;
  between: number;
}

class Experiment {
  private readonly page: LessonPage;
  private readonly setting: Setting = { groups: 3, prior: "half_normal", scale: 1, between: 1 };
  private readonly answer: HTMLElement;
  private readonly sentence: HTMLElement;
  private readonly others: HTMLElement;
  private readonly figure: Figure;
  private readonly table: NumberTable;
  private readonly othersFigure: Figure;
  private readonly recipe: Recipe;
  private normals: ArrayLike<number> = [];
  private turn = 0;

  constructor(page: LessonPage) {
    this.page = page;
    this.addControls(page.place("controls"));
    this.answer = page.place("answer");
    this.sentence = page.add(this.answer, "p", { class: "live", "aria-live": "polite" });
    this.figure = new Figure(this.answer);
    const headers = [page.word("from"), page.word("mean"), page.word("median"), page.word("interval.90")];
    this.table = new NumberTable(page, this.answer, page.word("table"), headers);
    const place = page.place("others");
    this.others = page.add(place, "p", { class: "live", "aria-live": "polite" });
    this.othersFigure = new Figure(place);
    this.recipe = new Recipe(page, page.place("recipe"), "groups");
  }

  async start(): Promise<void> {
    await this.page.attempt(this.answer, async () => {
      const count = mostGroups * (1 + measurements);
      this.normals = await this.page.engine.ask("normals", { seed: 2, count });
    });
    await this.update();
  }

  private addControls(place: HTMLElement): void {
    const { page, setting } = this;
    addChoice<"3" | "6" | "20">(page, place, {
      label: page.word("groups"),
      choices: { 3: "3", 6: "6", 20: "20" },
      value: "3",
      onChange: (value) => {
        setting.groups = Number(value);
        void this.update();
      },
    });
    const choices = Object.fromEntries(priorNames.map((name) => [name, page.word(`prior.${name}`)]));
    addChoice<PriorName>(page, place, {
      label: page.word("prior"),
      // Every name has its words.
      choices: choices as Record<PriorName, string>,
      value: setting.prior,
      onChange: (value) => {
        setting.prior = value;
        // Its number is the same, but what is said of it is not.
        scale.set(Math.log10(setting.scale));
        void this.update();
      },
    });
    const scale = addSlider(page, place, {
      label: page.word("scale"),
      ...{ min: -0.7, max: 1, step: 0.05, value: 0 },
      format: (value) => String(priors[setting.prior].number(scaleAt(value))),
      onInput: (value) => {
        setting.scale = scaleAt(value);
        void this.update();
      },
    });
    addSlider(page, place, {
      label: page.word("between"),
      ...{ min: 0, max: 3, step: 0.1, value: setting.between, format: (value: number) => fixed(value, 1) },
      onInput: (value) => {
        setting.between = value;
        void this.update();
      },
    });
  }

  /** More groups join those that there were. */
  private data(): LessonData {
    const { groups, between } = this.setting;
    const y: number[] = [];
    const group: string[] = [];
    for (let i = 0; i < groups; i++) {
      const center = mean + between * this.normals[i * (1 + measurements)]!;
      for (let k = 1; k <= measurements; k++) {
        y.push(rounded(center + within * this.normals[i * (1 + measurements) + k]!));
        group.push(String.fromCharCode("A".charCodeAt(0) + i));
      }
    }
    return { y, group };
  }

  private async update(): Promise<void> {
    const { page, setting } = this;
    this.turn++;
    const { turn } = this;
    await page.attempt(this.answer, async () => {
      const asked = { ...setting };
      const data = this.data();
      const model = modelWith(asked.prior, asked.scale);
      const ofTable = { data, variable: "σ_b", prob };
      const exact = await page.engine.latest("exact", "exact", { ...ofTable, model, at: shownAt });
      if (exact === null) return;
      const fitted = await page.engine.ask("fit", { model, data, options, draws: ["σ_b"] });
      this.show(exact, fitted, asked);
      this.recipe.show({ model, data, options });
      const all: ExactDensity[] = [];
      for (const name of priorNames) {
        // One after another, so that a slider that moves on need not wait for all.
        if (turn !== this.turn) return;
        const other = { ...ofTable, model: modelWith(name, asked.scale), at: [] };
        all.push(await page.engine.ask("exact", other));
      }
      this.showOthers(all, asked);
    });
  }

  private show(exact: ExactDensity, fitted: FitAnswer, setting: Setting): void {
    const { page } = this;
    const ofDraws = fitted.rows.find(({ variable }) => variable === "σ_b")!;
    const values = {
      groups: setting.groups,
      prior: priors[setting.prior].words(setting.scale),
      interval: interval(exact.lower, exact.upper),
    };
    this.sentence.textContent = page.word("sentence", values);
    const row = (name: string, { mean, median, lower, upper }: typeof ofDraws | ExactDensity): string[] => [
      page.word(name),
      fixed(mean),
      fixed(median),
      interval(lower, upper),
    ];
    this.table.show([row("exact", exact), row("draws", ofDraws)]);
    this.figure.show(
      curvePicture(page, exact, fitted.draws.σ_b!, setting.between, page.word("description", values)),
    );
  }

  private showOthers(all: readonly ExactDensity[], { groups, scale, between }: Setting): void {
    const { page } = this;
    const uppers = all.map(({ upper }) => upper);
    const [least, most] = [Math.min(...uppers), Math.max(...uppers)];
    this.others.textContent = page.word("others.sentence", {
      groups,
      least: fixed(least),
      most: fixed(most),
    });
    const names = priorNames.map((name) => page.word(`short.${name}`));
    const words = all
      .map((one, i) => `${priors[priorNames[i]!].words(scale)}: ${interval(one.lower, one.upper)}`)
      .join("; ");
    const description = page.word("others.description", { intervals: words });
    this.othersFigure.show(intervalPicture(page, all, names, between, description));
  }
}

/** From 0.2 to 10, at equal ratios, with two digits. */
function scaleAt(value: number): number {
  return Number((10 ** value).toPrecision(2));
}
