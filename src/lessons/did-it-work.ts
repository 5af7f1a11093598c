/** Four chains as they run, what is said of them, and runs that were spoilt in secret: the reader finds out how. */

import { nameAxis, numberAxis, type Panel, type Picture } from "../pictures/picture.ts";
import type { LessonData } from "./engine/fit.ts";
import type { JudgeAnswer } from "./engine/judge.ts";
import type { OpenRequest, WatchedStep } from "./engine/watch.ts";
import { addButton } from "./kit/controls.ts";
import { Figure } from "./kit/figure.ts";
import type { Lesson } from "./kit/lesson.ts";
import { fixed, rounded } from "./kit/numbers.ts";
import type { LessonPage } from "./kit/page.ts";
import { addPrediction } from "./kit/prediction.ts";
import { NumberTable } from "./kit/table.ts";
import { replicates } from "./models.ts";

const chainCount = 4;
const stepsOfPress = 100;
const bins = 20;

/** What is wrong with a run; nothing of `sound`. */
type Fault = "sound" | "slow" | "modes" | "funnel" | "unfinished";

/** Faults come in this order, so that none comes twice before all have come. */
const order: readonly Fault[] = ["modes", "slow", "sound", "funnel", "unfinished"];

const twoModes = `data { y: real }

μ ~ normal(0, 5)
σ ~ half_normal(1)

y ~ normal(μ * μ, σ)
`;

interface Setting extends Pick<OpenRequest, "model" | "data" | "method" | "warmup" | "isWarm" | "hmc"> {
  /** The parameter that is looked at. */
  readonly seen: string;
}

export const didItWork: Lesson = {
  name: "did-it-work",
  start: (page) => {
    addPrediction(page, "abc", "a");
    new Trial(page).start();
  },
};

class Trial {
  private readonly page: LessonPage;
  private readonly place: HTMLElement;
  private readonly sentence: HTMLElement;
  private readonly figure: Figure;
  private readonly table: NumberTable;
  private readonly problems: HTMLElement;
  private readonly said: HTMLElement;
  private readonly guess: HTMLFormElement;
  private normals: ArrayLike<number> = [];
  private last: Promise<void> = Promise.resolve();
  private turn = -1;
  private fault: Fault = "sound";
  private seen = "σ_b";
  private ids: number[] = [];
  private chains: WatchedStep[][] = [];

  constructor(page: LessonPage) {
    this.page = page;
    const controls = page.place("controls");
    addButton(page, controls, page.word("more", { count: stepsOfPress }), () =>
      this.queued(() => this.run()),
    );
    addButton(page, controls, page.word("sound"), () => this.queued(() => this.begin("sound")));
    addButton(page, controls, page.word("spoil"), () => this.queued(() => this.spoil()));
    this.place = page.place("chains");
    this.sentence = page.add(this.place, "p", { class: "live", "aria-live": "polite" });
    this.figure = new Figure(this.place);
    const headers = ["quantity", "value", "wanted"].map((key) => page.word(key));
    this.table = new NumberTable(page, this.place, page.word("table"), headers);
    this.problems = page.add(this.place, "ul", { class: "problems" });
    this.guess = this.addGuess(page.place("guess"));
    this.said = page.add(page.place("guess"), "p", { class: "said", role: "status" });
  }

  start(): void {
    void this.queued(async () => {
      await this.page.attempt(this.place, async () => {
        this.normals = await this.page.engine.ask("normals", { seed: 31, count: 60 });
      });
      await this.begin("sound");
      await this.run();
    });
  }

  /** One after another: chains that begin and chains that run on must not meet. */
  private queued(act: () => Promise<void>): Promise<void> {
    this.last = this.last.then(act);
    return this.last;
  }

  private addGuess(place: HTMLElement): HTMLFormElement {
    const { page } = this;
    const form = page.add(place, "form", { class: "predict" });
    const group = page.add(form, "fieldset");
    page.add(group, "legend", {}, page.word("guess"));
    for (const fault of ["sound", "slow", "modes", "funnel", "unfinished"] as const) {
      const line = page.add(group, "label");
      page.add(line, "input", { type: "radio", name: "guess", value: fault });
      line.append(` ${page.word(`fault.${fault}`)}`);
    }
    addButton(page, form, page.word("predict.check"), () => this.tell());
    return form;
  }

  private tell(): void {
    const { page, said, guess } = this;
    const chosen = guess.querySelector<HTMLInputElement>("input:checked")?.value;
    if (chosen === undefined) return;
    const isRight = chosen === this.fault;
    said.textContent = isRight ? page.word(`fault.${this.fault}.said`) : page.word("wrong");
    said.dataset.isRight = String(isRight);
  }

  private async spoil(): Promise<void> {
    this.turn = (this.turn + 1) % order.length;
    await this.begin(order[this.turn]!);
    await this.run();
  }

  /** Chains at their starts. */
  private async begin(fault: Fault): Promise<void> {
    const { page } = this;
    await page.attempt(this.place, async () => {
      for (const id of this.ids) await page.engine.ask("close", { id });
      const { seen, ...setting } = this.settingOf(fault);
      [this.fault, this.seen, this.ids] = [fault, seen, []];
      for (let chain = 1; chain <= chainCount; chain++) {
        const { id } = await page.engine.ask("open", { ...setting, seed: 4, chain });
        this.ids.push(id);
      }
      this.chains = this.ids.map(() => []);
      this.said.textContent = "";
      this.sentence.textContent = page.word("begun");
    });
  }

  private settingOf(fault: Fault): Setting {
    const data = this.data();
    const warm = { warmup: 300, isWarm: true } as const;
    const noncentered = replicates.replace("b[sample] ~", "noncentered b[sample] ~");
    const centered = replicates.replace("b[sample] ~", "centered b[sample] ~");
    const wide = noncentered.replace("normal(0, 10)", "normal(0, 100)");
    switch (fault) {
      case "sound":
        return { model: noncentered, data, method: "nuts", ...warm, seen: "σ_b" };
      case "slow":
        return {
          model: noncentered,
          data,
          method: "hmc",
          hmc: { stepSize: 0.02, steps: 3 },
          ...warm,
          seen: "σ_b",
        };
      case "modes":
        return {
          model: twoModes,
          data: { y: data.y!.map((one) => rounded(Number(one) - 6)) },
          method: "nuts",
          ...warm,
          seen: "μ",
        };
      case "funnel":
        return {
          model: centered,
          data: this.data(1),
          method: "hmc",
          hmc: { stepSize: 0.8, steps: 8 },
          ...warm,
          seen: "σ_b",
        };
      case "unfinished":
        return {
          model: wide,
          data,
          method: "hmc",
          hmc: { stepSize: 0.01, steps: 30 },
          warmup: 0,
          isWarm: true,
          seen: "β",
        };
    }
  }

  /** Eight samples, measured a few times each. */
  private data(measurements = 3): LessonData {
    const y: number[] = [];
    const sample: string[] = [];
    for (let i = 0; i < 8; i++) {
      for (let k = 0; k < measurements; k++) {
        y.push(rounded(10 + 0.8 * this.normals[i]! + this.normals[8 + 3 * i + k]!));
        sample.push("ABCDEFGH"[i]!);
      }
    }
    return { y, sample };
  }

  private async run(): Promise<void> {
    const { page } = this;
    await page.attempt(this.place, async () => {
      for (const [c, id] of this.ids.entries()) {
        const made = await page.engine.ask("steps", { id, count: stepsOfPress });
        this.chains[c]!.push(...made);
      }
      const all = this.chains.flat();
      const draws = { [this.seen]: all.map(({ values }) => values[this.seen]!) };
      const divergent = all.map(({ statistics }) => statistics.divergent === true);
      this.show(await page.engine.ask("judge", { draws, chainCount, divergent }));
    });
  }

  private show({ rows, verdict, problems }: JudgeAnswer): void {
    const { page, chains } = this;
    const [row] = rows;
    const divergent = chains.flat().filter(({ statistics }) => statistics.divergent === true).length;
    this.figure.show(pictureOf(page, chains, this.seen));
    this.table.show([
      [page.word("mean"), fixed(row!.mean), ""],
      [page.word("mcse"), fixed(row!.mcse, 3), page.word("mcse.wanted")],
      [page.word("rhat"), fixed(row!.rhat, 3), page.word("rhat.wanted")],
      [page.word("ess.bulk"), fixed(row!.essBulk, 0), page.word("ess.wanted")],
      [page.word("ess.tail"), fixed(row!.essTail, 0), page.word("ess.wanted")],
      [page.word("divergences"), String(divergent), page.word("divergences.wanted")],
    ]);
    this.sentence.textContent = page.word(`verdict.${verdict}`);
    this.problems.replaceChildren();
    for (const problem of problems) page.add(this.problems, "li", { lang: "en" }, problem);
  }
}

/** The ways of the chains, and how the ranks of each are spread over those of all. */
function pictureOf(page: LessonPage, chains: readonly (readonly WatchedStep[])[], seen: string): Picture {
  const values = chains.map((steps) => steps.map(({ values: at }) => at[seen]!));
  return {
    kind: "lesson",
    title: page.word("picture.title"),
    subtitle: null,
    description: page.word("picture.description", { count: values[0]!.length }),
    columns: 1,
    legend: values.map((_, chain) => ({
      colour: { chain },
      text: page.word("chain", { number: chain + 1 }),
      symbol: "line",
    })),
    panels: [tracePanel(page, values), rankPanel(page, values)],
  };
}

function tracePanel(page: LessonPage, values: readonly (readonly number[])[]): Panel {
  return {
    title: page.word("panel.trace"),
    x: numberAxis(page.word("axis.step")),
    y: numberAxis(null),
    height: 1,
    marks: values.map((own, chain) => ({
      kind: "line",
      x: own.map((_, i) => i + 1),
      y: own,
      colour: { chain },
      width: 1,
      opacity: 0.8,
    })),
  };
}

/** Of each chain, how many of its draws are among the lowest twentieth of all, the next, and so on; a dashed line where equal chains would be. */
function rankPanel(page: LessonPage, values: readonly (readonly number[])[]): Panel {
  const all = values.flatMap((own, chain) => own.map((value) => ({ value, chain })));
  const sorted = all.toSorted((a, b) => a.value - b.value);
  const counts = values.map(() => new Array<number>(bins).fill(0));
  for (const [rank, { chain }] of sorted.entries()) counts[chain]![Math.floor((bins * rank) / all.length)]!++;
  return {
    title: page.word("panel.ranks"),
    x: { ...nameAxis([]), label: page.word("axis.rank"), names: null, domain: [0, bins] },
    y: numberAxis(null, { domain: [0, Math.max(...counts.flat()) * 1.05] }),
    height: 0.8,
    marks: [
      ...counts.map((own, chain) => ({
        kind: "line" as const,
        x: [...own.map((_, i) => i), bins],
        y: [...own, own.at(-1)!],
        colour: { chain },
        isStepped: true,
        width: 1.5,
      })),
      { kind: "rule", axis: "y", at: values[0]!.length / bins, colour: "muted", isDashed: true },
    ],
  };
}
