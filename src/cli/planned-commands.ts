/** Commands that are planned: who asks for one has not mistyped it. */

const planned: ReadonlySet<string> = new Set([
  ...[
    "browse",
    "compare",
    "compare-draws",
    "contrast",
    "design",
    "diff",
    "expand",
    "export",
    "language-server",
  ],
  ...["lesson", "plot", "ppc", "predict", "prior", "report", "sensitivity", "simulate", "statistics"],
]);

/** The command that the words begin with, if it is one of them; or null. */
export function plannedCommand([first]: readonly string[]): string | null {
  return first !== undefined && planned.has(first) ? first : null;
}
