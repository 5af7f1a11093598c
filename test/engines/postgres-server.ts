/** PostgreSQL in a temporary folder, with a user `ada` who has a password. */

import { execFileSync } from "node:child_process";
import { chown, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import {
  findProgram,
  freePort,
  password,
  type Server,
  serverFolder,
  startServer,
  userFor,
  versionFolders,
} from "./server.ts";

const folders = versionFolders("/usr/lib/postgresql");

/** Null where it is not installed: then tests say so and are left out. */
export const postgresProgram = findProgram("postgres", folders);

export interface PostgresServer extends Server {
  /** Asks as the owner of the database; the answer's rows. */
  readonly run: (statement: string) => Promise<readonly Record<string, unknown>[]>;
  /** Writes a file of its folder, which it reads at `pg_reload_conf()`. */
  readonly write: (name: string, text: string) => Promise<void>;
  /** With the password where it is to be. */
  readonly url: (login: string, rest: string) => string;
}

/** TLS of a server: its certificate and key in PEM, who signs those of clients, and lines of `pg_hba.conf` in place of its own. */
export interface PostgresTls {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
  readonly hosts: readonly string[];
}

export async function startPostgres(tls: PostgresTls | null = null): Promise<PostgresServer> {
  const user = userFor("postgres");
  const folder = await serverFolder("postgres", user);
  const port = await freePort();
  const data = join(folder, "data");
  await writeFile(join(folder, "password"), password, { mode: 0o644 });
  const initdb = findProgram("initdb", folders)!;
  const words = ["-D", data, "-U", "ada", "-A", "scram-sha-256", "--pwfile", join(folder, "password"), "-N"];
  execFileSync(initdb, [...words, "-E", "UTF8", "--locale", "C.UTF-8"], {
    ...user,
    cwd: folder,
    stdio: "pipe",
  });
  const files = tls === null ? {} : { "server.crt": tls.cert, "server.key": tls.key, "ca.crt": tls.ca };
  for (const [name, text] of Object.entries(files)) await writeOwn(join(data, name), text, user);
  if (tls !== null) await writeOwn(join(data, "pg_hba.conf"), `${tls.hosts.join("\n")}\n`, user);
  const login = { host: "127.0.0.1", port, user: "ada", password, database: "postgres" };
  const run = async (statement: string) => {
    const client = new pg.Client(login);
    client.on("error", () => {});
    await client.connect();
    try {
      const answer = await client.query(statement);
      return (Array.isArray(answer) ? answer.at(-1) : answer).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: folder,
    log_statement: "all",
    fsync: "off",
    shared_buffers: "128MB",
    ...(tls === null
      ? {}
      : { ssl: "on", ssl_cert_file: "server.crt", ssl_key_file: "server.key", ssl_ca_file: "ca.crt" }),
  };
  const server = await startServer({
    program: postgresProgram!,
    words: [
      "-D",
      data,
      "-p",
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    folder,
    port,
    user,
    ask: () => run("select 1"),
  });
  const writeFiles = async (name: string, text: string) => writeOwn(join(data, name), text, user);
  return {
    ...server,
    run,
    write: writeFiles,
    url: (name, rest) => `postgres://${name}@127.0.0.1:${port}/postgres${rest}`,
  };
}

async function writeOwn(path: string, text: string, { uid, gid }: ReturnType<typeof userFor>): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}
