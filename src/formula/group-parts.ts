/** What groups are written with, whatever the law of their effects: names of priors, their defaults, and what depends on a column. */

import type { DesignColumns } from "./design-columns.ts";
import type { ModelColumns } from "./model-columns.ts";
import type { Unit } from "./outcome.ts";
import {
  type ChosenPriors,
  type PriorScopes,
  type PriorSlot,
  printPrior,
  priorText,
  rounded,
  scoped,
} from "./priors.ts";
import type { GroupTerm } from "./syntax.ts";

/** Statements, and what is added to the predictor. */
export interface WrittenGroup {
  readonly designs: readonly string[];
  readonly statements: readonly string[];
  readonly sum: string;
}

/** The predictor that a term is of: its unit, what its names end with, and what the names of its priors begin with. */
export interface GroupPlace {
  readonly unit: Unit;
  readonly suffix: string;
  readonly scopes: PriorScopes;
}

/** Effects with the law that they have, over a plate. */
export interface LawfulGroup {
  readonly group: GroupTerm;
  /** By which its priors are named, the narrowest first. */
  readonly names: readonly string[];
  /** The factor. */
  readonly plate: string;
  /** Behind the letters of its names. */
  readonly short: string;
  readonly scopes: PriorScopes;
  readonly unit: Unit;
  /** The columns of its design. */
  readonly columns: DesignColumns;
}

/** What names and priors are asked of. */
export interface GroupSetting {
  readonly columns: ModelColumns;
  readonly priors: ChosenPriors;
}

/** Priors of the sds of a group's columns; `names` are those of the group, the narrowest first. */
export function sdSlots(
  names: readonly string[],
  columns: DesignColumns,
  { unit, scopes }: Pick<GroupPlace, "unit" | "scopes">,
): PriorSlot[] {
  return columns.names.map((column, k) => ({
    keys: scoped(scopes, ...names.flatMap((name) => [`sd(${name},${column})`, `sd(${name})`]), "sd"),
    prior: { distribution: "half_normal", arguments: [rounded(unit.groupSd * columns.spread[k]!)] },
  }));
}

/** The prior of a group's correlations. */
export function correlationPrior(
  names: readonly string[],
  scopes: PriorScopes,
  priors: ChosenPriors,
): string {
  const keys = scoped(scopes, ...names.map((name) => `cor(${name})`), "cor");
  return printPrior(priors.of({ keys, prior: priorText("lkj(2)") }));
}

/** Whether a design is an intercept alone. */
export function isIntercept({ names }: DesignColumns): boolean {
  return names.length === 1 && names[0] === "intercept";
}

/** The name of a column as a part of a name. */
export function wordOf(name: string): string {
  return name.replace(/[^\p{L}\p{M}\p{Nd}_]+/gu, "_").replace(/_$/, "");
}

/** `if(Z == "intercept", a, b)`: of several texts that of the column. */
export function chosenBy(design: string, names: readonly string[], texts: readonly string[]): string {
  const last = texts.length - 1;
  return texts
    .slice(0, last)
    .reduceRight(
      (rest, text, k) => `if(${design} == ${JSON.stringify(names[k])}, ${text}, ${rest})`,
      texts[last]!,
    );
}
