/** The playground: a table, a model or a formula, and what the engine makes of them in this tab. */

import type { PlaygroundOperations } from "../engine/playground-worker.ts";
import { addButton } from "../kit/controls.ts";
import { Figure } from "../kit/figure.ts";
import type { Lesson } from "../kit/lesson.ts";
import { fixed } from "../kit/numbers.ts";
import { saveFile } from "../kit/save-file.ts";
import { NumberTable } from "../kit/table.ts";
import { replicates } from "../models.ts";
import { Editor } from "./editor.ts";
import { carriedBy, linkOf, mostLinkLength } from "./link.ts";
import type { PlaygroundPage } from "./page.ts";
import { reportOf } from "./report.ts";

const firstTable =
  "y,sample\n9.1,A\n10.0,A\n8.8,A\n12.3,B\n12.6,B\n12.0,B\n8.7,C\n10.9,C\n9.5,C\n8.1,D\n7.4,D\n8.0,D\n10.9,E\n11.8,E\n11.1,E\n";
/** Files of more are the command line's. */
const mostBytes = 20e6;

/** Its engine has formulas, and what an editor asks. */
export const playground: Lesson<PlaygroundOperations> = {
  name: "playground",
  start: (page) => void new Playground(page).start(),
};

/** Fills the places of the text. */
class Playground {
  private readonly page: PlaygroundPage;
  private readonly data: HTMLTextAreaElement;
  private readonly editor: Editor;
  private readonly place: HTMLElement;
  private readonly sentence: HTMLElement;
  private readonly table: NumberTable;
  private readonly said: HTMLElement;
  private readonly choice: HTMLSelectElement;
  private readonly figure: Figure;
  private readonly tables: HTMLElement;
  private readonly reportPlace: HTMLElement;
  private reportAddress: string | null = null;

  constructor(page: PlaygroundPage) {
    this.page = page;
    this.data = this.addData(page.place("data"));
    this.addFormula(page.place("formula"));
    this.editor = new Editor(page, page.place("editor"));
    this.addActions(page.place("actions"));
    this.place = page.place("answer");
    this.sentence = page.add(this.place, "p", { class: "live", "aria-live": "polite" });
    const headers = ["quantity", "mean", "sd", "interval", "ess", "rhat"].map((key) => page.word(key));
    this.table = new NumberTable(page, this.place, page.word("table"), headers);
    this.said = page.add(this.place, "pre", { lang: "en", tabindex: "0" });
    page.add(this.place, "label", { for: "kind" }, `${page.word("picture")} `);
    this.choice = page.add(this.place, "select", { id: "kind" });
    this.choice.addEventListener("change", () => void this.draw());
    this.figure = new Figure(this.place);
    const fold = page.add(this.place, "details");
    page.add(fold, "summary", {}, page.word("tables"));
    this.tables = page.add(fold, "pre", { lang: "en", tabindex: "0" });
    const line = page.add(this.place, "p", { class: "report" });
    addButton(page, line, page.word("report"), () => this.makeReport());
    this.reportPlace = page.add(line, "span", { class: "links" });
    this.place.hidden = true;
  }

  /** With what the address carries, or a first example. */
  async start(): Promise<void> {
    const carried = await carriedBy(location.hash);
    this.data.value = carried?.data ?? firstTable;
    this.editor.set(carried?.model ?? replicates);
  }

  private addData(place: HTMLElement): HTMLTextAreaElement {
    const { page } = this;
    page.add(place, "label", { for: "table-text" }, page.word("data"));
    const area = page.add(place, "textarea", {
      id: "table-text",
      rows: "8",
      spellcheck: "false",
      wrap: "off",
    });
    const line = page.add(place, "p");
    page.add(line, "label", { for: "table-file" }, `${page.word("file")} `);
    const file = page.add(line, "input", {
      type: "file",
      id: "table-file",
      accept: ".csv,.tsv,.txt,text/csv",
    });
    file.addEventListener("change", () =>
      page.attempt(place, async () => {
        const [chosen] = file.files ?? [];
        if (chosen === undefined) return;
        if (chosen.size > mostBytes) throw new Error(page.word("file.large"));
        area.value = await chosen.text();
      }),
    );
    return area;
  }

  private addFormula(place: HTMLElement): void {
    const { page } = this;
    page.add(place, "label", { for: "formula-text" }, page.word("formula"));
    const input = page.add(place, "input", { id: "formula-text", spellcheck: "false", size: "40" });
    input.value = "y ~ 1 + (1 | sample)";
    addButton(page, place, page.word("expand"), () =>
      page.attempt(place, async () => {
        const request = { text: input.value, data: this.data.value };
        this.editor.set(await page.engine.ask("expand", request));
      }),
    );
  }

  private addActions(place: HTMLElement): void {
    const { page } = this;
    addButton(page, place, page.word("fit"), () => this.fit());
    addButton(page, place, page.word("format"), async () => {
      this.editor.apply(await page.engine.ask("format", { text: this.editor.text() }));
    });
    addButton(page, place, page.word("link"), () => page.attempt(place, () => this.copyLink()));
    addButton(page, place, page.word("save.model"), () => saveFile("my.model", this.editor.text()));
    addButton(page, place, page.word("save.data"), () => saveFile("my.csv", this.data.value));
  }

  private async copyLink(): Promise<void> {
    const { page } = this;
    const link = await linkOf({ model: this.editor.text(), data: this.data.value });
    if (link.length > mostLinkLength) throw new Error(page.word("link.long"));
    await navigator.clipboard.writeText(link);
    page.announce(page.word("recipe.copied"));
  }

  private async fit(): Promise<void> {
    const { page, place } = this;
    place.hidden = false;
    this.reportPlace.replaceChildren();
    await page.attempt(place, async () => {
      this.sentence.textContent = page.word("fitting");
      const request = { model: this.editor.text(), data: this.data.value, seed: 1 };
      const answer = await page.engine.ask("fitText", request).catch((error: unknown) => {
        this.sentence.textContent = page.word("not.fitted");
        throw error;
      });
      const time = fixed(answer.milliseconds / 1000, 1);
      this.sentence.textContent = page.word(answer.isGood ? "good" : "failed", { time });
      this.table.show(
        answer.rows.map((row) => [
          row.variable,
          ...[row.mean, row.sd].map((value) => Number(value.toPrecision(3)).toString()),
          `[${[row.lower, row.upper].map((value) => Number(value.toPrecision(3))).join(", ")}]`,
          fixed(row.essBulk, 0),
          fixed(row.rhat, 3),
        ]),
      );
      this.said.textContent = [answer.diagnosis, ...answer.warnings].join("\n");
      this.tables.textContent = answer.tables;
      this.choice.replaceChildren();
      for (const kind of answer.pictures) page.add(this.choice, "option", { value: kind }, kind);
      if (answer.pictures.includes("forest")) this.choice.value = "forest";
      await this.draw();
    });
  }

  private async draw(): Promise<void> {
    const picture = await this.page.engine.ask("picture", { kind: this.choice.value });
    if (picture !== null) this.figure.show(picture);
  }

  /** The report of the last fit: links to open it in a tab of its own, and to save it. */
  private async makeReport(): Promise<void> {
    const { page, reportPlace } = this;
    reportPlace.replaceChildren();
    const said = page.add(reportPlace, "span", { role: "status" }, page.word("report.making"));
    await page.attempt(reportPlace, async () => {
      const last = await page.engine.ask("lastFit", undefined);
      if (last === null) return;
      const html = await reportOf(last);
      if (this.reportAddress !== null) URL.revokeObjectURL(this.reportAddress);
      this.reportAddress = URL.createObjectURL(new Blob([html], { type: "text/html" }));
      const href = this.reportAddress;
      page.add(reportPlace, "a", { href, target: "_blank" }, page.word("report.open"));
      reportPlace.append(" ");
      page.add(reportPlace, "a", { href, download: "my-report.html" }, page.word("report.save"));
    });
    said.remove();
  }
}
