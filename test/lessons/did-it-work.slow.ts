import { expect, it } from "vitest";
import { describeInBrowsers, openLesson } from "./open-lesson.ts";

/** In the order in which runs are spoilt: what the reader should say, and what the numbers show. */
const faults = [
  ["The posterior has two peaks", "R-hat above"],
  ["The chains take tiny steps", "effective sample size"],
  ["Nothing.", ""],
  ["There is a narrow place", "diverge"],
  ["The chains had not arrived", "R-hat above"],
] as const;

describeInBrowsers("the lesson on what tells whether it worked", () => {
  it("spoils runs so that it can be found out how", async () => {
    await openLesson("did-it-work", async ({ page, complaints }) => {
      const problems = page.locator("ul.problems");
      for (const [answer, evidence] of faults) {
        await page.getByRole("button", { name: "Spoil a run" }).click();
        await expect.poll(() => page.locator("[aria-busy]").count(), { timeout: 60_000 }).toBe(0);
        for (let i = 0; i < 2; i++) {
          await page.getByRole("button", { name: "100 more steps" }).click();
          await expect.poll(() => page.locator("[aria-busy]").count(), { timeout: 60_000 }).toBe(0);
        }
        expect(await problems.textContent(), answer).toContain(evidence);
        await page.getByLabel(answer).check();
        await page.getByRole("button", { name: "Check my guess" }).last().click();
        expect(await page.locator(".said").last().getAttribute("data-is-right"), answer).toBe("true");
      }
      expect(complaints).toEqual([]);
    });
  });
});
