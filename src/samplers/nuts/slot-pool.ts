/**
 * Numbered places for the states of a trajectory, handed out again as soon as nothing refers to them.
 *
 * A tree of depth d visits 2^d states but refers to O(d) of them at a time: the two ends and the proposal of each
 * subtree that waits for its sibling. Counting the references lets subtrees be joined without copying a vector.
 */
export class SlotPool {
  private readonly users: Int32Array;
  private readonly free: Int32Array;
  private freeCount = 0;

  constructor(size: number) {
    this.users = new Int32Array(size);
    this.free = new Int32Array(size);
    this.reset();
  }

  /** Frees all slots but slot 0, which is never handed out: it holds the state that the trajectory starts from. */
  reset(): void {
    const size = this.users.length;
    this.users.fill(0);
    this.users[0] = 1;
    this.freeCount = size - 1;
    // The stack pops from its end, so that slots are handed out as 1, 2, 3, ...
    for (let place = 0; place < size - 1; place++) this.free[place] = size - 1 - place;
  }

  /** A free slot, with `users` references to it. A pool that is too small is a bug of its owner. */
  claim(users: number): number {
    if (this.freeCount === 0) throw new Error(`slot pool of size ${this.users.length} is exhausted`);
    const slot = this.free[--this.freeCount];
    this.users[slot] = users;
    return slot;
  }

  retain(slot: number): void {
    this.users[slot]++;
  }

  release(slot: number): void {
    const users = this.users[slot] - 1;
    this.users[slot] = users;
    if (users === 0) this.free[this.freeCount++] = slot;
  }
}
