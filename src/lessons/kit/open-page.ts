/** The page of a lesson as it was loaded: its words, and a thread for its engine. */

import type { OperationTable } from "../engine/operations.ts";
import { Engine } from "./engine.ts";
import { LessonPage } from "./page.ts";

/** An engine's script is a function that the page has loaded, so that the thread is one of this page and under its policy. */
export function startThread(engine: () => void): Worker {
  const source = new Blob([`(${engine})()`], { type: "text/javascript" });
  return new Worker(URL.createObjectURL(source));
}

/** `Table` are the operations of the engine that the page loads. */
export function openPage<Table extends OperationTable>(): LessonPage<Table> {
  const { hyperpriorEngine } = globalThis as unknown as { readonly hyperpriorEngine: () => void };
  const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
  return new LessonPage<Table>(words, new Engine<Table>(() => startThread(hyperpriorEngine)));
}
