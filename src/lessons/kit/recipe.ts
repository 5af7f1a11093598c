/** How a reader gets a lesson's numbers from the command line: the model, the table and the command, to be copied or saved. */

import { dataCsvPieces } from "../../report/data-csv.ts";
import type { FitRequest } from "../engine/fit.ts";
import type { LessonPage } from "./page.ts";
import { addSavedText } from "./saved-text.ts";

const kitWords = ["recipe", "recipe.model", "recipe.data"] as const;

export class Recipe {
  private readonly name: string;
  private readonly model: HTMLElement;
  private readonly data: HTMLElement;
  private readonly command: HTMLElement;

  /** Files are called by `name`. */
  constructor(page: LessonPage, place: HTMLElement, name: string) {
    this.name = name;
    const [title, model, data] = kitWords.map((key) => page.word(key));
    const fold = page.add(place, "details", { class: "recipe" });
    page.add(fold, "summary", {}, title!);
    this.command = addSavedText(page, fold, null, "command");
    this.model = addSavedText(page, fold, model!, `${name}.model`);
    this.data = addSavedText(page, fold, data!, `${name}.csv`);
  }

  /** Of the fit that is shown; `others` are commands that follow it. */
  show({ model, data, options = {} }: FitRequest, others: readonly string[] = []): void {
    const { chains, warmup, draws, seed, method } = options;
    const flags = Object.entries({ chains, warmup, draws, seed, method }).flatMap(([flag, value]) =>
      value === undefined ? [] : [`--${flag} ${value}`],
    );
    const fit = ["hyperprior fit", `${this.name}.model`, `--data ${this.name}.csv`, ...flags].join(" ");
    this.showCommands(model, data, [fit, ...others]);
  }

  /** A command a line. */
  showCommands(model: string, data: FitRequest["data"], commands: readonly string[]): void {
    this.model.textContent = model;
    this.data.textContent = [...dataCsvPieces(Object.keys(data), data, { rounded: [] })].join("");
    this.command.textContent = commands.join("\n");
  }
}
