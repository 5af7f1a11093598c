/** What holds of every lesson: it works without a complaint at each width, in each browser and language, is usable by all, and small. */

import { brotliCompressSync, constants } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readLessonSite } from "../../src/cli/lesson/site.ts";
import { lessons } from "../../src/lessons/index.ts";
import { scriptsOf } from "../../src/lessons/site/scripts.ts";
import { describeInBrowsers, openLesson } from "./open-lesson.ts";

const lessonNames = [...lessons.map(({ name }) => name), "playground"];
const names = lessonNames.flatMap((name) => [name, `${name}.de`]);
/** Bytes that a lesson may have, page and scripts, as a server sends them compressed. */
const mostBytes = 400_000;

/** A first picture, or a text whose words have their colours. */
const begun = ".figure > svg, .editor .is-distribution";

describe("what a lesson loads", () => {
  it("is small", async () => {
    const { files } = await readLessonSite();
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    const sizes = new Map<string, number>();
    const sizeOf = (file: string): number => {
      const size = sizes.get(file) ?? brotliCompressSync(files.get(file)!, { params }).length;
      sizes.set(file, size);
      return size;
    };
    for (const name of lessonNames) {
      const all = [`${name}.html`, ...scriptsOf(name)].reduce((sum, file) => sum + sizeOf(file), 0);
      console.log(`${name}: ${Math.round(all / 1000)} kB`);
      expect(all, name).toBeLessThan(mostBytes);
    }
  });
});

describeInBrowsers("every lesson", () => {
  it.each([...names, "index", "index.de", "teachers", "teachers.de"])(
    "keeps the rules of accessibility, and to the width of a phone: %s",
    async (name) => {
      for (const isDark of [false, true]) {
        await openLesson(
          name,
          async (lesson) => {
            if (names.includes(name)) await lesson.page.locator(begun).first().waitFor();
            expect(await lesson.broken()).toEqual([]);
            expect(await lesson.scrollsSideways()).toBe(false);
            expect(lesson.complaints).toEqual([]);
          },
          { width: 390, isDark },
        );
      }
    },
  );

  it.each(names)("%s shows its first picture", async (name) => {
    await openLesson(name, async ({ page, complaints }) => {
      await page.locator(begun).first().waitFor();
      expect(complaints).toEqual([]);
    });
  });
});
