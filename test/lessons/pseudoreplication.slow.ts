import { expect, it } from "vitest";
import { describeInBrowsers, openLesson } from "./open-lesson.ts";

describeInBrowsers("the lesson on pseudoreplication", () => {
  it("has the command line's numbers, and its intervals part as replicates are added", async () => {
    await openLesson("pseudoreplication", async (lesson) => {
      const { page } = lesson;
      const cells = () => page.locator("tbody td").allTextContents();
      await page.locator(".figure > svg").waitFor();
      expect(lesson.complaints).toEqual([]);
      const few = await cells();
      const β = (await lesson.fitRecipe()).summary().rows.find(({ variable }) => variable === "β")!;
      expect(few[3]).toBe(β.mean.toFixed(2));
      expect(few[4]).toBe(`[${β.lower.toFixed(2)}, ${β.upper.toFixed(2)}]`);
      const slider = page.getByLabel("Measurements of each mouse");
      await slider.fill("40");
      await expect
        .poll(async () => (await page.locator(".live").textContent())!)
        .toContain("240 measurements");
      const many = await cells();
      const [naiveBefore, honestBefore, naive, honest] = [few[2], few[5], many[2], many[5]].map(Number);
      expect(naive).toBeLessThan(0.5 * naiveBefore!);
      expect(honest).toBeGreaterThan(0.8 * honestBefore!);
    });
  });

  it("tells whether a guess was right", async () => {
    await openLesson("pseudoreplication", async ({ page }) => {
      const check = page.getByRole("button", { name: "Check my guess" });
      await page.getByLabel("It narrows a little and then stops.").check();
      await check.click();
      expect(await page.locator(".said").getAttribute("data-is-right")).toBe("true");
    });
  });
});
