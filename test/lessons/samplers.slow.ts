import { expect, it } from "vitest";
import { describeInBrowsers, openLesson } from "./open-lesson.ts";

describeInBrowsers("the lesson on samplers", () => {
  it("walks with each of them, counts what it costs, and integrates best", async () => {
    await openLesson("samplers", async ({ page, complaints }) => {
      const sentence = page.locator(".live");
      const effective = async (): Promise<number> =>
        Number(
          (await page
            .locator("tbody tr", { hasText: "effective draws of σ_b" })
            .locator("td")
            .textContent())!,
        );
      const worth: Record<string, number> = {};
      for (const name of ["Gibbs", "HMC", "NUTS", "Marginal"]) {
        await page.getByLabel(new RegExp(`${name}:`)).check();
        await expect.poll(() => sentence.textContent()).toContain("stands at its start");
        await page.getByRole("button", { name: "200 steps" }).click();
        await expect.poll(() => sentence.textContent()).toMatch(/^200 steps/);
        worth[name] = await effective();
      }
      expect(worth.Marginal).toBeGreaterThan(100);
      expect(worth.Marginal).toBeGreaterThan(worth.Gibbs!);
      expect(complaints).toEqual([]);
    });
  });

  it("draws the way of a step, and has coordinates without a funnel", async () => {
    await openLesson("samplers", async ({ page }) => {
      await page.getByLabel(/non-centered:/).check();
      await page.getByRole("button", { name: "One step" }).click();
      await expect
        .poll(() => page.locator(".live").textContent())
        .toMatch(/^1 steps took [1-9]\d* gradients/);
      expect(await page.locator(".figure [data-part=line] path").count()).toBeGreaterThan(0);
    });
  });
});
