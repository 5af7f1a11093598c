/** Heavy tails of effects, and a residual sd for each method: what they change where one replicate lies far out, and which predicts best. */

import type { CompareAnswer } from "../engine/compare.ts";
import type { FitAnswer, LessonData } from "../engine/fit.ts";
import { addButton, addSlider } from "../kit/controls.ts";
import { Figure } from "../kit/figure.ts";
import type { Lesson } from "../kit/lesson.ts";
import { fixed, interval } from "../kit/numbers.ts";
import type { LessonPage } from "../kit/page.ts";
import { addPrediction } from "../kit/prediction.ts";
import { NumberTable } from "../kit/table.ts";
import { type ModelName, modelNames, options, relaxed } from "./models.ts";
import { type ModelAnswer, populationPicture, predictionPicture } from "./pictures.ts";
import { ComparisonRecipe } from "./recipe.ts";
import { distanceInTable, outlying, replicatesWith } from "./table.ts";

/** Milliseconds that the slider is to rest before models are compared, which takes longer than to fit them. */
const rest = 400;

export const relax: Lesson = {
  name: "relax",
  start: (page) => {
    addPrediction(page, "abc", "b");
    void new Relax(page).update();
  },
};

class Relax {
  private readonly page: LessonPage;
  private distance = distanceInTable;
  private readonly answers = new Map<ModelName, ModelAnswer>();
  private readonly answerPlace: HTMLElement;
  private readonly sentence: HTMLElement;
  private readonly figure: Figure;
  private readonly table: NumberTable;
  private readonly comparePlace: HTMLElement;
  private readonly verdict: HTMLElement;
  private readonly comparison: NumberTable;
  private readonly compareFigure: Figure;
  private readonly recipe: ComparisonRecipe;

  constructor(page: LessonPage) {
    this.page = page;
    addSlider(page, page.place("slider"), {
      label: page.word("distance"),
      ...{ min: 0, max: 12, step: 0.5, value: this.distance },
      format: (value) => fixed(value, 1),
      onInput: (value) => {
        this.distance = value;
        void this.update();
      },
    });
    const words = (keys: readonly string[]): string[] => keys.map((key) => page.word(key));
    this.answerPlace = page.place("answer");
    this.sentence = page.add(this.answerPlace, "p", { class: "live", "aria-live": "polite" });
    this.figure = new Figure(this.answerPlace);
    const headers = words(["model", "β", "σ_b", "effect"]);
    this.table = new NumberTable(page, this.answerPlace, page.word("table"), headers);
    this.comparePlace = page.place("compare");
    this.verdict = page.add(this.comparePlace, "p", { class: "live", "aria-live": "polite" });
    this.comparison = new NumberTable(
      page,
      this.comparePlace,
      page.word("comparison"),
      words(["model", "elpd", "difference", "error", "conclusion", "own"]),
    );
    this.compareFigure = new Figure(this.comparePlace);
    addButton(page, page.place("exact"), page.word("exact"), () => this.compare("kfold"));
    this.recipe = new ComparisonRecipe(page, page.place("recipe"));
  }

  /** The measurements at once, the fits one after another, the quick ones first as they are in the list, and then how they compare. */
  async update(): Promise<void> {
    const { page, distance } = this;
    const data = replicatesWith(distance);
    this.recipe.show(data);
    // Of another table they would stand beside the answers of this one.
    this.answers.clear();
    this.show(data);
    this.verdict.textContent = page.word("comparing");
    this.comparePlace.setAttribute("aria-busy", "true");
    await page.attempt(this.answerPlace, async () => {
      for (const name of modelNames) {
        const answer = await page.engine.latest(name, "fit", { model: relaxed[name], data, options });
        if (answer === null || distance !== this.distance) return;
        this.answers.set(name, answerOf(name, answer));
        if (name === "tails") this.sentence.textContent = this.words();
        this.show(data);
      }
    });
    await new Promise((resolve) => setTimeout(resolve, rest));
    if (distance === this.distance) await this.compare("group");
  }

  private async compare(by: "group" | "kfold"): Promise<void> {
    const { page, distance } = this;
    const data = replicatesWith(distance);
    await page.attempt(this.comparePlace, async () => {
      this.verdict.textContent = page.word(by === "group" ? "comparing" : "leaving");
      const request = { models: relaxed, data, options, group: "sample", by };
      const answer = await page.engine.latest("compare", "compare", request);
      if (answer !== null && distance === this.distance) this.showComparison(answer, by);
    });
  }

  /** What there is: models that have not answered yet have their places. */
  private show(data: LessonData): void {
    const { page, answers } = this;
    this.table.show(
      modelNames.map((name) => {
        const answer = answers.get(name);
        const said = answer === undefined ? [] : [answer.β, answer.between, answer.effect];
        const cells = said.map(({ mean, lower, upper }) => `${fixed(mean)} ${interval(lower, upper, 1)}`);
        return [page.word(`short.${name}`), ...(answer === undefined ? ["…", "…", "…"] : cells)];
      }),
    );
    this.figure.show(populationPicture(page, data, answers, this.sentence.textContent));
  }

  /** Of the first two models, once both have answered. */
  private words(): string {
    const [normal, tails] = [this.answers.get("normal")!, this.answers.get("tails")!];
    return this.page.word("sentence", {
      distance: fixed(this.distance, 1),
      mean: fixed(normal.β.mean),
      between: fixed(normal.between.mean),
      meanTails: fixed(tails.β.mean),
      betweenTails: fixed(tails.between.mean),
    });
  }

  private showComparison(answer: CompareAnswer, by: "group" | "kfold"): void {
    const { page } = this;
    const { points, models } = answer;
    const own = points.indexOf(outlying);
    this.comparison.show(
      models.map(({ name, total, elpd, mcse, difference }) => [
        page.word(`short.${name}`),
        fixed(total, 1),
        fixed(difference.difference, 1),
        difference.verdict === "best" ? "–" : fixed(difference.error, 1),
        page.word(`verdict.${difference.verdict}`),
        `${fixed(elpd[own]!, 1)} ± ${fixed(mcse[own]!, 1)}`,
      ]),
    );
    const best = models.find(({ difference }) => difference.verdict === "best")!;
    const fits = models.reduce((sum, { refits }) => sum + refits, 0);
    this.verdict.textContent = [
      page.word("best", { model: page.word(`model.${best.name}`) }),
      page.word(by === "group" ? "how.group" : "how.kfold", { fits }),
    ].join(" ");
    this.compareFigure.show(predictionPicture(page, answer, this.verdict.textContent));
  }
}

function answerOf(name: ModelName, { rows }: FitAnswer): ModelAnswer {
  const said = (wanted: string): FitAnswer["rows"][number] =>
    rows.find(({ variable }) => variable === wanted)!;
  return { name, β: said("β"), between: said("σ_b"), effect: said(`b[${outlying}]`) };
}
