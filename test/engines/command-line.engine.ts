/** The command line as a process of its own: what others see of it, and what Ctrl-C does to servers. `dist` must have been built. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PostgresServer, postgresProgram, startPostgres } from "./postgres-server.ts";
import { password } from "./server.ts";

let server: PostgresServer;
let folder: string;
const isThere = postgresProgram !== null && process.platform === "linux";
const main = join(import.meta.dirname, "../../dist/cli/main.js");

beforeAll(async () => {
  if (!isThere) return;
  folder = await mkdtemp(join(tmpdir(), "hyperprior-command-line-"));
  server = await startPostgres();
  await writeFile(
    join(folder, "a.model"),
    "data {\n  y: real\n}\n\nμ ~ normal(0, 10)\nσ ~ half_normal(5)\n\ny ~ normal(μ, σ)\n",
  );
  await server.run("create table ok as select (i * 7 % 11)::float8 as y from generate_series(1, 50) i");
});
afterAll(async () => {
  await server?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
}

function start(...words: readonly string[]): {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
} {
  const child = spawn(process.execPath, [main, ...words], { cwd: folder });
  let out = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (out += String(piece)));
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, out })));
  return { child, ended };
}

const secrets = [password, encodeURIComponent(password), "heim"];

// The title of a process is read from /proc, and the server is one of the system: postgres.engine.ts says so where there is none.
describe.skipIf(!isThere)("the command line", () => {
  it("shows and keeps no password", async () => {
    const url = server.url(`ada:${encodeURIComponent(password)}`, "?table=ok");
    const { code, out } = await start("fit", "a.model", "--data", url, "--draws", "50", "--json").ended;
    expect([0, 3]).toContain(code);
    const wrong = await start("fit", "a.model", "--data", `${url}x`).ended;
    expect(wrong.out).toContain("HP1007");
    const twice = await start("fit", "a.model", "--data", url, "--data", url).ended;
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const written = await Promise.all(
      files
        .filter((file) => file.isFile())
        .map((file) => readFile(join(file.parentPath, file.name), "latin1")),
    );
    const all = [out, wrong.out, twice.out, ...written].join("\n");
    const seen = secrets.flatMap((secret) => {
      const place = all.indexOf(secret);
      return place < 0 ? [] : [all.slice(Math.max(0, place - 80), place + 40)];
    });
    expect(seen).toEqual([]);
  });

  it.each(["fit", "check"])(
    "%s: Ctrl-C cancels the statement, and no password is seen meanwhile",
    async (command) => {
      const url = server.url(`ada:${encodeURIComponent(password)}`, "");
      const { child, ended } = start(
        command,
        "a.model",
        "--data",
        url,
        "--query",
        "select 1 as y from pg_sleep(40)",
      );
      const running = async () =>
        (
          await server.run(
            "select 1 from pg_stat_activity where (query like 'fetch%' or query like '%pg_sleep(40)%') and state = 'active' and pid <> pg_backend_pid()",
          )
        ).length;
      await expect.poll(running, { timeout: 15_000 }).toBe(1);
      const seen = await readFile(`/proc/${child.pid}/cmdline`, "latin1");
      for (const secret of secrets) expect(seen).not.toContain(secret);
      child.kill("SIGINT");
      const { code, out } = await ended;
      expect(code).toBe(130);
      expect(out).not.toContain("HP1018");
      await expect.poll(running, { timeout: 1000 }).toBe(0);
    },
  );
});
