/** What runs in the page of a lesson: its code, with the words of the page's language and a thread for the engine. */

import { lessons } from "./index.ts";
import { Engine } from "./kit/engine.ts";
import { LessonPage } from "./kit/page.ts";

/** The engine's script is a function that the page has loaded, so that the thread is one of this page and under its policy. */
function startThread(): Worker {
  const { hyperpriorEngine } = globalThis as unknown as { readonly hyperpriorEngine: () => void };
  const source = new Blob([`(${hyperpriorEngine})()`], { type: "text/javascript" });
  return new Worker(URL.createObjectURL(source));
}

const { lesson: name } = document.documentElement.dataset;
const found = lessons.find((lesson) => lesson.name === name);
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
found?.start(new LessonPage(words, new Engine(startThread)));
