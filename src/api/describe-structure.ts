/** What is recognized of a bound model: what a normal outcome is linear in, and how what can be integrated out is arranged. */

import type { Expression } from "../language/checked-model.ts";
import { outcomeName } from "../language/parts.ts";
import { printExpression } from "../language/print-expression.ts";
import { arrange, type FactorBlock } from "../linear-gaussian/statistics/arrangement.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Domain } from "../model/domains.ts";
import type { HyperAtom, Latent, LinearForm, Term } from "../structure/linear-form.ts";
import { type OutcomeFamily, recognizeLinearGaussian } from "../structure/linear-gaussian.ts";
import type { Refusal } from "../structure/obstacle.ts";
import { one, type RowColumn } from "../structure/row-column.ts";

export interface StructureDescription {
  /** Normal outcomes, as sums of numbers, columns, and normal variables; none where nothing can be integrated out. */
  readonly outcomes: readonly OutcomeForm[];
  /** What the sums are linear in, and is integrated out. */
  readonly normal: readonly NormalVariables[];
  /** Nested factors that are integrated out level by level, the innermost first. */
  readonly nested: readonly FactorDescription[];
  /** Factors whose levels are columns of one matrix. */
  readonly dense: readonly FactorDescription[];
  /** Population effects beside them, and locations that are sampled. */
  readonly population: number;
  /** Parameters that are left. */
  readonly sampled: readonly string[];
  /** Outcomes that are looked at row by row. */
  readonly rowByRow: readonly string[];
  /** Why a parameter, or the whole model, is not taken apart. */
  readonly obstacles: readonly { readonly parameter: string; readonly reason: string }[];
}

export interface OutcomeForm {
  readonly name: string;
  /** Rows, or elements of a plate. */
  readonly size: number;
  /** Terms of the mean, and of the standard deviation. */
  readonly mean: readonly string[];
  readonly sd: readonly string[];
}

export interface NormalVariables {
  /** With what they vary over: `u[subject, days]`. */
  readonly name: string;
  readonly size: number;
  /** `standard normal`, `normal(0, 300)` or `flat`. */
  readonly prior: string;
}

export interface FactorDescription {
  readonly name: string;
  readonly levels: number;
  /** Of each level. */
  readonly effects: number;
}

/** What there is to be known before a sampler is asked. */
export function describeStructure(model: BoundModel): StructureDescription {
  const { structure, refusals } = recognizeLinearGaussian(model);
  if (structure === null) {
    const { statements } = model.checked;
    return {
      ...{ outcomes: [], normal: [], nested: [], dense: [], population: 0 },
      sampled: statements.flatMap((one) => (one.kind === "parameter" ? [one.name] : [])),
      rowByRow: statements.flatMap((one) => (one.kind === "likelihood" ? [outcomeName(one.columns)] : [])),
      obstacles: refusals.map(obstacleOf),
    };
  }
  const { families, latents, sampled, otherLikelihoods } = structure;
  const { nesting, dense, scalars } = arrange(structure);
  return {
    outcomes: families.map((family) => describeFamily(model, family)),
    normal: latents.map((latent) => describeLatent(model, latent)),
    nested: nesting.map(describeFactor),
    dense: dense.map(describeFactor),
    population: scalars.latents.length,
    sampled: sampled.map(({ name }) => name),
    rowByRow: otherLikelihoods.map(({ column }) => column),
    obstacles: structure.refusals.map(obstacleOf),
  };
}

function obstacleOf({ parameter, reason }: Refusal) {
  return { parameter, reason };
}

function describeFactor({ domain, latents }: FactorBlock): FactorDescription {
  return { name: domain.name, levels: domain.size, effects: latents.length };
}

function describeFamily(model: BoundModel, { likelihood, domain, mean, sd }: OutcomeFamily): OutcomeForm {
  const words = (form: LinearForm): string[] => form.map((term) => describeTerm(model, term, domain.size));
  return { name: likelihood.column, size: domain.size, mean: words(mean), sd: words(sd) };
}

function describeLatent(model: BoundModel, latent: Latent): NormalVariables {
  const { sd, domain } = latent;
  const prior = sd === Infinity ? "flat" : sd === 1 ? "standard normal" : `normal(0, ${sd})`;
  return { name: nameOf(model, latent), size: domain.size, prior };
}

/** `u[subject, days]`: what it is of, and which of several. */
function nameOf({ checked, domains }: BoundModel, { parameter, domain, component, width }: Latent): string {
  const plates = checked.declarations.get(parameter);
  const last = plates?.kind === "parameter" ? plates.plates.at(-1) : undefined;
  const label = width === 1 || last === undefined ? [] : [domains.labelsOf(last)[component] ?? component + 1];
  const within = [...(domain.axes.length === 0 ? [] : [domain.name]), ...label];
  return within.length === 0 ? parameter : `${parameter}[${within.join(", ")}]`;
}

/** `2 · days · τ["days"] · u[subject, days]` */
function describeTerm(model: BoundModel, { scale, column, multiplier, latent }: Term, size: number): string {
  const atoms = multiplier === null ? [] : multiplier.atoms.map((atom) => describeAtom(model, atom));
  const parts = [
    ...(column === one ? [] : [describeColumn(model, column, size)]),
    ...atoms,
    ...(latent === null ? [] : [nameOf(model, latent)]),
  ];
  const number = String(Number(scale.toPrecision(6)));
  return [...(scale === 1 && parts.length > 0 ? [] : [number]), ...parts].join(" · ");
}

function describeColumn({ columns, designs }: BoundModel, column: RowColumn, size: number): string {
  const { values, offset, isIndicator } = column.base;
  if (isIndicator) {
    let count = 0;
    for (let i = 0; i < size; i++) count += column.at(i);
    return `(in ${count} of ${size})`;
  }
  for (const { name, matrix, columnNames } of designs.values()) {
    if (matrix === values) return `${name}[${columnNames[offset]}]`;
  }
  for (const [name, known] of columns) if (known.values === values) return name;
  return "(a product of data)";
}

function describeAtom(model: BoundModel, { value, seen }: HyperAtom): string {
  if (value.kind === "factor")
    return `L(${printExpression(value.expression)})[${value.row + 1}, ${value.column + 1}]`;
  const { expression } = value;
  const labels = seen === null ? null : labelsAt(model, expression, seen.from, seen.element);
  const text =
    labels === null || expression.kind !== "quantity"
      ? printExpression(expression)
      : `${expression.name}[${labels.join(", ")}]`;
  return value.isReciprocal ? `1/(${text})` : text;
}

/** The labels of the element of a quantity that is seen from an element of a domain; null where they are not told by the domain alone. */
function labelsAt(
  { checked, domains }: BoundModel,
  expression: Expression,
  from: Domain,
  element: number,
): readonly string[] | null {
  if (expression.kind !== "quantity") return null;
  const plates = checked.declarations.get(expression.name)?.plates ?? [];
  const labels = plates.map((plate) => {
    const map = domains.mapBetween(from, domains.ofPlates([plate]));
    return map === null ? undefined : domains.labelsOf(plate)[map.indices[element]!];
  });
  return labels.length > 0 && labels.every((label) => label !== undefined) ? labels : null;
}
