/**
 * What workers of a page are worth: whole fits of VerbAgg (four chains of 1,000 draws) in a browser, in two workers and in the thread that calls.
 *
 *     npm run build && node test/bench/page-workers.mjs [rounds] [BROWSER...]
 *
 * Browsers are programs, /usr/bin/chromium and /usr/bin/firefox-esr where none are named; each has a page whose memory is shared, and one where each worker
 * has a copy. The page is one more worker, so that nothing else is in its thread. Ratios are those of a round, the order of both changes from round to round;
 * median, least and greatest. "fit" is all of it, and "chains" what comes after the first report of progress: set-up, pilot and what chains learn together are before, in the
 * thread that calls. "processor" is the time of all processes of the browser, of which workers should not need more. The draws of both are compared first.
 */

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { cpus, loadavg, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { answers } from "./generalized/cases.mjs";

const rounds = Number(process.argv[2] ?? 5);
const browsers =
  process.argv.length > 3 ? process.argv.slice(3) : ["/usr/bin/chromium", "/usr/bin/firefox-esr"];
const file = readFileSync(new URL("../../dist/hyperprior.min.js", import.meta.url));
/** Of Linux, in what it tells of processes. */
const ticksPerSecond = 100;
const isolating = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

const folder = mkdtempSync(join(tmpdir(), "hyperprior-workers-"));
const { model, data } = answers(folder);
const given = { text: readFileSync(model, "utf8"), data: readFileSync(data, "utf8"), rounds };

const worker = `
  import { fit, parseModel } from "/hyperprior.min.js";
  const { text, data, rounds } = ${JSON.stringify(given)};
  const processorSeconds = async () => Number(await (await fetch("/processor", { method: "POST" })).text());
  const timed = async (workers) => {
    const before = await processorSeconds();
    const start = performance.now();
    let begun = null;
    const onProgress = () => {
      begun ??= performance.now();
    };
    const { draws, record } = await fit(parseModel(text), { data, seed: 1, workers, onProgress });
    if (record.plan.workers !== workers) throw new Error("no workers");
    const end = performance.now();
    const processor = (await processorSeconds()) - before;
    const seconds = { fit: (end - start) / 1000, chains: (end - begun) / 1000, processor };
    return { seconds, draws: draws.values, kernel: record.plan.kernel };
  };
  const all = [];
  try {
    const [one, two] = [await timed(0), await timed(2)];
    if (!one.draws.every((values, v) => values.every((x, i) => x === two.draws[v][i]))) throw new Error("other draws");
    for (let round = 0; round < rounds; round++) {
      const times = {};
      for (const workers of round % 2 === 0 ? [0, 2] : [2, 0]) times[workers] = (await timed(workers)).seconds;
      all.push(times);
    }
    postMessage({ all, isIsolated: crossOriginIsolated, kernel: one.kernel });
  } catch (error) {
    postMessage({ error: String(error) });
  }`;
const page = `<!doctype html><meta charset="utf-8"><script type="module">
  new Worker("/worker.js", { type: "module" }).onmessage = ({ data }) => fetch("/result", { method: "POST", body: JSON.stringify(data) });
</script>`;

/** Processor time of a process and all that it has started, those that are no more apart. */
function secondsOfTree(root) {
  const parents = new Map();
  const seconds = new Map();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      parents.set(Number(pid), Number(fields[1]));
      seconds.set(Number(pid), (Number(fields[11]) + Number(fields[12])) / ticksPerSecond);
    } catch {
      // It has ended in between.
    }
  }
  const isOfTree = (pid) => pid === root || (parents.has(pid) && isOfTree(parents.get(pid)));
  return [...seconds].reduce((sum, [pid, one]) => (isOfTree(pid) ? sum + one : sum), 0);
}

function answerOf(browser, headers) {
  const profile = mkdtempSync(join(tmpdir(), "hyperprior-page-"));
  const headless = basename(browser).startsWith("firefox")
    ? ["--headless", "--no-remote", "--profile", profile]
    : ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${profile}`];
  return new Promise((resolve) => {
    const server = createServer((request, response) => {
      if (request.url === "/processor") {
        response.end(String(secondsOfTree(child.pid)));
        return;
      }
      if (request.method === "POST") {
        let body = "";
        request.on("data", (piece) => {
          body += piece;
        });
        request.on("end", () => {
          response.end();
          child.once("exit", () => {
            server.closeAllConnections();
            server.close();
            rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
            resolve(JSON.parse(body));
          });
          child.kill("SIGKILL");
        });
        return;
      }
      const isScript = request.url.endsWith(".js");
      response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html", ...headers });
      response.end(
        request.url === "/hyperprior.min.js" ? file : request.url === "/worker.js" ? worker : page,
      );
    });
    let child;
    server.listen(0, "127.0.0.1", () => {
      child = spawn(browser, [...headless, `http://127.0.0.1:${server.address().port}/`], {
        stdio: "ignore",
      });
    });
  });
}

const spread = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const [median, least, greatest] = [sorted[sorted.length >> 1], sorted[0], sorted.at(-1)];
  return `${median.toFixed(2)} (${least.toFixed(2)} to ${greatest.toFixed(2)})`;
};

console.log(`${cpus().length} processors, load ${loadavg()[0].toFixed(1)}, ${rounds} rounds`);
try {
  for (const browser of browsers) {
    for (const headers of [isolating, {}]) {
      const { all, isIsolated, kernel, error } = await answerOf(browser, headers);
      if (error !== undefined) throw new Error(error);
      const memory = isIsolated ? "shared" : "copied";
      for (const part of ["fit", "chains", "processor"]) {
        const [here, there] = [0, 2].map((workers) => spread(all.map((times) => times[workers][part])));
        const ratio = spread(all.map((times) => times[0][part] / times[2][part]));
        const line = `${basename(browser)}, ${memory}, ${kernel}, ${part}`;
        console.log(`${line}: ${here} s, in workers ${there} s: ${ratio} times`);
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
