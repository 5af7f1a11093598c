/** Where rows are put as they come. */

import type { ByteRange, FieldMarks, FieldRange } from "./field-marks.ts";
import type { NumberRowReader } from "./number-row.ts";

export interface RowSink {
  readonly rowCount: number;
  /** Has a reader read the fields of a row, which counts once `keep` is called. */
  readonly take: (
    reader: NumberRowReader,
    range: ByteRange,
    fields: FieldRange,
    marks: FieldMarks | null,
  ) => void;
  readonly keep: () => void;
  /** Told when the adaptation is over: the rows so far were warm-up. */
  readonly endWarmup?: () => void;
  /** Told when what there is is looked at, of what is not looked at before. */
  readonly end?: () => void;
}
