/**
 * Recognizes a linear-Gaussian model, whatever its spelling: outcomes that are normal with a mean affine in parameters
 * that have normal (or flat) priors. These, the *latents*, can be integrated out; the rest is sampled.
 *
 * Every parameter with a normal prior is taken for a latent until reading the model meets an obstacle: it stands inside another
 * function, in a standard deviation, in an outcome that is not normal. Then it is sampled, and the model is read again. So
 * what is integrated is as much as can be, and each refusal says what prevents it. A parameter of any other
 * prior (Student-t, Laplace, uniform, half-normal) may still be a location: its column is among the cross-products.
 */

import type {
  CheckedStatement,
  DistributionOf,
  Expression,
  Likelihood,
  ParameterStatement,
  QuantityReference,
} from "../language/checked-model.ts";
import { argumentsOf, knownMatrixOf, outcomeName } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { distancesAlong } from "../model/distances.ts";
import { type Domain, scalarDomain } from "../model/domains.ts";
import { log } from "../numeric/logarithm.ts";
import { type Declarations, declarationsOf } from "../predictor/declarations.ts";
import { FormReader } from "./form-reader.ts";
import { expandKnown } from "./known-matrix.ts";
import {
  type HyperAtom,
  hasLatent,
  type Latent,
  type LinearForm,
  type Multiplier,
  multiplyForms,
  type Term,
} from "./linear-form.ts";
import { Obstacle, type Refusal } from "./obstacle.ts";
import { expandOrdered } from "./ordered-effects.ts";
import { type ColumnRegistry, one } from "./row-column.ts";
import { isLocation, tooManySampled, unfit } from "./what-integrates.ts";

/** A normal outcome: y_i ~ N(mean_i, sd_i²) over a domain, where y is the column or, of a lognormal one, its logarithm. */
export interface OutcomeFamily {
  readonly likelihood: Likelihood;
  readonly domain: Domain;
  readonly outcome: Float64Array;
  /** The log of the slope of y by the column, element by element; null where the column is y. */
  readonly logSlopes: Float64Array | null;
  readonly mean: LinearForm;
  /** Without latents; at every element one term is not zero. */
  readonly sd: LinearForm;
}

/** A parameter that is integrated out. */
export interface IntegratedParameter {
  readonly name: string;
  /** How many numbers it is. */
  readonly size: number;
}

/** A linear-Gaussian model taken apart. */
export interface LinearGaussian {
  readonly model: BoundModel;
  readonly families: readonly OutcomeFamily[];
  readonly latents: readonly Latent[];
  readonly integrated: readonly IntegratedParameter[];
  /** Parameters that are sampled, in the order of the model's statements. */
  readonly sampled: readonly ParameterStatement[];
  /** Outcomes that depend on sampled parameters only, and are looked at row by row. */
  readonly otherLikelihoods: readonly Likelihood[];
  /** Why parameters with normal priors are sampled nevertheless. */
  readonly refusals: readonly Refusal[];
  readonly registry: ColumnRegistry;
}

/** The structure, or why there is none. */
export type Recognition =
  | { readonly structure: LinearGaussian; readonly refusals: null }
  | { readonly structure: null; readonly refusals: readonly Refusal[] };

/** Takes a model apart. */
export function recognizeLinearGaussian(model: BoundModel): Recognition {
  const declarations = declarationsOf(model.checked);
  const refusals: Refusal[] = [];
  const latents = new Set<string>();
  for (const statement of declarations.parameters.values()) {
    const { span } = statement.distribution;
    const reason = unfit(statement);
    if (reason === null) latents.add(statement.name);
    // A prior on positive numbers is that of a scale, and no obstacle.
    else if (isLocation(statement))
      refusals.push({ parameter: statement.name, reason: `${reason} (line ${span.line})`, span });
  }
  for (;;) {
    if (latents.size === 0) return { structure: null, refusals };
    try {
      const structure = new Recognizer(model, declarations, latents).recognize(refusals);
      const tooMany = tooManySampled(structure, refusals);
      return tooMany === null ? { structure, refusals: null } : { structure: null, refusals: tooMany };
    } catch (error) {
      if (!(error instanceof Obstacle)) throw error;
      const where = error.parameters.length > 0 ? error.parameters : [""];
      for (const parameter of where) {
        refusals.push({ parameter, reason: withLine(error), span: error.span });
        latents.delete(parameter);
      }
      if (error.parameters.length === 0) return { structure: null, refusals };
    }
  }
}

function withLine({ message, span }: Obstacle): string {
  return span === null ? message : `${message} (line ${span.line})`;
}

class Recognizer {
  private readonly model: BoundModel;
  private readonly declarations: Declarations;
  private readonly names: ReadonlySet<string>;
  private readonly reader: FormReader;
  private readonly latents: Latent[] = [];
  private readonly integrated: IntegratedParameter[] = [];
  private readonly families: OutcomeFamily[] = [];
  private readonly others: Likelihood[] = [];

  constructor(model: BoundModel, declarations: Declarations, names: ReadonlySet<string>) {
    this.model = model;
    this.declarations = declarations;
    this.names = names;
    this.reader = new FormReader(model, declarations, names);
  }

  recognize(refusals: readonly Refusal[]): LinearGaussian {
    const sampled: ParameterStatement[] = [];
    for (const statement of this.model.checked.statements) {
      if (statement.kind === "likelihood") this.addLikelihood(statement);
      else if (statement.kind === "parameter" && this.names.has(statement.name)) this.expand(statement);
      else if (statement.kind === "parameter") {
        this.requireNoLatents(statement, `is in the prior of \`${statement.name}\``);
        sampled.push(statement);
      }
    }
    if (!this.families.some(({ mean }) => hasLatent(mean))) {
      throw new Obstacle([], "the model has no normal outcome with such a parameter in its mean", null);
    }
    this.requireAttached();
    const { model, families, latents, integrated, others: otherLikelihoods } = this;
    const { registry } = this.reader;
    return { model, families, latents, integrated, sampled, otherLikelihoods, refusals, registry };
  }

  /** A flat prior on what no outcome has is no posterior. */
  private requireAttached(): void {
    const attached = new Set(this.families.flatMap(({ mean }) => mean.map(({ latent }) => latent)));
    const loose = this.latents.find((latent) => latent.sd === Infinity && !attached.has(latent));
    if (loose === undefined) return;
    const reason = `\`${loose.parameter}\` has a flat prior and is in the mean of no normal outcome`;
    throw new Obstacle([], reason, null);
  }

  private requireNoLatents(statement: CheckedStatement, reason: string): void {
    if (statement.kind === "definition") return;
    for (const argument of argumentsOf(statement.distribution)) {
      const found = this.reader.latentsIn(argument);
      if (found.length > 0) throw new Obstacle(found, reason, argument.span);
    }
  }

  private addLikelihood(likelihood: Likelihood): void {
    const { distribution } = likelihood;
    const latents = argumentsOf(distribution).flatMap((argument) => this.reader.latentsIn(argument));
    const name = distribution.kind === "scalar" ? distribution.distribution.name : "";
    if (distribution.kind !== "scalar" || (name !== "normal" && name !== "lognormal")) {
      const found = "distribution" in distribution ? distribution.distribution.name : distribution.kind;
      this.requireNoLatents(
        likelihood,
        `is in the mean of \`${outcomeName(likelihood.columns)}\`, which is ${found} and not normal`,
      );
      this.others.push(likelihood);
      return;
    }
    const { cells } = this.model;
    // Rows of one outcome may stand for several each; of two with weights only the joint density knows.
    if (likelihood.weight !== null && cells?.column !== likelihood.column) {
      this.requireNoLatents(
        likelihood,
        `is in the mean of \`${likelihood.column}\`, which has weights, beside other outcomes or by group`,
      );
      this.others.push(likelihood);
      return;
    }
    const column = this.model.columns.get(likelihood.column)!;
    const { domain } = column;
    const logarithms = name === "lognormal" ? column.values.map(log) : null;
    const outcome = logarithms ?? column.values;
    // d log y / dy = 1 / y
    const logSlopes = logarithms?.map((one) => -one) ?? null;
    try {
      const [mean, sd] = distribution.arguments;
      const family = { mean: this.reader.read(mean!, domain), sd: this.reader.readScale(sd!, domain) };
      this.families.push({ likelihood, domain, outcome, logSlopes, ...family });
    } catch (error) {
      if (!(error instanceof Obstacle) || latents.length > 0) throw error;
      this.others.push(likelihood);
    }
  }

  /** A parameter that is integrated out, in terms of latents: location + scale · z. */
  private expand(statement: ParameterStatement): void {
    const { domains } = this.model;
    const whole = domains.ofPlates(statement.plates);
    const { leading, width } = this.shapeOf(statement);
    const { distribution } = statement;
    if (distribution.kind === "vector" && distribution.distribution.chain !== undefined) {
      const distances = distancesAlong(domains.labelsOf(statement.plates.at(-1)!));
      const { name } = statement;
      const steps = distances.map((_, k) => this.latent(name, leading, k, width, 1, true));
      const form = expandOrdered(this.reader, { name, distribution, leading, whole, distances, steps });
      this.reader.expansions.set(name, { leading: whole, components: [form], over: leading });
      this.integrated.push({ name, size: whole.size });
      return;
    }
    const matrix = knownMatrixOf(distribution);
    if (distribution.kind === "vector" && matrix !== null) {
      const z = Array.from({ length: width }, (_, k) =>
        this.latent(statement.name, leading, k, width, 1, true),
      );
      const form = expandKnown(this.reader, this.model.matrices.get(matrix)!, statement, distribution, z);
      this.reader.expansions.set(statement.name, { leading: whole, components: [form], over: leading });
      this.integrated.push({ name: statement.name, size: whole.size });
      return;
    }
    const components =
      distribution.kind === "vector"
        ? this.expandVector(statement.name, distribution, leading, whole, width)
        : this.expandScalar(statement, leading, whole, width);
    this.reader.expansions.set(statement.name, { leading, components });
    this.integrated.push({ name: statement.name, size: whole.size });
  }

  /** The levels, and how many numbers each has: the columns of a design, or the elements of a vector. */
  private shapeOf({ plates, distribution }: ParameterStatement): { leading: Domain; width: number } {
    const { domains, checked } = this.model;
    const last = plates[plates.length - 1];
    if (last === undefined) return { leading: scalarDomain, width: 1 };
    const kind = checked.plates.get(last)?.kind;
    const isVector = distribution.kind === "vector" || ["design", "levels", "pool"].includes(kind ?? "");
    if (!isVector) return { leading: domains.ofPlates(plates), width: 1 };
    return { leading: domains.ofPlates(plates.slice(0, -1)), width: domains.labelsOf(last).length };
  }

  private expandScalar(
    { name, distribution }: ParameterStatement,
    leading: Domain,
    whole: Domain,
    width: number,
  ): LinearForm[] {
    const { reader } = this;
    const parts = Array.from({ length: width }, (_, k) => k);
    if (distribution.kind !== "scalar") throw new Error(`${name} has no scalar prior`);
    if (distribution.distribution.name === "flat") {
      return parts.map((k) => [this.latent(name, leading, k, width, Infinity)]);
    }
    const [mean, sd] = distribution.arguments;
    const location = reader.read(mean!, whole);
    const scale = reader.readScale(sd!, whole);
    return parts.map((k) => [
      ...reader.carrier.restrict(location, k, width, leading),
      ...this.stretched(name, leading, k, width, reader.carrier.restrict(scale, k, width, leading)),
    ]);
  }

  /** scale · z; of a known scale, a variable with that standard deviation in its place. */
  private stretched(name: string, leading: Domain, k: number, width: number, scale: LinearForm): LinearForm {
    const [only] = scale;
    if (scale.length === 1 && only!.column === one && only!.multiplier === null) {
      return [this.latent(name, leading, k, width, only!.scale)];
    }
    const z = this.latent(name, leading, k, width, 1);
    return multiplyForms(scale, [z], leading.size, this.reader.registry);
  }

  /** u_k = mean_k + sd_k Σ_m L_km z_m */
  private expandVector(
    name: string,
    { arguments: given, span }: DistributionOf<"vector">,
    leading: Domain,
    whole: Domain,
    width: number,
  ): LinearForm[] {
    const [mean, sds, correlation] = given;
    const { reader } = this;
    const { registry } = reader;
    if (correlation?.kind !== "quantity" || this.declarations.platesOf(correlation.name).length !== 2) {
      throw new Obstacle([name], "has a correlation matrix for each level", span);
    }
    const z = Array.from({ length: width }, (_, k) => this.latent(name, leading, k, width, 1));
    const elementOf = (vector: Expression, k: number, read: FormReader["read"]): LinearForm => {
      const element = reader.elementOf(vector, k);
      if (element !== null) return read(element, leading);
      return reader.carrier.restrict(read(vector, whole), k, width, leading);
    };
    return z.map((_, k) => {
      const location = elementOf(mean!, k, (one, domain) => reader.read(one, domain));
      const scale = elementOf(sds!, k, (one, domain) => reader.readScale(one, domain));
      const mixed = z
        .slice(0, k + 1)
        .map(
          (term, m): Term =>
            k === 0 ? term : { ...term, multiplier: factorMultiplier(correlation, k, m, width) },
        );
      return [...location, ...multiplyForms(scale, mixed, leading.size, registry)];
    });
  }

  private latent(
    parameter: string,
    domain: Domain,
    component: number,
    width: number,
    sd: number,
    isJoint = false,
  ): Term {
    const own = { id: this.latents.length, parameter, domain, component, width, sd };
    const latent: Latent = isJoint ? { ...own, isJoint } : own;
    this.latents.push(latent);
    const levels = domain === scalarDomain ? null : this.reader.registry.identity(domain.size);
    return { scale: 1, column: one, multiplier: null, latent, levels };
  }
}

/** Element (row, column) of the lower Cholesky factor of a correlation matrix. */
function factorMultiplier(
  expression: QuantityReference,
  row: number,
  column: number,
  size: number,
): Multiplier {
  const key = `factor of ${expression.name} ${row},${column}`;
  const value: HyperAtom["value"] = { kind: "factor", expression, row, column, size };
  return { key, atoms: [{ key, seen: null, value }] };
}
