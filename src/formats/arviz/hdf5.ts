/**
 * HDF5 by the optional package h5wasm, which is the library of the HDF Group for WebAssembly. Three things of it are mended on the module that
 * it makes: it does not look at whether values could be read; it follows pointers of strings that could not; and what the library says of
 * errors, it writes to standard error.
 */

import { createReadStream, existsSync } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { counted } from "../../problems/make-problem.ts";
import type { InputFile } from "../input-file.ts";

/** The package, mended. */
export interface Hdf5 {
  readonly library: Library;
  /** What the library said of errors since it was last asked. */
  readonly takeErrors: () => string;
}

/** What the package exports. */
export type Library = typeof import("h5wasm/node");
type H5Module = Library["Module"];

let loaded: Promise<Hdf5> | undefined;

/** Loads the package once. Rejects where it is not installed. */
export function loadHdf5(): Promise<Hdf5> {
  loaded ??= mend();
  return loaded;
}

/** The part of the module's file system that errors are written to. */
interface StandardStreams {
  readonly streams: unknown[];
}

async function mend(): Promise<Hdf5> {
  const library = await importQuietly();
  const { Module: module } = library;
  checkReads(module);
  const decoder = new TextDecoder();
  module.UTF8ToString = (pointer: number): string => {
    if (pointer === 0) return "";
    return decoder.decode(module.HEAPU8.slice(pointer, module.HEAPU8.indexOf(0, pointer)));
  };
  let errors = "";
  // A device of its own for what goes to standard error.
  (module.FS as unknown as StandardStreams).streams[2] = {
    fd: 2,
    flags: 1,
    node: { mode: 0o20_666 },
    seekable: false,
    position: 0,
    stream_ops: {
      write(_: unknown, bytes: Int8Array, from: number, length: number): number {
        if (errors.length < 20_000)
          errors += decoder.decode(new Uint8Array(bytes.buffer, bytes.byteOffset + from, length));
        return length;
      },
    },
  };
  const takeErrors = (): string => {
    const taken = errors;
    errors = "";
    return taken;
  };
  return { library, takeErrors };
}

/** The package keeps what `console.error` is while it is loaded; of letters that are none in a damaged file it need not tell there. */
async function importQuietly(): Promise<Library> {
  const { error } = console;
  console.error = (...words: unknown[]): void => {
    if (!/^warning: Invalid UTF-8/.test(String(words[0]))) error.apply(console, words);
  };
  try {
    const library = await import("h5wasm/node");
    await library.ready;
    return library;
  } finally {
    console.error = error;
  }
}

/** Reading throws where the library says that it failed, and leaves no pointers behind that lead nowhere. */
function checkReads(module: H5Module): void {
  const sizes = new Map<number, number>();
  const allocate = module._malloc;
  module._malloc = (size: number): number => {
    const pointer = allocate(size);
    if (pointer !== 0) sizes.set(pointer, size);
    return pointer;
  };
  const free = module._free;
  module._free = (pointer: number): void => {
    sizes.delete(pointer);
    free(pointer);
  };
  const clear = (pointer: number): void => {
    module.HEAPU8.fill(0, pointer, pointer + (sizes.get(pointer) ?? 0));
  };
  const checked = (pointer: number, read: () => number): number => {
    clear(pointer);
    const status = read();
    if (status >= 0) return status;
    clear(pointer);
    throw new Error("its values cannot be read");
  };
  const { get_dataset_data: readDataset, get_attribute_data: readAttribute } = module;
  module.get_dataset_data = (...all: Parameters<typeof readDataset>) =>
    checked(Number(all[5]), () => readDataset(...all));
  module.get_attribute_data = (...all: Parameters<typeof readAttribute>) =>
    checked(Number(all[3]), () => Number(readAttribute(...all)));
}

/** Opens a file for as long as `work` takes. Throws an Error where the library cannot open it, with what it says. */
export function withHdf5<T>(
  { library, takeErrors }: Hdf5,
  path: string,
  work: (file: InstanceType<Library["File"]>) => T,
): T {
  takeErrors();
  if (!existsSync(path)) throw new Error("it is not there any more");
  const file = new library.File(path, "r");
  if (file.file_id < 0n) throw new Error(reasonIn(takeErrors()));
  try {
    return work(file);
  } finally {
    file.close();
    takeErrors();
  }
}

/** The cause in what the library says, which is the last of its lines, in plain words where it is a common one. */
function reasonIn(errors: string): string {
  const causes = [...errors.matchAll(/^ {2}#\d+: .*? line \d+ in \w+\(\): (.*)$/gm)].map(
    ([, cause]) => cause!,
  );
  const cut = /truncated file: eof = (\d+), .*stored_eof = (\d+)/.exec(errors);
  if (cut !== null) return `it has ${counted(Number(cut[1]))} of ${counted(Number(cut[2]))} bytes`;
  return causes.at(-1) ?? "the HDF5 library cannot open it";
}

/** A path at which the bytes of a file lie, for as long as `work` takes: its own, or that of a copy. */
export async function withPath<T>(file: InputFile, work: (path: string) => T): Promise<T> {
  if (file.path !== undefined) return work(file.path);
  const { path, remove } = await temporaryFile();
  try {
    const copy = await open(path, "w");
    try {
      for await (const piece of file.pieces()) await copy.writeFile(piece);
    } finally {
      await copy.close();
    }
    return work(path);
  } finally {
    await remove();
  }
}

/** A file that may be written in a folder of its own. */
export interface TemporaryFile {
  readonly path: string;
  readonly pieces: () => AsyncIterable<Uint8Array>;
  readonly remove: () => Promise<void>;
}

/** A place for one, on the disk of the system's temporary files. */
export async function temporaryFile(): Promise<TemporaryFile> {
  const folder = await mkdtemp(join(tmpdir(), "hyperprior-"));
  const path = join(folder, "draws.nc");
  return {
    path,
    pieces: () => createReadStream(path) as AsyncIterable<Uint8Array>,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
