/** Jobs that processes share through PostgreSQL: each is done once, by whoever, and what comes out is what one process gives. `dist` must have been built. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openQueue } from "../../src/queue/job-queue.ts";
import { type PostgresServer, postgresProgram, startPostgres } from "./postgres-server.ts";
import { password } from "./server.ts";

let server: PostgresServer;
let folder: string;
const isThere = postgresProgram !== null;
const main = join(import.meta.dirname, "../../dist/cli/main.js");

beforeAll(async () => {
  if (!isThere) return;
  folder = await mkdtemp(join(tmpdir(), "hyperprior-queue-"));
  server = await startPostgres();
  const groups = Array.from({ length: 24 }, (_, i) => `${(i * 7) % 11},g${i % 6}`);
  await writeFile(join(folder, "a.csv"), `y,g\n${groups.join("\n")}\n`);
  await writeFile(
    join(folder, "a.model"),
    "data {\n  y: real\n  g: factor\n}\n\nμ ~ normal(0, 10)\nτ ~ half_normal(3)\nσ ~ half_normal(5)\n\nb[g] ~ normal(0, τ)\ny ~ normal(μ + b[g], σ)\n",
  );
});
afterAll(async () => {
  await server?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  if (isThere) await server.run("drop table if exists hyperprior_jobs, hyperprior_studies");
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

function start(...words: readonly string[]): Started {
  return startScript(main, ...words);
}

function startScript(...words: readonly string[]): Started {
  const child = spawn(process.execPath, words, {
    cwd: folder,
    env: { ...process.env, PGPASSWORD: password },
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (piece) => (out += String(piece)));
  child.stderr.on("data", (piece) => (err += String(piece)));
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, out, err })));
  return { child, ended };
}

/** As long as the database does not say so; the answers of one row. */
async function until(statement: string, holds: (count: number) => boolean): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const count = await server.run(statement).then(
      ([row]) => Number(Object.values(row!)[0]),
      () => 0,
    );
    if (holds(count)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not in 15 seconds: ${statement}`);
}

const calibration = [
  "calibrate",
  "a.model",
  "--data",
  "a.csv",
  "--simulations",
  "60",
  "--seed",
  "4",
  "--json",
];

// A server of the system, which npm cannot install: postgres.engine.ts says so where there is none.
describe.skipIf(!isThere)("a queue of jobs", () => {
  it("gives the bits of one process, whoever did what, and each job is done once", async () => {
    const url = server.url("ada", "");
    const alone = await start(...calibration).ended;
    const waiting = start(...calibration, "--workers", "0", "--queue", url);
    await until("select count(*) from hyperprior_jobs", (jobs) => jobs === 60);
    const workers = [
      start("work", url, "--workers", "1", "--until-empty"),
      start("work", url, "--workers", "1", "--until-empty"),
    ];
    const shared = await waiting.ended;
    const done = await Promise.all(workers.map(({ ended }) => ended));
    expect(shared.out).toBe(alone.out);
    expect(shared.code).toBe(alone.code);
    const counts = done.map(({ out }) => Number.parseInt(out, 10));
    expect(counts[0]! + counts[1]!).toBe(60);
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });

  it("goes on where it was, and leaves what a worker that was killed had begun to others", async () => {
    const url = server.url("ada", "");
    const first = start(...calibration, "--workers", "1", "--queue", url);
    await until("select count(outcome) from hyperprior_jobs", (count) => count >= 3);
    first.child.kill("SIGKILL");
    await first.ended;
    const [before] = await server.run("select count(outcome)::int as n from hyperprior_jobs");
    expect(before!.n).toBeLessThan(60);
    const second = await start(...calibration, "--workers", "1", "--queue", url).ended;
    const [times] = await server.run("select count(*)::int as n from hyperprior_studies");
    expect(times!.n).toBe(1);
    expect(second.out).toBe((await start(...calibration).ended).out);
    // All is there: nothing is done again.
    const third = await start(...calibration, "--workers", "0", "--queue", url).ended;
    expect(third.out).toBe(second.out);
  });

  it("has studies of designs, and parts of a cross-validation", async () => {
    const url = server.url("ada", "");
    const design = [
      "design",
      "a.model",
      "--groups",
      "4,6",
      "--replicates",
      "3",
      "--studies",
      "10",
      "--seed",
      "2",
      "--json",
    ];
    expect((await start(...design, "--queue", url).ended).out).toBe((await start(...design).ended).out);
    const fitted = await start("fit", "a.model", "--data", "a.csv", "--draws", "100", "--out", "a.run").ended;
    expect([0, 3]).toContain(fitted.code);
    const compare = [
      "compare",
      "a.run",
      "--by",
      "kfold",
      "--folds",
      "4",
      "--group",
      "g",
      "--json",
      "--lenient",
    ];
    const [alone, shared] = [await start(...compare).ended, await start(...compare, "--queue", url).ended];
    expect(JSON.parse(alone.out)).toHaveProperty("models");
    expect(shared.out).toBe(alone.out);
    expect((await start("compare", "a.run", "--queue", url).ended).err).toContain("--by kfold");
  });

  it("has parts of a cross-validation from scripts", async () => {
    const script = `
      import { compare, fit, loo, readModel } from ${JSON.stringify(join(import.meta.dirname, "../../dist/index.js"))};
      const fitted = await fit(await readModel("a.model"), { data: "a.csv", chains: 2, draws: 50, warmup: 50 });
      const [queue, folds] = [process.argv[2], { by: "kfold", folds: 3, group: "g" }];
      const refused = await compare([fitted], { queue }).catch(({ message }) => message);
      const [alone, shared] = [await compare([fitted], folds), await compare([fitted], { ...folds, queue })];
      console.log(JSON.stringify({ alone, shared, again: await loo(fitted, { ...folds, queue }), refused }));`;
    await writeFile(join(folder, "compare.mjs"), script);
    const { code, out, err } = await startScript("compare.mjs", server.url("ada", "")).ended;
    expect(err).toBe("");
    expect(code).toBe(0);
    const { alone, shared, again, refused } = JSON.parse(out);
    expect(alone.models).toHaveLength(1);
    expect(shared).toEqual(alone);
    expect(again).toEqual(alone);
    expect(refused).toContain('`queue` goes with `by: "kfold"`');
    const [done] = await server.run("select count(outcome)::int as n from hyperprior_jobs");
    expect(done!.n).toBe(3);
  });

  it("says what is no queue, and what is of another version, without a password", async () => {
    const url = server.url(`ada:${encodeURIComponent(password)}`, "");
    expect((await start("work", "a.csv").ended).err).toContain("HP1070");
    expect((await start("work", `${url}?table=jobs`).ended).err).toContain("HP1071");
    const place = await openQueue(url);
    const connection = await place.connect();
    await connection.openStudy(new Uint8Array([1]), "0.0.7", 2);
    await connection.close();
    const other = await start("work", url, "--until-empty").ended;
    expect(other.err).toContain("HP1072");
    expect(other.err).toContain("0.0.7");
    expect(other.err).not.toContain("heim");
  });

  it("tells of a server that is gone, and keeps what was done", async () => {
    const url = server.url("ada", "");
    const waiting = start(...calibration, "--workers", "1", "--queue", url);
    await until("select count(outcome) from hyperprior_jobs", (count) => count >= 2);
    await server.run(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hyperprior'",
    );
    const { code, err } = await waiting.ended;
    expect(code).toBe(1);
    expect(err).toContain("HP1073");
    const [kept] = await server.run("select count(outcome)::int as n from hyperprior_jobs");
    expect(kept!.n).toBeGreaterThanOrEqual(2);
  });
});
