import { expect, it } from "vitest";
import { fit, parseModel } from "../../src/index.ts";
import { miceWith } from "../../src/lessons/unbalance/mice.ts";
import { describeInBrowsers, type OpenedLesson, openLesson } from "./open-lesson.ts";

/** Of mouse F: count, raw mean, estimate, interval, shrinkage. */
async function mouseF({ page }: OpenedLesson): Promise<readonly string[]> {
  return page.locator("tbody tr").last().locator("td").allTextContents();
}

async function press(lesson: OpenedLesson, name: string, count: number): Promise<void> {
  await lesson.page.getByRole("button", { name, exact: true }).click();
  await expect.poll(async () => (await mouseF(lesson))[0], { timeout: 20_000 }).toBe(String(count));
}

describeInBrowsers("the lesson on unbalance", () => {
  it("has the command line's numbers, from four measurements to none", async () => {
    await openLesson("unbalance", async (lesson) => {
      await lesson.page.locator(".figure > svg").waitFor();
      const shares: number[] = [];
      for (const count of [4, 3, 2, 1, 0]) {
        if (count < 4) await press(lesson, "Take a measurement away", count);
        const [, raw, estimate, interval, share] = await mouseF(lesson);
        const model = (await lesson.recipe())["unbalance.model"]!;
        const data = miceWith(Array.from({ length: count }, (_, place) => place));
        const fitted = await fit(parseModel(model), { data, draws: 250, seed: 1 });
        const row = fitted.summary().rows.find(({ variable }) => variable === "μ[F]")!;
        expect(estimate).toBe(row.mean.toFixed(2));
        expect(interval).toBe(`[${row.lower.toFixed(2)}, ${row.upper.toFixed(2)}]`.replaceAll("-", "−"));
        const effect = fitted.effects()[0]!.rows.at(-1)!;
        expect(share).toBe(`${(100 * effect.shrinkage).toFixed(0)} %`);
        expect(raw).toBe(count === 0 ? "–" : effect.rawMean.toFixed(2));
        shares.push(effect.shrinkage);
      }
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect(shares.at(-1)).toBe(1);
      // The table of the recipe has the mouse with an empty measurement.
      expect((await lesson.recipe())["unbalance.csv"]).toContain("NA,F");
      expect(lesson.complaints).toEqual([]);
      expect(await lesson.broken()).toEqual([]);
    });
  });

  it("is used with the keyboard, one measurement at a time", async () => {
    await openLesson("unbalance", async (lesson) => {
      const { page } = lesson;
      await page.locator(".figure > svg").waitFor();
      const low = page.getByRole("button", { name: "Measurement 10 of mouse F: 2.1 grams" });
      expect(await low.getAttribute("aria-pressed")).toBe("false");
      await low.focus();
      await page.keyboard.press("Space");
      await expect.poll(async () => (await mouseF(lesson))[0], { timeout: 30_000 }).toBe("5");
      expect(await low.getAttribute("aria-pressed")).toBe("true");
      expect(await page.locator(".live").textContent()).toContain("the mean of its 5 measurements is 3.90");
      await press(lesson, "All twelve", 12);
      await press(lesson, "None", 0);
      expect(await page.locator(".live").textContent()).toContain("Mouse F has no measurement");
    });
  });
});
