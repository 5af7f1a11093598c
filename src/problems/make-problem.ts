/** Problems made: `problem("HP0402", inFile(path), ["what is wrong", "what to write"])`. */

import type { Place, Problem, Span } from "./problem.ts";

/** What is wrong, and what to write. */
export type Fix = readonly [message: string, hint: string];

/** An error. */
export function problem(code: Problem["code"], place: Place, [message, hint]: Fix): Problem {
  return { code, severity: "error", message, hint, place };
}

/** A warning. */
export function warning(code: Problem["code"], place: Place, [message, hint]: Fix): Problem {
  return { code, severity: "warning", message, hint, place };
}

/** The place of what is wrong with words of a command or a script, or with all of a model. */
export const nowhere: Place = { kind: "none" };

/** A place in the model's text. */
export function inModel(span: Span): Place {
  return { kind: "model", span };
}

/** A place in a file, or in all of it. */
export function inFile(file: string, line: number | null = null, column: string | null = null): Place {
  return { kind: "data", file, line, column };
}

/** `` `a`, `b` ``, and of more than `most` how many others: `` `a`, `b` and 3 more ``. */
export function listed(names: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const shown = names.slice(0, most).map((name) => `\`${name}\``);
  return names.length > most ? `${shown.join(", ")} and ${names.length - most} more` : shown.join(", ");
}

/** `` `a`, `b` and `c` ``, and of more than `most` how many others. */
export function enumerated(names: readonly string[], most = Number.POSITIVE_INFINITY): string {
  if (names.length < 2 || names.length > most) return listed(names, most);
  return `${listed(names.slice(0, -1))} and ${listed(names.slice(-1))}`;
}

/** 1,000,000 as it is read. */
export function counted(count: number): string {
  if (count > 1e15) return `about ${count.toExponential(0).replace("e+", "e")}`;
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** The hint of a misspelt name; `otherwise` where no known name is near. */
export function didYouMean(nearest: string | null, otherwise: string): string {
  return nearest === null ? otherwise : `did you mean \`${nearest}\`?`;
}
