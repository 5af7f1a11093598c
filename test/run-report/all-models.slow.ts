/** Every bundled model has a report: as a page that keeps all rules, under a megabyte, and as Markdown whose pictures are there. */

import { describe, expect, it } from "vitest";
import { htmlReport, markdownReport } from "../../src/index.ts";
import { modelNames, shortRun } from "../manuscript/short-runs.ts";
import { findMarkdownFaults } from "./markdown-structure.ts";
import { findPageFaults } from "./page-structure.ts";

const mostBytes = 1_000_000;

describe.each(modelNames)("the report of %s", (name) => {
  it("is a page and Markdown without faults", async () => {
    const fitted = await shortRun(name);
    const page = await htmlReport(fitted);
    expect(findPageFaults(page)).toEqual([]);
    expect(Buffer.byteLength(page)).toBeLessThan(mostBytes);
    expect(findMarkdownFaults(await markdownReport(fitted), "pictures")).toEqual([]);
  });
});
