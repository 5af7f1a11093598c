/** Chains of a page in workers, in every browser that is installed: their bits, how they are stopped, and what stands in their way. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { largeModel } from "../run/large-model.ts";
import { type InstalledBrowser, installedBrowsers, runSite, serveSite } from "./installed-browsers.ts";
import {
  answerOf,
  digestInNode,
  digestOfLargeInNode,
  isolating,
  largeData,
  largeOptions,
  moduleOf,
  oneFile,
  readAnswer,
  scriptOf,
  siteOf,
} from "./worker-pages.ts";

/** Of a run that a page tells of. */
interface ToldRun {
  readonly digest: string;
  readonly drawCount: number;
  readonly workers: number;
  readonly isInterrupted: boolean;
  readonly warnings: readonly string[];
}

const dist = join(import.meta.dirname, "../../dist/browser");
const memories = [
  { memory: "shared", headers: isolating },
  { memory: "copied", headers: {} },
] as const;
const cases = installedBrowsers.flatMap((browser) =>
  memories.map(({ memory, headers }) => ({ name: browser.name, browser, memory, headers: () => headers })),
);
/** With a script of its own for workers, as bundlers make it. */
const bundled = async (): Promise<Record<string, string>> => {
  const { outputFiles } = await build({
    entryPoints: [join(dist, "index.js"), join(dist, "chain-worker.js")],
    bundle: true,
    splitting: true,
    write: false,
    format: "esm",
    platform: "browser",
    outdir: "/engine",
    logLevel: "error",
  });
  return Object.fromEntries(outputFiles.map(({ path, text }) => [path, text]));
};

// Browsers cannot be installed from npm, so a clone may have none.
describe.skipIf(installedBrowsers.length === 0)("chains in workers of a page", () => {
  let expected = "";
  beforeAll(async () => {
    expected = await digestInNode();
  });
  const done = (workers: number): ToldRun => ({
    ...{ digest: expected, drawCount: 50, workers, isInterrupted: false },
    warnings: [],
  });

  it.each(cases)(
    "draw the bits of Node in any number, with $memory memory in $name",
    async ({ browser, headers }) => {
      const body = `
        const runs = [];
        for (const workers of [0, 1, 2, 3, 7, "auto"]) runs.push(await fit({ workers }));
        return { runs, counts };`;
      const { runs, counts } = await answerOf<{ runs: ToldRun[]; counts: unknown }>(
        browser,
        siteOf(body, { headers }),
      );
      // There are no more than chains, and none where nobody asks for any.
      expect(runs).toEqual([0, 1, 2, 3, 4, 0].map(done));
      expect(counts).toEqual({ started: 10, ended: 10, shared: 0 });
    },
  );

  it.each(cases)(
    "have large data in one memory where it is shared, and the bits of Node: $memory in $name",
    async ({ browser, headers, memory }) => {
      const body = `
        const model = hyperprior.parseModel(${JSON.stringify(largeModel)});
        const given = { ...${JSON.stringify(largeOptions)}, method: "nuts", data: ${largeData} };
        const [here, there] = [await hyperprior.fit(model, given), null];
        const before = counts.shared;
        const inWorkers = await hyperprior.fit(model, { ...given, workers: 2 });
        return { before, runs: [here, inWorkers].map(told), counts };`;
      const answer = await answerOf<{ before: number; runs: ToldRun[]; counts: { shared: number } }>(
        browser,
        siteOf(body, { headers }),
      );
      const large = await digestOfLargeInNode();
      expect(answer.runs.map(({ digest, workers }) => ({ digest, workers }))).toEqual([
        { digest: large, workers: 0 },
        { digest: large, workers: 2 },
      ]);
      expect(answer.before).toBe(0);
      expect(answer.counts.shared).toBe(memory === "shared" ? 1 : 0);
    },
  );

  it.each(cases)(
    "stop in their midst at the signal, with the first draws of a whole run: $memory in $name",
    async ({ browser, headers }) => {
      const body = `
        const controller = new AbortController();
        const seen = [];
        const onProgress = (chains) => {
          seen.push(chains.reduce((sum, { transitions }) => sum + transitions, 0));
          if (chains.every(({ transitions }) => transitions > 300)) controller.abort();
        };
        const model = hyperprior.parseModel(text);
        const given = { ...options, data, workers: 2, draws: 100000000, signal: controller.signal, onProgress };
        const fitted = await hyperprior.fit(model, { ...given, chains: 2 });
        const { draws } = fitted;
        const first = draws.values.map((values) => {
          return [0, 1].flatMap((c) => Array.from(values.slice(c * draws.drawCount, c * draws.drawCount + 50)));
        });
        const { started } = counts;
        const never = told(await hyperprior.fit(model, { ...given, onProgress: undefined }));
        const first50 = digest({ values: first, statistics: {} });
        return { run: told(fitted), first: first50, seen, counts, never, neverStarted: counts.started - started };`;
      const answer = await answerOf<{
        run: ToldRun;
        first: string;
        seen: number[];
        counts: { started: number; ended: number };
        never: ToldRun;
        neverStarted: number;
      }>(browser, siteOf(body, { headers }));
      expect(answer.run).toMatchObject({ isInterrupted: true, workers: 2, warnings: [] });
      expect(answer.run.drawCount).toBeGreaterThanOrEqual(50);
      expect(answer.first).toBe(await digestInNode({ chains: 2 }, false));
      expect(answer.seen).toEqual([...answer.seen].sort((a, b) => a - b));
      expect(answer.seen.length).toBeGreaterThan(1);
      expect(answer.counts).toMatchObject({ started: 2, ended: 2 });
      // A run that was stopped before it began starts none.
      expect(answer.never).toMatchObject({ drawCount: 0, workers: 0, isInterrupted: true, warnings: [] });
      expect(answer.neverStarted).toBe(0);
    },
  );

  it.each(cases)(
    "go on with a run, and end by a rule, as in Node: $memory in $name",
    async ({ browser, headers }) => {
      const body = `
        const begun = await hyperprior.fit(hyperprior.parseModel(text), { ...options, data, draws: 20, workers: 2 });
        const whole = told(await hyperprior.resume(begun, { data, draws: 50, workers: 2 }));
        const ruled = await fit({ until: "ess > 100", workers: 2 });
        return { whole, ruled };`;
      const { whole, ruled } = await answerOf<{ whole: ToldRun; ruled: ToldRun }>(
        browser,
        siteOf(body, { headers }),
      );
      expect(whole).toEqual(done(2));
      expect(ruled.digest).toBe(await digestInNode({ until: "ess > 100" }));
      expect(ruled.workers).toBe(2);
    },
  );

  it.each(cases)(
    "are ended where one of them fails, which is said: $memory in $name",
    async ({ browser, headers }) => {
      const body = `
        const send = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (request) {
          const { start } = request;
          send.call(this, start === undefined ? request : { ...request, start: { ...start, recipe: null } });
        };
        const failure = await fit({ workers: 2 }).then(() => null, (error) => String(error));
        return { failure, counts };`;
      const { failure, counts } = await answerOf<{ failure: string | null; counts: unknown }>(
        browser,
        siteOf(body, { headers }),
      );
      expect(failure).toMatch(/^TypeError: .*null/);
      expect(counts).toMatchObject({ started: 2, ended: 2 });
    },
  );

  it.each(cases)(
    "are started by a worker of the page, too: $memory in $name",
    async ({ browser, headers }) => {
      const files = {
        "/inner.js": moduleOf("return { run: await fit({ workers: 2 }), counts };"),
        "/worker.js": 'import { answered } from "/inner.js"; postMessage(await answered);',
      };
      const body = `
        const worker = new Worker("/worker.js", { type: "module" });
        return new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(JSON.parse(data)); });`;
      const answer = await answerOf(browser, siteOf(body, { headers, files }));
      expect(answer).toEqual({ run: done(2), counts: { started: 2, ended: 2, shared: 0 } });
    },
  );

  it.each(cases)("have their script from a bundler: $memory in $name", async ({ browser, headers }) => {
    const site = siteOf("return fit({ workers: 2 });", {
      ...{ headers, files: await bundled(), from: "/engine/index.js" },
    });
    expect(await answerOf(browser, site)).toEqual(done(2));
  });

  it.each(cases)("have their script from another origin: $memory in $name", async ({ browser, headers }) => {
    const away = await serveSite({
      files: { "/hyperprior.min.js": oneFile },
      headers: () => ({ "access-control-allow-origin": "*" }),
    });
    const from = `${away.address}/hyperprior.min.js`;
    const site = siteOf("return fit({ workers: 2 });", { headers, from });
    const answer = await answerOf(browser, site).finally(() => away.close());
    expect(answer).toEqual(done(2));
  });
});

/** Pages that may start no workers, or none that could run chains; what the warning says of it. */
const hindered: readonly {
  readonly why: string;
  readonly headers: (path: string) => Readonly<Record<string, string>>;
  readonly words: RegExp;
}[] = [
  {
    why: "the page's policy forbids workers",
    headers: () => ({ "content-security-policy": "worker-src 'none'" }),
    words: /worker|script/i,
  },
  {
    why: "the policy of their script forbids code",
    headers: (path) =>
      path === "/hyperprior.min.js" ? { "content-security-policy": "script-src 'self'" } : {},
    words: /EvalError/,
  },
  {
    why: "the page is isolated and their script is not",
    headers: (path) => (path === "/" ? isolating : {}),
    words: /script/,
  },
];

const obstacles = installedBrowsers.flatMap((browser) =>
  hindered.map((one) => ({ name: browser.name, browser, ...one })),
);

// As above: there may be no browser.
describe.skipIf(installedBrowsers.length === 0)("a page that can start no workers", () => {
  const expectFallback = async ({ digest, workers, warnings }: ToldRun, words: RegExp): Promise<void> => {
    expect({ digest, workers }).toEqual({ digest: await digestInNode(), workers: 0 });
    expect(warnings).toEqual([
      expect.stringMatching(/^HP1074 of 2 workers none could be started, .* in the thread that called: /),
    ]);
    expect(warnings[0]!.split("called: ")[1]).toMatch(words);
  };

  it.each(obstacles)(
    "runs chains itself and says so once, where $why, in $name",
    async ({ browser, headers, words }) => {
      await expectFallback(
        await answerOf(browser, siteOf("return fit({ workers: 2 });", { headers })),
        words,
      );
    },
  );

  it.each(installedBrowsers)("runs chains itself where it is a file, in $name", async (browser) => {
    const folder = await mkdtemp(join(tmpdir(), "hyperprior-file-"));
    await expectFallback(await answerOfFile(browser, folder), /./).finally(() =>
      rm(folder, { recursive: true }),
    );
  });

  it.each(installedBrowsers)("runs chains in those that it can start, in $name", async (browser) => {
    const body = `
        const Given = Worker;
        globalThis.Worker = function (...given) {
          if (counts.started === 1) throw new Error("no more of them");
          return new Given(...given);
        };
        return fit({ workers: 2 });`;
    const { digest, workers, warnings } = await answerOf<ToldRun>(browser, siteOf(body));
    expect({ digest, workers }).toEqual({ digest: await digestInNode(), workers: 1 });
    expect(warnings).toEqual([
      "HP1074 of 2 workers 1 could be started, and chains ran in those: Error: no more of them",
    ]);
  });
});

/** A page that was opened as a file, with all that it needs beside it. */
async function answerOfFile(browser: InstalledBrowser, folder: string): Promise<ToldRun> {
  const { outputFiles } = await build({
    entryPoints: [join(dist, "index.js"), join(dist, "chain-worker.js")],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "hyperprior",
    platform: "browser",
    outdir: folder,
    logLevel: "error",
    define: { "import.meta.url": "document.baseURI" },
  });
  for (const { path, text } of outputFiles) await writeFile(path, text);
  const pageAt = async (address: string): Promise<string> => {
    const page = `<!doctype html><meta charset="utf-8"><title>file</title>
      <script src="index.js"></script>
      <script>
        ${scriptOf("return fit({ workers: 2 });")}
        answered.then((body) => fetch("${address}/result", { method: "POST", mode: "no-cors", body }));
      </script>`;
    await writeFile(join(folder, "page.html"), page);
    return pathToFileURL(join(folder, "page.html")).href;
  };
  return readAnswer(browser, await runSite(browser, { files: {} }, undefined, pageAt));
}
