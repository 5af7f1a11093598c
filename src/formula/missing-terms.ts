/** What `mi(x)` stands for in a sum: a coefficient times the column. */

import type { Identifier } from "../language/syntax.ts";
import type { DesignColumns } from "./design-columns.ts";
import type { ModelColumns } from "./model-columns.ts";
import type { Unit } from "./outcome.ts";
import { type ChosenPriors, type PriorScopes, printPrior, rounded, scoped } from "./priors.ts";
import { sameEffects } from "./problems.ts";

/** The terms of a predictor; `unit` is that of the predictor. */
export function writeMissingTerms(
  missing: readonly Identifier[],
  unit: Unit,
  { scopes, coefficients: word }: { readonly scopes: PriorScopes; readonly coefficients: string },
  columns: ModelColumns,
  priors: ChosenPriors,
): { readonly designs: readonly string[]; readonly statements: readonly string[]; readonly sum: string }[] {
  const seen = new Set<string>();
  return missing.map(({ text, span }) => {
    if (seen.has(text)) columns.problems.push(sameEffects(span, `the predictor \`mi(${text})\``));
    seen.add(text);
    const name = columns.nameOf(text);
    const coefficient = columns.fresh(`${word}_${name}`);
    const prior = priors.of({
      keys: scoped(scopes, `b(mi(${text}))`, "b"),
      prior: {
        distribution: "normal",
        arguments: ["0", rounded((2.5 * unit.sd) / columns.unitOf(text).sd)],
      },
    });
    return {
      designs: [],
      statements: [`${coefficient} ~ ${printPrior(prior)}`],
      sum: `${coefficient} * ${name}`,
    };
  });
}

/** The spread of an intercept with columns that are not in its design, but in the sum. */
export function withShift(columns: DesignColumns, units: readonly Unit[]): DesignColumns {
  const shift = units.reduce((sum, { mean, sd }) => sum + (mean / sd) ** 2, 0);
  const spread = columns.spread.map((one, k) =>
    columns.names[k] === "intercept" ? Math.sqrt(one ** 2 + shift) : one,
  );
  return { ...columns, spread };
}
