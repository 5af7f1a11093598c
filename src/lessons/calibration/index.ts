/** A thousand simulated experiments: whether intervals cover the truth as often as they say, with the right model and with a wrong one. */

import type { ExperimentAnswer, ExperimentsJudgement } from "../engine/calibration.ts";
import { addButton, addCheck, addChoice, addSlider } from "../kit/controls.ts";
import { Figure } from "../kit/figure.ts";
import type { Lesson } from "../kit/lesson.ts";
import { percent } from "../kit/numbers.ts";
import type { LessonPage } from "../kit/page.ts";
import { addPrediction } from "../kit/prediction.ts";
import { Recipe } from "../kit/recipe.ts";
import { NumberTable } from "../kit/table.ts";
import { layoutOf, right, wrong } from "./models.ts";
import { comingPicture, rankPicture } from "./pictures.ts";

const quantities = ["β", "σ_b", "σ"] as const;
type Quantity = (typeof quantities)[number];

const seed = 1;
/** With so many the 95 % interval is that of the ranks 5 to 194 of 0 to 199. */
const draws = 199;
const bins = 20;
const atFirst = 20;
const mostExperiments = 5000;
/** Between two pictures. */
const batchMs = 200;
/** Batches between two looks at the ranks, which take longer. */
const batchesToJudge = 4;
/** Experiments between two announcements to those who hear the page. */
const announced = 250;

export const calibration: Lesson = {
  name: "calibration",
  start: (page) => {
    addPrediction(page, "abc", "b");
    void new Laboratory(page).run(atFirst);
  },
};

class Laboratory {
  private readonly page: LessonPage;
  private readonly setting = { mice: 6, measurements: 5, isWrong: false, quantity: "β" as Quantity };
  private readonly answer: HTMLElement;
  private readonly sentence: HTMLElement;
  private readonly coming: Figure;
  private readonly ranks: Figure;
  private readonly table: NumberTable;
  private readonly recipe: Recipe;
  private experiments: ExperimentAnswer[] = [];
  private judgement: ExperimentsJudgement | null = null;
  /** Of the worker's experiments; null before they are opened. */
  private id: number | null = null;
  /** Goes up when all begins anew: what is under way then ends. */
  private round = 0;
  private isRunning = false;
  /** How many experiments there are to be. */
  private until = 0;

  constructor(page: LessonPage) {
    this.page = page;
    this.addControls(page.place("controls"));
    this.answer = page.place("answer");
    this.sentence = page.add(this.answer, "p", { class: "live" });
    this.coming = new Figure(this.answer);
    const headers = [page.word("quantity"), page.word("coverage"), page.word("p")];
    this.table = new NumberTable(page, this.answer, page.word("table"), headers);
    this.ranks = new Figure(page.place("ranks"));
    this.recipe = new Recipe(page, page.place("recipe"), "mice");
    const fold = page.add(page.place("recipe"), "details", { class: "recipe" });
    page.add(fold, "summary", {}, page.word("recipe.wrong"));
    page.add(fold, "pre", { tabindex: "0", "data-script": "calibrate.ts" }, script);
    page.add(fold, "p", {}, page.word("recipe.wrong.model"));
    page.add(fold, "pre", { tabindex: "0", "data-script": "independent.model" }, wrong);
  }

  /** So many further experiments, until they are made, stopped, or begun anew; more of them if some are being made. */
  async run(further: number): Promise<void> {
    const { page, round } = this;
    this.until = Math.min(mostExperiments, Math.max(this.until, this.experiments.length) + further);
    if (this.isRunning) return;
    this.isRunning = true;
    await page.attempt(this.answer, async () => {
      const id = this.id ?? (await this.open());
      if (id === null) return;
      for (let batch = 1; round === this.round && this.experiments.length < this.until; batch++)
        await this.makeSome(id, round, batch % batchesToJudge === 0);
    });
    if (round === this.round) this.isRunning = false;
  }

  private async makeSome(id: number, round: number, isJudged: boolean): Promise<void> {
    const { until } = this;
    const made = await this.page.engine.ask("experiments", { id, until, milliseconds: batchMs });
    // Those of a round that is over.
    if (round !== this.round) return;
    // Of fits that could not begin there are none.
    if (made.length === 0) this.until = this.experiments.length;
    this.tellOf(made.length);
    this.experiments.push(...made);
    if (isJudged || this.experiments.length >= this.until) await this.judge();
    if (round === this.round) this.show();
  }

  /** Null where all has begun anew since. */
  private async open(): Promise<number | null> {
    const { page, setting, round } = this;
    const data = layoutOf(setting.mice, setting.measurements);
    const models = setting.isWrong ? { model: right, fittedModel: wrong } : { model: right };
    const request = { ...models, data, seed, draws, quantities };
    const answer = await page.engine.latest("open", "openExperiments", request);
    if (answer === null || round !== this.round) return null;
    this.id = answer.id;
    return answer.id;
  }

  private addControls(place: HTMLElement): void {
    const { page, setting } = this;
    const add = (key: "mice" | "measurements", min: number, max: number): void => {
      addSlider(page, place, {
        label: page.word(key),
        ...{ min, max, step: 1, value: setting[key] },
        onInput: (value) => {
          setting[key] = value;
          void this.beginAnew();
        },
      });
    };
    add("mice", 3, 12);
    add("measurements", 2, 20);
    addCheck(page, place, page.word("wrong"), false, (isWrong) => {
      setting.isWrong = isWrong;
      void this.beginAnew();
    });
    addChoice<Quantity>(page, place, {
      label: page.word("quantity.choose"),
      choices: {
        β: page.word("choose.mean"),
        σ_b: page.word("choose.between"),
        σ: page.word("choose.within"),
      },
      value: setting.quantity,
      onChange: (value) => {
        setting.quantity = value;
        void page.attempt(this.answer, () => this.judge());
      },
    });
    const buttons = page.add(place, "p");
    for (const further of [10, 100, 1000])
      addButton(page, buttons, page.word(`run.${further}`), () => this.run(further));
    addButton(page, buttons, page.word("stop"), () => {
      this.until = this.experiments.length;
    });
  }

  /** The same truths and tables, with another layout or analysis. */
  private async beginAnew(): Promise<void> {
    this.round++;
    this.isRunning = false;
    this.until = 0;
    this.id = null;
    this.experiments = [];
    this.judgement = null;
    await this.run(atFirst);
  }

  private async judge(): Promise<void> {
    const { page, id, round, setting } = this;
    if (id === null || this.experiments.length === 0) return;
    const quantity = quantities.indexOf(setting.quantity);
    const judgement = await page.engine.latest("judge", "judgeExperiments", { id, quantity, bins });
    if (judgement === null || round !== this.round) return;
    this.judgement = judgement;
    this.show();
  }

  private tellOf(more: number): void {
    const before = this.experiments.length;
    const after = before + more;
    if (Math.floor(before / announced) === Math.floor(after / announced)) return;
    this.page.announce(this.page.word("told", { experiments: after }));
  }

  private show(): void {
    const { page, setting, experiments, judgement } = this;
    const quantity = quantities.indexOf(setting.quantity);
    const covered = experiments.filter(({ isCovered }) => isCovered[quantity]).length;
    const values = {
      experiments: experiments.length,
      covered,
      share: percent(covered / experiments.length, 1),
      quantity: setting.quantity,
    };
    this.sentence.textContent = page.word("sentence", values);
    this.coming.show(comingPicture(page, experiments, quantity, setting.quantity));
    const { mice, measurements } = setting;
    this.recipe.showCommands(right, layoutOf(mice, measurements), [
      `hyperprior calibrate mice.model --data mice.csv --simulations ${experiments.length} --draws ${draws} --seed ${seed}`,
    ]);
    if (judgement === null) return;
    this.table.show(
      quantities.map((name, q) => {
        const { value, error } = judgement.coverage[q]!;
        return [
          page.word(`name.${name}`),
          `${percent(value, 1)} ± ${percent(error, 1)}`,
          wordsOfP(judgement.pValues[q]!),
        ];
      }),
    );
    const verdict = page.word(`deviation.${judgement.deviation}`, values);
    this.ranks.show(rankPicture(page, judgement, `${page.word("ranks.title")}. ${verdict}`));
    page.place("verdict").textContent = verdict;
  }
}

function wordsOfP(p: number): string {
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

/** How a script has the wrong analysis. */
const script = `import { calibrate, readModel } from "hyperprior";

const result = await calibrate(await readModel("mice.model"), {
  fittedModel: await readModel("independent.model"),
  data: "mice.csv",
  simulations: 1000,
  draws: ${draws},
  seed: ${seed},
});
for (const { name, pValue, deviation } of result.quantities) console.log(name, pValue, deviation);
`;
