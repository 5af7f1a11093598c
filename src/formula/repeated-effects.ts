/** Effects that a formula has twice, and joined terms that are other than they are apart. */

import { printFormula } from "../data/design/print-formula.ts";
import type { FormulaNode, Identifier } from "../language/syntax.ts";
import { listed } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";
import { groupingsOf } from "./named-columns.ts";
import { notCorrelated, sameEffects } from "./problems.ts";
import { groupingText } from "./read-grouping.ts";
import type { GroupTerm, SmoothTerm } from "./syntax.ts";

/** `(1 | g) + (x | g)`, whose intercepts are two, or `s(x) + s(x)`; `namesOf` says which columns terms have. */
export function repeatedEffects(
  groups: readonly GroupTerm[],
  smooths: readonly SmoothTerm[],
  namesOf: (terms: FormulaNode) => readonly string[],
): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const { argument, by, span } of smooths) {
    const text = [argument, ...(by === null ? [] : [by])].map(printFormula).join(", by = ");
    if (seen.has(text)) problems.push(sameEffects(span, `the smooth \`s(${text})\``));
    seen.add(text);
  }
  const effects = new Set<string>();
  for (const { terms, grouping, law, span } of groups) {
    const names = namesOf(terms);
    // Beside effects of relatives there may be others of the same animals.
    const known = law.kind === "covariance" ? groupingText({ grouping, law }) : "";
    const plates =
      law.kind === "members"
        ? [[groupingText({ grouping, law })]]
        : (groupingsOf(grouping) ?? []).map(textsOf);
    for (const plate of plates) {
      const keyOf = (name: string): string => JSON.stringify([name, known, ...[...plate].sort()]);
      const again = names.find((name) => effects.has(keyOf(name)));
      if (again !== undefined)
        problems.push(sameEffects(span, `the effect \`${again}\` of \`${plate.join(":")}\``));
      for (const name of names) effects.add(keyOf(name));
    }
  }
  return problems;
}

const textsOf = (names: readonly Identifier[]): string[] => names.map(({ text }) => text);

/** Terms that are one vector have the columns that they have apart. */
export function otherColumns(
  { id, terms, parts, span }: GroupTerm,
  namesOf: (terms: FormulaNode) => readonly string[],
): Problem[] {
  if (id === null || parts.length === 1) return [];
  const [together, apart] = [namesOf(terms), parts.flatMap(namesOf)];
  if (apart.length === together.length && apart.every((name) => together.includes(name))) return [];
  const why = `together they have the columns ${listed(together)}, and apart ${listed(apart)}`;
  return [
    notCorrelated(span, id.text, why, "write one term, `(1 + x | g)`, with the columns that are meant"),
  ];
}
