/** A table of few numbers in a lesson, changed in place, so that a screen reader does not lose its place in it. */

import type { PageParts } from "./page.ts";

/** Letters of a cell that is never broken into lines. */
const longest = 12;

export class NumberTable {
  private readonly page: PageParts;
  private readonly body: HTMLElement;

  constructor(page: PageParts, place: HTMLElement, caption: string, headers: readonly string[]) {
    this.page = page;
    const scroll = page.add(place, "div", {
      class: "scroll",
      tabindex: "0",
      role: "group",
      "aria-label": caption,
    });
    const table = page.add(scroll, "table");
    page.add(table, "caption", {}, caption);
    const row = page.add(page.add(table, "thead"), "tr");
    for (const header of headers) page.add(row, "th", { scope: "col" }, header);
    this.body = page.add(table, "tbody");
  }

  /** The first cell of each row is its name. */
  show(rows: readonly (readonly string[])[]): void {
    const { page, body } = this;
    while (body.children.length > rows.length) body.lastElementChild!.remove();
    while (body.children.length < rows.length) page.add(body, "tr");
    for (const [r, cells] of rows.entries()) {
      const row = body.children[r]!;
      while (row.children.length > cells.length) row.lastElementChild!.remove();
      for (const [c, text] of cells.entries()) {
        const cell =
          row.children[c] ??
          (c === 0 ? page.add(row, "th", { scope: "row" }) : page.add(row, "td", { class: "number" }));
        if (cell.textContent !== text) cell.textContent = text;
        cell.classList.toggle("long", text.length > longest);
      }
    }
  }
}
