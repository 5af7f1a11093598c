/** `(1 | p | g) + (0 + x | p | g)` of brms: effects of one group that equal words make one vector. */

import { expandFormula } from "../data/design/formula-terms.ts";
import type { FormulaNode } from "../language/syntax.ts";
import type { Problem } from "../problems/problem.ts";
import { notCorrelated } from "./problems.ts";
import { groupingText } from "./read-grouping.ts";
import { summands, sumOf } from "./summands.ts";
import type { GroupTerm } from "./syntax.ts";

/** Terms of one word joined; one word for two groups is a problem. */
export function joinCorrelated(groups: readonly GroupTerm[]): {
  readonly groups: readonly GroupTerm[];
  readonly problems: readonly Problem[];
} {
  const joined: GroupTerm[] = [];
  const problems: Problem[] = [];
  for (const group of groups) {
    const { id } = group;
    const place = id === null ? -1 : joined.findIndex((one) => one.id?.text === id.text);
    const other = joined[place];
    if (id === null || other === undefined) joined.push(group);
    else if (groupingText(other) === groupingText(group))
      joined[place] = { ...other, terms: joinedTerms(other, group), parts: [...other.parts, group.terms] };
    else {
      const [one, two] = [other, group].map((term) => `\`${groupingText(term)}\``);
      problems.push(
        notCorrelated(
          id.span,
          id.text,
          `they are of ${one} and of ${two}`,
          "give each group a word of its own",
        ),
      );
    }
  }
  return { groups: joined, problems };
}

/** One sum, with an intercept where one of the two has it. */
function joinedTerms(first: GroupTerm, second: GroupTerm): FormulaNode {
  const { span } = first.terms;
  const hasIntercept = [first, second].some(({ terms }) => expandFormula(terms).terms?.hasIntercept ?? true);
  const constant: FormulaNode = { kind: "number", value: hasIntercept ? 1 : 0, span };
  const others = [first, second].flatMap(({ terms }) =>
    summands(terms).filter(({ node }) => node.kind !== "number"),
  );
  return sumOf([{ sign: "+", node: constant }, ...others])!;
}
