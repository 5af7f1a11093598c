/**
 * The pages of `docs/how-to`, made anew as `docs.test.ts` makes the others; of those with many fits only the links, and the rest in
 * `how-to-pages.slow.ts`. What their files do is tested in `how-to.test.ts`.
 */

import { expect, test } from "vitest";
import { howToPages, longPages, testLinks, testPages } from "./test-pages.ts";

testPages(howToPages.filter((page) => !longPages.includes(page)));
testLinks(longPages);

test("pages that are left to the slow tests are there", () => {
  expect(howToPages).toEqual(expect.arrayContaining(longPages));
});
