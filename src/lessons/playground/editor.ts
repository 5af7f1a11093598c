/**
 * A text area in which a model is written: native, so that keyboards and screen readers know it, over a copy of its text that has the
 * colours and underlines. What is wrong stands below it with the remedy, and so does what may be written at the cursor.
 */

import type { TextEdit, TextProblem, TextToken } from "../../language-service/index.ts";
import type { ReadAnswer } from "../engine/playground.ts";
import type { PlaygroundPage } from "./page.ts";

export class Editor {
  readonly area: HTMLTextAreaElement;
  private readonly page: PlaygroundPage;
  private readonly behind: HTMLElement;
  private readonly offered: HTMLElement;
  private readonly problems: HTMLElement;

  constructor(page: PlaygroundPage, place: HTMLElement) {
    this.page = page;
    page.add(place, "label", { for: "model-text" }, page.word("model"));
    const frame = page.add(place, "div", { class: "editor" });
    this.behind = page.add(frame, "pre", { "aria-hidden": "true" });
    const quiet = { spellcheck: "false", autocapitalize: "off", autocomplete: "off" };
    const described = { id: "model-text", rows: "16", wrap: "off", "aria-describedby": "model-keys" };
    this.area = page.add(frame, "textarea", { ...quiet, ...described });
    page.add(place, "p", { id: "model-keys", class: "keys" }, page.word("keys"));
    this.offered = page.add(place, "div", {
      class: "offered",
      role: "group",
      "aria-label": page.word("offered"),
    });
    this.problems = page.add(place, "ul", { class: "problems", "aria-live": "polite" });
    this.area.addEventListener("input", () => void this.read());
    this.area.addEventListener("scroll", () => this.follow());
    this.area.addEventListener("keydown", (event) => this.onKey(event));
  }

  text(): string {
    return this.area.value;
  }

  set(text: string): void {
    this.area.value = text;
    void this.read();
  }

  /** Edits in the order of the text, which do not overlap. */
  apply(edits: readonly TextEdit[], cursor?: number): void {
    let text = this.area.value;
    for (const { start, end, text: written } of edits.toReversed())
      text = text.slice(0, start) + written + text.slice(end);
    this.set(text);
    this.area.focus();
    if (cursor !== undefined) this.area.setSelectionRange(cursor, cursor);
  }

  private async read(): Promise<void> {
    const text = this.text();
    this.paint(text, [], []);
    const answer = await this.page.engine.latest("read", "read", { text, offset: this.area.selectionStart });
    if (answer === null || text !== this.text()) return;
    this.paint(text, answer.tokens, answer.problems);
    this.offer(answer.completions);
    this.tell(answer.problems);
  }

  /** Words in their colours, and underlined what is wrong. */
  private paint(text: string, tokens: readonly TextToken[], problems: readonly TextProblem[]): void {
    const { behind, page } = this;
    const ends = new Set([0, text.length]);
    for (const { start, end } of [...tokens, ...problems]) ends.add(start).add(end);
    const places = [...ends].sort((a, b) => a - b);
    behind.replaceChildren();
    for (const [i, start] of places.slice(0, -1).entries()) {
      const end = places[i + 1]!;
      const token = tokens.find((one) => one.start <= start && end <= one.end);
      const isWrong = problems.some((one) => one.start <= start && end <= one.end);
      const names = [...(token === undefined ? [] : [`is-${token.kind}`]), ...(isWrong ? ["is-wrong"] : [])];
      page.add(behind, "span", { class: names.join(" ") }, text.slice(start, end));
    }
    // The last line is as high as the others though it may be empty.
    behind.append("\n ");
    this.follow();
  }

  private follow(): void {
    this.behind.scrollTop = this.area.scrollTop;
    this.behind.scrollLeft = this.area.scrollLeft;
  }

  private offer({ start, end, items }: ReadAnswer["completions"]): void {
    const { page, offered } = this;
    offered.replaceChildren();
    for (const { label, detail, insert } of items) {
      const button = page.add(offered, "button", { type: "button", title: detail }, label);
      button.addEventListener("click", () => {
        this.apply([{ start, end, text: insert }], start + insert.length);
        offered.replaceChildren();
      });
    }
  }

  private tell(problems: readonly TextProblem[]): void {
    const { page } = this;
    this.problems.replaceChildren();
    for (const { code, message, hint, start, end, fix } of problems) {
      const item = page.add(this.problems, "li");
      const line = this.text().slice(0, start).split("\n").length;
      page.add(item, "span", { lang: "en" }, `${page.word("line", { line })} ${code}: ${message}; ${hint} `);
      const go = page.add(item, "button", { type: "button" }, page.word("show"));
      go.addEventListener("click", () => {
        this.area.focus();
        this.area.setSelectionRange(start, Math.max(end, start));
      });
      if (fix === null) continue;
      const mend = page.add(item, "button", { type: "button" }, fix.title);
      mend.addEventListener("click", () => this.apply(fix.edits));
    }
  }

  /** Control and space go to what is offered; Tab leaves the editor, as everywhere. */
  private onKey(event: KeyboardEvent): void {
    if (!event.ctrlKey || event.code !== "Space") return;
    event.preventDefault();
    const [first] = this.offered.children;
    if (first instanceof HTMLElement) first.focus();
    else void this.read();
  }
}
