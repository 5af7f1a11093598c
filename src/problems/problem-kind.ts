/** Problems that are asked for again when they have been found: what makes them carries their code, and an `if` says its name. */

import type { Problem } from "./problem.ts";

/** Makes the problems of one code. */
type ProblemKind<Given extends readonly unknown[]> = ((...given: Given) => Problem) & Pick<Problem, "code">;

/** What makes problems, with the code that it gives them. */
export function problemKind<const Given extends readonly unknown[]>(
  code: Problem["code"],
  make: (code: Problem["code"], ...given: Given) => Problem,
): ProblemKind<Given> {
  return Object.assign((...given: Given) => make(code, ...given), { code });
}

/** Whether a problem is of this kind. */
export function isProblem(kind: Pick<Problem, "code">, { code }: Pick<Problem, "code">): boolean {
  return code === kind.code;
}
