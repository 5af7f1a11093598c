/** Reports made in a page: they are those of Node, whatever draws their pictures. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as WithReport from "../../src/browser/with-report.ts";
import { fit, htmlReport, markdownReport, parseModel } from "../../src/index.ts";
import { findPageFaults } from "../run-report/page-structure.ts";
import { bundleOf } from "./bundle.ts";
import { installedBrowsers, runPage } from "./installed-browsers.ts";

const root = join(import.meta.dirname, "../..");
const bundle = join(root, "dist/hyperprior-report.min.js");

const model = `
model replicates
data {
  y: real
  sample: factor
}
β ~ normal(0, 10)
τ ~ half_normal(5)
σ ~ half_normal(5)
b[sample] ~ normal(0, τ)
y ~ normal(β + b[sample], σ)
`;
const data = { y: [1, 2, 1.5, 4, 5, 4.5, 2, 3], sample: ["a", "a", "a", "b", "b", "b", "c", "c"] };
const options = { chains: 2, warmup: 100, draws: 100, seed: 3, data };

/** How long it took is of no matter. */
const untimed = (html: string): string => html.replace(/It took [^<]* to sample\./, "");
/** What a document writes of its pictures may differ in form. */
const withoutPictures = (html: string): string =>
  untimed(html).replaceAll(/<div class="picture">[\s\S]*?<\/div>/g, "<svg>");

let expected = "";
beforeAll(async () => {
  expected = await htmlReport(await fit(parseModel(model), options), { prob: 0.8 });
});

describe("the file for pages that make reports", () => {
  let hyperprior: typeof WithReport;
  const scope = globalThis as { document?: unknown };
  beforeAll(async () => {
    hyperprior = await import(bundle);
    scope.document = parseHTML("<!doctype html><html><body></body></html>").document;
  });
  afterAll(() => {
    delete scope.document;
  });

  it("has what a page has, and reports", async () => {
    const [without, there] = await Promise.all([
      import(join(root, "dist/hyperprior.min.js")),
      import("../../dist/browser/report.js" as string),
    ]);
    const names = [...Object.keys(without), ...Object.keys(there)];
    expect(Object.keys(hyperprior).sort()).toEqual(names.sort());
  });

  it("makes the report of Node, with all that needs the data", async () => {
    const fitted = await hyperprior.fit(hyperprior.parseModel(model), options);
    const told: string[] = [];
    const html = await hyperprior.htmlReport(fitted, {
      prob: 0.8,
      onProgress: ({ part }) => told.push(part),
    });
    expect(untimed(html)).toBe(untimed(expected));
    expect(findPageFaults(html)).toEqual([]);
    expect(html).not.toContain("cannot be shown");
    expect(told).toHaveLength(14);
    const here = await markdownReport(await fit(parseModel(model), options));
    const markdown = await hyperprior.markdownReport(fitted);
    expect(untimed(markdown.text)).toBe(untimed(here.text));
    expect(markdown.pictures).toEqual(here.pictures);
  });

  it("says in a worker, which has no document, that it needs one", async () => {
    const { document } = scope;
    delete scope.document;
    const fitted = await hyperprior.fit(hyperprior.parseModel(model), options);
    await expect(hyperprior.htmlReport(fitted)).rejects.toThrow("call it in the page");
    scope.document = document;
  });

  it("is under 600 kB when it is compressed", async () => {
    expect(brotliCompressSync(await readFile(bundle)).length).toBeLessThan(600_000);
  });
});

// Browsers cannot be installed from npm, so a clone may have none.
describe.skipIf(installedBrowsers.length === 0)("a report that is made in a page", () => {
  it.each(installedBrowsers)(
    "is in $name that of Node, but for how pictures are written",
    async (browser) => {
      const script = await bundleOf("with-report");
      const inScript = (text: string): string => text.replaceAll("</script", "<\\/script");
      const html = await runPage(
        browser,
        `<!doctype html><meta charset="utf-8"><title>report</title><body>
      <script>${inScript(script)}</script>
      <script>
        const make = async () => {
          const fitted = await hyperprior.fit(hyperprior.parseModel(${inScript(JSON.stringify(model))}), ${JSON.stringify(options)});
          return hyperprior.htmlReport(fitted, { prob: 0.8 });
        };
        make().catch(String).then((body) => fetch("/result", { method: "POST", body }));
      </script>`,
      );
      expect(withoutPictures(html)).toBe(withoutPictures(expected));
      expect(html.match(/<svg/g)).toHaveLength(expected.match(/<svg/g)!.length);
      expect(findPageFaults(html)).toEqual([]);
    },
  );
});
