/**
 * A CmdStan file while it is written: each look reads on from the last byte. Where it has become another (it is shorter, or begins in another
 * way) it is read from the beginning. Of its rows so many are held as can be judged in a second.
 */

import { open } from "node:fs/promises";
import { sortColumns } from "./columns.ts";
import type { CmdStanConfig } from "./config.ts";
import { type ColumnRange, type Section, SectionStream } from "./sections.ts";
import { ThinnedRows, type ThinnedRowsOptions } from "./thinned-rows.ts";

/** Bytes that are read at once. */
const pieceSize = 1 << 20;
/** Bytes by which a file is known again: the arguments of CmdStan, with seed and time. */
const headSize = 2048;
/** Columns of a file that are held, the first ones. */
const mostColumns = 20_000;
/** Numbers of a chain that are held, about. */
const mostNumbers = 1_000_000;
const [fewestRows, mostRows] = [100, 2000] as const;

/** A chain as far as it is written. */
export type FollowedChain = Section<ThinnedRows>;

/** Followed from the beginning of the file on. */
export class FollowedFile {
  readonly path: string;
  /** Its chains: one, unless several were written one behind the other. */
  chains: readonly FollowedChain[] = [];
  /** Bytes that have been read. */
  size = 0;
  /** How often it became another. */
  rewrites = 0;
  private identity = "";
  private head: Uint8Array = new Uint8Array(0);
  private stream: SectionStream<ThinnedRows>;
  private readonly warmup: number | null;

  /** `warmup` rows of each chain are left out; null where the file is to say which. */
  constructor(path: string, warmup: number | null) {
    this.path = path;
    this.warmup = warmup;
    this.stream = newStream(warmup);
  }

  /** The first bytes as text, to tell by what the file is. */
  get beginning(): string {
    return new TextDecoder().decode(this.head);
  }

  /** Reads what has been written since the last look. Throws what the file system throws. */
  async readOn(): Promise<void> {
    const file = await open(this.path);
    try {
      const { size, ino, dev } = await file.stat();
      const head = new Uint8Array(Math.min(headSize, size));
      await file.read(head, 0, head.length, 0);
      const identity = `${dev}:${ino}`;
      if (this.size > 0 && (size < this.size || identity !== this.identity || !this.beginsAs(head)))
        this.beginAgain();
      this.identity = identity;
      this.head = head;
      while (this.size < size) {
        const piece = new Uint8Array(Math.min(pieceSize, size - this.size));
        const { bytesRead } = await file.read(piece, 0, piece.length, this.size);
        if (bytesRead === 0) break;
        this.size += bytesRead;
        this.stream.add(piece.subarray(0, bytesRead));
      }
      this.chains = this.stream.sections().filter(({ header }) => header.length > 0);
    } finally {
      await file.close();
    }
  }

  private beginsAs(head: Uint8Array): boolean {
    return this.head.every((byte, i) => byte === head[i]);
  }

  private beginAgain(): void {
    this.size = 0;
    this.rewrites++;
    this.stream = newStream(this.warmup);
  }
}

function newStream(given: number | null): SectionStream<ThinnedRows> {
  let made: ThinnedRowsOptions = { most: mostRows, warmup: 0, heedsAdaptation: false, summed: -1 };
  const choose = (header: readonly string[], config: CmdStanConfig): ColumnRange => {
    const divergent = sortColumns(header).statistics.find(({ name }) => name === "divergent");
    const held = Math.floor(mostNumbers / Math.max(1, header.length));
    made = {
      most: Math.min(mostRows, Math.max(fewestRows, held)),
      warmup: given ?? warmupRows(config) ?? 0,
      heedsAdaptation: given === null,
      summed: divergent?.column ?? -1,
    };
    return { first: 0, last: Math.min(header.length, mostColumns) };
  };
  return new SectionStream(choose, (width) => new ThinnedRows(width, made));
}

/** Rows of warm-up that the file will have; null where its comments do not say. */
export function warmupRows({ isWarmupSaved, warmup, thin }: CmdStanConfig): number | null {
  if (!isWarmupSaved) return 0;
  return warmup === null ? null : Math.ceil(warmup / Math.max(1, thin ?? 1));
}

/** Draws that the chain will have; null where its comments do not say. */
export function drawsAsked({ samples, thin }: CmdStanConfig): number | null {
  return samples === null ? null : Math.ceil(samples / Math.max(1, thin ?? 1));
}
