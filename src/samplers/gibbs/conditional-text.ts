/**
 * Full conditionals in mathematics, as `explain` prints them: of each block the factors of the joint density that it is in,
 * read from the model's statements, and where the conditional has a closed form its parameters.
 */

import { argumentsOf } from "../../language/parts.ts";
import { printDistribution, printExpression } from "../../language/print-expression.ts";
import { declarationsOf } from "../../predictor/declarations.ts";
import type { ScheduledStep } from "../sampler.ts";
import type { ScheduledUpdate, UpdateRecipe } from "./blocks.ts";
import { conjugatePairs } from "./conjugate/index.ts";
import { blockName, type FreeParameter, type GibbsGraph } from "./gibbs-graph.ts";
import { type FactorStatement, normalConditional, variateOf, weightText } from "./normal-text.ts";

/** A block's update with its mathematics. */
export function describeUpdate(graph: GibbsGraph, scheduled: ScheduledUpdate): ScheduledStep {
  const { recipe } = scheduled;
  return { block: recipe.block, update: updateWords(recipe), conditional: conditionalOf(graph, scheduled) };
}

function conditionalOf(graph: GibbsGraph, { recipe, parameters }: ScheduledUpdate): readonly string[] {
  const names = parameters.map(({ statement }) => statement.name);
  if (recipe.kind === "shift") {
    const priors = factorsOf(graph, names).filter(({ kind }) => kind !== "likelihood");
    return [
      `p(δ | ·) ∝ ${productOf(priors, names)}, the one plus δ, the other minus δ`,
      "every likelihood is the same for all δ",
    ];
  }
  if (recipe.kind === "mode jump") {
    const { proposed, along, modes } = recipe;
    return [
      `p(${proposed} | data), with ${along} integrated out: proposed from a mixture that has its ${modes} modes`,
      `taken with probability min(1, w'/w), w = p/q; then ${along} drawn given ${proposed}`,
    ];
  }
  if (recipe.kind === "interweaving") {
    const moved = graph.parameters
      .filter((one) => recipe.slices.some(({ block }) => block === blockName([one])))
      .map(({ statement }) => statement.name);
    const others = factorsOf(graph, [...names, ...moved]).filter((one) => !isStatementOf(one, names));
    return [
      `p(${recipe.slices.map(({ block }) => block).join(", ")} | z, ·) ∝ ${productOf(others, moved)}`,
      `with ${blockName(parameters)} = m + τ·z, z held, m and τ its location and scale`,
    ];
  }
  const factors = factorsOf(graph, names);
  const closed = closedForm(graph, recipe, parameters, factors);
  return [`p(${recipe.block} | ·) ∝ ${productOf(factors, names)}`, ...(closed === null ? [] : [closed])];
}

/** The statements whose density depends on parameters of these names. */
function factorsOf({ model }: GibbsGraph, names: readonly string[]): readonly FactorStatement[] {
  const { checked } = model;
  const declarations = declarationsOf(checked);
  return checked.statements.filter(
    (statement): statement is FactorStatement =>
      statement.kind !== "definition" &&
      (isStatementOf(statement, names) ||
        argumentsOf(statement.distribution).some((argument) =>
          [...declarations.parametersIn(argument)].some((name) => names.includes(name)),
        )),
  );
}

function isStatementOf(statement: FactorStatement, names: readonly string[]): boolean {
  return statement.kind === "parameter" && names.includes(statement.name);
}

function productOf(factors: readonly FactorStatement[], names: readonly string[]): string {
  return factors.map((statement) => factorText(statement, names)).join(" · ");
}

/** `normal(b[sample] | 0, σ_b)`, with a product sign where there are several for an element of the block. */
function factorText(statement: FactorStatement, names: readonly string[]): string {
  const text = printDistribution(statement.distribution);
  const weight = weightText(statement);
  const power = weight === null ? "" : `^${weight}`;
  const opening = text.indexOf("(");
  const values = text.slice(opening + 1, -1);
  const density = `${text.slice(0, opening)}(${variateOf(statement)}${values === "" ? "" : ` | ${values}`})${power}`;
  const over = statement.kind === "likelihood" ? (statement.per ?? "rows") : statement.plates.join(", ");
  return isStatementOf(statement, names) || over === "" ? density : `∏_{${over}} ${density}`;
}

function closedForm(
  graph: GibbsGraph,
  recipe: UpdateRecipe,
  parameters: readonly FreeParameter[],
  factors: readonly FactorStatement[],
): string | null {
  switch (recipe.kind) {
    case "normal":
      return normalConditional(graph, parameters, factors);
    case "conjugate": {
      const pair = conjugatePairs.find(({ name }) => name === recipe.pair)!;
      const sums = sumsText(parameters, factors);
      return `= ${pair.conditional}${sums === null ? "" : `: ${sums}`}`;
    }
    case "dirichlet":
      return "= dirichlet(α + n), α of the prior, n how often each category is met";
    case "statistics slice":
      return `a function of ${sumsText(parameters, factors) ?? "few sums"}`;
    case "covariance slice":
      return "a function of the number of vectors and their cross-products about their means";
    default:
      return null;
  }
}

/** Number and sum of squares where the block is the sd of normal values. */
function sumsText(parameters: readonly FreeParameter[], factors: readonly FactorStatement[]): string | null {
  const [only] = parameters;
  // Rows with weights count as often as these say.
  if (factors.some((one) => one.kind === "likelihood" && one.weight !== null)) return null;
  const sums = factors.flatMap((statement) => {
    if (statement.distribution.kind !== "scalar") return [];
    const { distribution, arguments: values } = statement.distribution;
    const [mean, sd] = values;
    const isScale =
      distribution.name === "normal" && sd?.kind === "quantity" && sd.name === only?.statement.name;
    if (!isScale) return [];
    const variate = variateOf(statement);
    const isZero = mean?.kind === "number" && mean.value === 0;
    const center = printExpression(mean!);
    const isSum = mean?.kind === "call";
    return [isZero ? `Σ ${variate}²` : `Σ (${variate} - ${isSum ? `(${center})` : center})²`];
  });
  if (sums.length === 0) return null;
  return `n and SS = ${sums.join(" + ")}`;
}

function updateWords(recipe: UpdateRecipe): string {
  if (recipe.kind === "conjugate") return `drawn, ${recipe.pair}`;
  if (recipe.kind === "plate slice") return recipe.size > 1 ? "slices side by side" : "slice";
  if (recipe.kind === "shift") return recipe.form === "normal" ? "shift, drawn" : "shift, slice";
  return wordsOfKinds[recipe.kind];
}

const wordsOfKinds = {
  normal: "drawn, normal",
  dirichlet: "drawn, Dirichlet",
  "statistics slice": "slice on sums",
  "covariance slice": "slices on cross-products",
  trajectory: "Hamiltonian trajectory",
  interweaving: "interweaving, slices",
  "mode jump": "jump between modes",
};
