/**
 * What saving a run asks of the file system: few steps, each of which may fail. A file is always made anew, under a name that there is
 * not, so that neither a link nor a file of somebody else is written through; it gets its place by being renamed.
 */

import { mkdir, open, rename, rm, rmdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** The steps of a saving that change something; a test has one that fails. */
export interface Disk {
  /** Makes the folder and those above it; gives the uppermost that was not there, undefined if all were. */
  readonly makeFolder: (path: string) => Promise<string | undefined>;
  /** Makes a file and waits until it is on the disk. Fails where the name is taken, be it by a link; leaves no half. */
  readonly create: (path: string, content: Uint8Array | string) => Promise<void>;
  /** Replaces what has the new name; a link itself, never what it points to. */
  readonly rename: (from: string, to: string) => Promise<void>;
}

/** The file system of Node. */
export const nodeDisk: Disk = {
  makeFolder: (path) => mkdir(path, { recursive: true }),
  create: async (path, content) => {
    const file = await open(path, "wx");
    try {
      await file.writeFile(content).then(() => file.sync());
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  },
  rename,
};

const partName = /\.[0-9a-f]{8}\.part$/;

/** Where a file is written before it gets its place: beside it, under a name that nobody has. */
export function partOf(path: string): string {
  return `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
}

/** The name that a part would get, or null for a file that is no part. */
export function placeOfPart(name: string): string | null {
  // Earlier versions put nothing between.
  if (partName.test(name)) return name.replace(partName, "");
  return name.endsWith(".part") ? name.slice(0, -".part".length) : null;
}

/** Writes a file beside its place and renames it: there is the old one or the new one, never half of it. */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  disk = nodeDisk,
): Promise<void> {
  const part = partOf(path);
  try {
    await disk.create(part, content);
    await disk.rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    throw error;
  }
}

/** Removes a folder and those above it, up to the uppermost, as far as nothing is in them; none if there is no uppermost. */
export async function removeEmpty(folder: string, uppermost: string | undefined): Promise<void> {
  if (uppermost === undefined) return;
  const last = resolve(uppermost);
  try {
    for (let place = resolve(folder); place.length >= last.length; place = dirname(place)) await rmdir(place);
  } catch {}
}
