/** Many sums side by side, each exact: of doubles and of products of two, whatever their number and order. */

import { canonicalParts, type Expansion, growExpansion, productError } from "./expansions.ts";

/** Parts of each sum that there is room for at first; sums of numbers of one size need three or four. */
const firstRoom = 6;

export class ExactSums {
  private room = firstRoom;
  private capacity = 64;
  private parts = new Float64Array(this.capacity * firstRoom);
  private lengths = new Uint8Array(this.capacity);

  /** Makes place for the sums of the numbers below `count`, which are 0 until something is added. */
  reserve(count: number): void {
    if (count <= this.capacity) return;
    this.capacity = Math.max(count, 2 * this.capacity);
    this.parts = longer(this.parts, new Float64Array(this.capacity * this.room));
    this.lengths = longer(this.lengths, new Uint8Array(this.capacity));
  }

  /** Adds a double to sum number k. */
  add(k: number, value: number): void {
    if (this.lengths[k] === this.room) this.makeRoom(k);
    this.lengths[k] = growExpansion(this.parts, k * this.room, this.lengths[k]!, value);
  }

  /** Adds a·b to sum number k. */
  addProduct(k: number, a: number, b: number): void {
    const product = a * b;
    if (product === 0) return;
    const lost = productError(a, b, product);
    if (lost !== 0) this.add(k, lost);
    this.add(k, product);
  }

  /** Adds an expansion, or any doubles, to sum number k. */
  addAll(k: number, values: Expansion): void {
    for (const value of values) this.add(k, value);
  }

  /** Sum number k as an expansion. */
  at(k: number): number[] {
    const expansion: number[] = [];
    const start = k * this.room;
    for (let i = 0; i < this.lengths[k]!; i++) expansion.push(this.parts[start + i]!);
    return expansion;
  }

  /** A sum that fills its room is written shorter, or all get more room. */
  private makeRoom(k: number): void {
    const short = canonicalParts(this.at(k)).reverse();
    if (short.length < this.room) {
      this.parts.set(short, k * this.room);
      this.lengths[k] = short.length;
      return;
    }
    const room = 2 * this.room;
    const parts = new Float64Array(this.capacity * room);
    for (let i = 0; i < this.capacity; i++)
      parts.set(this.parts.subarray(i * this.room, (i + 1) * this.room), i * room);
    this.parts = parts;
    this.room = room;
  }
}

function longer<T extends Float64Array | Uint8Array>(short: T, long: T): T {
  long.set(short);
  return long;
}
