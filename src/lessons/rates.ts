/** Yes and no in groups of very different sizes: rates, their league table, and what two trials of one group have in common. */

import { invLogit } from "../numeric/logistic.ts";
import { nameAxis, numberAxis, type Picture } from "../pictures/picture.ts";
import type { EffectsRow } from "../posterior/effects.ts";
import type { FitAnswer, LessonData } from "./engine/fit.ts";
import { addButton, addSlider } from "./kit/controls.ts";
import { Figure } from "./kit/figure.ts";
import type { Lesson } from "./kit/lesson.ts";
import { fixed, percent } from "./kit/numbers.ts";
import type { LessonPage } from "./kit/page.ts";
import { addPrediction } from "./kit/prediction.ts";
import { Recipe } from "./kit/recipe.ts";
import { NumberTable } from "./kit/table.ts";

/** Patients of each hospital. */
const sizes = [8, 12, 15, 20, 30, 45, 70, 110, 170, 260, 400, 620] as const;
const names = sizes.map((_, i) => `H${String(i + 1).padStart(2, "0")}`);
const options = { draws: 500, warmup: 500, seed: 1 } as const;
/** Of the log odds of all hospitals together: some 12 %. */
const middle = -2;

const model = `data {
  deaths:   int in 0..patients
  patients: int > 0
  hospital: factor
}

α ~ normal(0, 2)
τ ~ half_normal(1)

b[hospital] ~ normal(0, τ)

deaths ~ binomial_logit(patients, α + b[hospital])
`;

interface Hospital {
  readonly name: string;
  readonly patients: number;
  readonly deaths: number;
  /** Rate as it was made. */
  readonly truth: number;
  readonly raw: number;
  /** Posterior mean of the rate, and the probability that it is the lowest. */
  readonly pooled: number;
  readonly best: number;
}

export const rates: Lesson = {
  name: "rates",
  start: (page) => {
    addPrediction(page, "abc", "a");
    void new League(page).update();
  },
};

class League {
  private readonly page: LessonPage;
  private readonly place: HTMLElement;
  private readonly sentence: HTMLElement;
  private readonly figure: Figure;
  private readonly table: NumberTable;
  private readonly recipe: Recipe;
  private spread = 0.4;
  private year = 1;
  /** Of each year, what its draws of chance are made of. */
  private readonly chances = new Map<number, ArrayLike<number>>();

  constructor(page: LessonPage) {
    this.page = page;
    const controls = page.place("controls");
    addSlider(page, controls, {
      label: page.word("spread"),
      ...{ min: 0, max: 1.2, step: 0.1, value: this.spread, format: (value) => fixed(value, 1) },
      onInput: (value) => {
        this.spread = value;
        void this.update();
      },
    });
    addButton(page, controls, page.word("another"), () => {
      this.year++;
      return this.update();
    });
    this.place = page.place("league");
    this.sentence = page.add(this.place, "p", { class: "live", "aria-live": "polite" });
    this.figure = new Figure(this.place);
    const headers = ["hospital", "patients", "deaths", "raw", "pooled", "best"].map((key) => page.word(key));
    this.table = new NumberTable(page, this.place, page.word("table"), headers);
    this.recipe = new Recipe(page, page.place("recipe"), "hospitals");
  }

  async update(): Promise<void> {
    const { page } = this;
    await page.attempt(this.place, async () => {
      const truths = await this.truths();
      const data = await this.data(truths);
      const answer = await page.engine.latest("league", "fit", {
        model,
        data,
        options,
        also: ["ranks", "observed"],
      });
      if (answer === null) return;
      const hospitals = hospitalsOf(data, truths, answer);
      this.figure.show(pictureOf(page, hospitals));
      this.table.show(rowsOf(hospitals));
      this.sentence.textContent = this.sentenceOf(hospitals, answer);
      this.recipe.show({ model, data, options });
    });
  }

  /** Rates that stay the same from year to year. */
  private async truths(): Promise<number[]> {
    const normals = await this.chancesOf(0);
    return names.map((_, i) => invLogit(middle + this.spread * normals[i]!));
  }

  private async chancesOf(year: number): Promise<ArrayLike<number>> {
    const known = this.chances.get(year);
    if (known !== undefined) return known;
    const made = await this.page.engine.ask("normals", { seed: 51 + year, count: names.length });
    this.chances.set(year, made);
    return made;
  }

  /** Deaths of a year: about as far from what is expected as chance takes them, which is nearly a normal number of sds. */
  private async data(truths: readonly number[]): Promise<LessonData> {
    const normals = await this.chancesOf(this.year);
    const deaths = sizes.map((n, i) => {
      const mean = n * truths[i]!;
      const sd = Math.sqrt(mean * (1 - truths[i]!));
      return Math.min(n, Math.max(0, Math.round(mean + sd * normals[i]!)));
    });
    return { deaths, patients: [...sizes], hospital: names };
  }

  private sentenceOf(hospitals: readonly Hospital[], { rows, observed }: FitAnswer): string {
    const { page, year } = this;
    const lowest = hospitals.reduce((best, one) => (one.raw < best.raw ? one : best));
    const first = hospitals.reduce((best, one) => (one.best > best.best ? one : best));
    const errorOf = (rate: (one: Hospital) => number): number =>
      Math.sqrt(hospitals.reduce((sum, one) => sum + (rate(one) - one.truth) ** 2, 0) / hospitals.length);
    const τ = rows.find(({ variable }) => variable === "τ")!;
    const latent = τ.mean ** 2 / (τ.mean ** 2 + Math.PI ** 2 / 3);
    return page.word("sentence", {
      year,
      lowest: lowest.name,
      patients: lowest.patients,
      raw: percent(
        errorOf((one) => one.raw),
        1,
      ),
      pooled: percent(
        errorOf((one) => one.pooled),
        1,
      ),
      first: first.name,
      best: percent(first.best),
      latent: fixed(latent),
      observed: fixed(observed!.rows[0]?.mean ?? Number.NaN, 3),
    });
  }
}

function hospitalsOf(data: LessonData, truths: readonly number[], answer: FitAnswer): Hospital[] {
  const effects: readonly EffectsRow[] = answer.effects[0]!.rows;
  const ranks = answer.ranks![0]!.rows;
  const α = answer.rows.find(({ variable }) => variable === "α")!.mean;
  return names.map((name, i) => {
    const patients = Number(data.patients![i]);
    const deaths = Number(data.deaths![i]);
    const effect = effects.find(({ level }) => level === name)!.mean;
    const { worst } = ranks.find(({ level }) => level === name)!;
    const raw = deaths / patients;
    // The first by its effect is the one where most die.
    return {
      name,
      patients,
      deaths,
      truth: truths[i]!,
      raw,
      pooled: invLogit(α + effect),
      best: worst.value,
    };
  });
}

/** The league table as newspapers print it: the lowest rate first. */
function rowsOf(hospitals: readonly Hospital[]): string[][] {
  return hospitals
    .toSorted((a, b) => a.raw - b.raw)
    .map(({ name, patients, deaths, raw, pooled, best }) => [
      name,
      String(patients),
      String(deaths),
      percent(raw, 1),
      percent(pooled, 1),
      percent(best),
    ]);
}

/** Arrows from each raw rate to the pooled one, the smallest hospital first. */
function pictureOf(page: LessonPage, hospitals: readonly Hospital[]): Picture {
  const y = hospitals.map((_, i) => i);
  const raw = hospitals.map((one) => 100 * one.raw);
  const pooled = hospitals.map((one) => 100 * one.pooled);
  return {
    kind: "lesson",
    title: page.word("picture.title"),
    subtitle: null,
    description: page.word("picture.description"),
    columns: 1,
    legend: [
      { colour: "muted", text: page.word("raw"), symbol: "ring" },
      { colour: "main", text: page.word("pooled"), symbol: "dot" },
      { colour: "second", text: page.word("true"), symbol: "cross" },
    ],
    panels: [
      {
        title: null,
        x: numberAxis(page.word("axis.rate")),
        y: nameAxis(hospitals.map(({ name, patients }) => `${name} (${patients})`)),
        height: 1.2,
        marks: [
          { kind: "segments", x1: raw, y1: y, x2: pooled, y2: y, colour: "muted", hasArrow: true },
          { kind: "dots", x: raw, y, colour: "muted", symbol: "ring", size: 4 },
          { kind: "dots", x: pooled, y, colour: "main", size: 4 },
          {
            kind: "dots",
            x: hospitals.map(({ truth }) => 100 * truth),
            y,
            colour: "second",
            symbol: "cross",
            size: 4,
          },
        ],
      },
    ],
  };
}
