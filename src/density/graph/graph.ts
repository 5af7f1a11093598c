/** The interning store of nodes: asking twice for the same expression gives the identical node (hash consing). */

import { type Domain, type Domains, scalarDomain } from "../../model/domains.ts";
import type { ConstantNode, DataNode, InputNode, Node } from "./node.ts";

type Draft<N extends Node> = N extends Node
  ? Omit<N, "id" | "isData" | "line"> & { readonly isData?: boolean }
  : never;

export class Graph {
  readonly domains: Domains;
  /** The line of the model that nodes are being made for. */
  currentLine: number | null = null;
  private readonly nodes = new Map<string, Node>();
  private nextId = 0;
  /** Numbers of all data nodes that were made. */
  numbersHeld = 0;
  /** Length of the position: the end of the last input. */
  private inputEnd = 0;

  constructor(domains: Domains) {
    this.domains = domains;
  }

  /** How many unconstrained numbers the inputs take so far. */
  get dimension(): number {
    return this.inputEnd;
  }

  constant(value: number): ConstantNode {
    const key = Object.is(value, -0) ? "constant -0" : `constant ${value}`;
    return this.intern(key, { kind: "constant", domain: scalarDomain, value, isData: true }) as ConstantNode;
  }

  /** Known numbers. A column of one repeated value becomes a constant. */
  data(domain: Domain, values: Float64Array): DataNode | ConstantNode {
    if (values.length !== domain.size) {
      throw new Error(`${values.length} values for a domain of ${domain.size}`);
    }
    const first = values[0];
    if (first !== undefined && values.every((value) => Object.is(value, first))) return this.constant(first);
    this.numbersHeld += values.length;
    return { id: this.nextId++, kind: "data", domain, values, isData: true, line: this.currentLine };
  }

  /** The next unconstrained numbers of the position, one per element of the domain. */
  input(domain: Domain): InputNode {
    const offset = this.inputEnd;
    this.inputEnd += domain.size;
    return this.intern(`input ${offset}`, { kind: "input", domain, offset, isData: false }) as InputNode;
  }

  /** The node for a draft; `key` says everything but id about it. Data nodes are told apart by identity, not by key. */
  intern(key: string, draft: Draft<Node>): Node {
    const known = this.nodes.get(key);
    if (known !== undefined) return known;
    const rest = { id: this.nextId++, isData: draft.isData ?? false, line: this.currentLine };
    // The draft has what its kind has beyond the head.
    const node = { ...draft, ...rest } as Node;
    this.nodes.set(key, node);
    return node;
  }
}
