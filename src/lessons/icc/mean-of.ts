/** A real table: its intraclass correlation, and how reliable the mean of several measurements is. */

import { numberAxis, type Picture } from "../../pictures/picture.ts";
import type { ReliabilityRow } from "../../posterior/reliability.ts";
import { addSlider } from "../kit/controls.ts";
import { Figure } from "../kit/figure.ts";
import { fixed, interval } from "../kit/numbers.ts";
import type { LessonPage } from "../kit/page.ts";
import { Recipe } from "../kit/recipe.ts";
import { NumberTable } from "../kit/table.ts";
import { dyestuff } from "../models.ts";
import { dyestuffData } from "./dyestuff.ts";

const most = 20;
const request = { model: dyestuff, data: dyestuffData, options: { draws: 500, seed: 1 } } as const;

export class MeanOf {
  private readonly page: LessonPage;
  private readonly place: HTMLElement;
  private readonly sentence: HTMLElement;
  private readonly figure: Figure;
  private readonly table: NumberTable;
  private readonly recipe: Recipe;
  private rows: readonly ReliabilityRow[] = [];
  private measurements = 5;

  constructor(page: LessonPage) {
    this.page = page;
    this.place = page.place("mean");
    addSlider(page, this.place, {
      label: page.word("mean.of"),
      ...{ min: 1, max: most, step: 1, value: this.measurements },
      onInput: (value) => {
        this.measurements = value;
        this.show();
      },
    });
    this.sentence = page.add(this.place, "p", { class: "live", "aria-live": "polite" });
    this.figure = new Figure(this.place);
    const headers = [page.word("mean.what"), page.word("mean"), page.word("mean.interval")];
    this.table = new NumberTable(page, this.place, page.word("mean.table"), headers);
    this.recipe = new Recipe(page, page.place("recipe"), "dyestuff");
  }

  async start(): Promise<void> {
    await this.page.attempt(this.place, async () => {
      this.rows = await this.page.engine.ask("reliability", { ...request, most });
      this.show();
    });
  }

  private show(): void {
    const { page, rows, measurements } = this;
    const [one, several] = [rows[0], rows[measurements - 1]];
    if (one === undefined || several === undefined) return;
    this.sentence.textContent = page.word("mean.sentence", {
      icc: fixed(one.mean),
      k: measurements,
      reliability: fixed(several.mean),
    });
    const shown = measurements === 1 ? [one] : [one, several];
    this.table.show(
      shown.map(({ mean, lower, upper, measurements: k }) => [
        page.word(k === 1 ? "mean.single" : "mean.several", { k }),
        fixed(mean),
        interval(lower, upper),
      ]),
    );
    this.figure.show(this.picture(several));
    const variance = "hyperprior variance dyestuff.run --reliability";
    this.recipe.show(request, [measurements === 1 ? variance : `${variance} --mean-of ${measurements}`]);
  }

  private picture({ mean, lower, upper }: ReliabilityRow): Picture {
    const { page, rows, measurements } = this;
    const k = rows.map((_, i) => i + 1);
    return {
      kind: "lesson",
      title: page.word("mean.title"),
      subtitle: null,
      description: page.word("mean.description", {
        k: measurements,
        reliability: fixed(mean),
        interval: interval(lower, upper),
      }),
      columns: 1,
      legend: [],
      panels: [
        {
          title: null,
          x: numberAxis(page.word("mean.axis"), { domain: [0.5, most + 0.5] }),
          y: numberAxis(page.word("mean.reliability"), { domain: [0, 1] }),
          height: 0.9,
          marks: [
            {
              kind: "area",
              x: k,
              lower: rows.map((one) => one.lower),
              upper: rows.map((one) => one.upper),
              colour: "band",
            },
            { kind: "line", x: k, y: rows.map((one) => one.mean), colour: "main" },
            {
              kind: "segments",
              x1: [measurements],
              x2: [measurements],
              y1: [lower],
              y2: [upper],
              colour: "second",
              width: 2,
            },
            { kind: "dots", x: [measurements], y: [mean], colour: "second", size: 5 },
          ],
        },
      ],
    };
  }
}
