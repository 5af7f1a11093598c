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
/** A logarithm that is further below the greatest is so far below. */
const lowest = 600;

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
  /** Of each class the left tail, chords, the right tail. */
  private readonly parts: number;
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
  /** Logarithms of one class at the nodes. */
  private readonly own: Float64Array;

  /** For so many classes; nodes in widths. */
  constructor(classes: number, nodes: Float64Array) {
    this.nodes = nodes;
    this.parts = nodes.length + 1;
    const ofParts = (): Float64Array => new Float64Array(classes * this.parts);
    this.from = ofParts();
    this.lengths = ofParts();
    this.logs = ofParts();
    this.rises = ofParts();
    this.growths = ofParts();
    this.slacks = ofParts();
    this.certain = ofParts();
    this.shares = ofParts();
    this.aliases = new Int32Array(classes * this.parts);
    this.weights = new Float64Array(this.parts);
    this.own = new Float64Array(nodes.length);
    this.heights = new Float64Array(classes * nodes.length);
    this.numbers = new Float64Array(classes);
  }

  /** Makes the tables of all classes where the integrals are. */
  build(integrals: GroupIntegrals): void {
    const { nodes, numbers, heights, own } = this;
    const { modes, factors } = integrals.placement;
    const classes = numbers.length;
    for (let q = 0; q < nodes.length; q++) {
      for (let c = 0; c < classes; c++) numbers[c] = modes[c]! + nodes[q]! / factors[c]!;
      integrals.heightsAt(numbers, heights.subarray(q * classes, (q + 1) * classes));
    }
    for (let c = 0; c < classes; c++) {
      let top = -Infinity;
      for (let q = 0; q < nodes.length; q++) {
        const height = heights[q * classes + c]!;
        if (height < Infinity) top = Math.max(top, height);
      }
      for (let q = 0; q < nodes.length; q++) {
        const height = heights[q * classes + c]!;
        own[q] = height > top - lowest && height < Infinity ? height : top - lowest;
      }
      this.setChords(c, modes[c]!, 1 / factors[c]!, top);
      this.setTail(c, 0, modes[c]!, 1 / factors[c]!, top);
      this.setTail(c, this.parts - 1, modes[c]!, 1 / factors[c]!, top);
      fillAliases(this.weights, this.shares, this.aliases, c * this.parts);
    }
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

  private setChords(c: number, mode: number, width: number, top: number): void {
    const { nodes, own, weights } = this;
    for (let q = 0; q + 1 < nodes.length; q++) {
      const at = c * this.parts + q + 1;
      const step = nodes[q + 1]! - nodes[q]!;
      const rise = own[q + 1]! - own[q]!;
      const bend = Math.max(...[q - 1, q, q + 1, q + 2].map((near) => Math.abs(this.bendAt(near))));
      const slack = (margin * bend * step * step) / 8 + leastSlack;
      this.from[at] = mode + width * nodes[q]!;
      this.lengths[at] = width * step;
      this.logs[at] = own[q]!;
      this.rises[at] = rise;
      this.growths[at] = expm1(rise);
      this.slacks[at] = slack;
      this.certain[at] = exp(-2 * slack);
      const mean = rise === 0 ? 1 : this.growths[at]! / rise;
      weights[q + 1] = width * step * mean * exp(own[q]! + slack - top);
    }
  }

  /** What goes on beyond the last node as it went before it, and is always looked at; nothing where that did not fall. */
  private setTail(c: number, part: number, mode: number, width: number, top: number): void {
    const { nodes, own } = this;
    const end = part === 0 ? 0 : nodes.length - 1;
    const inner = part === 0 ? 1 : end - 1;
    const at = c * this.parts + part;
    const fall = own[inner]! - own[end]!;
    this.from[at] = mode + width * nodes[end]!;
    this.lengths[at] = fall > 0 ? (width * (nodes[end]! - nodes[inner]!)) / fall : 0;
    this.logs[at] = own[end]!;
    this.certain[at] = 0;
    this.weights[part] = Math.abs(this.lengths[at]!) * exp(own[end]! - top);
  }

  /** The second derivative of the logarithm at a node, in widths; at an end that of its neighbour. */
  private bendAt(q: number): number {
    const { nodes, own } = this;
    const k = Math.min(Math.max(q, 1), nodes.length - 2);
    const [before, after] = [nodes[k]! - nodes[k - 1]!, nodes[k + 1]! - nodes[k]!];
    return (2 * ((own[k + 1]! - own[k]!) / after - (own[k]! - own[k - 1]!) / before)) / (before + after);
  }
}
