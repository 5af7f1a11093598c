/** What runs in a report: sections are opened for print and links, tables sort and are copied, pictures are moved, and the theme is chosen. */

import { decodePicture } from "../../pictures/page/encode.ts";
import { LivePicture } from "../../pictures/page/live-picture.ts";
import { prepareTable } from "./live-table.ts";
import { paletteOfPage } from "./style.ts";

const told = document.getElementById("told")!;

function button(text: string, act: (own: HTMLButtonElement) => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.addEventListener("click", () => act(element));
  return element;
}

/** A button for pictures: the keyboard does not go through all panels of all pictures unless it is asked to. */
function prepareFigure(figure: HTMLElement): void {
  const holder = figure.querySelector<HTMLElement>(".picture")!;
  const data = figure.querySelector("script")!;
  let live: LivePicture | null = null;
  const start = (): LivePicture => {
    if (live === null) {
      const place = { holder, told, palette: () => paletteOfPage, hasStops: false };
      live = new LivePicture(decodePicture(data.textContent ?? ""), place);
      holder.classList.add("live");
      live.start();
    }
    return live;
  };
  // Drawn in the width that there is, when it is first seen.
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    seen.disconnect();
    start();
  });
  seen.observe(holder);
  const zoom = button("Zoom and read marks", (own) => {
    const isOn = own.getAttribute("aria-pressed") !== "true";
    own.setAttribute("aria-pressed", String(isOn));
    holder.classList.toggle("exploring", isOn);
    start().letIn(isOn);
  });
  zoom.setAttribute("aria-pressed", "false");
  figure.querySelector("figcaption")!.append(" ", zoom);
  const keys = document.createElement("p");
  keys.className = "keys";
  keys.innerHTML =
    "Drag to move the axes; the wheel zooms, at an axis that axis alone; a double click shows all again. With the keyboard: Tab to a panel, then the arrows, " +
    "<kbd>+</kbd> and <kbd>−</kbd>, <kbd>0</kbd> for all, <kbd>.</kbd> and <kbd>,</kbd> for the next mark and the one before.";
  holder.after(keys);
}

/** All parts that fold. */
function allParts(): HTMLDetailsElement[] {
  return [...document.querySelectorAll("details")];
}

/** What a link leads to may be folded. */
function openTarget(): void {
  const target =
    location.hash === "" ? null : document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const parts = target?.querySelector<HTMLDetailsElement>(":scope > details");
  if (parts) parts.open = true;
}

function nextTheme(): void {
  const isDark =
    document.documentElement.dataset.theme === "dark" ||
    (document.documentElement.dataset.theme === undefined &&
      matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = isDark ? "light" : "dark";
}

function prepareTools(): void {
  const tools = document.getElementById("tools")!;
  const setAll = (isOpen: boolean): void => {
    for (const one of document.querySelectorAll<HTMLDetailsElement>("section > details")) one.open = isOpen;
  };
  tools.append(
    button("Open all", () => setAll(true)),
    button("Close all", () => setAll(false)),
    button("Light or dark", nextTheme),
    button("Print", () => print()),
  );
  tools.hidden = false;
}

/** On paper nothing can be opened. */
function openForPrint(): void {
  let closed: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    closed = allParts().filter(({ open }) => !open);
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });
}

/** On a phone a reader begins with the report, and not with its contents. */
if (matchMedia("(max-width: 40rem)").matches)
  document.querySelector<HTMLDetailsElement>("nav > details")!.open = false;
prepareTools();
openForPrint();
openTarget();
addEventListener("hashchange", openTarget);
for (const figure of document.querySelectorAll("figure")) prepareFigure(figure);
for (const holder of document.querySelectorAll<HTMLElement>(".table")) prepareTable(holder, told, button);
