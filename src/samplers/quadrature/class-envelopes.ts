/**
 * Numbers of groups that are alike, drawn from one table for all of them: between nodes the logarithm of their density is taken for straight,
 * beyond the last ones it goes on as it went, and a proposal of that is taken with the probability that makes it one of the density. How far a
 * chord may be off is known from second differences; so most proposals are taken without a look at the density.
 *
 * Source: Gilks & Wild (1992), Applied Statistics 41, 337-348 (envelope and squeeze of logarithms).
 */

import { exp, expm1 } from "../../numeric/exponential.ts";
import { log, log1p } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { fillAliases } from "./aliases.ts";
import type { GroupIntegrals } from "./group-integrals.ts";

/** Nodes are at sinh t widths of the mode, dense about it; their steps in t, where many groups are alike and where few, and how far they go. */
const [denseStep, sparseStep] = [0.15, 0.3];
const farthest = 4.5;
/** Groups that are alike, on average, from which on tables cost less than they save, and from which on they are dense. */
const [fewest, many] = [8, 32];
/** By how much more a chord may be off than second differences say. */
const margin = 1.5;
const leastSlack = 1e-9;
/** How far below the greatest logarithms are looked for; one that is further below than that is so far below. */
const deepest = 45;
const lowest = 600;
/** A rise for which exp - 1 is had by its series. */
const smallRise = 1e-5;

/** The nodes of tables in widths, where so many groups are alike on average; null where tables do not pay. */
export function nodesOfTables(alike: number): Float64Array | null {
  if (alike < fewest) return null;
  const step = alike < many ? sparseStep : denseStep;
  const side = Math.round(farthest / step);
  return Float64Array.from({ length: 2 * side + 1 }, (_, q) => {
    const t = (q - side) * step;
    return (expm1(t) - expm1(-t)) / 2;
  });
}

export class ClassEnvelopes {
  /** Of the last proposal: the number, the log of the envelope there, and the number from 0 to 1 below which it is taken unseen. */
  number = 0;
  logEnvelope = 0;
  unseen = 0;
  private readonly nodes: Float64Array;
  /** The nodes that are used, and of each class the left tail, chords between nodes, the right tail. */
  private lowestNode = 0;
  private count = 0;
  private parts = 0;
  /** Of part p of class c, at c · parts + p: where it begins and how long it is (of a tail, its mean length), the logarithm where it begins. */
  private readonly from: Float64Array;
  private readonly lengths: Float64Array;
  private readonly logs: Float64Array;
  /** By how much the logarithm rises along it, exp of that less 1; how far the envelope is above, and what is taken unseen. */
  private readonly rises: Float64Array;
  private readonly growths: Float64Array;
  private readonly slacks: Float64Array;
  private readonly certain: Float64Array;
  /** How probable parts are, as aliases of each other. */
  private readonly shares: Float64Array;
  private readonly aliases: Int32Array;
  private readonly weights: Float64Array;
  private readonly heights: Float64Array;
  private readonly numbers: Float64Array;
  /** The greatest logarithm of each class. Of one class those at the nodes above it, exp of them, and how they bend. */
  private readonly tops: Float64Array;
  private readonly own: Float64Array;
  private readonly powers: Float64Array;
  private readonly bends: Float64Array;

  /** For so many classes; nodes in widths. */
  constructor(classes: number, nodes: Float64Array) {
    this.nodes = nodes;
    const parts = classes * (nodes.length + 1);
    const ofParts = (): Float64Array => new Float64Array(parts);
    this.from = ofParts();
    this.lengths = ofParts();
    this.logs = ofParts();
    this.rises = ofParts();
    this.growths = ofParts();
    this.slacks = ofParts();
    this.certain = ofParts();
    this.shares = ofParts();
    this.aliases = new Int32Array(parts);
    this.weights = new Float64Array(nodes.length + 1);
    this.tops = new Float64Array(classes);
    this.own = new Float64Array(nodes.length);
    this.powers = new Float64Array(nodes.length);
    this.bends = new Float64Array(nodes.length);
    this.heights = new Float64Array(classes * nodes.length);
    this.numbers = new Float64Array(classes);
  }

  /** Makes the tables of all classes where the integrals are. */
  build(integrals: GroupIntegrals): void {
    const { heights } = this;
    const { modes, factors } = integrals.placement;
    const classes = modes.length;
    this.reach(integrals);
    const { lowestNode, count } = this;
    this.parts = count + 1;
    for (let c = 0; c < classes; c++) {
      const top = this.tops[c]!;
      for (let q = 0; q < count; q++) {
        const height = heights[(lowestNode + q) * classes + c]!;
        this.own[q] = Math.max(height < Infinity ? height - top : -lowest, -lowest);
        this.powers[q] = exp(this.own[q]!);
      }
      this.bend();
      this.setChords(c, modes[c]!, 1 / factors[c]!);
      this.setTail(c, 0, modes[c]!, 1 / factors[c]!);
      this.setTail(c, count, modes[c]!, 1 / factors[c]!);
      fillAliases(this.weights.subarray(0, this.parts), this.shares, this.aliases, c * this.parts);
    }
  }

  /** Logarithms at nodes from the middle on, to either side until they are far down in all classes. */
  private reach(integrals: GroupIntegrals): void {
    const { nodes, tops } = this;
    const middle = (nodes.length - 1) / 2;
    tops.fill(-Infinity);
    this.heightsAt(integrals, middle);
    let [low, high] = [middle, middle];
    do this.heightsAt(integrals, --low);
    while (low > 0 && !this.isDeep(low));
    do this.heightsAt(integrals, ++high);
    while (high < nodes.length - 1 && !this.isDeep(high));
    this.lowestNode = low;
    this.count = high - low + 1;
  }

  private heightsAt(integrals: GroupIntegrals, q: number): void {
    const { nodes, numbers, heights, tops } = this;
    const { modes, factors } = integrals.placement;
    const classes = numbers.length;
    for (let c = 0; c < classes; c++) numbers[c] = modes[c]! + nodes[q]! / factors[c]!;
    const own = heights.subarray(q * classes, (q + 1) * classes);
    integrals.heightsAt(numbers, own);
    for (let c = 0; c < classes; c++) if (own[c]! < Infinity && own[c]! > tops[c]!) tops[c] = own[c]!;
  }

  private isDeep(q: number): boolean {
    const { heights, tops } = this;
    for (let c = 0; c < tops.length; c++)
      if (heights[q * tops.length + c]! > tops[c]! - deepest) return false;
    return true;
  }

  /** Proposes a number for a group of class c. */
  propose(c: number, stream: RandomStream): void {
    const { parts, lengths, logs, rises, slacks } = this;
    const first = c * parts;
    const u = stream.uniform() * parts;
    const cell = Math.min(Math.floor(u), parts - 1);
    const part = u - cell < this.shares[first + cell]! ? cell : this.aliases[first + cell]!;
    const at = first + part;
    const v = stream.uniform();
    this.unseen = this.certain[at]!;
    if (part === 0 || part === parts - 1) {
      const far = -log(v);
      this.number = this.from[at]! + far * lengths[at]!;
      this.logEnvelope = logs[at]! - far;
      return;
    }
    const rise = rises[at]!;
    const along = rise === 0 ? v : log1p(v * this.growths[at]!) / rise;
    this.number = this.from[at]! + along * lengths[at]!;
    this.logEnvelope = logs[at]! + along * rise + slacks[at]!;
  }

  private setChords(c: number, mode: number, width: number): void {
    const { own, powers, bends, weights, lowestNode, count } = this;
    for (let q = 0; q + 1 < count; q++) {
      const at = c * this.parts + q + 1;
      const from = this.nodes[lowestNode + q]!;
      const step = this.nodes[lowestNode + q + 1]! - from;
      const rise = own[q + 1]! - own[q]!;
      let bend = Math.max(bends[q]!, bends[q + 1]!);
      if (q > 0) bend = Math.max(bend, bends[q - 1]!);
      if (q + 2 < count) bend = Math.max(bend, bends[q + 2]!);
      const slack = (margin * bend * step * step) / 8 + leastSlack;
      const growth = Math.abs(rise) < smallRise ? rise + rise * rise * (0.5 + rise / 6) : expm1(rise);
      this.from[at] = mode + width * from;
      this.lengths[at] = width * step;
      this.logs[at] = own[q]! + this.tops[c]!;
      this.rises[at] = rise;
      this.growths[at] = growth;
      this.slacks[at] = slack;
      // Less than exp(-2 · slack).
      this.certain[at] = 1 - 2 * slack;
      const mean = rise === 0 ? 1 : growth / rise;
      weights[q + 1] = width * step * mean * powers[q]! * exp(slack);
    }
  }

  /** What goes on beyond the last node as it went before it, and is always looked at; nothing where that did not fall. */
  private setTail(c: number, part: number, mode: number, width: number): void {
    const { nodes, own, powers, lowestNode, count } = this;
    const end = part === 0 ? 0 : count - 1;
    const inner = part === 0 ? 1 : end - 1;
    const at = c * this.parts + part;
    const [last, before] = [nodes[lowestNode + end]!, nodes[lowestNode + inner]!];
    const fall = own[inner]! - own[end]!;
    this.from[at] = mode + width * last;
    this.lengths[at] = fall > 0 ? (width * (last - before)) / fall : 0;
    this.logs[at] = own[end]! + this.tops[c]!;
    this.certain[at] = 0;
    this.weights[part] = Math.abs(this.lengths[at]!) * powers[end]!;
  }

  /** How far the logarithm is from straight at each node: its second derivative in widths; at an end that of its neighbour. */
  private bend(): void {
    const { nodes, own, bends, lowestNode, count } = this;
    for (let q = 1; q + 1 < count; q++) {
      const at = nodes[lowestNode + q]!;
      const [before, after] = [at - nodes[lowestNode + q - 1]!, nodes[lowestNode + q + 1]! - at];
      const turn = (own[q + 1]! - own[q]!) / after - (own[q]! - own[q - 1]!) / before;
      bends[q] = Math.abs((2 * turn) / (before + after));
    }
    bends[0] = bends[1]!;
    bends[count - 1] = bends[count - 2]!;
  }
}
