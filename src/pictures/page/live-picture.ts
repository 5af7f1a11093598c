/**
 * A picture in a page: it is drawn, and drawn again when axes are moved, the window changes, or the page is printed. A page may have several,
 * each in a place of its own.
 */

import { exp } from "../../numeric/exponential.ts";
import { darkPalette, lightPalette, type Palette } from "../palette.ts";
import type { Picture } from "../picture.ts";
import { type PanelElement, panelElements } from "../svg/panel-elements.ts";
import { drawPicture } from "../svg/render.ts";
import { countPlaces, nearestPlace, placeAt } from "./places.ts";
import { movableSides, moved, type Sides, type View, wholeView, withViews, zoomed } from "./zoom.ts";

/** A place in a panel: pixels from its corner, and shares of its field from the left and from the bottom. */
interface PointerPlace {
  readonly left: number;
  readonly top: number;
  readonly share: { readonly x: number; readonly y: number };
  /** Which axes are meant there: at an axis only that one. */
  readonly sides: Sides;
}

const widest = 1176;
const narrowest = 320;

/** Where a picture is in a page, and how it is there. */
export interface LivePlace {
  /** What it is drawn into; it is the picture's own, and positioned. */
  readonly holder: HTMLElement;
  /** What is said aloud, where marks are asked for by keys. */
  readonly told: HTMLElement;
  /** The usual light and dark ones if not given. */
  readonly palette?: (isDark: boolean) => Palette;
  /** Whether the keyboard comes to its panels one by one; it does if not said. */
  readonly hasStops?: boolean;
}

/** One picture; nothing is drawn before it starts. */
export class LivePicture {
  private readonly picture: Picture;
  private readonly holder: HTMLElement;
  private readonly told: HTMLElement;
  private readonly palette: (isDark: boolean) => Palette;
  private hasStops: boolean;
  private readonly tip: HTMLElement;
  private readonly ring: HTMLElement;
  private views: (View | null)[];
  private isPrinting = false;
  /** The mark that was told last, by panel. */
  private readonly current = new Map<number, number>();
  private drag: { readonly panel: number; x: number; y: number; readonly sides: Sides } | null = null;

  constructor(picture: Picture, { holder, told, palette, hasStops = true }: LivePlace) {
    this.picture = picture;
    this.holder = holder;
    this.told = told;
    this.palette = palette ?? ((isDark) => (isDark ? darkPalette : lightPalette));
    this.hasStops = hasStops;
    this.tip = child("tip");
    this.ring = child("place");
    this.views = picture.panels.map(() => null);
  }

  /** Draws it, and listens. */
  start(): void {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => this.draw());
    addEventListener("resize", () => this.draw());
    for (const name of ["beforeprint", "afterprint"] as const)
      addEventListener(name, () => {
        this.isPrinting = name === "beforeprint";
        this.draw();
      });
    const { holder } = this;
    holder.addEventListener("pointermove", (event) => this.onMove(event));
    holder.addEventListener("pointerleave", () => this.hideTip());
    holder.addEventListener("pointerdown", (event) => this.onDown(event));
    addEventListener("pointerup", () => {
      this.drag = null;
    });
    holder.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    holder.addEventListener("dblclick", (event) => this.withPanel(event, (panel) => this.show(panel, null)));
    holder.addEventListener("keydown", (event) => this.onKey(event));
    this.draw();
  }

  /** Lets the keyboard come to its panels, and goes to the first; or no longer. */
  letIn(hasStops: boolean): void {
    this.hasStops = hasStops;
    if (!hasStops) this.views = this.picture.panels.map(() => null);
    this.draw();
    if (hasStops) this.panels()[0]?.focus({ preventScroll: true });
  }

  private draw(): void {
    const isDark =
      !this.isPrinting &&
      (document.documentElement.dataset.theme === "dark" ||
        matchMedia("(prefers-color-scheme: dark)").matches);
    const width = Math.max(narrowest, Math.min(widest, this.holder.clientWidth || widest));
    const focused = panelOf(document.activeElement);
    const svg = drawPicture(withViews(this.picture, this.views), document, {
      width,
      palette: this.palette(isDark),
    });
    this.holder.replaceChildren(svg, this.ring, this.tip);
    // What can be moved is no image, of which nothing within could be reached.
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-label", this.picture.title);
    for (const [number, panel] of panelElements(svg).entries())
      panel.setAttribute("data-panel", String(number));
    this.hideTip();
    for (const element of this.panels()) {
      const { title } = this.picture.panels[Number(element.dataset.panel)]!;
      element.setAttribute("tabindex", this.hasStops ? "0" : "-1");
      element.setAttribute("role", "group");
      element.setAttribute("aria-label", title ?? this.picture.title);
      // Read aloud number by number they would say nothing; the description and the marks that are asked for do.
      for (const part of element.children) part.setAttribute("aria-hidden", "true");
    }
    if (focused !== null) this.panels()[focused]?.focus({ preventScroll: true });
  }

  private panels(): PanelElement[] {
    return [...this.holder.querySelectorAll<PanelElement>("[data-panel]")];
  }

  private show(panel: number, view: View | null): void {
    this.views = this.views.map((one, i) => (i === panel ? view : one));
    this.draw();
  }

  private viewOf(panel: number): View {
    return this.views[panel] ?? wholeView(this.picture.panels[panel]!);
  }

  private withPanel(event: Event, act: (panel: number, element: PanelElement) => void): void {
    const panel = panelOf(event.target instanceof Element ? event.target : null);
    const element = panel === null ? undefined : this.panels()[panel];
    if (panel !== null && element !== undefined) act(panel, element);
  }

  private onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.withPanel(event, (panel, element) => {
      element.focus({ preventScroll: true });
      const { sides } = this.placeOf(panel, element, event);
      this.drag = { panel, x: event.clientX, y: event.clientY, sides };
      event.preventDefault();
    });
  }

  private onMove(event: PointerEvent): void {
    const { drag } = this;
    if (drag !== null) {
      this.onDrag(event, drag);
      return;
    }
    this.hideTip();
    const panel = panelOf(event.target instanceof Element ? event.target : null);
    const element = panel === null ? undefined : this.panels()[panel];
    if (panel === null || element === undefined) return;
    const { left, top } = this.placeOf(panel, element, event);
    const [x, y] = [element.scale("x")!, element.scale("y")!];
    const number = nearestPlace(this.picture.panels[panel]!, (a, b) =>
      distanceOf(x.apply(a) - left, y.apply(b) - top),
    );
    if (number !== null) this.tell(panel, number, false);
  }

  private onDrag(event: PointerEvent, drag: NonNullable<LivePicture["drag"]>): void {
    const element = this.panels()[drag.panel]!;
    const size = fieldOf(element);
    const by = {
      x: -(event.clientX - drag.x) / size.width,
      y: (event.clientY - drag.y) / size.height,
    };
    if (distanceOf(event.clientX - drag.x, event.clientY - drag.y) < 2) return;
    [drag.x, drag.y] = [event.clientX, event.clientY];
    this.show(drag.panel, moved(this.picture.panels[drag.panel]!, this.viewOf(drag.panel), by, drag.sides));
  }

  private onWheel(event: WheelEvent): void {
    this.withPanel(event, (panel, element) => {
      // Else who only scrolls through the page is caught by it.
      if (document.activeElement !== element && !event.ctrlKey) return;
      event.preventDefault();
      const { share, sides } = this.placeOf(panel, element, event);
      const factor = exp(Math.max(-1, Math.min(1, event.deltaY * 0.002)));
      this.show(panel, zoomed(this.picture.panels[panel]!, this.viewOf(panel), { factor, at: share, sides }));
    });
  }

  private onKey(event: KeyboardEvent): void {
    const panel = panelOf(document.activeElement);
    if (panel === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const shown = this.picture.panels[panel]!;
    const sides = movableSides(shown);
    const view = this.viewOf(panel);
    const middle = { x: 0.5, y: 0.5 };
    const steps: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => this.show(panel, moved(shown, view, { x: -0.1, y: 0 }, sides)),
      ArrowRight: () => this.show(panel, moved(shown, view, { x: 0.1, y: 0 }, sides)),
      ArrowUp: () => this.show(panel, moved(shown, view, { x: 0, y: 0.1 }, sides)),
      ArrowDown: () => this.show(panel, moved(shown, view, { x: 0, y: -0.1 }, sides)),
      "+": () => this.show(panel, zoomed(shown, view, { factor: 0.8, at: middle, sides })),
      "-": () => this.show(panel, zoomed(shown, view, { factor: 1.25, at: middle, sides })),
      "0": () => this.show(panel, null),
      ".": () => this.step(panel, 1),
      ",": () => this.step(panel, -1),
    };
    const key = event.key === "=" ? "+" : event.key === "−" ? "-" : event.key;
    const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
    if (step === undefined) return;
    event.preventDefault();
    step();
  }

  /** To the next mark that is drawn, or the one before. */
  private step(panel: number, by: 1 | -1): void {
    const shown = this.picture.panels[panel]!;
    const count = countPlaces(shown);
    let number = this.current.get(panel) ?? (by === 1 ? -1 : count);
    for (let tried = 0; tried < count; tried++) {
      number = (number + by + count) % count;
      if (placeAt(shown, this.picture.legend, number) === null) continue;
      this.tell(panel, number, true);
      return;
    }
  }

  /** Shows what a mark is; aloud only where it was asked for by a key. */
  private tell(panel: number, number: number, isAloud: boolean): void {
    this.hideTip();
    this.current.set(panel, number);
    const place = placeAt(this.picture.panels[panel]!, this.picture.legend, number);
    const element = this.panels()[panel];
    if (place === null || element === undefined) return;
    const corner = cornerOf(element);
    const outer = this.holder.getBoundingClientRect();
    const left = corner.left - outer.left + corner.scale * element.scale("x")!.apply(place.x);
    const top = corner.top - outer.top + corner.scale * element.scale("y")!.apply(place.y);
    this.tip.textContent = place.text;
    if (isAloud) this.told.textContent = place.text;
    for (const one of [this.ring, this.tip]) one.hidden = false;
    Object.assign(this.ring.style, { left: `${left}px`, top: `${top}px` });
    const isRight = left > outer.width - 200;
    Object.assign(this.tip.style, {
      left: isRight ? "auto" : `${left + 12}px`,
      right: isRight ? `${outer.width - left + 12}px` : "auto",
      top: `${top + 12}px`,
    });
  }

  private hideTip(): void {
    this.tip.hidden = true;
    this.ring.hidden = true;
  }

  private placeOf(panel: number, element: PanelElement, event: MouseEvent): PointerPlace {
    const corner = cornerOf(element);
    const [left, top] = [event.clientX - corner.left, event.clientY - corner.top].map(
      (pixels) => pixels / corner.scale,
    ) as [number, number];
    const field = fieldOf(element);
    const movable = movableSides(this.picture.panels[panel]!);
    const isAtY = left < field.left;
    const isAtX = top > field.top + field.height;
    const within = (share: number): number => Math.min(1, Math.max(0, share));
    return {
      left,
      top,
      share: {
        x: within((left - field.left) / field.width),
        y: within(1 - (top - field.top) / field.height),
      },
      sides: { x: movable.x && !isAtY, y: movable.y && !isAtX },
    };
  }
}

function distanceOf(across: number, down: number): number {
  return Math.sqrt(across * across + down * down);
}

/**
 * Where a panel begins in the window, and the window's pixels for one of its own. Its box is no measure: that has marks in it that lie outside of
 * the axes and are not seen.
 */
function cornerOf(element: PanelElement): {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
} {
  const root = element.ownerSVGElement!;
  const box = root.getBoundingClientRect();
  const scale = box.width / Number(root.getAttribute("width"));
  const [x, y] = ["x", "y"].map((name) => scale * Number(element.getAttribute(name))) as [number, number];
  return { left: box.left + x, top: box.top + y, scale };
}

/** Where marks are drawn in a panel, in pixels. */
function fieldOf(element: PanelElement): {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
} {
  const [[x1, x2], [y1, y2]] = [element.scale("x")!.range, element.scale("y")!.range];
  const [left, top] = [Math.min(x1, x2), Math.min(y1, y2)];
  return { left, top, width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

function panelOf(element: Element | null): number | null {
  const panel = element?.closest("[data-panel]")?.getAttribute("data-panel");
  return panel === null || panel === undefined ? null : Number(panel);
}

function child(name: string): HTMLElement {
  const element = document.createElement("div");
  element.className = name;
  element.hidden = true;
  return element;
}
