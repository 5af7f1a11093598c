/** What the options of `report` are parsed to. */

import type { MarkupName } from "../manuscript/markup.ts";
import type { TableName } from "../manuscript/tables.ts";
import type { RunDataFlags } from "./run-data-options.ts";
import type { VariableFlags } from "./variable-options.ts";

export interface ReportFlags extends VariableFlags, RunDataFlags {
  readonly methods?: boolean;
  readonly bibtex?: boolean;
  readonly table?: TableName;
  readonly group?: string;
  readonly to?: MarkupName | "docx" | "md";
  readonly out?: string;
  readonly force?: boolean;
  readonly open?: boolean;
  readonly json?: boolean;
  readonly digits?: number;
  readonly prob: number;
  readonly lenient?: boolean;
}
