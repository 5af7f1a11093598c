/** Complete, no and partial pooling: how far each draws the means of mice towards the mean of all. */

import type { FitAnswer } from "../engine/fit.ts";
import { addButton, addCheck, addSlider, type Slider } from "../kit/controls.ts";
import { Figure } from "../kit/figure.ts";
import type { Lesson } from "../kit/lesson.ts";
import { fixed, interval } from "../kit/numbers.ts";
import type { LessonPage } from "../kit/page.ts";
import { addPrediction } from "../kit/prediction.ts";
import { Recipe } from "../kit/recipe.ts";
import { NumberTable } from "../kit/table.ts";
import { type Mice, miceFrom, mouseNames, numbersNeeded } from "./mice.ts";
import { poolingPicture } from "./picture.ts";
import { arrowsOf, estimatesOf, fitTable, meanOf, missOf, requestFor, type TableFits } from "./poolings.ts";
import { lastPosition, positionOf, valueAt } from "./scale.ts";

/** Its table shows well what is to be seen; the others are as they come. */
const firstSeed = 2;

export const poolings: Lesson = {
  name: "poolings",
  start: (page) => {
    addPrediction(page, "abc", "a");
    void new Poolings(page).newTable();
  },
};

/** A table, and its fits that the slider does not change. */
interface Table {
  readonly mice: Mice;
  readonly fits: TableFits;
}

class Poolings {
  private readonly page: LessonPage;
  private readonly slider: Slider;
  private readonly answerPlace: HTMLElement;
  private readonly sentence: HTMLElement;
  private readonly figure: Figure;
  private readonly arrowTable: NumberTable;
  private readonly modelTable: NumberTable;
  private readonly tables: HTMLElement;
  private readonly recipe: Recipe;
  /** Of each table so far, how far the answers that the slider does not change were from the truth. */
  private readonly misses: { readonly complete: number; readonly none: number; readonly learned: number }[] =
    [];
  private seed = firstSeed;
  private table: Table | null = null;
  private showsTruth = false;

  constructor(page: LessonPage) {
    this.page = page;
    const controls = page.place("slider");
    this.slider = addSlider(page, controls, {
      label: page.word("between"),
      ...{ min: 0, max: lastPosition, step: 1, value: positionOf(0.5) },
      format: (position) => valueText(valueAt(position)),
      onInput: () => void this.update(),
    });
    this.addButtons(controls);
    this.answerPlace = page.place("answer");
    this.sentence = page.add(this.answerPlace, "p", { class: "live", "aria-live": "polite" });
    this.figure = new Figure(this.answerPlace);
    this.arrowTable = new NumberTable(
      page,
      this.answerPlace,
      page.word("table"),
      ["mouse", "count", "raw", "given", "arrow", "learned", "arrow"].map((key) => page.word(key)),
    );
    this.modelTable = new NumberTable(
      page,
      page.place("models"),
      page.word("models"),
      ["model", "arrow.mean", "miss", "misses"].map((key) => page.word(key)),
    );
    this.tables = page.add(page.place("models"), "p");
    this.recipe = new Recipe(page, page.place("recipe"), "poolings");
  }

  async newTable(): Promise<void> {
    const { page } = this;
    await page.attempt(this.answerPlace, async () => {
      const { seed } = this;
      this.seed++;
      const mice = miceFrom(await page.engine.ask("normals", { seed, count: numbersNeeded }));
      const fits = await fitTable(page.engine, mice.data);
      const missOfFit = (answer: FitAnswer): number => missOf(estimatesOf(answer), mice);
      this.table = { mice, fits };
      this.misses.push({
        complete: missOfFit(fits.complete),
        none: missOfFit(fits.none),
        learned: missOfFit(fits.learned),
      });
    });
    await this.update();
  }

  private addButtons(place: HTMLElement): void {
    const { page } = this;
    const to = (value: () => number): (() => Promise<void>) => {
      return async () => {
        this.slider.set(positionOf(value()));
        await this.update();
      };
    };
    addButton(
      page,
      place,
      page.word("to.complete"),
      to(() => 0),
    );
    addButton(
      page,
      place,
      page.word("to.learned"),
      to(() => this.learnedBetween().median),
    );
    addButton(
      page,
      place,
      page.word("to.none"),
      to(() => Number.POSITIVE_INFINITY),
    );
    addButton(page, place, page.word("new"), () => this.newTable());
    addCheck(page, place, page.word("truth.show"), false, (isChecked) => {
      this.showsTruth = isChecked;
      void this.update();
    });
  }

  private learnedBetween(): { readonly median: number; readonly lower: number; readonly upper: number } {
    const rows = this.table?.fits.learned.rows ?? [];
    return rows.find(({ variable }) => variable === "σ_b") ?? { median: 1, lower: 0, upper: 0 };
  }

  private async update(): Promise<void> {
    const { page, table } = this;
    if (table === null) return;
    await page.attempt(this.answerPlace, async () => {
      const between = valueAt(this.slider.value());
      const request = requestFor(between, table.mice.data);
      const { complete, none } = table.fits;
      const answer =
        between === 0
          ? complete
          : between === Number.POSITIVE_INFINITY
            ? none
            : await page.engine.latest("given", "fit", request);
      if (answer === null || table !== this.table || between !== valueAt(this.slider.value())) return;
      this.show(table, between, estimatesOf(answer));
      this.recipe.show(request);
    });
  }

  private show({ mice, fits }: Table, between: number, given: readonly number[]): void {
    const { page, showsTruth } = this;
    const learned = estimatesOf(fits.learned);
    const text = this.words(mice, between, given, learned);
    this.sentence.textContent = text;
    const draws = fits.learned.draws.σ_b!;
    const pooled = { mice, given, learned, showsTruth, between, draws, description: text };
    this.figure.show(poolingPicture(page, pooled));
    const arrows = [arrowsOf(given, mice), arrowsOf(learned, mice)] as const;
    this.arrowTable.show(
      mouseNames.map((name, i) => [
        name,
        String(mice.sizes[i]),
        fixed(mice.rawMeans[i]!),
        fixed(given[i]!),
        fixed(arrows[0][i]!),
        fixed(learned[i]!),
        fixed(arrows[1][i]!),
      ]),
    );
    this.showModels(mice, [
      [page.word("complete"), estimatesOf(fits.complete), this.missOfAll("complete")],
      [page.word("none"), estimatesOf(fits.none), this.missOfAll("none")],
      [page.word("given.value", { value: valueText(between) }), given, Number.NaN],
      [page.word("learned"), learned, this.missOfAll("learned")],
    ]);
  }

  private showModels(
    mice: Mice,
    models: readonly (readonly [name: string, estimates: readonly number[], missOfAll: number])[],
  ): void {
    this.modelTable.show(
      models.map(([name, estimates, missOfAll]) => [
        name,
        fixed(meanOf(arrowsOf(estimates, mice))),
        fixed(missOf(estimates, mice)),
        fixed(missOfAll),
      ]),
    );
    this.tables.textContent = this.page.word("tables", { count: this.misses.length });
  }

  /** The root of the mean square over all tables. */
  private missOfAll(key: "complete" | "none" | "learned"): number {
    return Math.sqrt(meanOf(this.misses.map((miss) => miss[key] ** 2)));
  }

  private words(mice: Mice, between: number, given: readonly number[], learned: readonly number[]): string {
    const arrows = arrowsOf(given, mice);
    const longest = Math.max(...arrows);
    const { lower, upper, median } = this.learnedBetween();
    const key = between === 0 ? "zero" : between === Number.POSITIVE_INFINITY ? "infinite" : "between";
    return this.page.word(`sentence.${key}`, {
      value: valueText(between),
      mean: fixed(meanOf(arrows)),
      longest: fixed(longest),
      mouse: mouseNames[arrows.indexOf(longest)]!,
      median: fixed(median),
      interval: interval(lower, upper),
      learned: fixed(meanOf(arrowsOf(learned, mice))),
    });
  }
}

/** "0.25", "3.1", "0", "∞" */
function valueText(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return fixed(value, 0);
  return fixed(value, value < 1 ? 2 : value < 10 ? 1 : 0);
}
