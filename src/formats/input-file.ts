/** Files that draws are read from: on a disk, from a pipe, or bytes that are there already. What is zipped by gzip is unzipped on the way. */

import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

export interface InputFile {
  /** As the user named it; `-` for standard input. */
  readonly name: string;
  /** Bytes on the disk, zipped or not; null for a pipe. */
  readonly size: number | null;
  /** Where it lies on the disk as its bytes are, not zipped; absent of anything else. */
  readonly path?: string;
  /** Where it lies on the disk, zipped or not, so that another thread can open it; absent of anything else. */
  readonly onDisk?: string;
  /** Whether it can be read again: a pipe cannot. */
  readonly isRepeatable: boolean;
  /** The bytes from the first on, unzipped, in pieces that are the caller's. Throws what the file system or unzipping throws. */
  readonly pieces: () => AsyncIterable<Uint8Array>;
  /** The first bytes, unzipped, at most so many; they are in `pieces` again. */
  readonly head: (size: number) => Promise<Uint8Array>;
  /** Opens it to be read at any place; absent of a pipe and of what is zipped. Throws what the file system throws. */
  readonly openAt?: () => FileWindow;
}

/** A file that is open. */
export interface FileWindow {
  /** Puts the bytes of the file from `from` up to `to` to the beginning of `into`; gives how many there were. */
  readonly read: (into: Uint8Array, from: number, to: number) => number;
  readonly close: () => void;
}

const pieceSize = 1 << 20;
/** The first bytes of what gzip made. */
const zipped = [0x1f, 0x8b] as const;

/** A file on the disk. Throws what the file system throws, if it is not there or no file. */
export async function fileAt(path: string): Promise<InputFile> {
  const { size } = await stat(path);
  const isZipped = isGzip(await firstBytes(path, zipped.length));
  const pieces = (): AsyncIterable<Uint8Array> => {
    const bytes = createReadStream(path, { highWaterMark: pieceSize });
    return isZipped ? unzipped(bytes) : (bytes as AsyncIterable<Uint8Array>);
  };
  const file = { name: path, size, onDisk: path, isRepeatable: true, pieces, head: headOf(pieces) };
  return isZipped ? file : { ...file, path, openAt: () => windowOf(path) };
}

const isGzip = (first: Uint8Array): boolean => zipped.every((byte, i) => first[i] === byte);

function unzipped(bytes: Readable): AsyncIterable<Uint8Array> {
  const unzipping = createGunzip();
  bytes.on("error", (error) => unzipping.destroy(error));
  return bytes.pipe(unzipping) as AsyncIterable<Uint8Array>;
}

function windowOf(path: string): FileWindow {
  const file = openSync(path, "r");
  return {
    read: (into, from, to) => readSync(file, into, 0, to - from, from),
    close: () => closeSync(file),
  };
}

function headOf(pieces: InputFile["pieces"]): InputFile["head"] {
  return (most) => beginningOf(pieces(), most);
}

async function firstBytes(path: string, count: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const bytes = new Uint8Array(count);
    const { bytesRead } = await file.read(bytes, 0, count, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A pipe, which is read once: what its head was asked for is kept until the pieces are. */
export function fileOfStream(name: string, stream: AsyncIterable<Uint8Array>): InputFile {
  const iterator = unzippedIfNeeded(stream)[Symbol.asyncIterator]();
  const kept: Uint8Array[] = [];
  let failure: { readonly error: unknown } | null = null;
  const pieces = async function* (): AsyncIterable<Uint8Array> {
    yield* kept.splice(0);
    if (failure !== null) throw failure.error;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  };
  const head = async (most: number): Promise<Uint8Array> => {
    let size = kept.reduce((sum, { length }) => sum + length, 0);
    try {
      while (size < most && failure === null) {
        const next = await iterator.next();
        if (next.done) break;
        kept.push(next.value);
        size += next.value.length;
      }
    } catch (error) {
      // Of a pipe that breaks off, what is there; the pieces throw it again.
      failure = { error };
      if (size === 0) throw error;
    }
    return joined(kept).subarray(0, most);
  };
  return { name, size: null, isRepeatable: false, pieces, head };
}

/** The bytes of a pipe, which tells only by its first ones whether it is zipped. */
async function* unzippedIfNeeded(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = stream[Symbol.asyncIterator]();
  let first: Uint8Array = new Uint8Array(0);
  while (first.length < zipped.length) {
    const next = await iterator.next();
    if (next.done) break;
    first = joined([first, next.value]);
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    if (first.length > 0) yield first;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  yield* isGzip(first) ? unzipped(Readable.from(all())) : all();
}

/** Bytes that are there, zipped or not. */
export function fileOfBytes(name: string, bytes: Uint8Array): InputFile {
  const isZipped = isGzip(bytes);
  async function* given(): AsyncIterable<Uint8Array> {
    for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
  }
  const pieces = (): AsyncIterable<Uint8Array> => (isZipped ? unzipped(Readable.from(given())) : given());
  return {
    name,
    size: bytes.length,
    isRepeatable: true,
    pieces,
    head: (most) => beginningOf(pieces(), most),
  };
}

/** All of a file in memory. */
export async function allBytes(file: InputFile): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file.pieces()) pieces.push(piece);
  return joined(pieces);
}

/** Of a file that breaks off, what is there. */
async function beginningOf(pieces: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of pieces) {
      kept.push(piece);
      size += piece.length;
      if (size >= most) break;
    }
  } catch (error) {
    if (size === 0) throw error;
  }
  return joined(kept).subarray(0, most);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const size = pieces.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
