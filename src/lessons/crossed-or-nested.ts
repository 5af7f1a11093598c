/** One table read in two ways: casks that belong to a batch each, or the same few that all batches meet. */

import { nameAxis, numberAxis, type Panel, type Picture } from "../pictures/picture.ts";
import type { FitAnswer, LessonData } from "./engine/fit.ts";
import { addChoice, addSlider } from "./kit/controls.ts";
import { Figure } from "./kit/figure.ts";
import type { Lesson } from "./kit/lesson.ts";
import { fixed, interval, rounded } from "./kit/numbers.ts";
import type { LessonPage } from "./kit/page.ts";
import { addPrediction } from "./kit/prediction.ts";
import { Recipe } from "./kit/recipe.ts";
import { NumberTable } from "./kit/table.ts";

const batches = ["A", "B", "C", "D", "E", "F"] as const;
const casks = ["a", "b", "c", "d"] as const;
const assays = 2;
const options = { draws: 500, seed: 1 } as const;

type Reading = "nested" | "crossed";

/** The model of a reading: one word is other. */
function modelOf(reading: Reading): string {
  return `data {
  y:     real
  batch: factor
  cask:  factor${reading === "nested" ? " in batch" : ""}
}

β       ~ normal(60, 20)
σ_batch ~ half_normal(5)
σ_cask  ~ half_normal(5)
σ       ~ half_normal(5)

b[batch] ~ normal(0, σ_batch)
c[cask]  ~ normal(0, σ_cask)

y ~ normal(β + b[batch] + c[cask], σ)
`;
}

export const crossedOrNested: Lesson = {
  name: "crossed-or-nested",
  start: (page) => {
    addPrediction(page, "abc", "b");
    void new Readings(page).start();
  },
};

class Readings {
  private readonly page: LessonPage;
  private readonly place: HTMLElement;
  private readonly sentence: HTMLElement;
  private readonly figure: Figure;
  private readonly table: NumberTable;
  private readonly asked: HTMLElement;
  private readonly recipe: Recipe;
  private truth: Reading = "nested";
  private spread = 2;
  private normals: ArrayLike<number> = [];

  constructor(page: LessonPage) {
    this.page = page;
    this.addControls(page.place("controls"));
    this.place = page.place("readings");
    this.figure = new Figure(this.place);
    this.sentence = page.add(this.place, "p", { class: "live", "aria-live": "polite" });
    const headers = ["component", "reading.nested", "reading.crossed"].map((key) => page.word(key));
    this.table = new NumberTable(page, this.place, page.word("table"), headers);
    this.asked = page.add(page.place("asked"), "pre", { lang: "en", tabindex: "0" });
    this.recipe = new Recipe(page, page.place("recipe"), "casks");
  }

  private addControls(place: HTMLElement): void {
    const { page } = this;
    addChoice<Reading>(page, place, {
      label: page.word("truth"),
      choices: { nested: page.word("truth.nested"), crossed: page.word("truth.crossed") },
      value: this.truth,
      onChange: (value) => {
        this.truth = value;
        void this.update();
      },
    });
    addSlider(page, place, {
      label: page.word("spread"),
      ...{ min: 0, max: 4, step: 0.25, value: this.spread, format: (value) => fixed(value) },
      onInput: (value) => {
        this.spread = value;
        void this.update();
      },
    });
  }

  async start(): Promise<void> {
    await this.page.attempt(this.place, async () => {
      const count = batches.length * (1 + casks.length * (1 + assays)) + casks.length;
      this.normals = await this.page.engine.ask("normals", { seed: 41, count });
    });
    await this.update();
  }

  /** The same numbers of chance whatever the truth: only what a cask's label stands for differs. */
  private data(): LessonData {
    const { normals, spread, truth } = this;
    const columns = { y: [] as number[], batch: [] as string[], cask: [] as string[] };
    const first = batches.length + casks.length;
    for (const [i, batch] of batches.entries()) {
      for (const [j, cask] of casks.entries()) {
        const own = first + (i * casks.length + j) * (1 + assays);
        const effect = spread * (truth === "nested" ? normals[own]! : normals[batches.length + j]!);
        for (let k = 0; k < assays; k++) {
          columns.y.push(rounded(60 + 1.5 * normals[i]! + effect + 0.8 * normals[own + 1 + k]!));
          columns.batch.push(batch);
          columns.cask.push(cask);
        }
      }
    }
    return columns;
  }

  private async update(): Promise<void> {
    const { page } = this;
    await page.attempt(this.place, async () => {
      const data = this.data();
      const nested = await page.engine.latest("readings", "fit", { model: modelOf("nested"), data, options });
      if (nested === null) return;
      const crossed = await page.engine.ask("fit", { model: modelOf("crossed"), data, options });
      this.figure.show(pictureOf(page, data));
      this.tell(nested, crossed);
      this.recipe.show({ model: modelOf("nested"), data, options });
    });
  }

  private tell(nested: FitAnswer, crossed: FitAnswer): void {
    const { page } = this;
    this.table.show(
      ["σ_batch", "σ_cask", "σ"].map((name) => [name, ...[nested, crossed].map((one) => cellOf(one, name))]),
    );
    const difference = nested.logEvidence! - crossed.logEvidence!;
    const key = Math.abs(difference) < 1 ? "even" : difference > 0 ? "nested" : "crossed";
    this.sentence.textContent = page.word(`evidence.${key}`, { difference: fixed(Math.abs(difference), 1) });
    this.asked.textContent = [...nested.warnings, ...crossed.warnings].join("\n\n");
    this.asked.hidden = this.asked.textContent === "";
  }
}

function cellOf({ rows }: FitAnswer, name: string): string {
  const { mean, lower, upper } = rows.find(({ variable }) => variable === name)!;
  return `${fixed(mean)} ${interval(lower, upper)}`;
}

/** Mean assays of each cask, those of one label joined through the batches. */
function pictureOf(page: LessonPage, data: LessonData): Picture {
  const means = casks.map((cask) =>
    batches.map((batch) => {
      const own = data.y!.filter((_, row) => data.cask![row] === cask && data.batch![row] === batch);
      return own.reduce<number>((sum, one) => sum + Number(one), 0) / own.length;
    }),
  );
  const x = batches.map((_, i) => i);
  const panel: Panel = {
    title: null,
    x: nameAxis([...batches], page.word("axis.batch")),
    y: numberAxis("y"),
    height: 1,
    marks: means.flatMap((y, series): Panel["marks"] => [
      { kind: "line", x, y, colour: { series }, width: 1.5, name: casks[series]! },
      { kind: "dots", x, y, colour: { series }, size: 4 },
    ]),
  };
  return {
    kind: "lesson",
    title: page.word("picture.title"),
    subtitle: null,
    description: page.word("picture.description"),
    columns: 1,
    legend: casks.map((cask, series) => ({
      colour: { series },
      text: page.word("cask", { label: cask }),
      symbol: "line",
    })),
    panels: [panel],
  };
}
