/** LaTeX as MathML, which browsers draw by themselves, by Temml. A file of its own: it is loaded where a report is made, and not before. */

import temml from "temml";

/** A `math` element in display style. What Temml cannot read is shown as it is, in an element of its own. */
export function mathMl(latex: string): string {
  return temml.renderToString(latex.trim(), { displayMode: true, throwOnError: false, trust: false });
}
