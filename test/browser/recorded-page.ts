/** A page in which each sampler draws what it draws in Node: the recorded digests are those of test/run/same-bits.test.ts. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { dataFile, modelFile } from "../run/bundled.ts";
import { digestSource, recordedOptions, recordedRuns } from "../run/recorded-runs.ts";
import { bundleOf } from "./bundle.ts";
import { type InstalledBrowser, runPage } from "./installed-browsers.ts";

const root = join(import.meta.dirname, "../..");

/** A page that makes every recorded run and posts their digests by name, or what went wrong. */
function pageOf(script: string): string {
  const runs = recordedRuns.map(({ name, model, options }) => ({
    name,
    text: readFileSync(modelFile(model), "utf8"),
    data: readFileSync(dataFile(model), "utf8"),
    options: { ...options, ...recordedOptions },
  }));
  const inScript = (text: string): string => text.replaceAll("</script", "<\\/script");
  return `<!doctype html><meta charset="utf-8"><title>digests</title>
    <script>${inScript(script)}</script>
    <script>
      const digest = ${digestSource};
      let modules = 0;
      WebAssembly.Module = class extends WebAssembly.Module {
        constructor(bytes) {
          super(bytes);
          modules++;
        }
      };
      const digestAll = async () => {
        const digests = {};
        for (const { name, text, data, options } of ${inScript(JSON.stringify(runs))}) {
          const { draws } = await hyperprior.fit(hyperprior.parseModel(text), { ...options, data });
          digests[name] = digest(draws);
        }
        return JSON.stringify({ digests, modules });
      };
      digestAll().catch(String).then((body) => fetch("/result", { method: "POST", body }));
    </script>`;
}

/** The digests of all recorded runs in this browser are those of Node. */
export async function expectRecordedBits(browser: InstalledBrowser): Promise<void> {
  const recorded = JSON.parse(readFileSync(join(root, "test/run/expected-digests.json"), "utf8"));
  const { digests, modules } = JSON.parse(await runPage(browser, pageOf(await bundleOf("index"))));
  expect(digests).toEqual(recorded);
  // The densities of some are WebAssembly there, too.
  expect(modules).toBeGreaterThan(0);
}
