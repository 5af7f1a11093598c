/** LaTeX as MathML, which browsers draw by themselves, by Temml. A file of its own: it is loaded where a report is made, and not before. */

import temml from "temml";

/** A `math` element in display style. What Temml cannot read is shown as it is, in an element of its own. */
export function mathMl(latex: string): string {
  // An operator that begins a cell has no space about it, unless something stands before it.
  const spaced = latex.trim().replaceAll(/&(?=\\sim|\\propto|=)/g, "&{}");
  return temml.renderToString(spaced, { displayMode: true, throwOnError: false, trust: false });
}
