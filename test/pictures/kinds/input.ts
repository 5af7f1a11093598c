/** Inputs of pictures for tests: draws of a run with two groups made by hand, or of another program. */

import { expect } from "vitest";
import { isNoPicture, type PictureInput, type PictureKind } from "../../../src/pictures/kind.ts";
import type { Mark, Picture } from "../../../src/pictures/picture.ts";
import { renderSvg } from "../../../src/pictures/svg/file.ts";
import type { Draws, EffectsRole, Roles } from "../../../src/posterior/draws.ts";
import { emptyRoles } from "../../posterior/make-draws.ts";

/** What a kind is given; draws of another program, if nothing else is said. */
export function inputOf(draws: Draws, rest: Partial<PictureInput> = {}): PictureInput {
  return {
    title: "a model",
    draws,
    run: null,
    rows: new Map(),
    prob: 0.9,
    predicted: null,
    logLikelihood: null,
    ...rest,
  };
}

/** The same of a run with these roles. */
export function runInput(
  draws: Draws,
  roles: Partial<Roles>,
  rest: Partial<PictureInput> = {},
): PictureInput {
  return inputOf(draws, { run: { draws, roles: { ...emptyRoles, ...roles }, prior: null }, ...rest });
}

/** Effects `group[level]` of levels with these raw means and rows; a component for them. */
export function groupRole(
  group: string,
  levels: readonly string[],
  rest: Partial<EffectsRole> = {},
): Pick<Roles, "effects" | "components"> {
  const term = rest.term ?? "intercept";
  const n = rest.n ?? levels.map(() => 4);
  const role: EffectsRole = {
    group,
    term,
    levels,
    variables: levels.map((level) => `${group}[${level}]`),
    n,
    rawMean: levels.map((_, j) => j),
    variance: `variance ${group}`,
    information: n,
    residualVariance: "residual",
    ...rest,
  };
  const component = { group, term, variance: role.variance, meanSquare: 1, contribution: null };
  return { effects: [role], components: [component] };
}

/** The picture, after it was drawn as SVG without a number that is none. */
export function requirePicture(kind: PictureKind, input: PictureInput): Picture {
  const drawn = kind.draw(input);
  if (isNoPicture(drawn)) throw new Error(`expected a picture, found: ${drawn.reason}`);
  const svg = renderSvg(drawn);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  expect(drawn.description).not.toMatch(/NaN|Infinity|undefined/);
  expect(drawn.description).toMatch(/\.$/);
  expect(drawn.kind).toBe(kind.name);
  return drawn;
}

/** Why there is none. */
export function requireReason(kind: PictureKind, input: PictureInput): string {
  const drawn = kind.draw(input);
  if (!isNoPicture(drawn)) throw new Error("expected no picture, found one");
  expect(drawn.reason).not.toMatch(/\.$|NaN|undefined/);
  return drawn.reason;
}

/** The marks of one kind in a panel of a picture. */
export function marksOf<Kind extends Mark["kind"]>(
  picture: Picture,
  kind: Kind,
  panel = 0,
): Extract<Mark, { readonly kind: Kind }>[] {
  return picture.panels[panel]!.marks.filter((mark) => mark.kind === kind) as never;
}
