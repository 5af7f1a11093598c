/** The numbers of factors that are data: what a part of a predictor is multiplied by, element by element. */

import type { BoundModel } from "../model/bound-model.ts";
import type { Domain } from "../model/domains.ts";
import { type ElementReader, readerOf } from "../model/evaluate.ts";
import type { Factor } from "./terms.ts";

/** Over the elements of the context; null where it is no data, or not known of each of them. */
export function factorReader(model: BoundModel, factor: Factor, context: Domain): ElementReader | null {
  if (factor.kind === "column") return columnReader(model, factor, context);
  const value = readerOf(factor.expression, model, context);
  return factor.kind === "times" ? value : value && ((i) => 1 / value(i));
}

/** The product of factors and a sign. */
export function productReader(sign: 1 | -1, [first, ...others]: readonly ElementReader[]): ElementReader {
  if (first === undefined) return () => sign;
  if (others.length === 0) return (i) => sign * first(i);
  return (i) => others.reduce((product, factor) => product * factor(i), sign * first(i));
}

/** A column of a design, likewise. */
export function columnReader(
  { designs, domains }: BoundModel,
  { design, index }: { readonly design: string; readonly index: number },
  context: Domain,
): ElementReader | null {
  const { domain, columnNames, matrix } = designs.get(design)!;
  const width = columnNames.length;
  if (domain === context) return (i) => matrix[i * width + index]!;
  const map = domains.mapBetween(context, domain);
  return map && ((i) => matrix[map.indices[i]! * width + index]!);
}
