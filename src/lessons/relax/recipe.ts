/** How a reader gets the numbers of several models of one table, and of their comparison. */

import { dataCsvPieces } from "../../report/data-csv.ts";
import type { LessonData } from "../engine/fit.ts";
import type { LessonPage } from "../kit/page.ts";
import { addSavedText } from "../kit/saved-text.ts";
import { modelNames, options, relaxed } from "./models.ts";
import { sampleNames } from "./table.ts";

const dataFile = "replicates.csv";

export class ComparisonRecipe {
  private readonly data: HTMLElement;

  constructor(page: LessonPage, place: HTMLElement) {
    const fold = page.add(place, "details", { class: "recipe" });
    page.add(fold, "summary", {}, page.word("recipe"));
    addSavedText(page, fold, null, "command").textContent = commands().join("\n");
    for (const name of modelNames)
      addSavedText(page, fold, page.word(`model.${name}`), `${name}.model`).textContent = relaxed[name];
    this.data = addSavedText(page, fold, page.word("recipe.data"), dataFile);
  }

  show(data: LessonData): void {
    this.data.textContent = [...dataCsvPieces(Object.keys(data), data, { rounded: [] })].join("");
  }
}

function commands(): readonly string[] {
  const { warmup, draws, seed } = options;
  const runs = modelNames.map((name) => `${name}.run`).join(" ");
  const groups = sampleNames.length;
  return [
    ...modelNames.map(
      (name) =>
        `hyperprior fit ${name}.model --data ${dataFile} --warmup ${warmup} --draws ${draws} --seed ${seed} --out ${name}.run`,
    ),
    `hyperprior compare ${runs} --by group --group sample --refit ${groups}`,
    `hyperprior compare ${runs} --by kfold --group sample --folds ${groups}`,
  ];
}
