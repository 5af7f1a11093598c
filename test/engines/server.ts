/** Servers of Debian's packages for the tests, each in a temporary folder, on a free port of loopback, without any service of the system. */

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, openSync, readdirSync } from "node:fs";
import { chown, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A server that runs. */
export interface Server {
  readonly port: number;
  /** All that it wrote of itself, with the statements that it was asked. */
  readonly log: () => Promise<string>;
  /** Ends it at once, as a power cut does. */
  readonly kill: () => Promise<void>;
  /** Ends it, and removes its folder. */
  readonly stop: () => Promise<void>;
}

export const password = "ge/heim@ & 'so'";

/** A program on the path, or in folders that packages have theirs in; null where it is not installed. */
export function findProgram(name: string, folders: readonly string[] = []): string | null {
  const places = [...folders, ...(process.env.PATH ?? "").split(delimiter)];
  return places.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** Folders of versions, the newest first. */
export function versionFolders(root: string): readonly string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, "bin"));
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Who a server runs as: not root, which PostgreSQL refuses. */
export function userFor(name: string): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string): number => Number(execFileSync("id", [flag, name], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

export async function serverFolder(name: string, user: ReturnType<typeof userFor> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `hyperprior-${name}-`));
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
  return folder;
}

export interface ProgramToStart {
  readonly program: string;
  readonly words: readonly string[];
  readonly folder: string;
  readonly port: number;
  readonly user?: ReturnType<typeof userFor>;
  /** What is removed at the end. */
  readonly root?: string;
  /** Throws as long as it does not answer. */
  readonly ask: () => Promise<unknown>;
}

/** Starts it, and waits until it answers. */
export async function startServer({
  program,
  words,
  folder,
  port,
  user = {},
  root = folder,
  ask,
}: ProgramToStart): Promise<Server> {
  const logFile = join(folder, "log");
  const out = openSync(logFile, "a");
  const child = spawn(program, words, { cwd: folder, stdio: ["ignore", out, out], ...user });
  const log = async (): Promise<string> => readFile(logFile, "utf8");
  for (let attempt = 0; ; attempt++) {
    try {
      await ask();
      break;
    } catch (error) {
      if (child.exitCode !== null || attempt > 150) {
        await ended(child, "SIGKILL");
        throw new Error(`${program} did not start: ${(await log()).slice(-2000)}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return {
    port,
    log,
    kill: () => ended(child, "SIGKILL"),
    stop: async () => {
      await ended(child, "SIGTERM");
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Sends the signal, and after ten seconds one that is not to be refused. */
async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill(signal);
  });
}
