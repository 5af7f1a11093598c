import { expect, it } from "vitest";
import { describeInBrowsers, type OpenedLesson, openLesson } from "./open-lesson.ts";

/** By mouse: count, raw mean, estimate, arrow, estimate with σ_b learned, its arrow. */
async function miceOf({ page }: OpenedLesson): Promise<Readonly<Record<string, readonly number[]>>> {
  const rows = await page
    .locator('[data-place="answer"] tbody tr')
    .evaluateAll((found) => found.map((row) => [...row.children].map((cell) => cell.textContent ?? "")));
  return Object.fromEntries(rows.map(([name, ...cells]) => [name!, cells.map(Number)]));
}

async function slide(lesson: OpenedLesson, position: string, said: string): Promise<void> {
  await lesson.page.getByLabel("Sd between mice, σ_b").fill(position);
  await expect
    .poll(() => lesson.page.locator(".live").textContent(), { timeout: 20_000 })
    .toContain(`σ_b = ${said}:`);
}

describeInBrowsers("the lesson on poolings", () => {
  it("has the command line's numbers between 0 and ∞, and at both", async () => {
    await openLesson("poolings", async (lesson) => {
      await lesson.page.locator(".figure > svg").waitFor();
      const spread: number[] = [];
      for (const [position, said, variable] of [
        ["28", "1.1", "μ"],
        ["0", "0", null],
        ["54", "∞", "β"],
      ] as const) {
        await slide(lesson, position, said);
        const mice = await miceOf(lesson);
        const { rows } = (await lesson.fitRecipe()).summary();
        for (const [name, [, raw, estimate, arrow]] of Object.entries(mice)) {
          const wanted = variable === null ? "β" : `${variable}[${name}]`;
          const { mean } = rows.find((row) => row.variable === wanted)!;
          expect(estimate!.toFixed(2)).toBe(mean.toFixed(2));
          expect(arrow).toBeCloseTo(Math.abs(estimate! - raw!), 1);
        }
        spread.push(Math.max(...Object.values(mice).map((cells) => cells[3]!)));
      }
      const [partial, complete, none] = spread;
      expect(complete).toBeGreaterThan(partial!);
      expect(none).toBeLessThan(0.1);
      expect(lesson.complaints).toEqual([]);
      expect(await lesson.broken()).toEqual([]);
    });
  });

  it("draws the mouse that was measured once in more than the one that was measured eight times", async () => {
    await openLesson("poolings", async (lesson) => {
      const { page } = lesson;
      await page.locator(".figure > svg").waitFor();
      await page.getByRole("button", { name: "What the data say" }).click();
      await expect
        .poll(() => page.locator(".live").textContent(), { timeout: 30_000 })
        .toContain("σ_b = 1.4:");
      const { A, F } = await miceOf(lesson);
      expect(A![3]).toBeGreaterThan(2 * F![3]!);
      // The slider is where the data have σ_b: both fits say nearly the same.
      expect(A![2]).toBeCloseTo(A![4]!, 0);
    });
  });

  it("makes other tables, and keeps account of them", async () => {
    await openLesson("poolings", async ({ page }) => {
      await page.locator(".figure > svg").waitFor();
      const first = await page.locator("tbody").first().textContent();
      await page.getByLabel("Show the true means").check();
      await page.getByRole("button", { name: "Another table" }).click();
      await expect
        .poll(() => page.locator("body").textContent(), { timeout: 30_000 })
        .toContain("Tables so far: 2.");
      expect(await page.locator("tbody").first().textContent()).not.toBe(first);
    });
  });
});
