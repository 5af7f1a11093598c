/**
 * What is on the screen while runs are browsed, as a state: keys make the next one, and lines are made of it. Nothing here reads or writes.
 */

import { noPaint, type Paint, renderTable } from "../../report/table.ts";
import { textWidth } from "../../text/lines.ts";
import { visible } from "../../text/visible.ts";
import type { FoundRun } from "./find-runs.ts";
import { type Pages, pageNames } from "./pages.ts";
import { listColumns, rowOf, type Verdict } from "./run-list.ts";

export interface BrowserState {
  readonly folder: string;
  readonly runs: readonly FoundRun[];
  /** By the path of a run. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** The run that enter opens, by its place. */
  readonly selected: number;
  readonly opened: OpenedRun | null;
  /** One line at the bottom; empty for the keys that there are. */
  readonly message: string;
}

export interface OpenedRun {
  readonly path: string;
  readonly pages: Pages;
  readonly page: number;
  /** The first line that is shown. */
  readonly top: number;
}

/** A key by its name, as `node:readline` calls it, or its letter. */
export type Key = string;

/** Characters in a line, and lines. */
export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

/** What a key asks for beside another state. */
export type Wish = { readonly kind: "open"; readonly run: FoundRun } | { readonly kind: "quit" } | null;

/** At the beginning. */
export function startOf(folder: string, runs: readonly FoundRun[]): BrowserState {
  return { folder, runs, verdicts: new Map(), selected: 0, opened: null, message: "" };
}

/** The state after a key, and what is to be done for it. */
export function afterKey(
  state: BrowserState,
  key: Key,
  size: ScreenSize,
): { readonly state: BrowserState; readonly wish: Wish } {
  const calm = { ...state, message: "" };
  if (state.opened !== null) return { state: inPage(calm, state.opened, key, size), wish: null };
  const { runs, selected } = state;
  if (key === "q" || key === "escape") return { state: calm, wish: { kind: "quit" } };
  if (key === "return" || key === "right") {
    const run = runs[selected];
    return { state: calm, wish: run === undefined ? null : { kind: "open", run } };
  }
  const next = moved(selected, key, bodyHeight(size) - 1);
  return { state: { ...calm, selected: Math.max(0, Math.min(runs.length - 1, next)) }, wish: null };
}

function inPage(state: BrowserState, opened: OpenedRun, key: Key, size: ScreenSize): BrowserState {
  if (key === "q" || key === "escape" || key === "backspace") return { ...state, opened: null };
  const last = pageNames.length;
  const { page } = opened;
  const byNumber = /^[1-9]$/.test(key) ? Number(key) - 1 : page;
  const step = { tab: 1, right: 1, left: -1 }[key] ?? 0;
  const next = step === 0 ? byNumber : (page + step + last) % last;
  if (next !== page && next < last) return { ...state, opened: { ...opened, page: next, top: 0 } };
  const height = bodyHeight(size);
  const most = Math.max(0, opened.pages[page]!.length - height);
  const top = Math.max(0, Math.min(most, moved(opened.top, key, height - 1)));
  return { ...state, opened: { ...opened, top } };
}

/** A place after a key that moves, a screen being so many lines. */
function moved(place: number, key: Key, screen: number): number {
  const by: Readonly<Record<string, number>> = {
    up: -1,
    k: -1,
    down: 1,
    j: 1,
    pageup: -screen,
    pagedown: screen,
    space: screen,
    home: -Infinity,
    end: Number.MAX_SAFE_INTEGER,
  };
  return place + (by[key] ?? 0);
}

/** Lines between the head and the foot. */
function bodyHeight({ height }: ScreenSize): number {
  return Math.max(2, height - 3);
}

/** The lines of the screen, at most as many as there are, none wider than it. */
export function linesOf(
  state: BrowserState,
  size: ScreenSize,
  now: number,
  paint: Paint = noPaint,
): readonly string[] {
  const { opened, message } = state;
  const [head, body, keys] = opened === null ? listLines(state, size, now, paint) : pageLines(opened, size);
  const foot = cut(visible(message === "" ? keys : message), size.width);
  return [
    paint(cut(head, size.width), "header"),
    "",
    ...body,
    paint(foot, message === "" ? "muted" : "alert"),
  ];
}

type Parts = readonly [head: string, body: readonly string[], keys: string];

function listLines(state: BrowserState, size: ScreenSize, now: number, paint: Paint): Parts {
  const { folder, runs, selected, verdicts } = state;
  const head = `runs in ${visible(folder)}: ${runs.length}`;
  if (runs.length === 0) return [head, ["`hyperprior fit` makes one"], "q ends"];
  const height = bodyHeight(size) - 1;
  const first = Math.max(0, Math.min(selected - Math.floor(height / 2), runs.length - height));
  const shown = runs.slice(first, first + height);
  const rows = shown.map((run) => rowOf(shortened(run), verdicts.get(run.path) ?? "unknown", now));
  const widths = Math.max(20, size.width - 2);
  const [title = "", ...lines] = renderTable(listColumns, rows, { width: widths }).split("\n");
  const body = lines.filter((line) => line !== "").slice(0, height);
  const marked = body.map((line, i) => {
    const text = cut(`${first + i === selected ? "> " : "  "}${line}`, size.width);
    return first + i === selected ? paint(text, "header") : text;
  });
  return [
    head,
    [paint(cut(`  ${title}`, size.width), "muted"), ...marked],
    "up, down: choose · enter: open · q: end",
  ];
}

/** The end of a long path tells more than its beginning. In a table longer names have a line of their own. */
function shortened(run: FoundRun): FoundRun {
  const { path, fault } = run;
  const shown = visible(path);
  const end = textWidth(shown) <= mostName ? shown : `…${lastOf(shown, mostName - 1)}`;
  return { ...run, path: end, fault: fault && cut(visible(fault), mostName) };
}

/** Columns of a name, within what a narrow table leaves to it. */
const mostName = 30;

function lastOf(text: string, width: number): string {
  let kept = "";
  for (const character of [...text].reverse()) {
    if (textWidth(character + kept) > width) break;
    kept = character + kept;
  }
  return kept;
}

function pageLines({ path, pages, page, top }: OpenedRun, size: ScreenSize): Parts {
  const names = pageNames.map((name, i) => (i === page ? `[${name}]` : ` ${name} `)).join(" ");
  const height = bodyHeight(size);
  const lines = pages[page]!.slice(top, top + height).map((line) => cut(line, size.width));
  const left = pages[page]!.length - top - height;
  const keys = `tab, 1 to ${pageNames.length}: page · up, down: lines${left > 0 ? ` (${left} more)` : ""} · q: back`;
  return [`${visible(path)}  ${names}`, lines, keys];
}

/** The text, or as much of it as fits, with `…` at its end. */
export function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (textWidth(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
