/** What the density knows of a parameter or defined value: its node over the domain of its plates. */

import type { Domain } from "../../model/domains.ts";
import type { Node } from "./node.ts";

export interface Quantity {
  readonly name: string;
  readonly plates: readonly string[];
  /** Over `plates`, or over the rows for a definition that varies by row. */
  readonly domain: Domain;
  readonly node: Node;
  /** Of a correlation matrix: its lower Cholesky factor, row by row; `node` then holds the matrix. */
  readonly factor: readonly Node[] | null;
}
