/**
 * Groups whose effects are not all alike.
 *
 * `gr(patient, by = arm)`: with the sd τ[arm] of the arm that a patient is in; vectors are correlated by a matrix of each arm, as products
 * of its Cholesky factor and independent effects. `gr(g, dist = "student")`: a Student t distribution; of a vector by its scale mixture,
 * √w times a normal vector with w ~ inverse_gamma(ν / 2, ν / 2), as brms has it.
 */

import type { Identifier } from "../language/syntax.ts";
import { choleskyFactor, correlatedSum } from "./cholesky.ts";
import {
  chosenBy,
  correlationPrior,
  type GroupSetting,
  isIntercept,
  type LawfulGroup,
  sdSlots,
  type WrittenGroup,
  wordOf,
} from "./group-parts.ts";
import { printPrior, priorText, scoped } from "./priors.ts";
import { groupNotNested } from "./problems-groups.ts";

/** Effects with sds, and correlations, of each level of a factor. */
export function writeBy(
  by: Identifier,
  own: LawfulGroup,
  { columns: known, priors }: GroupSetting,
): WrittenGroup {
  const { group, plate, short, columns, names } = own;
  const factor = known.factorNameOf(by.text);
  const torn = tornLevel(known, plate, factor);
  if (torn !== null) known.problems.push(groupNotNested(by.span, names.at(-1)!, by.text, torn));
  const [sd, effects] = [known.fresh(`τ${short}`), known.fresh(`u${short}`)];
  const slots = sdSlots(names, columns, own);
  const label = `  "sd between ${plate} by ${factor}"`;
  if (isIntercept(columns))
    return {
      designs: [],
      statements: [
        `${sd}[${factor}] ~ ${priors.textOf(slots[0]!)}${label}`,
        `${effects}[${plate}] ~ normal(0, ${sd}[${factor}])`,
      ],
      sum: `${effects}[${plate}]`,
    };
  const design = known.fresh(`Z${short}`);
  const scales = { name: sd, plate: design, labels: columns.names, outer: factor };
  const statements = [...priors.vectorStatements(scales, slots, label)];
  const vector = `${effects}[${plate}, ${design}]`;
  if (group.isCorrelated && columns.names.length > 1) {
    const independent = known.fresh(`z${short}`);
    const rows = correlateBy(factor, design, own, { columns: known, priors }, statements);
    const each = columns.names.map((name) => `${independent}[${plate}, ${JSON.stringify(name)}]`);
    const sums = rows.map((row) => correlatedSum(row, each));
    statements.push(`${independent}[${plate}, ${design}] ~ normal(0, 1)`);
    statements.push(`${vector} = ${sd}[${factor}, ${design}] * ${chosenBy(design, columns.names, sums)}`);
  } else statements.push(`${vector} ~ normal(0, ${sd}[${factor}, ${design}])`);
  return {
    designs: [`${design} = design(${known.designText(group.terms, columns)})`],
    statements,
    sum: `${design} * ${effects}[${plate}]`,
  };
}

/** The Cholesky factor of the correlation matrix of each level, whose statements are added. */
function correlateBy(
  factor: string,
  design: string,
  { short, scopes, names, columns }: LawfulGroup,
  { columns: known, priors }: GroupSetting,
  statements: string[],
): string[][] {
  const column = known.column(factor);
  const levels = column?.kind === "factor" ? column.levels : [];
  const matrices = levels.map((level) => known.fresh(`Ω${short}_${wordOf(level)}`));
  const prior = correlationPrior(names, scopes, priors);
  for (const matrix of matrices) statements.push(`${matrix}[${design}, ${design}] ~ ${prior}`);
  return choleskyFactor(
    columns.names.length,
    (row, of) => {
      const place = [row, of].map((k) => JSON.stringify(columns.names[k])).join(", ");
      return chosenBy(
        factor,
        levels,
        matrices.map((matrix) => `${matrix}[${place}]`),
      );
    },
    (row, of, value) => {
      const entry = known.fresh(`L${short}_${row + 1}_${of + 1}`);
      statements.push(`${entry}[${factor}] = ${value}`);
      return `${entry}[${factor}]`;
    },
  );
}

/** A level of a factor that occurs with several levels of another; null where each has one. */
function tornLevel(known: GroupSetting["columns"], plate: string, factor: string): string | null {
  const [inner, outer] = [known.column(plate), known.column(factor)];
  if (inner?.kind !== "factor" || outer?.kind !== "factor") return null;
  const found = new Map<number, number>();
  for (let row = 0; row < inner.codes.length; row++) {
    const [level, of] = [inner.codes[row]!, outer.codes[row]!];
    if ((found.get(level) ?? of) !== of) return inner.levels[level]!;
    found.set(level, of);
  }
  return null;
}

/** Effects with a Student t distribution. */
export function writeStudent(own: LawfulGroup, { columns: known, priors }: GroupSetting): WrittenGroup {
  const { group, plate, short, scopes, columns, names } = own;
  const [scale, effects, df] = ["τ", "u", "ν"].map((letter) => known.fresh(letter + short)) as [
    string,
    string,
    string,
  ];
  const slots = sdSlots(names, columns, own);
  const label = `  "scale between ${plate}"`;
  const keys = scoped(scopes, ...names.map((name) => `df(${name})`), "df");
  const ofDf = printPrior(priors.of({ keys, prior: priorText("gamma(2, 0.1)") }));
  const degrees = `${df} ~ ${ofDf}  "degrees of freedom of ${plate}"`;
  if (isIntercept(columns))
    return {
      designs: [],
      statements: [
        `${scale} ~ ${priors.textOf(slots[0]!)}${label}`,
        degrees,
        `${effects}[${plate}] ~ student_t(${df}, 0, ${scale})`,
      ],
      sum: `${effects}[${plate}]`,
    };
  const design = known.fresh(`Z${short}`);
  const vector = `${effects}[${plate}, ${design}]`;
  const scales = { name: scale, plate: design, labels: columns.names };
  const statements = [...priors.vectorStatements(scales, slots, label), degrees];
  if (columns.names.length === 1) statements.push(`${vector} ~ student_t(${df}, 0, ${scale}[${design}])`);
  else {
    const [normal, mixture] = [known.fresh(`v${short}`), known.fresh(`w${short}`)];
    statements.push(`${mixture}[${plate}] ~ inverse_gamma(${df} / 2, ${df} / 2)`);
    if (group.isCorrelated) {
      const correlation = known.fresh(`Ω${short}`);
      statements.push(`${correlation}[${design}, ${design}] ~ ${correlationPrior(names, scopes, priors)}`);
      statements.push(`${normal}[${plate}, ${design}] ~ multi_normal(0, ${scale}, ${correlation})`);
    } else statements.push(`${normal}[${plate}, ${design}] ~ normal(0, ${scale}[${design}])`);
    statements.push(`${vector} = sqrt(${mixture}[${plate}]) * ${normal}[${plate}, ${design}]`);
  }
  return {
    designs: [`${design} = design(${known.designText(group.terms, columns)})`],
    statements,
    sum: `${design} * ${effects}[${plate}]`,
  };
}
