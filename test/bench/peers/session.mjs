/** A session of R that runs JAGS and Stan on request (`session.R`); and what versions there are of them, if any. */

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const interpreter = "Rscript";
const here = fileURLToPath(new URL(".", import.meta.url));
/** Compiled Stan programs outlive a run of the benchmarks. */
const stanCache = join(tmpdir(), "hyperprior-bench-stan");

export class PeerSession {
  /** The session, or null where there is no R with jsonlite. */
  static async open() {
    mkdirSync(stanCache, { recursive: true });
    const session = new PeerSession();
    session.versions = await session.ask({ task: "versions" }).catch(() => null);
    if (session.versions !== null) return session;
    session.close();
    return null;
  }

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "hyperprior-bench-"));
    this.dataFiles = new Map();
    const options = { stdio: ["pipe", "pipe", "pipe"] };
    this.process = spawn(interpreter, [join(here, "session.R"), here, stanCache], options);
    this.process.stderr.on("data", (text) => this.onMessage(String(text)));
    this.process.stdin.on("error", () => {});
    this.ended = new Promise((resolve) => {
      this.process.on("error", resolve);
      this.process.on("exit", resolve);
    });
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  /** The reply to a request. Throws what R has to say if it fails. */
  async ask(request) {
    this.process.stdin.write(`${JSON.stringify(request)}\n`);
    const gone = this.ended.then(() => ({ done: true }));
    for (;;) {
      const { value, done } = await Promise.race([this.lines.next(), gone]);
      if (done) throw new Error("R has ended");
      if (!value.startsWith("reply ")) continue;
      const answer = JSON.parse(value.slice("reply ".length));
      if (answer.failure !== undefined) throw new Error(answer.failure);
      return answer;
    }
  }

  /** A run of JAGS or Stan, with `values[variable]`, the draws of each variable, chain after chain. */
  async run(name, data, request) {
    const out = join(this.folder, "draws");
    const answer = await this.ask({ ...request, data: this.dataFile(name, data), out });
    const bytes = readFileSync(out);
    const doubles = new Float64Array(new Uint8Array(bytes).buffer);
    const size = answer.draws * request.chains;
    const values = new Map(
      answer.variables.map((variable, v) => [variable, doubles.subarray(v * size, (v + 1) * size)]),
    );
    return { ...answer, values };
  }

  close() {
    this.process.stdin.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  dataFile(name, data) {
    const path = join(this.folder, `${name}.json`);
    if (!this.dataFiles.has(name)) writeFileSync(path, JSON.stringify(data));
    this.dataFiles.set(name, path);
    return path;
  }

  /** R's messages are shown if they are of a compilation: it takes minutes. */
  onMessage(text) {
    for (const line of text.split("\n")) if (line.startsWith("compiling ")) console.error(line);
  }
}
