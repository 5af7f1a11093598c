/** How a reader gets a lesson's numbers from the command line: the model, the table and the command, to be copied or saved. */

import { dataCsvPieces } from "../../report/data-csv.ts";
import type { FitRequest } from "../engine/fit.ts";
import { addButton } from "./controls.ts";
import type { LessonPage } from "./page.ts";
import { saveFile } from "./save-file.ts";

const kitWords = [
  "recipe",
  "recipe.model",
  "recipe.data",
  "recipe.save",
  "recipe.copy",
  "recipe.copied",
] as const;

export class Recipe {
  private readonly page: LessonPage;
  private readonly name: string;
  private readonly model: HTMLElement;
  private readonly data: HTMLElement;
  private readonly command: HTMLElement;

  /** Files are called by `name`. */
  constructor(page: LessonPage, place: HTMLElement, name: string) {
    this.page = page;
    this.name = name;
    const [title, model, data] = kitWords.map((key) => page.word(key));
    const fold = page.add(place, "details", { class: "recipe" });
    page.add(fold, "summary", {}, title!);
    this.command = this.addText(fold, null, "command");
    this.model = this.addText(fold, model!, `${name}.model`);
    this.data = this.addText(fold, data!, `${name}.csv`);
  }

  /** Of the fit that is shown. */
  show({ model, data, options = {} }: FitRequest): void {
    this.model.textContent = model;
    this.data.textContent = [...dataCsvPieces(Object.keys(data), data, { rounded: [] })].join("");
    const { chains, warmup, draws, seed, method } = options;
    const flags = Object.entries({ chains, warmup, draws, seed, method }).flatMap(([flag, value]) =>
      value === undefined ? [] : [`--${flag} ${value}`],
    );
    this.command.textContent = [
      "hyperprior fit",
      `${this.name}.model`,
      `--data ${this.name}.csv`,
      ...flags,
    ].join(" ");
  }

  private addText(parent: HTMLElement, title: string | null, file: string): HTMLElement {
    const { page } = this;
    const head = page.add(parent, "p", {}, title === null ? "" : `${title} `);
    const text = page.add(parent, "pre", { tabindex: "0", "data-file": file });
    addButton(page, head, page.word("recipe.copy"), async () => {
      await navigator.clipboard.writeText(text.textContent ?? "");
      page.announce(page.word("recipe.copied"));
    });
    if (title !== null)
      addButton(page, head, page.word("recipe.save"), () => saveFile(file, text.textContent ?? ""));
    return text;
  }
}
