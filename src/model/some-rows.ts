/** Some rows of a bound model: the same levels, with columns and designs over these rows alone. */

import type { BoundColumn, BoundDesign, BoundModel } from "./bound-model.ts";
import { Domains } from "./domains.ts";

/** `indices` are rows of the model, in the order that they are wanted in. Plates and maps between them are those of the model. */
export function someRows(model: BoundModel, indices: Int32Array): BoundModel {
  const { rows } = model.domains;
  const domains = new Domains(indices.length, model.domains);
  for (const plate of model.domains.plateNames()) {
    const map = model.domains.mapTo(rows, [plate]);
    if (map !== null)
      domains.addMap(
        domains.rows,
        plate,
        indices.map((row) => map.indices[row]!),
      );
  }
  const columns = new Map<string, BoundColumn>();
  for (const [name, column] of model.columns) {
    if (column.domain !== rows) columns.set(name, column);
    else {
      const { levels } = column;
      const values = Float64Array.from(indices, (row) => column.values[row]!);
      columns.set(name, { name, domain: domains.rows, values, levels });
    }
  }
  const designs = new Map<string, BoundDesign>();
  for (const [name, design] of model.designs) {
    const isOfRows = design.domain === rows;
    designs.set(name, isOfRows ? selectDesign(design, indices, domains) : design);
  }
  return { ...model, domains, columns, designs };
}

function selectDesign(design: BoundDesign, indices: Int32Array, { rows }: Domains): BoundDesign {
  const width = design.columnNames.length;
  const matrix = new Float64Array(indices.length * width);
  indices.forEach((row, i) => {
    matrix.set(design.matrix.subarray(row * width, (row + 1) * width), i * width);
  });
  return { ...design, domain: rows, matrix };
}
