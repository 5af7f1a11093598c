import { expect, it } from "vitest";
import { describeInBrowsers, openLesson } from "./open-lesson.ts";

const patiently = { timeout: 30_000 };

describeInBrowsers("the lesson on the ICC", () => {
  it("shows the correlation of pairs come to the share of variance, as a student presses and moves", async () => {
    await openLesson("icc", async ({ page, complaints }) => {
      const told = page.locator('[data-place="pairs"] .live');
      await page.locator('[data-place="pairs"] .figure > svg').waitFor();
      expect(await told.textContent()).toContain("10 pairs");
      await page.getByRole("button", { name: "1 more pair" }).click();
      await expect.poll(() => told.textContent(), patiently).toContain("11 pairs");
      await page.getByRole("button", { name: "1,000 more" }).click();
      await expect.poll(() => told.textContent(), patiently).toContain("1011 pairs");
      const [, correlation] = /correlation of (\S+)\. /.exec((await told.textContent())!)!;
      expect(Math.abs(Number(correlation) - 0.8)).toBeLessThan(0.04);
      await page.getByLabel("Sd between mice").fill("0");
      await expect.poll(() => told.textContent(), patiently).toContain("= 0.00");
      await page.getByRole("button", { name: "Start again with 10" }).click();
      await expect.poll(() => told.textContent(), patiently).toContain("10 pairs have");
      expect(complaints).toEqual([]);
    });
  });

  it("has the command line's reliability of means, which grows", async () => {
    await openLesson("icc", async (lesson) => {
      const { page } = lesson;
      const cells = () => page.locator('[data-place="mean"] tbody td').allTextContents();
      await page.locator('[data-place="mean"] .figure > svg').waitFor();
      await page.getByLabel("Preparations in the mean").fill("8");
      const fitted = await lesson.fitRecipe();
      const [one, eight] = fitted.reliability({ meanOf: 8 }).rows;
      const words = (row: { mean: number; lower: number; upper: number }) => [
        row.mean.toFixed(2),
        `[${row.lower.toFixed(2)}, ${row.upper.toFixed(2)}]`,
      ];
      expect(await cells()).toEqual([...words(one!), ...words(eight!)]);
      expect((await lesson.recipe()).command).toContain("--mean-of 8");
      await page.getByLabel("Preparations in the mean").fill("1");
      expect(await cells()).toEqual(words(one!));
    });
  });

  it("spends a budget on more measurements where they are noisy and cheap", async () => {
    await openLesson("icc", async ({ page }) => {
      const told = page.locator('[data-place="budget"] .live');
      const best = async () => Number(/(\d+) measurements each/.exec((await told.textContent())!)?.[1]);
      expect(await best()).toBe(2);
      await page.getByLabel("Sd of measurements").fill("4");
      await page.getByLabel("Cost of a measurement").fill("1");
      expect(await best()).toBeGreaterThan(8);
      await page.getByLabel("Cost of a mouse").fill("0");
      expect(await told.textContent()).toContain("measured once each");
      await page.getByLabel("Sd between mice").fill("0");
      expect(await told.textContent()).not.toContain("NaN");
    });
  });

  it("breaks no rule of accessibility and fits a phone, in both languages, light and dark", async () => {
    for (const name of ["icc", "icc.de"])
      await openLesson(
        name,
        async (lesson) => {
          await lesson.page.locator('[data-place="mean"] .figure > svg').waitFor();
          for (const fold of await lesson.page.locator("summary").all()) await fold.click();
          expect(await lesson.broken()).toEqual([]);
          expect(await lesson.scrollsSideways()).toBe(false);
          expect(lesson.complaints).toEqual([]);
        },
        { width: 390, isDark: name === "icc" },
      );
  });
});
