/** The question that a lesson opens with: the reader chooses before the page says anything, and is told what to look for. */

import { addButton } from "./controls.ts";
import type { LessonPage } from "./page.ts";

/**
 * In the place `predict`. The text has words for `predict` (the question), `predict.a`, `predict.b`, … (the choices), `predict.check` (the button) and
 * `predict.a.said`, … (what is said of each). `right` is the letter of the right one. The rest of the page stays readable whatever is chosen.
 */
export function addPrediction(page: LessonPage, letters: string, right: string): void {
  const place = page.place("predict");
  const form = page.add(place, "form", { class: "predict" });
  const group = page.add(form, "fieldset");
  page.add(group, "legend", {}, page.word("predict"));
  for (const letter of letters) {
    const line = page.add(group, "label");
    page.add(line, "input", { type: "radio", name: "predict", value: letter });
    line.append(` ${page.word(`predict.${letter}`)}`);
  }
  const said = page.add(place, "p", { class: "said", role: "status" });
  const tell = (): void => {
    const chosen = form.querySelector<HTMLInputElement>("input:checked")?.value;
    if (chosen === undefined) return;
    said.textContent = page.word(`predict.${chosen}.said`);
    said.dataset.isRight = String(chosen === right);
  };
  addButton(page, form, page.word("predict.check"), tell);
}
