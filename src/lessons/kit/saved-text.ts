/** A text that a reader copies, or saves as a file. */

import { addButton } from "./controls.ts";
import type { LessonPage } from "./page.ts";
import { saveFile } from "./save-file.ts";

/** The element that holds the text. Without a title it can only be copied. */
export function addSavedText(
  page: LessonPage,
  parent: HTMLElement,
  title: string | null,
  file: string,
): HTMLElement {
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
