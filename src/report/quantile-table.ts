/** Quantiles that were asked for, with what is known of each. */

import type { QuantilePrecision } from "../posterior/quantile-precision.ts";
import { type DigitsOptions, formatCount, formatEstimate, formatSignificant } from "./digits.ts";
import { columns, renderTable, type TableOptions } from "./table.ts";

const headers = ["variable", "quantile", "value", "mcse", "ess", "ess_below"];

/** Text that ends with a newline; `ess_below` is of the part from the quantile before. */
export function renderQuantiles(
  quantiles: readonly QuantilePrecision[],
  options: TableOptions & DigitsOptions,
): string {
  const rows = quantiles.map(({ variable, probability, value, mcse, ess, essBelow }) => ({
    cells: [
      variable,
      `${probability}`,
      formatEstimate(value, mcse, options),
      formatSignificant(mcse, options.digits ?? 2),
      formatCount(ess),
      formatCount(essBelow),
    ],
  }));
  return renderTable(columns(headers, 1, ["ess_below", "ess"]), rows, options);
}
