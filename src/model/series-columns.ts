/** Lags and running sums of the rows of a bound model, made anew of other values of its columns. */

import { makeSeriesOf, type SeriesColumns } from "../data/series.ts";
import type { TableColumn } from "../data/table.ts";
import type { BoundColumn, BoundModel } from "./bound-model.ts";
import { requestColumns } from "./column-requests.ts";

export type { SeriesColumns };

/** Makes all series of these columns, by name, and of the model's own where one is not given; the rows are those of the model, and none others. */
export function seriesColumnsOf(model: BoundModel): SeriesColumns {
  const { checked, columns, domains } = model;
  const requests = requestColumns(checked, new Set()).main.filter(({ series }) => series !== undefined);
  const placed = [...columns].filter(([, { domain }]) => domain === domains.rows);
  const { size } = domains.rows;
  return makeSeriesOf(requests, {
    name: "",
    rowCount: size,
    rowsRead: size,
    rowsDropped: 0,
    lines: null,
    columns: new Map(placed.map(([name, column]) => [name, tableColumn(model, column)])),
  });
}

/** As a table has it. */
function tableColumn({ checked }: BoundModel, { name, values, levels }: BoundColumn): TableColumn {
  if (levels === null) return { kind: "numeric", name, from: name, values, missing: 0 };
  // Numbers of levels count from 1.
  const codes = Int32Array.from(values, (value) => value - 1);
  const order = checked.columns.find((column) => column.name === name)?.order ?? null;
  return { kind: "factor", name, from: name, codes, levels, missing: 0, order };
}
