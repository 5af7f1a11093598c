/** What threads that read files are told, and what they tell: plain data that can be sent. */

import type { ColumnPlan } from "./choose-columns.ts";
import type { MarkParts } from "./field-marks.ts";
import type { RowParts } from "./row-store.ts";
import type { Section } from "./sections.ts";

/** At the start of a thread; then it is sent the paths of files, one after another, and null for the end. */
export interface SectionTask {
  readonly plan: ColumnPlan;
}

/** A section with plain data for its rows and marks. */
export interface SectionParts extends Omit<Section, "rows" | "marks"> {
  readonly rows: RowParts;
  readonly marks: MarkParts | null;
}

/** Bytes of the present file that have been read, or what is in it. */
export type SectionReport =
  | { readonly kind: "bytes"; readonly bytes: number }
  | { readonly kind: "file"; readonly sections: readonly SectionParts[]; readonly failure: string | null };
