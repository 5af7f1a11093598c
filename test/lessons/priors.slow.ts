import { expect, it } from "vitest";
import { describeInBrowsers, type OpenedLesson, openLesson } from "./open-lesson.ts";

/** The end of an interval that is told. */
const upperOf = (text: string | null): number => Number(/, ([\d.]+)\]/.exec(text ?? "")?.[1]);

const told = ({ page }: OpenedLesson) => page.locator('[data-place="answer"] .live');
const others = ({ page }: OpenedLesson) => page.locator('[data-place="others"] .live');

const patiently = { timeout: 30_000 };

describeInBrowsers("the lesson on priors", () => {
  it("has the command line's draws beside an exact curve that agrees with them", async () => {
    await openLesson("priors", async (lesson) => {
      const { page } = lesson;
      await page.locator('[data-place="others"] .figure > svg').waitFor();
      for (const prior of ["half-normal", "inverse gamma", "on the ICC"]) {
        await page.getByLabel(prior, { exact: false }).check();
        await expect
          .poll(async () => (await lesson.recipe())["groups.model"], patiently)
          .toContain(
            {
              "half-normal": "half_normal(1)",
              "inverse gamma": "inverse_gamma(0.01",
              "on the ICC": "beta(1, 1)",
            }[prior]!,
          );
        const { mean, median, lower, upper } = (await lesson.fitRecipe())
          .summary()
          .rows.find(({ variable }) => variable === "σ_b")!;
        const cells = await page.locator('[data-place="answer"] tbody td').allTextContents();
        const interval = `[${lower.toFixed(2)}, ${upper.toFixed(2)}]`;
        expect(cells.slice(3)).toEqual([mean.toFixed(2), median.toFixed(2), interval]);
        // The exact median, and that of 2,000 draws.
        expect(Math.abs(Number(cells[1]) - median)).toBeLessThan(0.08);
      }
      expect(lesson.complaints).toEqual([]);
    });
  });

  it("shows three mice follow the prior, and twenty not", async () => {
    await openLesson("priors", async (lesson) => {
      const { page } = lesson;
      await page.locator('[data-place="others"] .figure > svg').waitFor();
      expect(await told(lesson).textContent()).toContain("[0.15, 1.71]");
      await page.getByLabel("Drag the prior").fill("1");
      await expect
        .poll(async () => upperOf(await told(lesson).textContent()), patiently)
        .toBeGreaterThan(4 * 1.6);
      await page.getByLabel("20", { exact: true }).check();
      await expect.poll(() => others(lesson).textContent(), patiently).toContain("With 20 mice");
      const wide = upperOf(await told(lesson).textContent());
      await page.getByLabel("Drag the prior").fill("0");
      await expect.poll(() => told(lesson).textContent(), patiently).toContain("half_normal(1)");
      expect(wide / upperOf(await told(lesson).textContent())).toBeLessThan(1.1);
      const right = page.getByLabel("Its upper end goes up about four times");
      await right.check();
      await page.getByRole("button", { name: "Check my guess" }).click();
      expect(await page.locator(".said").getAttribute("data-is-right")).toBe("true");
    });
  });

  it("breaks no rule of accessibility and fits a phone, in both languages, light and dark", async () => {
    for (const name of ["priors", "priors.de"])
      await openLesson(
        name,
        async (lesson) => {
          await lesson.page.locator('[data-place="others"] .figure > svg').waitFor();
          for (const fold of await lesson.page.locator("summary").all()) await fold.click();
          expect(await lesson.broken()).toEqual([]);
          expect(await lesson.scrollsSideways()).toBe(false);
          expect(lesson.complaints).toEqual([]);
        },
        { width: 390, isDark: name === "priors" },
      );
  });
});
