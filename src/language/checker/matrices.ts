/** Matrices that are known: `matrix A[animal, animal]` is over the levels of one factor of the rows, or of a pool. */

import type { KnownMatrix } from "../checked-model.ts";
import { groupedMatrix, matrixPlates, nestedMatrix } from "../problems.ts";
import { resolvePlate } from "./plates.ts";
import type { MatrixSymbol, Scope } from "./scope.ts";

/** Finds the plate of a matrix; it stays null where the brackets do not name one twice, which is reported. */
export function resolveMatrix(scope: Scope, symbol: MatrixSymbol): void {
  const { name, plates: given, span } = symbol.syntax;
  if (given === null) return;
  const plates = given.map((one) => resolvePlate(scope, one));
  if (plates.includes(null)) return;
  const [first, second, ...more] = plates;
  const plate = scope.plates.get(first ?? "");
  const isOverLevels = plate?.kind === "factor" || plate?.kind === "pool";
  if (first !== second || more.length > 0 || !isOverLevels) {
    scope.report(matrixPlates(span, name.text, isOverLevels ? plate.name : "animal"));
    return;
  }
  const column = scope.column(plate.name);
  if (plate.kind === "factor" && plate.within !== null)
    scope.report(nestedMatrix(span, name.text, plate.name, plate.within));
  else if (column !== null && column.per !== null)
    scope.report(groupedMatrix(span, name.text, plate.name, column.per));
  else symbol.plate = plate.name;
}

/** The matrices whose brackets are right, by name. */
export function checkMatrices(scope: Scope): ReadonlyMap<string, KnownMatrix> {
  const matrices = new Map<string, KnownMatrix>();
  for (const symbol of scope.all()) {
    if (symbol.kind !== "matrix" || symbol.plate === null) continue;
    const { isInverse, label, span } = symbol.syntax;
    const { name, plate } = symbol;
    matrices.set(name, { name, plate, isInverse, label: label?.text ?? null, span });
  }
  return matrices;
}
