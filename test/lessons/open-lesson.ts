/** Lessons in an installed browser, from the server of `hyperprior lesson`, as a student has them. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, firefox, type Page } from "playwright-core";
import { beforeAll, describe } from "vitest";
import { serveLessons } from "../../src/cli/lesson/server.ts";
import { readLessonSite } from "../../src/cli/lesson/site.ts";
import { type Fitted, fit, parseModel } from "../../src/index.ts";
import { type InstalledBrowser, installedBrowsers } from "../browser/installed-browsers.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The browser of the suite that runs. */
let currentBrowser: InstalledBrowser;

/**
 * Tests of a lesson as a student has it, in each browser that is installed. Browsers cannot be installed from npm, so a clone may have none: there
 * these are skipped, and what is left are the texts, the files and the server in `test/cli/lesson.test.ts`, and what lessons compute in the tests
 * beside this file.
 */
export function describeInBrowsers(title: string, tests: () => void): void {
  if (installedBrowsers.length === 0) describe.skip(title, tests);
  for (const browser of installedBrowsers) {
    describe(`${title}, in ${browser.name}`, () => {
      beforeAll(() => {
        currentBrowser = browser;
      });
      tests();
    });
  }
}

export interface OpenedLesson {
  readonly page: Page;
  /** What the page's console or its scripts complained of. */
  readonly complaints: readonly string[];
  /** The recipe's files by name: "replicates.model". */
  readonly recipe: () => Promise<Readonly<Record<string, string>>>;
  /** What Node gives for the recipe: the command's options, its model and its table. */
  readonly fitRecipe: () => Promise<Fitted>;
  /** Rules that axe finds broken, with the elements. */
  readonly broken: () => Promise<readonly string[]>;
  /** Whether the page is wider than its window. */
  readonly scrollsSideways: () => Promise<boolean>;
}

export interface OpenOptions {
  /** Pixels. */
  readonly width?: number;
  readonly isDark?: boolean;
}

/** Opens a page ("pseudoreplication", "index.de"), waits for nothing, and closes all after `use`. */
export async function openLesson(
  name: string,
  use: (lesson: OpenedLesson) => Promise<void>,
  { width = 1280, isDark = false }: OpenOptions = {},
): Promise<void> {
  const server = await serveLessons(await readLessonSite(), 0);
  const browser = await launch(currentBrowser, isDark);
  try {
    const page = await browser.newPage({
      viewport: { width, height: 900 },
      colorScheme: isDark ? "dark" : "light",
    });
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", ({ message }) => complaints.push(message));
    await page.goto(`${server.address}${name}.html`);
    await use(asLesson(page, complaints));
  } finally {
    await browser.close();
    await server.close();
  }
}

function launch({ name, path }: InstalledBrowser, isDark: boolean): Promise<Browser> {
  // An unpatched Firefox is driven by WebDriver BiDi, which has no emulation of colour schemes: a preference sets them.
  if (name === "firefox") {
    return firefox.launch({
      channel: "moz-firefox",
      executablePath: path,
      firefoxUserPrefs: { "layout.css.prefers-color-scheme.content-override": isDark ? 0 : 1 },
    });
  }
  return chromium.launch({ executablePath: path, args: ["--no-sandbox"] });
}

function asLesson(page: Page, complaints: readonly string[]): OpenedLesson {
  const recipe = async (): Promise<Record<string, string>> => {
    const found = await page
      .locator("[data-file]")
      .evaluateAll((elements) =>
        elements.map((element) => [element.getAttribute("data-file")!, element.textContent ?? ""]),
      );
    return Object.fromEntries(found);
  };
  return {
    page,
    complaints,
    recipe,
    fitRecipe: async () => fitOf(await recipe()),
    broken: async () => {
      // A script of its own the page's policy would not let in.
      await page.evaluate(axe);
      return page.evaluate(async () => {
        const scope = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
        const { violations } = await scope.axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
      });
    },
    scrollsSideways: () =>
      page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth),
  };
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** Options are those of the command's words: `--seed 1`. */
function fitOf(recipe: Readonly<Record<string, string>>): Promise<Fitted> {
  const modelName = Object.keys(recipe).find((name) => name.endsWith(".model"))!;
  const dataName = Object.keys(recipe).find((name) => name.endsWith(".csv"))!;
  const words = [...recipe.command!.matchAll(/--(chains|warmup|draws|seed|method) (\S+)/g)];
  const options = Object.fromEntries(
    words.map(([, name, value]) => [name!, name === "method" ? value! : Number(value)]),
  );
  return fit(parseModel(recipe[modelName]!), { ...options, data: rowsOf(recipe[dataName]!) });
}

/** Rows of a simple CSV, numbers as numbers. */
function rowsOf(csv: string): Record<string, number | string>[] {
  const [head, ...lines] = csv
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  return lines.map((cells) =>
    Object.fromEntries(
      head!.map((name, i) => [
        name,
        cells[i] !== "" && Number.isFinite(Number(cells[i])) ? Number(cells[i]) : cells[i]!,
      ]),
    ),
  );
}
