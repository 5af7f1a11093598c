/**
 * Where compiled code is kept. Who can write it can have us run anything, so it is in a folder of the user's own, and in none that
 * others can write or that another user owns, as the home folder is of whom `sudo` was called by.
 */

import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, type Stats, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { cachedDataVersionTag } from "node:v8";

/** Its file for the script at `path`: of each installation and each engine there is one. Null where code is not to be kept. */
export function codeFile(path: string): string | null {
  if (process.env.HYPERPRIOR_NO_CACHE) return null;
  const folder = codeFolder(process.platform, process.env, homedir());
  // The tag is of V8's version, its flags and what the processor can do.
  const tagged = [path, process.version, process.arch, cachedDataVersionTag()].join("\n");
  return folder && join(folder, `${createHash("sha256").update(tagged).digest("hex").slice(0, 32)}.code`);
}

/** Where the platform has such files of a user's. Null where it does not say. */
export function codeFolder(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string | null {
  // The specification of these variables has a relative path ignored.
  const given = platform === "win32" ? env.LOCALAPPDATA : env.XDG_CACHE_HOME;
  if (given && isAbsolute(given)) return join(given, "hyperprior");
  if (platform === "win32" || !isAbsolute(home)) return null;
  return join(home, platform === "darwin" ? "Library/Caches" : ".cache", "hyperprior");
}

/** Whether a file or folder is this user's, and nobody else can write it. Windows keeps others out of the folder by its own rules. */
export function isOwn({ uid, mode }: Pick<Stats, "uid" | "mode">): boolean {
  const user = process.getuid?.();
  return user === undefined || (uid === user && (mode & 0o022) === 0);
}

/** Whether the folder is there and is this user's own; a link to another is not. */
export function isOwnFolder(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && isOwn(stats);
}

/** Makes the folder, unless what it would be in is another user's. Whether it is this user's own then. */
export function makeOwnFolder(folder: string): boolean {
  const user = process.getuid?.();
  if (user === undefined || nearest(folder).uid === user) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return isOwnFolder(folder);
}

/** The folder, or the first above it that there is. */
function nearest(folder: string): Stats {
  return statSync(folder, { throwIfNoEntry: false }) ?? nearest(dirname(folder));
}
