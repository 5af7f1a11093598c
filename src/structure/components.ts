/** A parameter of vectors as one form: that of each component, where the component is. */

import { type Domain, scalarDomain } from "../model/domains.ts";
import { carryForm, columnForm, type LinearForm, multiplyForms } from "./linear-form.ts";
import type { ModelColumns } from "./model-columns.ts";

/** Over the domain of all elements, of which component k of level j is number `j * width + k`; the components' forms are over the levels. */
export function formOfComponents(
  leading: Domain,
  components: readonly LinearForm[],
  columns: ModelColumns,
): LinearForm {
  const width = components.length;
  if (width === 1) return components[0]!;
  const { registry } = columns;
  const size = leading.size * width;
  const levels = Int32Array.from({ length: size }, (_, i) => Math.floor(i / width));
  return components.flatMap((form, k) => {
    const column = columns.where(
      `component ${k} of ${width} × ${leading.size}`,
      size,
      (i) => i % width === k,
    );
    const carried = leading === scalarDomain ? form : carryForm(form, levels, registry);
    return multiplyForms(columnForm(column), carried, size, registry);
  });
}
