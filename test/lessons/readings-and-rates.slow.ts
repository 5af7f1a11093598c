/** The lessons on crossed and nested factors, and on rates: as a student uses them, with the numbers of `fit`. */

import { expect, it } from "vitest";
import { describeInBrowsers, openLesson } from "./open-lesson.ts";

describeInBrowsers("the lesson on crossed and nested factors", () => {
  it("tells which reading the table speaks for, and shows what the program asks", async () => {
    await openLesson("crossed-or-nested", async (lesson) => {
      const { page } = lesson;
      const sentence = page.locator(".live");
      await expect.poll(() => sentence.textContent()).toContain("speaks for nested");
      expect(await page.locator("pre[lang=en]").textContent()).toContain("HP0440");
      const { rows } = (await lesson.fitRecipe()).summary();
      const σ = rows.find(({ variable }) => variable === "σ")!;
      const cells = await page.locator("tbody tr").last().locator("td").allTextContents();
      expect(cells[0]).toBe(`${σ.mean.toFixed(2)} [${σ.lower.toFixed(2)}, ${σ.upper.toFixed(2)}]`);
      await page.getByLabel(/same casks/).check();
      await expect.poll(() => sentence.textContent()).toContain("speaks for crossed");
      expect(lesson.complaints).toEqual([]);
    });
  });
});

describeInBrowsers("the lesson on rates", () => {
  it("has pooled rates that are nearer to the truth, and another first from year to year", async () => {
    await openLesson("rates", async (lesson) => {
      const { page } = lesson;
      const sentence = page.locator(".live");
      const firsts = new Set<string>();
      const gains: number[] = [];
      for (let year = 1; year <= 4; year++) {
        if (year > 1) await page.getByRole("button", { name: "Another year" }).click();
        await expect.poll(() => sentence.textContent(), { timeout: 60_000 }).toContain(`Year ${year}.`);
        const text = (await sentence.textContent())!;
        const [, raw, pooled] = /wrong by ([\d.]+) %.*ones by ([\d.]+) %/.exec(text)!.map(Number);
        gains.push(raw! - pooled!);
        firsts.add((await page.locator("tbody th").first().textContent())!);
      }
      // In single years chance may have it otherwise.
      expect(gains.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(0);
      expect(firsts.size).toBeGreaterThan(1);
      const fitted = await lesson.fitRecipe();
      const observed = fitted.observedScale().rows[0]!.mean;
      expect(await sentence.textContent()).toContain(`${observed.toFixed(3)} as observed`);
      expect(lesson.complaints).toEqual([]);
    });
  });
});
