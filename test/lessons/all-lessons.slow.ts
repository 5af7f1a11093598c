/** What holds of every lesson: it works without a complaint at each width, in each browser and language, is usable by all, and small. */

import { describe, expect, it } from "vitest";
import { lessons } from "../../src/lessons/index.ts";
import { installedBrowsers } from "../browser/installed-browsers.ts";
import { installedChromium, openLesson } from "./open-lesson.ts";

const names = lessons.flatMap(({ name }) => [name, `${name}.de`]);
/** Bytes that a lesson may take over the wire, compressed. */
const mostBytes = 400_000;

describe.skipIf(installedChromium === undefined)("every lesson", () => {
  it.each([...names, "index", "index.de", "teachers", "teachers.de"])(
    "keeps the rules of accessibility, and to the width of a phone: %s",
    async (name) => {
      for (const isDark of [false, true]) {
        await openLesson(
          name,
          async (lesson) => {
            if (names.includes(name)) await lesson.page.locator(".figure > svg").first().waitFor();
            expect(await lesson.broken()).toEqual([]);
            expect(await lesson.scrollsSideways()).toBe(false);
            expect(lesson.complaints).toEqual([]);
            expect(lesson.transferred()).toBeLessThan(mostBytes);
          },
          { width: 390, isDark },
        );
      }
    },
  );
});

describe.each(installedBrowsers)("in $name", (browser) => {
  it.each(names)("%s shows its first picture", async (name) => {
    await openLesson(
      name,
      async ({ page, complaints }) => {
        await page.locator(".figure > svg").first().waitFor();
        expect(complaints).toEqual([]);
      },
      { browser },
    );
  });
});
