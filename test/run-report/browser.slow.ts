/** A report as a reader has it: opened from a file without a network, used by pointer and keys, and held against the rules of accessibility by axe. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type axeCore from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, firefox, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { htmlReport } from "../../src/index.ts";
import { type InstalledBrowser, installedBrowsers } from "../browser/installed-browsers.ts";
import { shortRun } from "../manuscript/short-runs.ts";
import { hostileRun } from "./hostile-run.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const widths = { phone: 390, tablet: 820, laptop: 1280 };

let folder: string;
let browser: Browser;
let isFirefox = false;
const files: Record<string, string> = {};

async function opened(name: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: widths.laptop, height: 900 }, ...options });
  // WebDriver BiDi has no such thing; that nothing is asked for is seen below.
  if (!isFirefox) await context.setOffline(true);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("pageerror", ({ message }) => faults.push(message));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) faults.push(request.url());
  });
  await page.goto(files[name]!);
  // Pictures are drawn when they are seen.
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += 500) {
      scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    scrollTo(0, 0);
  });
  expect(faults).toEqual([]);
  return page;
}

function launch({ name, path }: InstalledBrowser): Promise<Browser> {
  // An unpatched Firefox is driven by WebDriver BiDi.
  if (name === "firefox") return firefox.launch({ channel: "moz-firefox", executablePath: path });
  return chromium.launch({ executablePath: path, args: ["--no-sandbox"] });
}

// Browsers cannot be installed from npm, so a clone may have none.
describe.skipIf(installedBrowsers.length === 0).each(installedBrowsers)("a report in $name", (installed) => {
  beforeAll(async () => {
    isFirefox = installed.name === "firefox";
    folder = mkdtempSync(join(tmpdir(), "hyperprior-report-page-"));
    const texts = {
      hostile: await htmlReport(await hostileRun()),
      slopes: await htmlReport(await shortRun("sleepstudy")),
      failed: await htmlReport(await shortRun("cbpp", { method: "nuts" })),
      two: await htmlReport(await hostileRun(), { versus: await hostileRun({ seed: 2 }) }),
    };
    for (const [name, text] of Object.entries(texts)) {
      writeFileSync(join(folder, `${name}.html`), text);
      files[name] = pathToFileURL(join(folder, `${name}.html`)).href;
    }
    browser = await launch(installed);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  describe.each(Object.entries(widths))("at the width of a %s", (_, width) => {
    it.each(["hostile", "slopes", "failed", "two"])(
      "%s breaks no rule of axe, light or dark, and is no wider than its window",
      async (name) => {
        for (const colorScheme of ["light", "dark"] as const) {
          // What axe runs is no script of the page.
          const page = await opened(name, { viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
          // WebDriver BiDi has no colour schemes: the reader's own choice is of the same colours.
          if (isFirefox)
            await page.evaluate((theme) => {
              document.documentElement.dataset.theme = theme;
            }, colorScheme);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
          await page.evaluate(axe);
          const found = await page.evaluate(async () => {
            const { axe: own } = globalThis as unknown as { readonly axe: typeof axeCore };
            const { violations } = await own.run(document);
            return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 100)}`);
          });
          expect(found).toEqual([]);
          await page.context().close();
        }
      },
    );
  });

  it("draws pictures in the width that there is, in the colours of the theme", async () => {
    const page = await opened("hostile", { viewport: { width: widths.phone, height: 900 } });
    const picture = page.locator("figure .picture > svg").first();
    expect(Number(await picture.getAttribute("width"))).toBeLessThanOrEqual(widths.phone);
    const paint = () =>
      picture
        .locator("rect")
        .first()
        .evaluate((one) => getComputedStyle(one).fill);
    expect(await paint()).toBe("rgb(255, 255, 255)");
    await page.getByRole("button", { name: "Light or dark" }).click();
    expect(await paint()).toBe("rgb(13, 17, 23)");
    // WebDriver BiDi cannot ask for print.
    if (!isFirefox) {
      await page.emulateMedia({ media: "print" });
      expect(await paint()).toBe("rgb(255, 255, 255)");
    }
    await page.context().close();
  });

  it("sorts tables by a click on a header, by numbers and by names, and back", async () => {
    const page = await opened("slopes");
    const table = page.locator("#effects table").first();
    const means = async () => (await table.locator("tbody tr td:nth-child(4)").allTextContents()).map(Number);
    const before = await means();
    const head = table.getByRole("columnheader", { name: "Mean", exact: true });
    await head.getByRole("button").click();
    expect(await means()).toEqual([...before].sort((a, b) => a - b));
    expect(await head.getAttribute("aria-sort")).toBe("ascending");
    await head.getByRole("button").press("Enter");
    expect(await means()).toEqual([...before].sort((a, b) => b - a));
    await head.getByRole("button").press("Enter");
    expect(await means()).toEqual(before);
    expect(await page.locator("#told").textContent()).toContain("first order");
    await page.context().close();
  });

  it("copies a table for a spreadsheet", async () => {
    const page = await opened("slopes", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator("#population").getByRole("button", { name: "Copy table" }).first().click();
    await expect.poll(() => page.locator("#told").textContent()).toContain("copied");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const [head, first] = copied.split("\n").map((line) => line.split("\t"));
    expect(head).toContain("Mean");
    expect(first![0]).toMatch(/^β\[intercept\]/);
    expect(first).toHaveLength(head!.length);
    await page.context().close();
  });

  it("lets the keyboard into a picture that is asked for, zooms it, tells its marks, and goes out again", async () => {
    const page = await opened("slopes");
    const figure = page.locator("#effects figure").first();
    expect(await figure.locator("[data-panel][tabindex='0']").count()).toBe(0);
    await figure.getByRole("button", { name: "Zoom and read marks" }).press("Enter");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-panel"))).toBe("0");
    const ticks = () =>
      figure.locator("[data-panel='0'] [data-part^='x-axis tick label'] text").allTextContents();
    const before = await ticks();
    for (const key of ["+", "+", "+"]) await page.keyboard.press(key);
    expect(await ticks()).not.toEqual(before);
    await page.keyboard.press("0");
    expect(await ticks()).toEqual(before);
    await page.keyboard.press(".");
    expect((await page.locator("#told").textContent())!.length).toBeGreaterThan(5);
    await figure.getByRole("button", { name: "Zoom and read marks" }).click();
    expect(await figure.locator("[data-panel][tabindex='0']").count()).toBe(0);
    await page.context().close();
  });

  it("tells a mark where it is, in a picture that was zoomed so far that other marks are out of sight", async () => {
    const page = await opened("hostile");
    const figure = page.locator("#effects figure").first();
    await figure.getByRole("button", { name: "Zoom and read marks" }).click();
    for (const key of ["+", "+", "+", "."]) await page.keyboard.press(key);
    const distance = await figure.evaluate((one) => {
      const middle = (element: Element): readonly [number, number] => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return [(left + right) / 2, (top + bottom) / 2];
      };
      const [x, y] = middle(one.querySelector(".place")!);
      const marks = [...one.querySelectorAll("[data-panel] circle, [data-panel] g[data-part=arrow] path")];
      return Math.min(...marks.map(middle).map(([a, b]) => Math.hypot(a - x, b - y)));
    });
    expect(distance).toBeLessThan(4);
    await page.context().close();
  });

  it("folds sections, opens them for links and for print", async () => {
    const page = await opened("slopes");
    await page.getByRole("button", { name: "Close all" }).click();
    expect(await page.locator("#data table").first().isVisible()).toBe(false);
    await page.getByRole("link", { name: "The data" }).click();
    expect(await page.locator("#data table").first().isVisible()).toBe(true);
    expect(await page.locator("#variance table").first().isVisible()).toBe(false);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await page.locator("#variance table").first().isVisible()).toBe(true);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    expect(await page.locator("#variance table").first().isVisible()).toBe(false);
    await page.context().close();
  });

  it("says all that it says without scripts", async ({ skip }) => {
    // WebDriver BiDi cannot switch them off.
    if (isFirefox) skip();
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(files.hostile!);
    for (const shown of ["#effects table", "figure svg", "math", "header .verdict"])
      expect(await page.locator(shown).first().isVisible()).toBe(true);
    expect(await page.locator("button").count()).toBe(0);
    await context.close();
  });
});
