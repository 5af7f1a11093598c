/** Unbalance: measurements of one mouse come and go, and its mean, its shrinkage and its interval answer. */

import type { FitAnswer, LessonData } from "../engine/fit.ts";
import { addButton } from "../kit/controls.ts";
import { Figure } from "../kit/figure.ts";
import type { Lesson } from "../kit/lesson.ts";
import { fixed, interval, percent } from "../kit/numbers.ts";
import type { LessonPage } from "../kit/page.ts";
import { addPrediction } from "../kit/prediction.ts";
import { Recipe } from "../kit/recipe.ts";
import { NumberTable } from "../kit/table.ts";
import { replicatesWithMeans } from "../models.ts";
import { available, chosen, miceWith, mouseNames } from "./mice.ts";
import { rowOfMeasurement, type Shown, unbalancePicture } from "./picture.ts";
import { addPointButtons } from "./points.ts";

/** A measurement may be missing: so a mouse that has none is still in the table. */
const model = replicatesWithMeans.replace("real\n", "real?\n");
const options = { draws: 250, seed: 1 } as const;
const startCount = 4;
const warmRounds = 5;

export const unbalance: Lesson = {
  name: "unbalance",
  start: (page) => {
    addPrediction(page, "abc", "c");
    void new Unbalance(page).start();
  },
};

class Unbalance {
  private readonly page: LessonPage;
  private readonly isIn = available.map((_, place) => place < startCount);
  private readonly answerPlace: HTMLElement;
  private readonly sentence: HTMLElement;
  private readonly formula: HTMLElement;
  private readonly figure: Figure;
  private readonly points: readonly HTMLButtonElement[];
  private readonly table: NumberTable;
  private readonly speed: HTMLElement;
  private readonly recipe: Recipe;
  /** Milliseconds from presses to pictures, without the first, which compile what they need. */
  private readonly times: number[] = [];

  constructor(page: LessonPage) {
    this.page = page;
    this.addActions(page.place("measurements"));
    this.answerPlace = page.place("answer");
    this.sentence = page.add(this.answerPlace, "p", { class: "live", "aria-live": "polite" });
    this.formula = page.add(this.answerPlace, "p", { class: "formula" });
    this.figure = new Figure(this.answerPlace);
    this.points = this.addPoints();
    const headers = ["mouse", "count", "raw", "estimate", "interval", "shrinkage"];
    this.table = new NumberTable(
      page,
      this.answerPlace,
      page.word("table"),
      headers.map((key) => page.word(key)),
    );
    this.speed = page.add(page.place("speed"), "p");
    this.recipe = new Recipe(page, page.place("recipe"), "unbalance");
  }

  /** More than once, so that what a press needs is compiled before the first one. */
  async start(): Promise<void> {
    for (let round = 0; round < warmRounds; round++) await this.update(null);
  }

  private addActions(place: HTMLElement): void {
    const { page } = this;
    const row = page.add(place, "div");
    const less = addButton(page, row, "−", () => this.change(this.isIn.lastIndexOf(true), false));
    const more = addButton(page, row, "+", () => this.change(this.isIn.indexOf(false), true));
    less.setAttribute("aria-label", page.word("less"));
    more.setAttribute("aria-label", page.word("more"));
    addButton(page, row, page.word("none"), () => {
      this.isIn.fill(false);
      void this.update(performance.now());
    });
    addButton(page, row, page.word("all"), () => {
      this.isIn.fill(true);
      void this.update(performance.now());
    });
  }

  /** In the picture. */
  private addPoints(): HTMLButtonElement[] {
    const { page, figure } = this;
    const points = available.map((value, place) => ({
      x: value,
      y: rowOfMeasurement(place),
      label: page.word("measurement", { number: place + 1, value: fixed(value, 1) }),
    }));
    const onPress = (place: number): void => this.change(place, !this.isIn[place]);
    return addPointButtons(page, figure, { label: page.word("measurements"), panel: 0, points, onPress });
  }

  private change(place: number, isIn: boolean): void {
    if (place < 0) return;
    this.isIn[place] = isIn;
    void this.update(performance.now());
  }

  /** `pressedAt` is when, null where nothing was pressed. */
  private async update(pressedAt: number | null): Promise<void> {
    const { page } = this;
    for (const [i, button] of this.points.entries())
      button.setAttribute("aria-pressed", String(this.isIn[i]));
    await page.attempt(this.answerPlace, async () => {
      const isIn = [...this.isIn];
      const places = available.map((_, place) => place).filter((place) => isIn[place]);
      const request = { model, data: miceWith(places), options };
      const answer = await page.engine.latest("unbalance", "fit", request);
      if (answer === null) return;
      this.show(shownOf(isIn, request.data, answer), answer);
      this.recipe.show(request);
      if (pressedAt !== null) this.showSpeed(performance.now() - pressedAt);
    });
  }

  private show(shown: Shown, answer: FitAnswer): void {
    const { page } = this;
    const { means, effects } = shown;
    this.sentence.textContent = this.words(shown);
    this.formula.textContent = this.formulaWords(shown, answer);
    this.figure.show(unbalancePicture(page, shown, this.sentence.textContent));
    this.table.show(
      mouseNames.map((name, i) => [
        name,
        String(effects[i]!.n),
        fixed(effects[i]!.rawMean),
        fixed(means[i]!.mean),
        interval(means[i]!.lower, means[i]!.upper),
        percent(effects[i]!.shrinkage),
      ]),
    );
  }

  private words({ means, effects, β, rowMean }: Shown): string {
    const own = mouseNames.indexOf(chosen);
    const { mean, lower, upper } = means[own]!;
    const { n, rawMean, shrinkage } = effects[own]!;
    return this.page.word(n === 0 ? "sentence.none" : n === 1 ? "sentence.one" : "sentence", {
      count: n,
      raw: fixed(rawMean),
      estimate: fixed(mean),
      interval: interval(lower, upper),
      share: percent(shrinkage),
      all: fixed(rowMean),
      population: fixed(β),
    });
  }

  private formulaWords({ effects, shareOf }: Shown, answer: FitAnswer): string {
    const { n } = effects[mouseNames.indexOf(chosen)]!;
    return this.page.word(n === 0 ? "formula.none" : "formula", {
      count: n,
      within: fixed(medianOf(answer, "σ")),
      between: fixed(medianOf(answer, "σ_b")),
      share: percent(shareOf(n)),
    });
  }

  private showSpeed(milliseconds: number): void {
    const { page, times } = this;
    times.push(milliseconds);
    const sorted = times.toSorted((a, b) => a - b);
    const values = {
      last: fixed(milliseconds, 0),
      median: fixed(sorted[Math.floor(sorted.length / 2)]!, 0),
      count: times.length,
    };
    this.speed.textContent = page.word(times.length === 1 ? "speed.first" : "speed", values);
    this.speed.dataset.milliseconds = milliseconds.toFixed(1);
  }
}

function shownOf(isIn: readonly boolean[], data: LessonData, answer: FitAnswer): Shown {
  const means = mouseNames.map((name) => rowOf(answer, `μ[${name}]`));
  const values = (data.y as readonly number[]).filter((one) => !Number.isNaN(one));
  const [within, between] = [medianOf(answer, "σ") ** 2, medianOf(answer, "σ_b") ** 2];
  return {
    data,
    isIn,
    means,
    effects: answer.effects[0]!.rows,
    β: rowOf(answer, "β").mean,
    rowMean: values.reduce((sum, one) => sum + one, 0) / values.length,
    shareOf: (count) => within / (within + count * between),
  };
}

function rowOf({ rows }: FitAnswer, name: string): FitAnswer["rows"][number] {
  return rows.find(({ variable }) => variable === name)!;
}

function medianOf(answer: FitAnswer, name: string): number {
  return rowOf(answer, name).median;
}
