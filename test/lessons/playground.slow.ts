/** The playground: mistakes are underlined and mended, a formula becomes a model, and fits are those of the command line. */

import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { expect, it } from "vitest";
import { fit, formula, htmlReport, parseModel } from "../../src/index.ts";
import { describeInBrowsers, openLesson } from "./open-lesson.ts";

/** Sentences and numbers of each section of a report. */
function wordsOf(html: string): Map<string, string> {
  const { document } = parseHTML(html);
  // What the script adds.
  for (const added of document.querySelectorAll("button, figure p")) added.remove();
  const textOf = (element: Element): string => (element.textContent ?? "").replaceAll(/\s+/g, " ").trim();
  return new Map(
    [...document.querySelectorAll("section")].map((section) => [
      section.id,
      [...section.querySelectorAll("p, li, td, figcaption")].map(textOf).filter(Boolean).join("\n"),
    ]),
  );
}

describeInBrowsers("the playground", () => {
  it("underlines a mistake, says what to write, and writes it", async () => {
    await openLesson("playground", async ({ page, complaints }) => {
      const area = page.getByLabel("Model", { exact: true });
      await page.locator(".is-distribution").first().waitFor();
      const right = await area.inputValue();
      await area.fill(right.replace("half_normal", "half_norml"));
      await expect.poll(() => page.locator(".is-wrong").allTextContents()).toEqual(["half_norml"]);
      expect(await page.locator(".problems").textContent()).toContain("did you mean `half_normal`?");
      await page.getByRole("button", { name: /write `half_normal`/ }).click();
      expect(await area.inputValue()).toBe(right);
      await expect.poll(() => page.locator(".is-wrong").count()).toBe(0);
      expect(complaints).toEqual([]);
    });
  });

  it("offers what may be written at the cursor", async () => {
    await openLesson("playground", async ({ page }) => {
      const area = page.getByLabel("Model", { exact: true });
      await area.fill("data { y: real }\nμ ~ stud");
      await page.getByRole("button", { name: "student_t", exact: true }).click();
      expect(await area.inputValue()).toContain("μ ~ student_t(");
    });
  });

  it("fits a formula with the numbers of the command line, and draws it", async () => {
    await openLesson("playground", async ({ page, complaints }) => {
      await page.getByRole("button", { name: "Write it as a model" }).click();
      const area = page.getByLabel("Model", { exact: true });
      await expect.poll(() => area.inputValue()).toContain("u_sample[sample]");
      const table = await page.getByLabel("Table (CSV)").inputValue();
      const [head, ...lines] = table.trim().split("\n");
      const data = lines.map((line) => {
        const [y, sample] = line.split(",");
        return { y: Number(y), sample: sample! };
      });
      expect(head).toBe("y,sample");
      expect(await area.inputValue()).toBe((await formula("y ~ 1 + (1 | sample)", { data })).source);
      await page.getByRole("button", { name: "Fit", exact: true }).click();
      await page.locator(".figure > svg").waitFor();
      const fitted = await fit(parseModel(await area.inputValue()), { data });
      const shown = await page.locator("tbody tr").first().locator("td").first().textContent();
      expect(Number(shown)).toBe(Number(fitted.summary().rows[0]!.mean.toPrecision(3)));
      for (const kind of ["trace", "pairs", "shrinkage"]) {
        await page.getByLabel("Picture:").selectOption(kind);
        await page.locator(".figure > svg").waitFor();
      }
      expect(complaints).toEqual([]);
    });
  });

  it("makes the report of the command line, opens it with its script, and saves it", async () => {
    await openLesson("playground", async ({ page, complaints }) => {
      const model = await page.getByLabel("Model", { exact: true }).inputValue();
      await page.getByRole("button", { name: "Fit", exact: true }).click();
      await page.locator(".figure > svg").waitFor();
      // What a report is made by has not been loaded yet.
      expect(await page.evaluate(() => "hyperpriorReport" in globalThis)).toBe(false);
      await page.getByRole("button", { name: "Make the report" }).click();
      const link = page.getByRole("link", { name: "Open the report" });
      await link.waitFor({ timeout: 60_000 });
      const opened = page.context().waitForEvent("page");
      await link.click();
      const report = await opened;
      // Its own script has run under the page's policy and its own.
      await report.locator("#tools button").first().waitFor();
      const table = await page.getByLabel("Table (CSV)").inputValue();
      const file = await mkdtemp(join(tmpdir(), "playground-"));
      await writeFile(join(file, "table.csv"), table);
      const fitted = await fit(parseModel(model), { data: join(file, "table.csv"), seed: 1 });
      const expected = wordsOf(await htmlReport(fitted, { names: ["my.run"] }));
      const html = await report.evaluate(() => document.documentElement.outerHTML);
      for (const id of ["in-short", "model", "variance", "effects", "diagnosis", "priors", "checks"]) {
        expect(expected.get(id), id).toBeDefined();
        expect(wordsOf(html).get(id), id).toBe(expected.get(id));
      }
      expect(complaints).toEqual([]);
    });
  });

  it("says what is wrong with a table, and takes texts from a link as texts", async () => {
    await openLesson("playground", async ({ page, complaints }) => {
      await page.getByLabel("Table (CSV)").fill("x,sample\n1,A\n");
      await page.getByRole("button", { name: "Fit", exact: true }).click();
      await expect.poll(() => page.locator(".fault").textContent()).toContain("`y`");
      const hostile = { model: "<img src=x onerror=alert(1)>", data: "</script><script>alert(1)</script>" };
      const link = await page.evaluate(async (carried) => {
        const stream = new Blob([JSON.stringify(carried)])
          .stream()
          .pipeThrough(new CompressionStream("deflate-raw"));
        const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
        return btoa(String.fromCharCode(...bytes))
          .replaceAll("+", "-")
          .replaceAll("/", "_")
          .replaceAll("=", "");
      }, hostile);
      await page.goto(`${page.url().split("#")[0]}#${link}`);
      await page.reload();
      await expect.poll(() => page.getByLabel("Model", { exact: true }).inputValue()).toBe(hostile.model);
      expect(await page.locator("main img").count()).toBe(0);
      expect(complaints).toEqual([]);
    });
  });

  it("lets nothing out", async () => {
    await openLesson("playground", async ({ page }) => {
      const refused = await page.evaluate(async () => {
        const tries = [fetch("/index.html"), fetch("https://example.org/")];
        return (await Promise.allSettled(tries)).map(({ status }) => status);
      });
      expect(refused).toEqual(["rejected", "rejected"]);
    });
  });
});
