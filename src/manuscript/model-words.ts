/**
 * A model as sentences of a methods section: what each outcome was modeled by, what stands in its formulas, what group effects are of, and the prior
 * of every other parameter. Each statement of the model is said once.
 */

import type {
  CheckedModel,
  CheckedStatement,
  Definition,
  Likelihood,
  ParameterStatement,
} from "../language/checked-model.ts";
import { expressionsOf, mentionedQuantities, partsOf } from "../language/parts.ts";
import type { RunRecord } from "../run/run.ts";
import { counted } from "./counted.ts";
import { distributionPhrase, exceptionsPhrase } from "./distribution-words.ts";
import { cite, enumeration, formula, type Phrase, symbol } from "./inline.ts";
import { priorReferences } from "./prior-references.ts";

/** Sentences without their full stops. */
export function modelSentences(model: CheckedModel, record: RunRecord): Phrase[] {
  const statements = [...model.statements].sort((a, b) => a.span.start - b.span.start);
  const outcomes = statements.filter((one) => one.kind === "likelihood");
  const parameters = statements.filter((one) => one.kind === "parameter");
  const definitions = statements.filter((one) => one.kind === "definition");
  const used = usedNames(model);
  const hierarchical = parameters.filter((one) => isHierarchical(one, model));
  const priors = parameters.filter((one) => !hierarchical.includes(one));
  return [
    ...outcomes.map((one) => outcomeSentence(one, model, record)),
    ...whereSentences(
      definitions.filter(({ name }) => used.has(name)),
      model,
      record,
    ),
    ...hierarchical.map((one) => effectsSentence(one, model, record)),
    ...priorSentences(priors, model, record),
    ...derivedSentences(definitions.filter(({ name, variesByRow }) => !used.has(name) && !variesByRow)),
  ];
}

/** Whether some parameters have a distribution that depends on others. */
export function isHierarchicalModel(model: CheckedModel): boolean {
  return model.statements.some((one) => one.kind === "parameter" && isHierarchical(one, model));
}

/** Quantities that a parameter or an outcome depends on. */
function usedNames({ statements, declarations }: CheckedModel): ReadonlySet<string> {
  const used = new Set<string>();
  const visit = (statement: CheckedStatement): void => {
    for (const name of expressionsOf(statement).flatMap(mentionedQuantities)) {
      if (used.has(name)) continue;
      used.add(name);
      const declaration = declarations.get(name);
      if (declaration?.kind === "definition") visit(declaration);
    }
  };
  for (const statement of statements) if (statement.kind !== "definition") visit(statement);
  return used;
}

/** Whether its distribution depends on other parameters. */
function isHierarchical({ distribution, ...one }: ParameterStatement, model: CheckedModel): boolean {
  const reaches = (names: readonly string[]): boolean =>
    names.some((name) => {
      const declaration = model.declarations.get(name);
      if (declaration?.kind !== "definition") return declaration !== undefined;
      return reaches(mentionedQuantities(declaration.value));
    });
  return reaches(expressionsOf({ ...one, distribution }).flatMap(mentionedQuantities));
}

function outcomeSentence(outcome: Likelihood, model: CheckedModel, { data }: RunRecord): Phrase {
  const { columns, per, distribution, weight, label } = outcome;
  const names = enumeration(columns.map((column) => [symbol(column)]));
  const extra = [...(label === null ? [] : [label]), ...(per === null ? [] : [`one value for each ${per}`])];
  const isCovariate = data.missing?.some(
    ({ column, became }) => columns.includes(column) && became === "parameters",
  );
  const noun = isCovariate === true ? "covariate" : "outcome";
  return [
    columns.length === 1 ? `The ${noun} ` : `The ${noun}s `,
    ...names,
    extra.length === 0 ? "" : ` (${extra.join("; ")})`,
    columns.length === 1 ? " was modeled by " : " were modeled together by ",
    ...distributionPhrase(distribution, model),
    ...(weight === null ? [] : [", each row counted with the weight ", formula(weight)]),
  ];
}

/** Designs, known matrices, constants and definitions that the formulas above have. */
function whereSentences(used: readonly Definition[], model: CheckedModel, record: RunRecord): Phrase[] {
  const parts: Phrase[] = [
    ...used.map(
      ({ name, value, label }): Phrase => [
        symbol(name),
        " = ",
        formula(value),
        label === null ? "" : ` (${label})`,
      ],
    ),
    ...[...model.plates.values()].flatMap((plate): Phrase[] => {
      if (plate.kind !== "design") return [];
      const { start, end } = plate.formula.span;
      const written = model.source.slice(start, end).replace(/\s+/g, " ");
      const per = plate.per === null ? "" : `, a row for each ${plate.per}`;
      return [
        [symbol(plate.name), ` is the design matrix with ${columnsOf(plate.name, record, written)}${per}`],
      ];
    }),
    ...[...model.matrices.values()].map(({ name, plate, isInverse }): Phrase => {
      const what = isInverse ? "covariance matrix, whose inverse was given," : "known covariance matrix";
      return [symbol(name), ` is the ${what} of the levels of `, symbol(plate)];
    }),
    ...model.constants.map(({ name, label }): Phrase => {
      const value = record.model.constants[name];
      const says = label === null ? "" : ` (${label})`;
      return [symbol(name), ` was fixed at ${value}${says}`];
    }),
  ];
  return parts.length === 0 ? [] : [["Here ", ...enumeration(parts, parts.length > 1 ? "; " : ", ")]];
}

/** More columns than these are counted. */
const mostColumns = 8;

function columnsOf(plate: string, { levels }: RunRecord, written: string): string {
  const names = Object.hasOwn(levels, plate) ? levels[plate]! : [];
  if (names.length === 0) return `the columns of the formula ${written}`;
  if (names.length > mostColumns) return `${names.length} columns of the formula ${written}`;
  if (names.length === 1) return `the column ${names[0]} alone`;
  return `the columns ${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** How many levels a plate has; null where the record does not say. */
function levelsOf(plate: string, { data, levels }: RunRecord): number | null {
  return data.groups[plate] ?? levels[plate]?.length ?? null;
}

/** "one for each of the 6 levels of batch", "one for each column of X". */
function platesPhrase(plates: readonly string[], model: CheckedModel, record: RunRecord): Phrase {
  return enumeration(
    plates.map((name): Phrase => {
      const kind = model.plates.get(name)?.kind;
      if (kind === "design") return ["each column of ", symbol(name)];
      const count = levelsOf(name, record);
      const number = count === null ? "" : `of the ${counted(count, "level")} `;
      return [`each ${number === "" ? "level " : number}of `, symbol(name)];
    }),
  );
}

function effectsSentence(one: ParameterStatement, model: CheckedModel, record: RunRecord): Phrase {
  const { name, plates, label, distribution } = one;
  const isEffect = record.roles.effects.some(({ variables }) =>
    record.variables.some((own) => own.quantity === name && variables.includes(own.name)),
  );
  const grouping = plates.filter((plate) => model.plates.get(plate)?.kind !== "design");
  const says = label === null ? "" : ` (${label})`;
  const over: Phrase = plates.length === 0 ? [] : [", one for ", ...platesPhrase(plates, model, record), ","];
  const [noun, have] =
    plates.length === 0
      ? ["The parameter ", " had "]
      : [isEffect && grouping.length > 0 ? "The effects " : "The values ", " had "];
  return [
    noun,
    symbol(name),
    says,
    ...over,
    have,
    ...distributionPhrase(distribution, model),
    ...references(one),
  ];
}

/** A prior, and what is said of single elements of what it is for. */
interface Worded {
  readonly phrase: Phrase;
  readonly exceptions: Phrase;
}

function priorPhrase(one: ParameterStatement, model: CheckedModel): Worded {
  const { distribution } = one;
  const elements = distribution.kind === "scalar" ? distribution.elements : undefined;
  const general = elements?.general ?? distribution;
  return {
    phrase: [...distributionPhrase(general, model), ...references(one)],
    exceptions: elements === undefined ? [] : exceptionsPhrase(elements, model),
  };
}

function priorSentences(
  priors: readonly ParameterStatement[],
  model: CheckedModel,
  record: RunRecord,
): Phrase[] {
  if (priors.length === 0) return [];
  const groups = new Map<string, { worded: Worded; of: ParameterStatement[] }>();
  for (const one of priors) {
    const worded = priorPhrase(one, model);
    const key = JSON.stringify(worded);
    const group = groups.get(key) ?? { worded, of: [] };
    group.of.push(one);
    groups.set(key, group);
  }
  const parts = [...groups.values()].map(({ worded: { phrase, exceptions }, of }): Phrase => {
    return [...phrase, " for ", ...enumeration(of.map((one) => subject(one, model, record))), ...exceptions];
  });
  const improper = record.roles.improperPriors.map(({ parameter }) => parameter);
  const head = priors.length === 1 ? "The prior was " : "The priors were ";
  return [
    [head, ...enumeration(parts, parts.length > 1 ? "; " : ", ")],
    ...(improper.length === 0
      ? []
      : [
          [
            `The prior${improper.length === 1 ? "" : "s"} of `,
            ...enumeration(improper.map((one) => [symbol(one)])),
            improper.length === 1 ? " is improper" : " are improper",
          ],
        ]),
  ];
}

function subject(one: ParameterStatement, model: CheckedModel, record: RunRecord): Phrase {
  const { name, label } = one;
  const says: Phrase[] = label === null || label === name ? [] : [[label]];
  const said = [...says, ...overPhrases(one, model, record)];
  if (said.length === 0) return [symbol(name)];
  return [symbol(name), " (", ...said.flatMap((part, i) => (i === 0 ? part : [", ", ...part])), ")"];
}

/** What a prior's parameter is for each of: nothing of a scalar, and of a correlation matrix. */
function overPhrases({ name, plates }: ParameterStatement, model: CheckedModel, record: RunRecord): Phrase[] {
  const [only, ...others] = plates;
  if (only === undefined || isSquare(plates)) return [];
  if (others.length === 0 && isCoefficients(name, model)) return [["the coefficients of ", symbol(only)]];
  return [["one for ", ...platesPhrase(plates, model, record)]];
}

/** Whether a design is multiplied by it. */
function isCoefficients(name: string, model: CheckedModel): boolean {
  const parts = model.statements.flatMap(expressionsOf).flatMap(partsOf);
  return parts.some((part) => part.kind === "product" && part.coefficients.name === name);
}

/** Of a correlation matrix. */
function isSquare(plates: readonly string[]): boolean {
  return plates.length >= 2 && plates.at(-1) === plates.at(-2);
}

function references({ distribution }: ParameterStatement): Phrase {
  const keys = priorReferences(distribution);
  return keys.length === 0 ? [] : [" ", cite(...keys)];
}

function derivedSentences(definitions: readonly Definition[]): Phrase[] {
  if (definitions.length === 0) return [];
  const parts = definitions.map(
    ({ name, value, label }): Phrase => [
      symbol(name),
      " = ",
      formula(value),
      label === null ? "" : ` (${label})`,
    ],
  );
  return [
    [
      "From each draw ",
      ...enumeration(parts, parts.length > 2 ? "; " : ", "),
      parts.length === 1 ? " was computed" : " were computed",
    ],
  ];
}
