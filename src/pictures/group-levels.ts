/** What pictures of group effects share: which effects there are to show, why there are none, and panels with a row for each level. */

import type { EffectsRole, Roles } from "../posterior/draws.ts";
import type { NoPicture, PictureInput } from "./kind.ts";
import { type Axis, nameAxis } from "./picture.ts";
import { rowsHeight } from "./row-groups.ts";

/** Effects of a run of this program. */
export interface ShownEffects {
  readonly run: NonNullable<PictureInput["run"]>;
  /** Those of the group that is asked for, or of all. */
  readonly effects: readonly EffectsRole[];
}

/** The effects that there are to show; or why there are none. */
export function effectsToShow({ run, group = null }: PictureInput): ShownEffects | NoPicture {
  if (run === null) {
    return {
      reason:
        "draws of another program do not say which of their variables are effects of groups; fit the model with `hyperprior fit`, or draw a `forest`",
    };
  }
  const { effects, components } = run.roles;
  const held = new Set(run.draws.variables.map(({ name }) => name));
  const shown = effects.filter(
    (role) =>
      (group === null || role.group === group) &&
      role.levels.length > 0 &&
      role.variables.every((name) => held.has(name)),
  );
  if (shown.length > 0) return { run, effects: shown };
  const left = [...new Set([...effects, ...components].map((one) => one.group))];
  if (left.length === 0)
    return { reason: `${noneToDraw("group effects", run.roles)}; draw a \`forest\` of its variables` };
  if (group !== null && !left.includes(group))
    return {
      reason: `the run has no group effects of \`${group}\`; it has those of ${quoted(left)}: name one of them`,
    };
  const missing = group === null ? left : [group];
  return {
    reason: `the draws do not hold the effects of ${quoted(missing)}; fit once more with \`--keep all\``,
  };
}

/** There is nothing to show: not known where the model has no outcome to tell it of, and otherwise none. */
export function noneToDraw(what: string, { outcome, remarks }: Roles): string {
  const [why] = remarks;
  if (outcome === null && why !== undefined) return `the model's ${what} are not known: ${why}`;
  return `the model has no ${what}${why === undefined ? "" : ` (${why})`}`;
}

/** `a`, `b`. */
function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

/** `batch`, or `subject: days` for a term that is not the intercept. */
export function effectTitle({ group, term }: Pick<EffectsRole, "group" | "term">): string {
  return term === "intercept" ? group : `${group}: ${term}`;
}

/** Rows that have the usual height; more are drawn closer. */
const looseRows = 70;
const rowPixels = 16;
const leastPixels = 5;
/** What a line of letters takes. */
const letterPixels = 11;
/** The axis of levels, and how high a panel is for all of them; of very many levels some only are named. */
export function levelAxis(
  levels: readonly string[],
  isAlone: boolean,
): { readonly y: Axis; readonly height: number } {
  const count = levels.length;
  const pixels = count <= looseRows ? rowPixels : Math.max(leastPixels, (looseRows * rowPixels) / count);
  const every = Math.ceil(letterPixels / pixels);
  const names = levels.map((name, j) => (j % every === 0 ? name : ""));
  return { y: nameAxis(names), height: rowsHeight(count, pixels, isAlone ? 1 : 2) };
}

/** 0, 1, … */
export function rowsOf(levels: ArrayLike<unknown>): number[] {
  return Array.from({ length: levels.length }, (_, i) => i);
}
