import { expect, it } from "vitest";
import { compare, type Fitted, fit, parseModel } from "../../src/index.ts";
import { replicatesWith } from "../../src/lessons/relax/table.ts";
import { describeInBrowsers, type OpenedLesson, openLesson } from "./open-lesson.ts";

const files = ["normal", "tails", "methods", "both"] as const;

async function rowsIn({ page }: OpenedLesson, place: string): Promise<readonly (readonly string[])[]> {
  return page
    .locator(`[data-place="${place}"] tbody tr`)
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")),
    );
}

async function untilCompared({ page }: OpenedLesson): Promise<void> {
  await page.locator('[data-place="compare"] .live', { hasText: "Best:" }).waitFor({ timeout: 120_000 });
}

/** What Node gives for the models of the recipe. */
async function fitsOf(lesson: OpenedLesson, distance: number): Promise<Record<string, Fitted>> {
  const recipe = await lesson.recipe();
  const fits: Record<string, Fitted> = {};
  for (const name of files) {
    expect(recipe.command).toContain(
      `fit ${name}.model --data replicates.csv --warmup 300 --draws 250 --seed 1`,
    );
    const options = { data: replicatesWith(distance), warmup: 300, draws: 250, seed: 1 };
    fits[name] = await fit(parseModel(recipe[`${name}.model`]!), options);
  }
  return fits;
}

const minus = (text: string): string => text.replaceAll("-", "−");

describeInBrowsers("the lesson on relaxing", () => {
  it("has the command line's numbers of four models and of their comparison", async () => {
    await openLesson("relax", async (lesson) => {
      await untilCompared(lesson);
      const fits = await fitsOf(lesson, 6);
      const said = await rowsIn(lesson, "answer");
      for (const [i, name] of files.entries()) {
        const { rows } = fits[name]!.summary();
        const β = rows.find(({ variable }) => variable === "β")!;
        expect(said[i]![0]).toBe(`${β.mean.toFixed(2)} [${β.lower.toFixed(1)}, ${β.upper.toFixed(1)}]`);
        const effect = rows.find(({ variable }) => variable === "b[I]")!;
        expect(said[i]![2]).toContain(minus(effect.mean.toFixed(2)));
      }
      const { models } = await compare(fits, { by: "group", group: "sample", refit: 12 });
      const compared = await rowsIn(lesson, "compare");
      for (const [i, name] of files.entries()) {
        const { estimate, difference } = models.find((one) => one.name === name)!;
        expect(compared[i]!.slice(0, 2)).toEqual(
          [estimate.elpd, difference.difference].map((number) => minus(number.toFixed(1))),
        );
      }
      expect(lesson.complaints).toEqual([]);
      expect(await lesson.broken()).toEqual([]);
    });
  });

  it("keeps β and σ_b in place with heavy tails, and lets them go without", async () => {
    await openLesson("relax", async (lesson) => {
      await untilCompared(lesson);
      await lesson.page.getByLabel("How far below 10 sample I lies").fill("12");
      const sentence = lesson.page.locator('[data-place="answer"] .live');
      await expect.poll(() => sentence.textContent(), { timeout: 30_000 }).toContain("lies 12.0 units low");
      const cells = async (): Promise<readonly string[]> => (await rowsIn(lesson, "answer")).flat();
      await expect.poll(cells, { timeout: 30_000 }).not.toContain("…");
      const said = (await rowsIn(lesson, "answer")).map((row) => row.map(Number.parseFloat));
      const [normal, tails, methods, both] = said;
      for (const [tight, loose] of [
        [normal, tails],
        [methods, both],
      ] as const) {
        expect(tight![0]).toBeLessThan(loose![0]! - 0.5);
        expect(tight![1]).toBeGreaterThan(1.6 * loose![1]!);
      }
      await untilCompared(lesson);
      const [, , ofMethods, ofBoth] = await rowsIn(lesson, "compare");
      expect(ofBoth![3]).toBe("best");
      expect(Number(ofMethods![1]!.replace("−", "-"))).toBeLessThan(-4);
    });
  });
});
