/**
 * A bound model: a checked model together with its data. Plates have sizes, levels have numbers, columns are arrays.
 */

import type { CheckedModel } from "../language/checked-model.ts";
import type { Domain, Domains } from "./domains.ts";

export interface BoundModel {
  readonly checked: CheckedModel;
  /** Values of the constants, after `--set`. */
  readonly constants: ReadonlyMap<string, number>;
  readonly domains: Domains;
  readonly columns: ReadonlyMap<string, BoundColumn>;
  readonly designs: ReadonlyMap<string, BoundDesign>;
  readonly data: DataReport;
}

/** A column over its domain: rows, or the levels of a plate. */
export interface BoundColumn {
  readonly name: string;
  readonly domain: Domain;
  /** One value per element; of a factor, the number of its level from 1, as choice distributions count. */
  readonly values: Float64Array;
  /** Of a factor, its level names. */
  readonly levels: readonly string[] | null;
}

/** A design matrix over its domain. */
export interface BoundDesign {
  readonly name: string;
  readonly domain: Domain;
  readonly columnNames: readonly string[];
  /** Row by row: `domain.size` × `columnNames.length`. */
  readonly matrix: Float64Array;
}

/** What is told about the data in reports and in `run.json`. */
export interface DataReport {
  readonly name: string;
  readonly rowsRead: number;
  readonly rowsUsed: number;
  readonly rowsDropped: number;
  /** Levels per grouping plate. */
  readonly groups: Readonly<Record<string, number>>;
  /** Of the columns used. */
  readonly fingerprint: string;
}
