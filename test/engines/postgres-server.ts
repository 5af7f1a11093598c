/** PostgreSQL in a temporary folder, with a user `ada` who has a password. */

import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
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
  /** With the password where it is to be. */
  readonly url: (login: string, rest: string) => string;
}

export async function startPostgres(): Promise<PostgresServer> {
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
  return { ...server, run, url: (name, rest) => `postgres://${name}@127.0.0.1:${port}/postgres${rest}` };
}
