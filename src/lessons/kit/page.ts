/** A lesson's page as its code sees it: the places that its text leaves, the text's words for what stands in them, and the engine. */

import type { Operations, OperationTable } from "../engine/operations.ts";
import type { Engine } from "./engine.ts";

/** Labels and sentences by key, in the page's language; `{name}` stands for a value. */
export type Words = Readonly<Record<string, string>>;

/** What controls need of a page. */
export type PageParts = Pick<LessonPage<never>, "add">;

/** `Table` are the operations of its engine's thread. */
export class LessonPage<Table extends OperationTable = Operations> {
  readonly engine: Engine<Table>;
  private readonly words: Words;
  private readonly told: HTMLElement;

  constructor(words: Words, engine: Engine<Table>) {
    this.words = words;
    this.engine = engine;
    this.told = this.add(document.body, "p", { role: "status", class: "told" });
  }

  /** Where the text has `{{name}}` in a line of its own. Throws an Error if it has not. */
  place(name: string): HTMLElement {
    const found = document.querySelector<HTMLElement>(`[data-place="${name}"]`);
    if (found === null) throw new Error(`the text has no place {{${name}}}`);
    return found;
  }

  /** Words of the text with values in their places. Throws an Error if there are none of that key. */
  word(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    const text = this.words[key];
    if (text === undefined) throw new Error(`the text has no words for ${key}`);
    return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  }

  /** Tells those who hear the page what has changed. */
  announce(text: string): void {
    this.told.textContent = text;
  }

  /** A new element in a parent. Text is text, never HTML. */
  add<Name extends keyof HTMLElementTagNameMap>(
    parent: Element,
    name: Name,
    attributes: Readonly<Record<string, string>> = {},
    text = "",
  ): HTMLElementTagNameMap[Name] {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    parent.append(element);
    return element;
  }

  /** Does what takes a while, and shows what went wrong in the place where its answer would stand. */
  async attempt(place: HTMLElement, act: () => Promise<void>): Promise<void> {
    place.querySelector(".fault")?.remove();
    place.setAttribute("aria-busy", "true");
    try {
      await act();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.add(place, "pre", { class: "fault", role: "alert" }, message);
    } finally {
      place.removeAttribute("aria-busy");
    }
  }
}
