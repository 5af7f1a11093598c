/** The columns that a model has of its data and designs, each made once. */

import type { BoundModel } from "../model/bound-model.ts";
import { ColumnRegistry, columnOf, one, RowColumn } from "./row-column.ts";

export class ModelColumns {
  readonly registry = new ColumnRegistry();
  private readonly model: BoundModel;

  constructor(model: BoundModel) {
    this.model = model;
  }

  /** A column of the table, over its own domain. */
  ofData(name: string): RowColumn {
    const { values } = this.model.columns.get(name)!;
    return this.registry.column(`column ${name}`, () => columnOf(values));
  }

  /** A column of a design, over the design's domain; that of ones is one column of all designs. */
  ofDesign(design: string, index: number): RowColumn {
    const { columnNames, matrix } = this.model.designs.get(design)!;
    const width = columnNames.length;
    return this.registry.column(`design ${design} ${index}`, () => {
      for (let i = index; i < matrix.length; i += width) {
        if (matrix[i] !== 1)
          return new RowColumn({ values: matrix, stride: width, offset: index, isIndicator: false });
      }
      return one;
    });
  }

  /** Ones where something holds of `size` elements; `name` says what, and over which. */
  where(name: string, size: number, isIn: (i: number) => boolean): RowColumn {
    const values = (): Float64Array => Float64Array.from({ length: size }, (_, i) => (isIn(i) ? 1 : 0));
    return this.registry.column(`where ${name}`, () => columnOf(values(), true));
  }
}
