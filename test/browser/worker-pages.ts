/** Pages whose chains run in workers, and what they say of it. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import type { Draws, FitOptions } from "../../src/index.ts";
import { built } from "../run/built.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { largeModel } from "../run/large-model.ts";
import { digestSource } from "../run/recorded-runs.ts";
import { type InstalledBrowser, runSite, type Site } from "./installed-browsers.ts";

const dist = join(import.meta.dirname, "../../dist");

/** The file for pages without a bundler. */
export const oneFile = readFileSync(join(dist, "hyperprior.min.js"), "utf8");

/** What lets a page and its workers share memory. */
export const isolating = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** The model that pages fit, with its data. */
const fitted = { model: modelFile("cbpp"), data: dataFile("cbpp") };
/** How they fit it: chains that take a while. */
const options = { method: "nuts", chains: 4, warmup: 150, draws: 50, seed: 7 } as const;

/** Large enough data to lie in one memory for all threads, made by whoever runs this text: columns by name. */
export const largeData = `
  (() => {
    const scattered = (seed) => Array.from({ length: 250000 }, (_, i) => {
      return 2 * (((i + 1 + 17 * seed) * 0.6180339887498949 + 0.137 * seed) % 1) - 1;
    });
    return { event: scattered(0).map((one) => (one > 0.2 ? 1 : 0)), x: scattered(1), z: scattered(2) };
  })()`;
export const largeOptions = { chains: 2, warmup: 5, draws: 3, seed: 1, nuts: { maxTreeDepth: 2 } } as const;

const digest = vm.runInThisContext(digestSource) as (draws: Pick<Draws, "values" | "statistics">) => string;

/** What a page should draw; without statistics where `isWhole` is false. */
export async function digestInNode(others: FitOptions = {}, isWhole = true): Promise<string> {
  const { fit, readModel } = built;
  const { data } = fitted;
  const { draws } = await fit(await readModel(fitted.model), { ...options, ...others, data, workers: 0 });
  return digest(isWhole ? draws : { values: draws.values, statistics: {} });
}

/** What it should draw of the large data. */
export async function digestOfLargeInNode(): Promise<string> {
  const data = vm.runInThisContext(largeData);
  const model = built.parseModel(largeModel);
  const { draws } = await built.fit(model, { ...largeOptions, method: "nuts", data, workers: 0 });
  return digest(draws);
}

/** What a page has besides `hyperprior`: workers and memories are counted. */
const prelude = `
  const digest = ${digestSource};
  const text = ${JSON.stringify(readFileSync(fitted.model, "utf8"))};
  const data = ${JSON.stringify(readFileSync(fitted.data, "utf8"))};
  const options = ${JSON.stringify(options)};
  const counts = { started: 0, ended: 0, shared: 0 };
  if (typeof Worker !== "undefined") {
    globalThis.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        counts.started++;
      }
      terminate() {
        counts.ended++;
        super.terminate();
      }
    };
  }
  WebAssembly.Memory = class extends WebAssembly.Memory {
    constructor(limits) {
      super(limits);
      if (limits.shared) counts.shared++;
    }
  };
  const told = ({ draws, record, warnings }) => ({
    digest: digest(draws),
    drawCount: draws.drawCount,
    workers: record.plan.workers,
    isInterrupted: record.isInterrupted,
    warnings: warnings.map(({ code, message }) => code + " " + message),
  });
  const fit = async (others) => {
    return told(await hyperprior.fit(hyperprior.parseModel(text), { ...options, data, ...others }));
  };`;

/** The text of a script with the promise `answered` of what `body`, of a function, gives as JSON; it has `hyperprior`. */
export function scriptOf(body: string): string {
  return `${prelude}
    const answer = async () => { ${body} };
    const answered = answer().then(JSON.stringify, (error) => JSON.stringify({ error: String(error) }));`;
}

/** The same as a module that exports it; `from` is what `hyperprior` is imported from. */
export function moduleOf(body: string, from = "/hyperprior.min.js"): string {
  return `import * as hyperprior from ${JSON.stringify(from)};
    ${scriptOf(body)}
    export { answered };`;
}

/** A site whose page runs `body`. */
export function siteOf(
  body: string,
  { from, files = {}, headers = () => ({}) }: Partial<Site> & { from?: string } = {},
): Site {
  const page = `<!doctype html><meta charset="utf-8"><title>chains</title>
    <script>
      const tell = (body) => fetch("/result", { method: "POST", body });
      addEventListener("error", ({ message }) => tell(JSON.stringify({ error: message })));
    </script>
    <script type="module">
      import { answered } from "/page.js";
      tell(await answered);
    </script>`;
  const own = { "/": page, "/page.js": moduleOf(body, from), "/hyperprior.min.js": oneFile };
  return { files: { ...own, ...files }, headers };
}

/** What a page of a site says. */
export async function answerOf<Answer>(browser: InstalledBrowser, site: Site): Promise<Answer> {
  return readAnswer(browser, await runSite(browser, site));
}

/** What a page has said. Throws if that is an error. */
export function readAnswer<Answer>({ name }: InstalledBrowser, text: string): Answer {
  const answer = JSON.parse(text);
  if (answer.error !== undefined) throw new Error(`in ${name}: ${answer.error}`);
  return answer as Answer;
}
