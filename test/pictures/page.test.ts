/** The page of a picture: nothing in it ends its script or leaves it, and in a browser marks are told and axes move. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nearestPlace, placeAt } from "../../src/pictures/page/places.ts";
import { renderPage } from "../../src/pictures/page/render.ts";
import { moved, wholeView, zoomed } from "../../src/pictures/page/zoom.ts";
import { nameAxis, numberAxis, type Panel, type Picture } from "../../src/pictures/picture.ts";
import { installedBrowsers, runPage } from "../browser/installed-browsers.ts";
import { repository } from "../docs/commands.ts";

const script = readFileSync(join(repository, "dist/pictures-page.min.js"), "utf8");

const panel: Panel = {
  title: "σ",
  x: numberAxis("draw", { domain: [0, 10] }),
  y: numberAxis("sd", { domain: [0, 100] }),
  marks: [
    { kind: "line", x: [0, 5, 10], y: [0, 50, 100], colour: { chain: 0 }, name: "chain 1" },
    { kind: "dots", x: [2], y: [90], colour: "alert", names: ["divergent: draw 2"] },
  ],
  height: 1,
};
const picture: Picture = {
  kind: "test",
  title: "Test </title><script>alert(1)</script>",
  subtitle: null,
  description: "</script><!-- & \u202e",
  panels: [panel, { ...panel, title: "</script>", y: { ...panel.y, isBare: true } }],
  columns: 2,
  legend: [{ colour: { chain: 0 }, text: "chain <1>", symbol: "line" }],
};

describe("the page", () => {
  const page = renderPage(picture, { script, reading: "A & B <b>." });

  it("has the ends of its two scripts, and no text of others as tags", () => {
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toContain("<!-- ");
    expect(page).not.toContain("<b>");
    expect(page).toContain("A &amp; B &lt;b&gt;.");
    expect(page).not.toContain("\u202e");
  });

  it("asks for nothing from outside, and lets nothing be asked for", () => {
    expect(page).toContain("default-src 'none'");
    expect(page.replace(script, "")).not.toMatch(/(src|href)=/);
  });

  it("is under 600 kB without its numbers", () => {
    expect(Buffer.byteLength(page)).toBeLessThan(600_000);
  });
});

describe("what a pointer is told", () => {
  const told = (number: number): string | undefined => placeAt(panel, picture.legend, number)?.text;

  it("is the name of the mark and its numbers, by the words of the axes", () => {
    expect(told(1)).toBe("chain 1\ndraw 5\nsd 50");
    expect(told(3)).toBe("divergent: draw 2\ndraw 2\nsd 90");
    expect(told(4)).toBeUndefined();
  });

  it("is the name at an axis of names, the entry of the legend, and from where to where an interval goes", () => {
    const forest: Panel = {
      ...panel,
      y: nameAxis(["A", "B"]),
      marks: [{ kind: "segments", x1: [1], x2: [3], y1: [1], y2: [1], colour: "main" }],
    };
    const legend = [{ colour: "main", text: "90% interval", symbol: "line" }] as const;
    expect(placeAt(forest, legend, 0)?.text).toBe("90% interval\ndraw 1 to 3\nB");
  });

  it("is of the nearest mark, if one is near", () => {
    const from = (x: number, y: number) => (a: number, b: number) => Math.hypot(a - x, b - y);
    expect(nearestPlace(panel, from(5, 49))).toBe(1);
    expect(nearestPlace(panel, from(2, 80))).toBe(3);
    expect(nearestPlace(panel, from(500, 500))).toBeNull();
  });
});

describe("axes", () => {
  const both = { x: true, y: true };

  it("are zoomed about a place, and moved by shares of what is seen", () => {
    const view = zoomed(panel, wholeView(panel), { factor: 0.5, at: { x: 0, y: 0.5 }, sides: both });
    expect(view).toEqual({ x: [0, 5], y: [25, 75] });
    expect(moved(panel, view, { x: 0.2, y: 0.1 }, both)).toEqual({ x: [1, 6], y: [30, 80] });
    expect(moved(panel, view, { x: 0.2, y: 0.1 }, { x: false, y: true }).x).toEqual([0, 5]);
  });

  it("are zoomed on their scale, and not beyond what numbers tell apart", () => {
    const log: Panel = { ...panel, x: { ...panel.x, scale: "log", domain: [1, 10_000] } };
    const { x } = zoomed(log, wholeView(log), { factor: 0.5, at: { x: 0.5, y: 0 }, sides: both });
    expect(x[0]).toBeCloseTo(10, 9);
    expect(x[1]).toBeCloseTo(1000, 6);
    let view = wholeView(panel);
    for (let i = 0; i < 200; i++)
      view = zoomed(panel, view, { factor: 0.5, at: { x: 0.3, y: 0.3 }, sides: both });
    expect(view.x[1]).toBeGreaterThan(view.x[0]);
  });
});

/** What a reader does, and what is to be seen then; posts it. In a block: the page's own script has names, too. */
const reader = `{
  const all = () => [...document.querySelectorAll("[data-panel]")];
  const seen = {};
  const numbers = (panel) => [...panel.querySelectorAll("[data-part^='x-axis tick label'] text")].map((one) => one.textContent);
  const at = (panel, x, y) => {
    // The box of the panel itself has marks in it that are out of sight.
    const root = panel.ownerSVGElement.getBoundingClientRect();
    const box = { left: root.left + Number(panel.getAttribute("x")), top: root.top + Number(panel.getAttribute("y")) };
    return { clientX: box.left + panel.scale("x").apply(x), clientY: box.top + panel.scale("y").apply(y), bubbles: true, cancelable: true, button: 0 };
  };
  const act = () => {
    seen.panels = all().length;
    seen.title = document.querySelector("#picture > svg > text").textContent;
    seen.before = numbers(all()[0]);
    all()[0].dispatchEvent(new PointerEvent("pointermove", at(all()[0], 5.1, 51)));
    seen.tip = document.querySelector(".tip").textContent;
    seen.isTipShown = !document.querySelector(".tip").hidden;
    all()[0].dispatchEvent(new WheelEvent("wheel", { ...at(all()[0], 5, 50), deltaY: -300 }));
    seen.unfocused = numbers(all()[0]);
    all()[0].dispatchEvent(new PointerEvent("pointerdown", at(all()[0], 5, 50)));
    dispatchEvent(new PointerEvent("pointerup"));
    all()[0].dispatchEvent(new WheelEvent("wheel", { ...at(all()[0], 5, 50), deltaY: -500 }));
    seen.zoomed = numbers(all()[0]);
    seen.other = numbers(all()[1]);
    seen.isClipped = all()[0].querySelector("[clip-path]") !== null;
    seen.focus = document.activeElement.getAttribute("data-panel");
    all()[0].dispatchEvent(new PointerEvent("pointerdown", at(all()[0], 5, 50)));
    const to = at(all()[0], 4, 50);
    all()[0].dispatchEvent(new PointerEvent("pointermove", to));
    dispatchEvent(new PointerEvent("pointerup"));
    seen.dragged = numbers(all()[0]);
    all()[0].dispatchEvent(new MouseEvent("dblclick", at(all()[0], 5, 50)));
    seen.after = numbers(all()[0]);
    const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    press("+"); press("+"); press("+"); press("ArrowRight");
    seen.keys = numbers(all()[0]);
    press("0");
    seen.reset = numbers(all()[0]);
    press("."); press(".");
    seen.told = document.querySelector("#told").textContent;
    dispatchEvent(new Event("beforeprint"));
    seen.paper = document.querySelector("#picture > svg > rect").getAttribute("fill");
    dispatchEvent(new Event("afterprint"));
    seen.screen = document.querySelector("#picture > svg > rect").getAttribute("fill");
  };
  try { act(); } catch (error) { seen.error = String(error.stack); }
  fetch("/result", { method: "POST", body: JSON.stringify(seen) });
}`;

// Browsers cannot be installed from npm, so a clone may have none; what a page computes is tested without one above.
describe.skipIf(installedBrowsers.length === 0)("a reader", () => {
  it.each(installedBrowsers)(
    "moves axes by pointer, wheel and keys, and is told marks, in $name",
    async (browser) => {
      const page = renderPage(picture, { script, reading: "Read.", isDark: true, width: 760 })
        // What was seen goes to the test.
        .replace("default-src 'none'", "default-src 'none'; connect-src 'self'")
        .replace("</body>", `<script>${reader}</script></body>`);
      const seen = JSON.parse(await runPage(browser, page));
      const whole = ["0", "2", "4", "6", "8", "10"];
      expect(seen).toMatchObject({
        panels: 2,
        before: whole,
        unfocused: whole,
        other: whole,
        after: whole,
        reset: whole,
      });
      expect(seen.error).toBeUndefined();
      expect(seen.title).toContain("Test </title>");
      expect(seen).toMatchObject({
        tip: "chain 1\ndraw 5\nsd 50",
        isTipShown: true,
        isClipped: true,
        focus: "0",
      });
      const [zoomedTo, draggedTo, keysTo] = [seen.zoomed, seen.dragged, seen.keys].map((one) =>
        one.map(Number),
      );
      expect(Math.max(...zoomedTo)).toBeLessThan(8);
      expect(Math.min(...zoomedTo)).toBeGreaterThan(2);
      // What was under the pointer goes with it: to the left, so that more of the right is seen.
      expect(Math.max(...draggedTo)).toBeGreaterThan(Math.max(...zoomedTo));
      expect(Math.min(...keysTo)).toBeGreaterThan(1);
      // From the one that the pointer was told on.
      expect(seen.told).toBe("divergent: draw 2\ndraw 2\nsd 90");
      expect(seen).toMatchObject({ paper: "#ffffff", screen: "#0d1117" });
    },
  );
});
