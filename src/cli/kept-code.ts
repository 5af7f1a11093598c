/**
 * A file of compiled code: the SHA-256 of the source and of all that follows, the size of the code in memory, and the code. An engine
 * trusts what it is handed, so a file that is cut off, damaged, or of another source is none. It is written beside its place and renamed:
 * who reads it meanwhile has the old one, and of two who write it one is later.
 */

import { createHash, randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { isOwn, isOwnFolder, makeOwnFolder } from "./code-folder.ts";

const digestBytes = 32;
const headBytes = digestBytes + 8;
/** What is older when a file is written is of an installation or an engine that is gone, or is made again. */
const keptMs = 30 * 24 * 3600 * 1000;

/** Compiled code, as the engine hands it out. */
export interface KeptCode {
  readonly code: Buffer;
  /** Bytes that the program's compiled code took in memory when it was handed out. */
  readonly size: number;
}

/** The code that `file` has of the source; null if it has none, or one that cannot be trusted. */
export function readCode(file: string, source: Buffer): KeptCode | null {
  return unlessFails(() => {
    const bytes = isOwnFolder(dirname(file)) ? readOwn(file) : null;
    if (bytes === null || bytes.length < headBytes) return null;
    const rest = bytes.subarray(digestBytes);
    if (!digestOf(source, rest).equals(bytes.subarray(0, digestBytes))) return null;
    return { size: rest.readDoubleLE(0), code: rest.subarray(8) };
  });
}

/** Keeps code of the source in `file`. Where that is not possible nothing is kept, and nothing said. */
export function writeCode(file: string, source: Buffer, { code, size }: KeptCode): void {
  const folder = dirname(file);
  unlessFails(() => {
    if (!makeOwnFolder(folder)) return;
    removeOld(folder);
    const head = Buffer.alloc(8);
    head.writeDoubleLE(size);
    const rest = Buffer.concat([head, code]);
    const beside = `${file}.${randomUUID()}`;
    try {
      writeFileSync(beside, Buffer.concat([digestOf(source, rest), rest]), { flag: "wx", mode: 0o600 });
      renameSync(beside, file);
    } finally {
      rmSync(beside, { force: true });
    }
  });
}

function digestOf(source: Buffer, rest: Buffer): Buffer {
  return createHash("sha256").update(source).update(rest).digest();
}

/** Null where it is another user's file, or a link. */
function readOwn(file: string): Buffer | null {
  // Windows has no such flag.
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const stats = fstatSync(descriptor);
    return stats.isFile() && isOwn(stats) ? readFileSync(descriptor) : null;
  } finally {
    closeSync(descriptor);
  }
}

function removeOld(folder: string): void {
  const before = Date.now() - keptMs;
  for (const name of readdirSync(folder).filter((one) => /^[0-9a-f]{32}\.code/.test(one))) {
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats !== undefined && stats.mtimeMs < before) rmSync(path, { force: true });
  }
}

/** Without the code that is kept a command begins a tenth of a second later; no failure of the disk is worth more words. */
function unlessFails<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}
