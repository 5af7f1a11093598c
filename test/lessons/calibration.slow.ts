import { expect, it } from "vitest";
import { calibrate, parseModel } from "../../src/index.ts";
import { describeInBrowsers, type OpenedLesson, openLesson } from "./open-lesson.ts";

const patiently = { timeout: 120_000 };

const told = ({ page }: OpenedLesson) => page.locator('[data-place="answer"] .live');
const cells = ({ page }: OpenedLesson) => page.locator('[data-place="answer"] tbody td').allTextContents();

/** Waits for the experiments that it makes at first, and their ranks. */
async function untilFirst(lesson: OpenedLesson): Promise<void> {
  await expect.poll(() => told(lesson).textContent(), patiently).toContain("20 ");
  await lesson.page.locator('[data-place="ranks"] .figure > svg').waitFor();
}

describeInBrowsers("the lesson on calibration", () => {
  it("makes the experiments of the command line", async () => {
    await openLesson("calibration", async (lesson) => {
      await untilFirst(lesson);
      await lesson.page.getByRole("button", { name: "10 more", exact: true }).click();
      await expect.poll(() => told(lesson).textContent(), patiently).toContain("30 experiments");
      const recipe = await lesson.recipe();
      expect(recipe.command).toContain("--simulations 30 --draws 199 --seed 1");
      const mouse = recipe["mice.csv"]!.trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(",")[1]!);
      const whole = await calibrate(parseModel(recipe["mice.model"]!), {
        data: { y: mouse.map(() => 0), mouse },
        simulations: 30,
        draws: 199,
        seed: 1,
      });
      const own = ["β", "σ_b", "σ"].map((name) => whole.quantities.find((one) => one.name === name)!);
      await expect
        .poll(async () => (await cells(lesson)).filter((_, i) => i % 2 === 1), patiently)
        .toEqual(own.map(({ pValue }) => pValue.toFixed(3)));
      expect(lesson.complaints).toEqual([]);
    });
  });

  it("shows coverage fall with the wrong model, and can be stopped", async () => {
    await openLesson("calibration", async (lesson) => {
      const { page } = lesson;
      await untilFirst(lesson);
      await page.getByLabel("Analyse as if").check();
      await page.getByLabel("Measurements of each mouse").fill("20");
      await page.getByRole("button", { name: "1,000 more" }).click();
      const made = async () => Number(/^\d+/.exec((await told(lesson).textContent())!)?.[0]);
      await expect.poll(made, patiently).toBeGreaterThan(80);
      // Buttons are answered while experiments go on.
      await page.getByRole("button", { name: "Stop" }).click();
      const more = async () => {
        const before = await made();
        await new Promise((resolve) => setTimeout(resolve, 1500));
        return (await made()) - before;
      };
      // Those that are under way still come.
      await expect.poll(more, patiently).toBe(0);
      expect(await made()).toBeLessThan(1000);
      expect(Number.parseFloat((await cells(lesson))[0]!)).toBeLessThan(80);
      expect(await page.locator('[data-place="verdict"]').textContent()).toContain("too narrow");
      await page.getByLabel("σ_b, the sd between mice").check();
      await expect
        .poll(() => page.locator('[data-place="verdict"]').textContent(), patiently)
        .toContain("σ_b: the ranks are uniform");
      expect(lesson.complaints).toEqual([]);
    });
  });

  it("breaks no rule of accessibility and fits a phone, in both languages, light and dark", async () => {
    for (const name of ["calibration", "calibration.de"])
      await openLesson(
        name,
        async (lesson) => {
          await untilFirst(lesson);
          for (const fold of await lesson.page.locator("summary").all()) await fold.click();
          expect(await lesson.broken()).toEqual([]);
          expect(await lesson.scrollsSideways()).toBe(false);
          expect(lesson.complaints).toEqual([]);
        },
        { width: 390, isDark: name === "calibration" },
      );
  });
});
