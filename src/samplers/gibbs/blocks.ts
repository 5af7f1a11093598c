/**
 * The schedule of a Gibbs sweep for any model of the language: its parameters in blocks, each with the best update that its full
 * conditional allows. In this order are asked: a normal draw, jointly for as many parameters as can be; a conjugate pair; a
 * slice from a few sums; slices of independent elements side by side; a Hamiltonian trajectory on the Markov blanket.
 */

import { withPlates } from "../../language/print-expression.ts";
import { type Domain, scalarDomain } from "../../model/domains.ts";
import { type ConjugateRecipe, conjugateRecipe } from "./conjugate/conjugate-update.ts";
import { type DirichletRecipe, dirichletRecipe } from "./conjugate/dirichlet.ts";
import { type NormalRecipe, normalRecipe } from "./conjugate/normal.ts";
import { type CovarianceSliceRecipe, covarianceBlocks } from "./covariance-slice.ts";
import { blockName, type FreeParameter, type GibbsGraph, shapeOf } from "./gibbs-graph.ts";
import { type InterweavingRecipe, interweavingRecipe } from "./interweaving.ts";
import type { ModeJumpRecipe } from "./mode-jump.ts";
import { type PlateSliceRecipe, plateSliceRecipe } from "./plate-slice.ts";
import { powerBlock } from "./power-block.ts";
import type { Coordinate } from "./shift-flatness.ts";
import { type ShiftRecipe, shiftRecipes } from "./shift-update.ts";
import { type StatisticsSliceRecipe, statisticsSliceRecipe } from "./statistics-slice.ts";
import { type TrajectoryRecipe, trajectoryRecipe } from "./trajectory-update.ts";

/** All kinds of updates. */
export type UpdateRecipe =
  | NormalRecipe
  | ConjugateRecipe
  | DirichletRecipe
  | StatisticsSliceRecipe
  | CovarianceSliceRecipe
  | PlateSliceRecipe
  | TrajectoryRecipe
  | ShiftRecipe
  | InterweavingRecipe
  | ModeJumpRecipe;

/** An update with the parameters that it changes. */
export interface ScheduledUpdate {
  readonly recipe: UpdateRecipe;
  readonly parameters: readonly FreeParameter[];
}

/** Numbers of an element that are sliced one after another; more move along a trajectory together. */
const mostSliced = 3;

/** The updates of a sweep, in their order. */
export function scheduleUpdates(graph: GibbsGraph): readonly ScheduledUpdate[] {
  const shaped = graph.parameters.map((parameter) => ({ ...parameter, ...shapeOf(graph.model, parameter) }));
  const lines = shaped.filter((parameter) => isLine(graph, parameter));
  const covariances = covarianceBlocks(graph);
  const covered = new Set(covariances.flatMap(({ parameters }) => parameters.map(({ input }) => input)));
  const others = shaped.filter((parameter) => !lines.includes(parameter) && !covered.has(parameter.input));
  const updates: ScheduledUpdate[] = [
    ...[...new Set(lines.map(({ elements }) => elements))].flatMap((elements) => {
      const members = lines.filter((parameter) => parameter.elements === elements);
      return lineUpdates(graph, members, elements);
    }),
    ...covariances,
    ...others.map((parameter) => ({ recipe: otherUpdate(graph, parameter), parameters: [parameter] })),
  ];
  const firstOf = ({ parameters }: ScheduledUpdate): number =>
    Math.min(...parameters.map(({ input }) => input.offset));
  updates.sort((a, b) => firstOf(a) - firstOf(b));
  return [...updates, ...shifts(graph, lines), ...interweavings(graph)];
}

type Shaped = FreeParameter & { readonly elements: Domain; readonly width: number };

/** Whether a parameter's free numbers are itself: it is anywhere on the real line. */
function isLine({ joint }: GibbsGraph, { statement, input }: Shaped): boolean {
  return joint.translator.quantities.get(statement.name)!.node === input;
}

/** Parameters on the real line over the same elements: those that are jointly normal together, the others by themselves. */
function lineUpdates(graph: GibbsGraph, members: readonly Shaped[], elements: Domain): ScheduledUpdate[] {
  let normal: { readonly recipe: NormalRecipe; readonly parameters: readonly Shaped[] } | null = null;
  const rest: Shaped[] = [];
  for (const member of members) {
    const together: readonly Shaped[] = [...(normal?.parameters ?? []), member];
    const recipe = normalRecipe(graph, together, elements);
    if (recipe === null) rest.push(member);
    else normal = { recipe, parameters: together };
  }
  const updates: ScheduledUpdate[] = normal === null ? [] : [normal];
  if (rest.length === 0) return updates;
  if (elements === scalarDomain) {
    updates.push({ recipe: jointUpdate(graph, rest), parameters: rest });
    return updates;
  }
  for (const member of rest) {
    const normalAlone = normalRecipe(graph, [member], elements);
    updates.push({ recipe: normalAlone ?? elementUpdate(graph, member), parameters: [member] });
  }
  return updates;
}

function jointUpdate(graph: GibbsGraph, members: readonly Shaped[]): UpdateRecipe {
  const [only] = members;
  if (members.length === 1 && only!.width === 1) return elementUpdate(graph, only!);
  return trajectoryRecipe(graph, members);
}

function elementUpdate(graph: GibbsGraph, member: Shaped): UpdateRecipe {
  const slice = member.width > mostSliced ? null : plateSliceRecipe(graph, member, member.elements);
  return slice ?? trajectoryRecipe(graph, [member]);
}

function otherUpdate(graph: GibbsGraph, parameter: Shaped): UpdateRecipe {
  const block = powerBlock(graph, parameter);
  const closed = block && (conjugateRecipe(block) ?? statisticsSliceRecipe(block));
  return closed ?? dirichletRecipe(graph, parameter) ?? elementUpdate(graph, parameter);
}

function shifts(graph: GibbsGraph, lines: readonly Shaped[]): ScheduledUpdate[] {
  const coordinates = lines.flatMap((member) =>
    Array.from({ length: member.width }, (_, component): Coordinate => {
      const labels = member.width === 1 ? [] : graph.model.domains.labelsOf(member.statement.plates.at(-1)!);
      const name = labels.length === 0 ? blockName([member]) : elementName(member, labels[component]!);
      return { member, elements: member.elements, component, name };
    }),
  );
  return shiftRecipes(graph, coordinates).map((recipe) => ({
    recipe,
    parameters: lines.filter(({ input }) =>
      [recipe.raised, recipe.lowered].some(
        ({ offset }) => offset >= input.offset && offset < input.offset + input.domain.size,
      ),
    ),
  }));
}

function interweavings(graph: GibbsGraph): ScheduledUpdate[] {
  return graph.parameters.flatMap((parameter) => {
    const recipe = interweavingRecipe(graph, parameter);
    return recipe === null ? [] : [{ recipe, parameters: [parameter] }];
  });
}

function elementName({ statement }: FreeParameter, label: string): string {
  return withPlates(statement.name, [...statement.plates.slice(0, -1), label]);
}
