/** The tests of pages: each is made anew and compared with what stands there, and its links are followed. */

import { readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { repository } from "./commands.ts";
import { findBrokenLinks } from "./links.ts";
import { runPage } from "./page.ts";

/** The pages of a folder and of those in it, as paths in the repository. */
export function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => join(folder, name));
}

/** They take as long as all others, and have test files of their own. */
export const howToPages = pagesIn("docs/how-to");

/** Those with many fits, 3 to 10 s each, which are made anew in `how-to-pages.slow.ts`. */
export const longPages = [
  "browse-runs",
  "build-a-model-in-typescript",
  "calibrate",
  "check-fit",
  "check-priors",
  "compare-groups",
  "compare-models",
  "compare-two-runs",
  "diagnose-draws",
  "measure-reliability",
  "plan-a-study",
  "predict",
  "prior-sensitivity",
  "rank-groups",
  "resume-and-stop",
  "share-a-report",
  "share-statistics",
  "simulate-data",
  "summary-data",
  "watch-chains",
  "what-is-integrated-out",
  "write-up",
].map((name) => `docs/how-to/${name}.md`);

export function testPages(pages: readonly string[]): void {
  describe.each(pages)("%s", (name) => {
    const path = join(repository, name);
    const page = readFileSync(path, "utf8");

    test("does what it says, and is what `npm run docs` makes of it", async () => {
      const { text, faults, folder } = await runPage(name, page);
      await rm(folder, { recursive: true, force: true });
      expect.soft(faults).toEqual([]);
      await expect(text).toMatchFileSnapshot(path);
    });
  });
  testLinks(pages);
}

export function testLinks(pages: readonly string[]): void {
  test.each(pages)("%s has no link that leads nowhere", (name) => {
    const path = join(repository, name);
    expect(findBrokenLinks(path, readFileSync(path, "utf8"))).toEqual([]);
  });
}
