import type { Locator } from "playwright-core";
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
      // The picture is a new one, and the focus is where it was.
      expect(await low.evaluate((button) => button === document.activeElement)).toBe(true);
      expect(await page.locator(".live").textContent()).toContain("the mean of its 5 measurements is 3.90");
      await press(lesson, "All twelve", 12);
      await press(lesson, "None", 0);
      expect(await page.locator(".live").textContent()).toContain("Mouse F has no measurement");
    });
  });

  it("has its points where they are drawn, as large as a finger needs, at any width", async () => {
    for (const width of [390, 820, 1280]) {
      await openLesson(
        "unbalance",
        async (lesson) => {
          const { page } = lesson;
          await page.locator(".figure > svg").waitFor();
          await page.locator(".points").scrollIntoViewIfNeeded();
          const points = await centresOf(page.locator(".points button"));
          const orange = page.locator('.figure > svg > svg circle[r="5.5"]');
          const drawn = await centresOf(orange);
          expect(drawn.length).toBe(4);
          for (const [place, { x, y }] of drawn.entries()) {
            expect(Math.hypot(points[place]!.x - x, points[place]!.y - y)).toBeLessThan(1.5);
          }
          // Success criterion 2.5.8 of WCAG 2.2: 24 pixels each way, and none in another.
          const tops = points.map(({ y }) => y);
          expect(Math.min(...tops.slice(1).map((top, i) => top - tops[i]!))).toBeGreaterThanOrEqual(24);
          expect(
            Math.min(...points.map((point) => Math.min(point.width, point.height))),
          ).toBeGreaterThanOrEqual(24);
          await page.mouse.click(drawn[1]!.x, drawn[1]!.y);
          await expect.poll(async () => (await mouseF(lesson))[0], { timeout: 20_000 }).toBe("3");
          expect(await orange.count()).toBe(3);
          expect(await lesson.scrollsSideways()).toBe(false);
        },
        { width },
      );
    }
  });
});

/** In the window. */
async function centresOf(
  found: Locator,
): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number }[]> {
  return found.evaluateAll((elements) =>
    elements.map((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2, width, height };
    }),
  );
}
