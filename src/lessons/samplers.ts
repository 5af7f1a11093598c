/** Gibbs, HMC and NUTS a step at a time in the plane of σ_b and one effect, with what the steps cost and what they are worth. */

import { numberAxis, type Panel, type Picture } from "../pictures/picture.ts";
import type { FitAnswer, LessonData } from "./engine/fit.ts";
import type { WatchedStep } from "./engine/watch.ts";
import { addButton, addChoice, addSlider } from "./kit/controls.ts";
import { Figure } from "./kit/figure.ts";
import type { Lesson } from "./kit/lesson.ts";
import { fixed, rounded } from "./kit/numbers.ts";
import type { LessonPage } from "./kit/page.ts";
import { addPrediction } from "./kit/prediction.ts";
import { Recipe } from "./kit/recipe.ts";
import { NumberTable } from "./kit/table.ts";
import { replicates } from "./models.ts";

const samples = 6;
const mostMeasurements = 20;
const seen = ["σ_b", "b[A]"] as const;
const options = { seed: 1 } as const;
const warmup = 300;

type Sampler = "gibbs" | "hmc" | "nuts" | "marginal";
type Coordinates = "centered" | "noncentered";

export const samplers: Lesson = {
  name: "samplers",
  start: (page) => {
    addPrediction(page, "abc", "b");
    new Walk(page).begin();
  },
};

class Walk {
  private readonly page: LessonPage;
  private readonly place: HTMLElement;
  private readonly sentence: HTMLElement;
  private readonly figure: Figure;
  private readonly table: NumberTable;
  private readonly recipe: Recipe;
  private sampler: Sampler = "nuts";
  private coordinates: Coordinates = "centered";
  private measurements = 2;
  private normals: ArrayLike<number> = [];
  /** Of the posterior, from `fit`. */
  private whole: FitAnswer | null = null;
  private id: number | null = null;
  private steps: WatchedStep[] = [];
  /** Counts beginnings: what was asked for before the last one is not shown. */
  private generation = 0;
  private beginning: Promise<void> = Promise.resolve();

  constructor(page: LessonPage) {
    this.page = page;
    this.addControls(page.place("controls"));
    this.place = page.place("walk");
    this.sentence = page.add(this.place, "p", { class: "live", "aria-live": "polite" });
    this.figure = new Figure(this.place);
    const headers = ["counted", "value"].map((key) => page.word(key));
    this.table = new NumberTable(page, this.place, page.word("table"), headers);
    this.recipe = new Recipe(page, page.place("recipe"), "replicates");
  }

  private addControls(place: HTMLElement): void {
    const { page } = this;
    const restart = (): void => this.begin();
    addChoice<Sampler>(page, place, {
      label: page.word("sampler"),
      choices: {
        gibbs: page.word("gibbs"),
        hmc: page.word("hmc"),
        nuts: page.word("nuts"),
        marginal: page.word("marginal"),
      },
      value: this.sampler,
      onChange: (value) => {
        this.sampler = value;
        restart();
      },
    });
    addChoice<Coordinates>(page, place, {
      label: page.word("coordinates"),
      choices: { centered: page.word("centered"), noncentered: page.word("noncentered") },
      value: this.coordinates,
      onChange: (value) => {
        this.coordinates = value;
        restart();
      },
    });
    addSlider(page, place, {
      label: page.word("measurements"),
      ...{ min: 1, max: mostMeasurements, step: 1, value: this.measurements },
      onInput: (value) => {
        this.measurements = value;
        restart();
      },
    });
    for (const count of [1, 10, 200]) {
      const label = count === 1 ? page.word("step") : page.word("steps", { count });
      addButton(page, place, label, () => this.step(count));
    }
    addButton(page, place, page.word("again"), restart);
  }

  /** A new chain, and the posterior that it is to walk over. */
  begin(): void {
    this.generation++;
    this.beginning = this.beginAs(this.generation);
  }

  private async beginAs(own: number): Promise<void> {
    const { page } = this;
    await page.attempt(this.place, async () => {
      if (this.normals.length === 0) {
        const count = samples * (1 + mostMeasurements);
        this.normals = await page.engine.ask("normals", { seed: 21, count });
      }
      const data = this.data();
      const fit = { model: replicates, data, options, draws: seen };
      const whole = await page.engine.latest("whole", "fit", fit);
      if (whole === null || own !== this.generation) return;
      const walksEffects = this.sampler === "hmc" || this.sampler === "nuts";
      const word = walksEffects ? `${this.coordinates} ` : "";
      const model = replicates.replace("b[sample] ~", `${word}b[sample] ~`);
      const request = { model, data, method: this.sampler, ...options, warmup, isWarm: true };
      const { id } = await page.engine.ask("open", request);
      if (own !== this.generation) return;
      if (this.id !== null) await page.engine.ask("close", { id: this.id });
      [this.whole, this.id, this.steps] = [whole, id, []];
      this.recipe.show(fit);
      await this.show();
    });
  }

  private data(): LessonData {
    const y: number[] = [];
    const sample: string[] = [];
    for (let i = 0; i < samples; i++) {
      for (let k = 0; k < this.measurements; k++) {
        y.push(rounded(10 + 1.2 * this.normals[i]! + this.normals[samples + i * mostMeasurements + k]!));
        sample.push("ABCDEF"[i]!);
      }
    }
    return { y, sample };
  }

  private async step(count: number): Promise<void> {
    await this.beginning;
    const { id, sampler, page } = this;
    const own = this.generation;
    if (id === null) return;
    await page.attempt(this.place, async () => {
      // What integrates the effects out has no position of all parameters.
      const path = sampler === "marginal" ? {} : { path: seen };
      const made = await page.engine.ask("steps", { id, count, ...path });
      if (own !== this.generation) return;
      this.steps.push(...made);
      await this.show();
    });
  }

  private async show(): Promise<void> {
    const { page, steps } = this;
    this.figure.show(this.picture());
    const gradients = steps.reduce((sum, { statistics }) => sum + (statistics.leapfrogSteps ?? 0), 0);
    const divergent = steps.filter(({ statistics }) => statistics.divergent === true).length;
    const [, σ_b, b] = await this.worth();
    const isHamiltonian = this.sampler === "nuts" || this.sampler === "hmc";
    this.table.show([
      [page.word("transitions"), String(steps.length)],
      ...(isHamiltonian
        ? [
            [page.word("gradients"), String(gradients)],
            [page.word("divergences"), String(divergent)],
          ]
        : []),
      [page.word("ess.scale"), σ_b!],
      [page.word("ess.effect"), b!],
    ]);
    const values = { count: steps.length, gradients, divergences: divergent, effective: σ_b! };
    const key = steps.length === 0 ? "none" : isHamiltonian ? "walked" : "walked.plain";
    this.sentence.textContent = page.word(key, values);
  }

  /** Effective draws of σ_b and of the effect, in words. */
  private async worth(): Promise<string[]> {
    const { page, steps } = this;
    // Fewer than a few dozen say nothing of themselves.
    if (steps.length < 20) return ["", "–", "–"];
    const draws = Object.fromEntries(seen.map((name) => [name, steps.map(({ values }) => values[name]!)]));
    const { rows } = await page.engine.ask("judge", { draws, chainCount: 1 });
    return ["", ...rows.map(({ essBulk }) => fixed(essBulk, 0))];
  }

  private picture(): Picture {
    const { page, whole, steps } = this;
    return {
      kind: "lesson",
      title: page.word("picture.title"),
      subtitle: null,
      description: page.word("picture.description", { count: steps.length }),
      columns: 1,
      legend: [
        { colour: "muted", text: page.word("legend.posterior"), symbol: "dot" },
        { colour: "main", text: page.word("legend.draws"), symbol: "dot" },
        { colour: "second", text: page.word("legend.way"), symbol: "line" },
      ],
      panels: [planePanel(whole!, steps)],
    };
  }
}

/** σ_b on a log scale, on which the funnel is one. */
function planePanel({ draws: cloud }: FitAnswer, steps: readonly WatchedStep[]): Panel {
  const last = steps.at(-1);
  const way = last?.path ?? [];
  const xs = way.filter((_, i) => i % 2 === 0);
  const ys = way.filter((_, i) => i % 2 === 1);
  const placesOf = (some: readonly WatchedStep[]) => ({
    x: some.map(({ values }) => values.σ_b!),
    y: some.map(({ values }) => values["b[A]"]!),
  });
  return {
    title: null,
    x: numberAxis("σ_b", { scale: "log", domain: [0.02, 20] }),
    y: numberAxis("b[A]", { domain: [-5, 5] }),
    height: 1.3,
    isClipped: true,
    marks: [
      {
        kind: "dots",
        colour: "muted",
        size: 1.6,
        opacity: 0.5,
        x: thinned(cloud.σ_b!),
        y: thinned(cloud["b[A]"]!),
      },
      { kind: "dots", ...placesOf(steps), colour: "main", size: 2.5, opacity: 0.8 },
      { kind: "line", x: xs, y: ys, colour: "second", width: 1.5 },
      { kind: "dots", x: xs, y: ys, colour: "second", size: 1.8 },
      {
        kind: "dots",
        ...placesOf(last === undefined ? [] : [last]),
        colour: "second",
        symbol: "ring",
        size: 6,
      },
    ],
  };
}

/** As many points as are seen as a cloud and drawn at once. */
function thinned(values: Float64Array): Float64Array {
  const every = Math.max(1, Math.floor(values.length / 1000));
  return values.filter((_, i) => i % every === 0);
}
