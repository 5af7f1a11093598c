/**
 * Dirichlet full conditionals: probabilities of categories with a Dirichlet prior, one vector for each element.
 *
 *     θ_j ~ dirichlet(α), y_i ~ categorical(θ_j(i))   ⇒   θ_j | y ~ dirichlet(α + counts of the categories in j)
 */

import type { EmittedFunction } from "../../../density/code/emit.ts";
import { sumOf } from "../../../density/graph/arithmetic.ts";
import { drawLogGamma } from "../../../distributions/beta-draw.ts";
import type { Likelihood } from "../../../language/checked-model.ts";
import { argumentsOf } from "../../../language/parts.ts";
import { scalarDomain } from "../../../model/domains.ts";
import { exp } from "../../../numeric/exponential.ts";
import { log } from "../../../numeric/logarithm.ts";
import { declarationsOf } from "../../../predictor/declarations.ts";
import { blockName, type FreeParameter, type GibbsGraph, shapeOf } from "../gibbs-graph.ts";
import type { Update, UpdateContext, UpdateHead } from "../update.ts";

export interface DirichletRecipe extends UpdateHead {
  readonly kind: "dirichlet";
  readonly offset: number;
  readonly size: number;
  /** Categories. */
  readonly width: number;
  /** α plus the counts, category by category over the elements. */
  readonly statistics: EmittedFunction;
}

/** The update of vectors of probabilities; null unless all that depends on them is a categorical outcome. */
export function dirichletRecipe(graph: GibbsGraph, parameter: FreeParameter): DirichletRecipe | null {
  const { statement, input } = parameter;
  const { distribution } = statement;
  if (distribution.kind !== "vector" || distribution.distribution.name !== "dirichlet") return null;
  const { model, joint } = graph;
  const { elements } = shapeOf(model, parameter);
  const width = model.domains.labelsOf(statement.plates[statement.plates.length - 1]!).length;
  const outcomes = outcomesOf(graph, statement.name);
  if (outcomes === null) return null;
  const counts = outcomes.map((outcome) => countsOf(graph, outcome, width, elements.size));
  if (counts.includes(null)) return null;
  const whole = model.domains.ofPlates(statement.plates);
  const priors = joint.translator.translateVector(distribution.arguments[0]!, elements, width, whole);
  const nodes = priors.map((prior, k) => {
    const met = counts.map((one) => joint.graph.data(elements, one![k]!));
    return sumOf(joint.graph, [prior, ...met]);
  });
  return {
    kind: "dirichlet",
    block: blockName([parameter]),
    offset: input.offset,
    size: elements.size,
    width,
    statistics: graph.statistics(nodes, elements),
  };
}

/** The categorical outcomes with these probabilities; null if anything else depends on them. */
function outcomesOf({ model }: GibbsGraph, name: string): readonly Likelihood[] | null {
  const declarations = declarationsOf(model.checked);
  const outcomes: Likelihood[] = [];
  for (const statement of model.checked.statements) {
    if (statement.kind === "definition") continue;
    const { distribution } = statement;
    const uses = argumentsOf(distribution).filter((one) => declarations.parametersIn(one).has(name));
    if (uses.length === 0) continue;
    const [only] = uses;
    const isDirect = only?.kind === "quantity" && only.name === name;
    const isOutcome = statement.kind === "likelihood" && distribution.kind === "choice";
    // A row with a weight counts as often as that says, which here is once.
    if (
      !isOutcome ||
      statement.weight !== null ||
      distribution.distribution.name !== "categorical" ||
      !isDirect
    )
      return null;
    outcomes.push(statement);
  }
  return outcomes;
}

/** How often each category is the outcome in each element, category by category; null where the rows do not know their element. */
function countsOf({ model }: GibbsGraph, { column, distribution }: Likelihood, width: number, size: number) {
  const { values, domain } = model.columns.get(column)!;
  const [argument] = distribution.kind === "choice" ? distribution.arguments : [];
  if (argument?.kind !== "quantity") return null;
  const plates = argument.indices.flatMap((index) => (index.kind === "plate" ? [index.plate] : []));
  if (plates.length < argument.indices.length) return null;
  const elements = model.domains.ofPlates(plates);
  const map = elements === scalarDomain ? null : model.domains.mapBetween(domain, elements);
  if (map === null && elements !== scalarDomain) return null;
  const counts = Array.from({ length: width }, () => new Float64Array(size));
  values.forEach((value, i) => {
    const own = counts[value - 1];
    if (own !== undefined) own[map === null ? 0 : map.indices[i]!]! += 1;
  });
  return counts;
}

/**
 * Gamma variates, by their logarithms, and from these the free numbers of the stick that is broken:
 * u_k = log(x_k / Σ_{m>k} x_m) + log(K - k).
 */
export function dirichletUpdate(recipe: DirichletRecipe, context: UpdateContext): Update {
  const { offset, size, width } = recipe;
  const { position, stream } = context;
  const compute = context.instantiate(recipe.statistics);
  const sums = new Float64Array(width * size);
  const logs = new Float64Array(width);
  return {
    update() {
      compute(position, sums);
      for (let j = 0; j < size; j++) {
        for (let k = 0; k < width; k++) logs[k] = drawLogGamma(stream, sums[k * size + j]!);
        let logRest = logs[width - 1]!;
        for (let k = width - 2; k >= 0; k--) {
          position[offset + j * (width - 1) + k] = logs[k]! - logRest + log(width - 1 - k);
          const larger = Math.max(logRest, logs[k]!);
          logRest = larger + log(exp(logRest - larger) + exp(logs[k]! - larger));
        }
      }
    },
  };
}
