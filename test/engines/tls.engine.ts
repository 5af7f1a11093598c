import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { fit, parseModel, saveRun } from "../../src/index.ts";
import { openQueue } from "../../src/queue/job-queue.ts";
import { readTable } from "../../src/sources/read-table.ts";
import { real } from "../data/requests.ts";
import { type Certificate, makeAuthority, makeCertificate, opensslProgram, pemOf } from "./certificates.ts";
import { type ClickhouseCluster, clickhouseProgram, startClickhouse } from "./clickhouse-servers.ts";
import { type PostgresServer, postgresProgram, startPostgres } from "./postgres-server.ts";
import { password } from "./server.ts";

if (opensslProgram === null) console.warn("openssl is not installed: tests of TLS are left out");

const encoded = encodeURIComponent(password);
const environment = { ...process.env };
let folder: string;
let authority: Certificate;
let other: Certificate;

beforeAll(async () => {
  if (opensslProgram === null) return;
  folder = await mkdtemp(join(tmpdir(), "hyperprior-tls-"));
  authority = makeAuthority(folder, "authority");
  other = makeAuthority(folder, "other");
  // What the user who runs the tests has there is no matter of theirs.
  process.env.HOME = folder;
});
afterAll(async () => {
  process.env.HOME = environment.HOME;
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});
afterEach(() => {
  for (const name of [
    "PGSSLMODE",
    "PGSSLROOTCERT",
    "PGSSLCERT",
    "PGSSLKEY",
    "PGPASSWORD",
    "PGCONNECT_TIMEOUT",
  ])
    if (environment[name] === undefined) delete process.env[name];
    else process.env[name] = environment[name];
});

/** The only value of a query, or what is wrong. */
async function answer(url: string, query: string): Promise<number | string> {
  const { table, problems } = await readTable(url, [real("y")], { dropMissing: false, query });
  if (table === null)
    return problems.map(({ code, message, hint }) => `${code}: ${message} | ${hint}`).join("\n");
  return (table.columns.get("y") as { values: Float64Array }).values[0]!;
}

/** What the command line writes, with more in its environment. `dist` must have been built. */
function shown(words: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const main = join(import.meta.dirname, "../../dist/cli/main.js");
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...words], { env: { ...process.env, ...env } }, (_, out, error) =>
      resolve(out + error),
    );
  });
}

describe.skipIf(postgresProgram === null || opensslProgram === null)("TLS of PostgreSQL", () => {
  let server: PostgresServer;
  let without: PostgresServer;
  let own: Certificate;
  const isEncrypted = "select ssl::int as y from pg_stat_ssl where pid = pg_backend_pid()";
  /** 1 where the connection has TLS, 0 where it has not, or what is wrong. */
  const asked = (rest: string, { database = "postgres", host = "127.0.0.1", to = server } = {}) =>
    answer(`postgres://ada:${encoded}@${host}:${to.port}/${database}${rest}`, isEncrypted);

  beforeAll(async () => {
    const shown = await makeCertificate(folder, "server", authority, { names: "DNS:localhost" });
    own = await makeCertificate(folder, "ada", authority, { names: null });
    const at = "all 127.0.0.1/32";
    const hosts = [
      `host postgres ${at} scram-sha-256`,
      `hostssl private ${at} scram-sha-256`,
      `hostnossl open ${at} scram-sha-256`,
      `hostssl badges ${at} cert`,
    ];
    const { cert: ca } = await pemOf(authority);
    server = await startPostgres({ ...(await pemOf(shown)), ca, hosts });
    without = await startPostgres();
    for (const name of ["private", "open", "badges"]) await server.run(`create database ${name}`);
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await without?.stop();
  });

  it("asks for it first where nothing is said, and does without where the server has none", async () => {
    expect(await asked("")).toBe(1);
    expect(await asked("?sslmode=prefer")).toBe(1);
    expect(await asked("?sslmode=allow")).toBe(0);
    expect(await asked("?sslmode=disable")).toBe(0);
    expect(await asked("", { to: without })).toBe(0);
    expect(await asked("?sslmode=allow", { to: without })).toBe(0);
    // As pg_hba.conf lets in.
    expect(await asked("", { database: "private" })).toBe(1);
    expect(await asked("", { database: "open" })).toBe(0);
    expect(await asked("?sslmode=allow", { database: "private" })).toBe(1);
    expect(await asked("?sslmode=disable", { database: "private" })).toMatch(
      /^HP1016: .*no encryption.* \| ask for TLS, `sslmode=require`/,
    );
    expect(await asked("?sslmode=require", { database: "open" })).toMatch(/^HP1016: .*SSL encryption/);
  });

  it("is not done without where it is required", async () => {
    expect(await asked("?sslmode=require")).toBe(1);
    for (const mode of ["require", "verify-full", `verify-ca&sslrootcert=${authority.cert}`])
      expect(await asked(`?sslmode=${mode}`, { to: without })).toMatch(
        /^HP1064: .*has no TLS, and `sslmode` asks for it \| turn it on there.*`sslmode=prefer`/,
      );
    process.env.PGSSLMODE = "require";
    expect(await asked("", { to: without })).toMatch(/^HP1064/);
    expect(await asked("?sslmode=prefer", { to: without })).toBe(0);
  });

  it("trusts the authority that is named, and no other", async () => {
    for (const mode of ["require", "verify-ca"]) {
      expect(await asked(`?sslmode=${mode}&sslrootcert=${authority.cert}`)).toBe(1);
      expect(await asked(`?sslmode=${mode}&sslrootcert=${other.cert}`)).toMatch(
        /^HP1063: the certificate of .* is not trusted: no authority that is trusted here signed it.* \| .*`sslrootcert=FILE`/,
      );
    }
    const full = "?sslmode=verify-full";
    const local = { host: "localhost" };
    expect(await asked(`${full}&sslrootcert=${authority.cert}`, local)).toBe(1);
    expect(await asked(`${full}&sslrootcert=${other.cert}`, local)).toMatch(/^HP1063/);
    // No authority of the world signed it.
    expect(await asked(full, local)).toMatch(/^HP1063/);
    expect(await asked("?sslrootcert=system", local)).toMatch(/^HP1063/);
    expect(await asked(`${full}&sslrootcert=${authority.cert}`)).toMatch(
      /^HP1063: .*it is for localhost, not for the host of the URL \| connect by a name that the certificate has/,
    );
    process.env.PGSSLMODE = "verify-full";
    process.env.PGSSLROOTCERT = authority.cert;
    expect(await asked("", local)).toBe(1);
    process.env.PGSSLROOTCERT = other.cert;
    expect(await asked("", local)).toMatch(/^HP1063/);
    // With TLS that fails, as without TLS.
    expect(await asked("?sslmode=prefer", local)).toBe(0);
  });

  it("takes the authority of ~/.postgresql", async () => {
    const home = join(folder, ".postgresql");
    await mkdir(home);
    try {
      await copyFile(other.cert, join(home, "root.crt"));
      expect(await asked("?sslmode=require")).toMatch(/^HP1063/);
      await copyFile(authority.cert, join(home, "root.crt"));
      expect(await asked("?sslmode=verify-ca")).toBe(1);
      expect(await asked("?sslmode=verify-full", { host: "localhost" })).toBe(1);
    } finally {
      await rm(home, { recursive: true });
    }
  });

  it("shows the certificate of the user, where the server wants one", async () => {
    const badges = { database: "badges" };
    expect(await asked("", badges)).toMatch(
      /^HP1016: .*client certificate.* \| give its certificate and key/,
    );
    expect(await asked(`?sslcert=${own.cert}&sslkey=${own.key}`, badges)).toBe(1);
    process.env.PGSSLCERT = own.cert;
    process.env.PGSSLKEY = own.key;
    expect(await asked("", badges)).toBe(1);
    const stranger = await makeCertificate(folder, "stranger", other, { names: null });
    expect(await asked(`?sslmode=require&sslcert=${stranger.cert}&sslkey=${stranger.key}`, badges)).toMatch(
      /^HP1067: .*did not accept this side's certificate/,
    );
    const bob = await makeCertificate(folder, "bob", authority, { names: null });
    expect(await asked(`?sslcert=${bob.cert}&sslkey=${bob.key}`, badges)).toMatch(/^HP1016/);
    expect(await asked(`?sslcert=${bob.cert}&sslkey=${own.key}`, badges)).toMatch(
      /^HP1065: the file that `sslkey` names cannot be used: .*mismatch/,
    );
    await chmod(bob.key, 0o644);
    const seen = await asked(`?sslcert=${bob.cert}&sslkey=${bob.key}`, badges);
    expect(seen).toMatch(/^HP1065: .*others may read it \| .*chmod 600/);
    expect(seen).not.toContain("bob.key");
    const gone = await asked(`?sslcert=${bob.cert}&sslkey=${folder}/nothing.key`, badges);
    expect(gone).toMatch(/^HP1065: .*`sslkey`.*there is none/);
    expect(gone).not.toContain("nothing.key");
  });

  it("tells of settings that are none", async () => {
    await writeFile(join(folder, "empty.crt"), "nothing\n");
    const cases = [
      [
        "?sslmode=verify-fall",
        /^HP1066: .*`sslmode` is `verify-fall`, which is no mode \| did you mean `verify-full`/,
      ],
      ["?sslmode=verify-ca", /^HP1066: .*needs an authority.* \| name the file/],
      ["?sslmode=require&sslrootcert=system", /^HP1066: .*`sslmode=verify-full`/],
      [`?sslrootcert=${folder}/none.crt`, /^HP1065: .*`sslrootcert`.*there is none/],
      [`?sslrootcert=${folder}/empty.crt`, /^HP1065: .*no certificate in PEM/],
      ["?connect_timeout=soon", /^HP1008: .*`soon` is no time.* \| .*connect_timeout=60/],
    ] as const;
    for (const [rest, expected] of cases) expect(await asked(rest)).toMatch(expected);
    expect(await asked("?connect_timeout=60")).toBe(1);
    process.env.PGSSLMODE = "never";
    expect(await asked("")).toMatch(/^HP1066: .*`PGSSLMODE` is `never`/);
  });

  it("is that of queues of jobs too", async () => {
    const url = new URL(`postgres://ada:${encoded}@127.0.0.1:${server.port}/private`);
    const place = await openQueue(`${url.href}?sslmode=verify-ca&sslrootcert=${authority.cert}`);
    const connection = await place.connect();
    await connection.close();
    const wrong = await openQueue(`${url.href}?sslmode=verify-ca&sslrootcert=${other.cert}`);
    await expect(wrong.connect()).rejects.toMatchObject({ problem: { code: "HP1063" } });
  });

  it("keeps no path of a key in what a run writes, and warns of nothing", async () => {
    const warned: string[] = [];
    const listen = (warning: Error) => warned.push(warning.message);
    process.on("warning", listen);
    const model = parseModel(
      "data {\n  y: real\n}\n\nμ ~ normal(0, 5)\nσ ~ half_normal(5)\n\ny ~ normal(μ, σ)\n",
    );
    const rest = `?sslmode=require&sslcert=${own.cert}&sslkey=${own.key}`;
    const data = `postgres://ada:${encoded}@127.0.0.1:${server.port}/badges${rest}`;
    const query = "select i::float8 as y from generate_series(1, 9) i";
    const fitted = await fit(model, { data, query, draws: 20, warmup: 10, chains: 1 });
    const out = join(folder, "a.run");
    await saveRun(fitted, out);
    process.off("warning", listen);
    expect(warned).toEqual([]);
    const files = await Promise.all((await readdir(out)).map((file) => readFile(join(out, file), "latin1")));
    expect(files.join("")).toContain("sslmode=require");
    for (const secret of [password, encoded, own.key, "sslkey"]) expect(files.join("")).not.toContain(secret);
    const log = await server.log();
    expect(log).not.toContain(password);
  });

  it("tells of a certificate that has ended", async () => {
    const old = await makeCertificate(folder, "old", authority, { names: "DNS:localhost", days: 0 });
    const { cert, key } = await pemOf(old);
    await server.write("server.crt", cert);
    await server.write("server.key", key);
    await server.run("select pg_reload_conf()");
    const url = `?sslmode=verify-full&sslrootcert=${authority.cert}`;
    await expect
      .poll(() => asked(url, { host: "localhost" }), { timeout: 5000 })
      .toMatch(/^HP1063: .*expired \| the server needs a new one/);
  });
});

describe.skipIf(clickhouseProgram === null || opensslProgram === null)("TLS of ClickHouse", () => {
  let cluster: ClickhouseCluster;
  const asked = (rest: string, { host = "localhost", port = cluster.httpsPort } = {}) =>
    answer(`clickhouse://ada:${encoded}@${host}:${port}/${rest}`, "select 1.5 as y");

  beforeAll(async () => {
    const shown = await makeCertificate(folder, "clickhouse", authority, { names: "DNS:localhost" });
    cluster = await startClickhouse(1, shown);
  }, 60_000);
  afterAll(async () => {
    await cluster?.stop();
  });

  it("trusts the authority that is named, and no other", async () => {
    expect(await asked(`?secure=true&ca_cert=${authority.cert}`)).toBe(1.5);
    expect(await asked(`?secure&ca_cert=${authority.cert}`)).toBe(1.5);
    expect(await asked(`?secure=true&ca_cert=${other.cert}`)).toMatch(
      /^HP1063: .*no authority that is trusted here signed it.* \| .*`ca_cert=FILE`.*NODE_EXTRA_CA_CERTS/,
    );
    expect(await asked("?secure=true")).toMatch(/^HP1063/);
    expect(await asked(`?secure=true&ca_cert=${authority.cert}`, { host: "127.0.0.1" })).toMatch(
      /^HP1063: .*it is for localhost, not for the host of the URL \| connect by a name/,
    );
  });

  it("takes an authority that Node is given", async () => {
    const data = `clickhouse://ada@localhost:${cluster.httpsPort}/?secure=true`;
    const model = join(folder, "m.model");
    await writeFile(
      model,
      "data {\n  y: real\n}\n\nμ ~ normal(0, 5)\nσ ~ half_normal(5)\n\ny ~ normal(μ, σ)\n",
    );
    const words = [
      "check",
      model,
      "--data",
      data,
      "--query",
      "select number + 0.5 as y from system.numbers limit 9",
    ];
    const env = { CLICKHOUSE_PASSWORD: password, NODE_EXTRA_CA_CERTS: authority.cert };
    expect(await shown(words, env)).toContain("9 rows");
    expect(await shown(words, { ...env, NODE_EXTRA_CA_CERTS: other.cert })).toContain("HP1063");
  });

  it("tells of ports that do not fit, and of settings that are none", async () => {
    const http = cluster.nodes[0]!.port;
    expect(await asked("?secure=true", { port: http })).toMatch(
      /^HP1064: .*has no TLS, and `secure` asks for it \| name the port of HTTPS.*8443/,
    );
    expect(await asked("")).toMatch(/^HP1009: .* \| if this is the port of HTTPS, write `secure=true`/);
    expect(await asked("?secure=perhaps")).toMatch(/^HP1066: .*`secure` is `perhaps` \| write `secure=true`/);
    expect(await asked(`?ca_cert=${authority.cert}`)).toMatch(/^HP1066: .*HTTPS is not asked for/);
    expect(await asked(`?secure=true&ca_cert=${folder}/none.crt`)).toMatch(/^HP1065: .*`ca_cert`/);
    expect(await asked("?secure=false", { port: http })).toBe(1.5);
    const log = await cluster.nodes[0]!.log();
    expect(log).not.toContain(password);
  });
});
