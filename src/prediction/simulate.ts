/**
 * A model as a way to make data: parameters are drawn from their priors, or have the values that are given to them, and outcomes are drawn from
 * the parameters, statement by statement; all other columns are those of the table.
 *
 * The model's graph is built once, with the values of parameters and outcomes as its inputs, on their own scales: a
 * simulation fills them in the order of the statements, and reads each argument when all that it needs is there. The log
 * likelihood is compiled from the same graph, so that it is the same function for every simulation and every draw.
 */

import type { Output } from "../density/code/schedule.ts";
import { Interpreter } from "../density/graph/interpret.ts";
import type { InputNode, Node } from "../density/graph/node.ts";
import { Joint } from "../density/joint/joint.ts";
import { savedVariables } from "../density/joint/saved-variables.ts";
import { compileFunction } from "../evaluation/compiled-outputs.ts";
import { addParameterInput } from "../evaluation/parameter-inputs.ts";
import type { CheckedStatement, Likelihood, ParameterStatement } from "../language/checked-model.ts";
import type { BoundColumn, BoundModel } from "../model/bound-model.ts";
import { type Domain, scalarDomain } from "../model/domains.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import type { Variable } from "../posterior/draws.ts";
import { deriveRoles } from "../predictor/roles.ts";
import type { Either } from "../problems/either.ts";
import type { Problem } from "../problems/problem.ts";
import { findAncestralOrder } from "./ancestral-order.ts";
import { type Conditional, conditionalOf, conditionalOfOutcome } from "./conditional.ts";
import { NotDrawn } from "./draw-one.ts";
import { at, drawStatement } from "./draw-statement.ts";
import type { FixedValues } from "./fixed-values.ts";
import { cellsNotSimulated, notDrawn, weightsNotSimulated, wildOutcomes } from "./problems.ts";
import { OutcomeSeries } from "./simulated-series.ts";

/** Numbers that a statement draws, and where they stand among all: of an outcome in several columns, column by column. */
export interface DrawnStatement {
  readonly statement: ParameterStatement | Likelihood;
  readonly conditional: Conditional;
  readonly offset: number;
}

/** A further value of an outcome, which no data set has: of the last element of its column, of several columns the first. */
export interface NewOutcome {
  readonly column: string;
  /** The element of the column's domain. */
  readonly element: number;
  readonly conditional: Conditional;
}

/** What was drawn. */
export interface Simulation {
  /** All outcomes and parameters, a correlation matrix as its factor: what `logLikelihood` is a function of. */
  readonly values: Float64Array;
  /** By column. */
  readonly outcomes: ReadonlyMap<string, Float64Array>;
  /** The numbers of a draw, in the order of `GenerativeModel.variables`. */
  readonly draw: Float64Array;
  /** NaN for a model without outcomes. */
  readonly newOutcome: number;
  /** Data sets that were drawn before this one, and had values that are not finite. */
  readonly rejected: number;
}

/** What is made of a model besides data. */
export interface GenerativeOptions {
  /** Null where values cannot be given. */
  readonly fixed?: FixedValues | null;
  readonly hasHidden?: boolean;
  /** What is drawn behind all that does not need it. */
  readonly isLate?: (statement: CheckedStatement) => boolean;
}

/** Tries to draw a data set of finite numbers. */
const mostTries = 100;

export class GenerativeModel {
  readonly model: BoundModel;
  /** Parameters and outcomes, in the order in which they are drawn. */
  readonly drawn: readonly DrawnStatement[];
  /** How many numbers are drawn. */
  readonly size: number;
  /** What a draw of the posterior holds: parameters and defined values. */
  readonly variables: readonly Variable[];
  readonly newOutcome: NewOutcome | null;
  /** log p(outcomes | parameters) at such values, without constants; null for a model without outcomes. */
  readonly logLikelihood: ((values: Float64Array) => number) | null;
  private readonly fixed: FixedValues;
  /** Columns that are made of outcomes; null where there are none. */
  private readonly series: OutcomeSeries | null;
  private readonly lags = new Map<string, InputNode>();
  private readonly saved: readonly Output[];
  private readonly newArguments: ReturnType<typeof compileArguments> | null;

  /**
   * The problems say why no data can be simulated. `fixed` are values of parameters, from `fixValues`; `hasHidden`: a draw has what variances
   * and intraclass correlations are derived from, too.
   */
  static of(
    model: BoundModel,
    { fixed = null, hasHidden = false, isLate }: GenerativeOptions = {},
  ):
    | { readonly generative: GenerativeModel; readonly problems: readonly [] }
    | { readonly generative: null; readonly problems: readonly Problem[] } {
    const weighted = model.checked.statements.find((one) => one.kind === "likelihood" && one.weight !== null);
    if (weighted !== undefined) return { generative: null, problems: [weightsNotSimulated(weighted.span)] };
    if (model.cells !== null) return { generative: null, problems: [cellsNotSimulated()] };
    const { statements, problems } = findAncestralOrder(model.checked, fixed, isLate);
    const lagged = OutcomeSeries.of(model);
    const all = [...problems, ...lagged.problems];
    if (all.length > 0) return { generative: null, problems: all };
    const settled = { fixed: fixed ?? new Map(), hasHidden, series: lagged.series };
    return { generative: new GenerativeModel(model, statements, settled), problems: [] };
  }

  private constructor(
    model: BoundModel,
    statements: readonly CheckedStatement[],
    { fixed, hasHidden, series }: Settled,
  ) {
    this.series = series;
    this.model = model;
    this.fixed = fixed;
    const joint = new Joint(model);
    const outcomes = new Map<string, InputNode>();
    for (const statement of statements) {
      if (statement.kind !== "likelihood") continue;
      for (const column of statement.columns) {
        const input = joint.graph.input(model.columns.get(column)!.domain);
        outcomes.set(column, input);
        joint.translator.replaceColumn(column, input);
      }
    }
    for (const name of series?.names ?? []) {
      const input = joint.graph.input(model.domains.rows);
      this.lags.set(name, input);
      joint.translator.replaceColumn(name, input);
    }
    const drawn: DrawnStatement[] = [];
    for (const statement of statements) {
      if (statement.kind === "definition") joint.addDefinition(statement);
      else if (statement.kind === "parameter") drawn.push(addParameter(joint, statement));
      else drawn.push(addOutcome(joint, statement, outcomes.get(statement.column)!));
    }
    this.drawn = drawn;
    this.newOutcome = findNewOutcome(joint, drawn);
    this.logLikelihood = compileLikelihood(joint, outcomes.size);
    this.newArguments = this.newOutcome === null ? null : compileArguments(this.newOutcome.conditional);
    const derived = deriveRoles(model);
    const saved = savedVariables(joint, hasHidden ? derived : { ...derived, hidden: [] });
    this.variables = saved.variables;
    this.saved = saved.outputs;
    this.size = joint.graph.dimension;
  }

  /** A data set of finite numbers; `fixed` may be given anew to each. The problem says why there is none. */
  simulate(
    stream: RandomStream,
    fixed: FixedValues = this.fixed,
  ): Either<{ simulation: Simulation }, { problem: Problem }> {
    for (let rejected = 0; rejected < mostTries; rejected++) {
      const simulation = this.drawOnce(stream, rejected, fixed);
      if ("code" in simulation) return { simulation: null, problem: simulation };
      const areFinite = (values: Float64Array): boolean => values.every(Number.isFinite);
      if ([...simulation.outcomes.values()].every(areFinite)) return { simulation, problem: null };
    }
    const [outcome] = this.outcomeNames;
    return { simulation: null, problem: wildOutcomes(outcome ?? "", mostTries, mostTries) };
  }

  /** Columns that are simulated. */
  get outcomeNames(): readonly string[] {
    return this.drawn.flatMap(({ statement }) => (statement.kind === "likelihood" ? statement.columns : []));
  }

  /** The model with these outcomes in place of the table's. Whatever is made of outcomes is made anew from what it gives. */
  withOutcomes(model: BoundModel, outcomes: ReadonlyMap<string, Float64Array>): BoundModel {
    const columns = new Map<string, BoundColumn>(model.columns);
    const lagged = OutcomeSeries.of(model).series?.columnsOf(outcomes) ?? new Map();
    for (const [name, values] of [...outcomes, ...lagged]) {
      const column = model.columns.get(name);
      if (column !== undefined) columns.set(name, { ...column, values });
    }
    return { ...model, columns };
  }

  /** One value of the new outcome given the values of all parameters. */
  drawNewOutcome(stream: RandomStream, values: Float64Array): number {
    const { evaluate, target } = this.newArguments!;
    evaluate(values, target);
    const { conditional } = this.newOutcome!;
    let next = 0;
    const numbers = conditional.arguments.map((nodes) => nodes.map(() => target[next++]!));
    return conditional.draw(stream, numbers)[0]!;
  }

  private isOfRows({ statement, conditional }: DrawnStatement): boolean {
    return statement.kind === "likelihood" && conditional.elements === this.model.domains.rows;
  }

  /** Draws a statement, or some of its rows; the problem says why it cannot be. */
  private drawInto(
    values: Float64Array,
    { statement, conditional, offset }: DrawnStatement,
    { interpreter, stream, fixed, rows }: Drawing,
  ): Problem | null {
    try {
      const isByColumn = statement.kind === "likelihood";
      const given = isByColumn ? null : (fixed.get(statement.name) ?? null);
      drawStatement(conditional, interpreter, stream, values, { offset, isByColumn, given, rows });
      return null;
    } catch (error) {
      if (!(error instanceof NotDrawn)) throw error;
      const { span } = statement.distribution;
      const text = this.model.checked.source.slice(span.start, span.end);
      return notDrawn(text, error.message, span);
    }
  }

  private outcomesIn(values: Float64Array): Map<string, Float64Array> {
    const outcomes = this.drawn.flatMap(({ statement, conditional: { elements }, offset }) =>
      statement.kind !== "likelihood"
        ? []
        : statement.columns.map((column, k): [string, Float64Array] => {
            const start = offset + k * elements.size;
            return [column, values.slice(start, start + elements.size)];
          }),
    );
    return new Map(outcomes);
  }

  /** Lags of some rows, from outcomes that are drawn. */
  private fillLags(values: Float64Array, rows: Int32Array): void {
    for (const [name, column] of this.series!.columnsOf(this.outcomesIn(values))) {
      const { offset } = this.lags.get(name)!;
      for (const i of rows) values[offset + i] = column[i]!;
    }
  }

  private drawOnce(stream: RandomStream, rejected: number, fixed: FixedValues): Simulation | Problem {
    const values = new Float64Array(this.size);
    const first = new Interpreter(values);
    const isLater = (one: DrawnStatement): boolean => this.series !== null && this.isOfRows(one);
    for (const one of this.drawn) {
      if (isLater(one)) continue;
      const failure = this.drawInto(values, one, { interpreter: first, stream, fixed, rows: null });
      if (failure !== null) return failure;
    }
    for (const rows of this.series?.waves ?? []) {
      this.fillLags(values, rows);
      const interpreter = new Interpreter(values);
      for (const one of this.drawn.filter(isLater)) {
        const failure = this.drawInto(values, one, { interpreter, stream, fixed, rows });
        if (failure !== null) return failure;
      }
    }
    const interpreter = this.series === null ? first : new Interpreter(values);
    const outcomes = this.outcomesIn(values);
    const draw = new Float64Array(this.variables.length);
    for (const { node, domain, offset } of this.saved) {
      const known = interpreter.values(node);
      for (let i = 0; i < domain.size; i++) draw[offset! + i] = at(node, known, i);
    }
    const newOutcome = this.newOutcome === null ? Number.NaN : this.drawNewOutcome(stream, values);
    return { values, outcomes, draw, newOutcome, rejected };
  }
}

/** How a statement is drawn: given what is known, all of it or some rows. */
interface Drawing {
  readonly interpreter: Interpreter;
  readonly stream: RandomStream;
  readonly fixed: FixedValues;
  readonly rows: Int32Array | null;
}

/** What is settled before a model is made to draw. */
interface Settled {
  readonly fixed: FixedValues;
  readonly hasHidden: boolean;
  readonly series: OutcomeSeries | null;
}

/** The values of a parameter as an input, and the quantity that they are. */
function addParameter(joint: Joint, statement: ParameterStatement): DrawnStatement {
  joint.begin(statement);
  const { plates, distribution } = statement;
  const conditional = conditionalOf(joint, distribution, joint.model.domains.ofPlates(plates), plates);
  return { statement, conditional, offset: addParameterInput(joint, statement).offset };
}

function addOutcome(joint: Joint, statement: Likelihood, input: InputNode): DrawnStatement {
  joint.addLikelihood(statement);
  const conditional = conditionalOfOutcome(joint, statement, input.domain);
  return { statement, conditional, offset: input.offset };
}

/** Of the last outcome, a further value where the last of its values stands: with the same predictors and groups. */
function findNewOutcome(joint: Joint, drawn: readonly DrawnStatement[]): NewOutcome | null {
  const last = drawn.findLast((one) => one.statement.kind === "likelihood");
  if (last === undefined || last.conditional.elements.size === 0) return null;
  const { statement } = last;
  if (statement.kind !== "likelihood") return null;
  const { elements } = last.conditional;
  const element = elements.size - 1;
  const selection = joint.model.domains.addSelection(elements, Int32Array.of(element));
  const own = conditionalOfOutcome(joint, statement, selection);
  return { column: statement.column, element, conditional: own };
}

function compileLikelihood(joint: Joint, outcomeCount: number): GenerativeModel["logLikelihood"] {
  if (outcomeCount === 0) return null;
  const output = { node: joint.logDensity, domain: scalarDomain, offset: null };
  const evaluate = compileFunction("logLikelihood", [output]);
  const none = new Float64Array(0);
  return (values) => evaluate(values, none);
}

/** All arguments of one element, one after another. */
function compileArguments({ arguments: list, elements }: Conditional) {
  const nodes = list.flat();
  const domainOf = (node: Node): Domain => (node.domain === scalarDomain ? scalarDomain : elements);
  const outputs = nodes.map((node, offset) => ({ node, domain: domainOf(node), offset }));
  return { evaluate: compileFunction("newOutcome", outputs), target: new Float64Array(nodes.length) };
}
