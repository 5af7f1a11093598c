/**
 * How many measurements of each group a budget is best spent on: the standard deviation of the mean with both standard deviations known, for
 * which it has a closed form. `design` says the same of them, and of those that are to be estimated, too.
 */

import { numberAxis, type Picture } from "../../pictures/picture.ts";
import { addSlider } from "../kit/controls.ts";
import { Figure } from "../kit/figure.ts";
import { fixed } from "../kit/numbers.ts";
import type { LessonPage } from "../kit/page.ts";
import { type Affordable, affordable, bestOf, type Costs, type Spread } from "./spread.ts";

const mostReplicates = 30;

/** `y ~ 1 + (1 | mouse)` with standard deviations that are known. */
const known = `model known

constant σ_b = 1
constant σ = 1

data {
  y:     real
  mouse: factor
}

β        ~ normal(0, 1000)
b[mouse] ~ normal(0, σ_b)

y ~ normal(β + b[mouse], σ)
`;

export class Budget {
  private readonly page: LessonPage;
  private readonly costs: { -readonly [Key in keyof Costs]: Costs[Key] } = {
    budget: 1000,
    group: 50,
    replicate: 2,
  };
  private readonly sentence: HTMLElement;
  private readonly figure: Figure;
  private readonly command: HTMLElement;
  private spread: Spread = { between: 1, within: 1 };

  constructor(page: LessonPage) {
    this.page = page;
    const place = page.place("budget");
    const add = (key: keyof Costs, min: number, max: number, step: number): void => {
      addSlider(page, place, {
        label: page.word(`cost.${key}`),
        ...{ min, max, step, value: this.costs[key], format: (value: number) => `${value} €` },
        onInput: (value) => {
          this.costs[key] = value;
          this.show(this.spread);
        },
      });
    };
    add("budget", 200, 3000, 100);
    add("group", 0, 100, 5);
    add("replicate", 1, 50, 1);
    this.sentence = page.add(place, "p", { class: "live", "aria-live": "polite" });
    this.figure = new Figure(place);
    const fold = page.add(page.place("design"), "details", { class: "recipe" });
    page.add(fold, "summary", {}, page.word("design.recipe"));
    this.command = page.add(fold, "pre", { tabindex: "0", "data-design": "command" });
    page.add(fold, "p", {}, page.word("design.model"));
    page.add(fold, "pre", { tabindex: "0", "data-design": "model" }, known);
  }

  show(spread: Spread): void {
    this.spread = { ...spread };
    const studies = affordable(spread, this.costs, mostReplicates);
    const best = bestOf(studies);
    this.sentence.textContent = this.words(best);
    this.figure.show(this.picture(studies, best));
    const { budget, group, replicate } = this.costs;
    const tried = [1, 2, 3, 5, 10, 20, best?.replicates ?? 1].filter((one) => one <= (studies.length || 1));
    const replicates = [...new Set(tried)].sort((a, b) => a - b).join(",");
    this.command.textContent =
      `hyperprior design known.model --set σ_b=${fixed(spread.between, 1)} --set σ=${fixed(spread.within, 1)} ` +
      `--budget ${budget} --cost-group ${group} --cost-replicate ${replicate} --replicates ${replicates} --for β`;
  }

  private words(best: Affordable | null): string {
    if (best === null) return this.page.word("budget.none");
    const { replicates, groups, sd } = best;
    const key = replicates === 1 ? "budget.once" : "budget.sentence";
    return this.page.word(key, { replicates, groups, sd: fixed(sd) });
  }

  private picture(studies: readonly Affordable[], best: Affordable | null): Picture {
    const { page } = this;
    const k = studies.map(({ replicates }) => replicates);
    const sds = studies.map(({ sd }) => sd);
    const highest = Math.max(0, ...sds);
    const names = studies.map(({ replicates, groups, sd }) =>
      page.word("budget.name", { replicates, groups, sd: fixed(sd) }),
    );
    return {
      kind: "lesson",
      title: page.word("budget.title"),
      subtitle: null,
      description: `${page.word("budget.title")}. ${this.words(best)}`,
      columns: 1,
      legend: [],
      panels: [
        {
          title: null,
          x: numberAxis(page.word("replicates"), { domain: [0, mostReplicates + 1] }),
          y: numberAxis(page.word("budget.sd"), { domain: [0, highest * 1.08 || 1] }),
          height: 1,
          marks: [
            { kind: "line", x: k, y: sds, colour: "muted", width: 1.2 },
            { kind: "dots", x: k, y: sds, colour: "main", size: 3.5, names },
            ...(best === null
              ? []
              : [
                  {
                    kind: "dots",
                    x: [best.replicates],
                    y: [best.sd],
                    colour: "second",
                    symbol: "ring",
                    size: 8,
                  } as const,
                ]),
          ],
        },
      ],
    };
  }
}
