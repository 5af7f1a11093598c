/**
 * Expressions of the checked model as nodes, seen from a context: the rows, the levels of a plate, or nowhere (scalar).
 * A value that belongs to a coarser plate is gathered into the context; the constructors see to it that what is done
 * with it there is done in its own plate, as far as it can.
 */

import type { Expression, ExpressionOf, QuantityReference } from "../../language/checked-model.ts";
import { labelsIn } from "../../language/parts.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { type Domain, scalarDomain } from "../../model/domains.ts";
import { indexedBy, labelled } from "../../model/labelled.ts";
import { remembered } from "../../model/remembered.ts";
import { unreachable } from "../../problems/unreachable.ts";
import { linear, multiply, scale, subtract } from "../graph/arithmetic.ts";
import { call } from "../graph/call.ts";
import { fold } from "../graph/element.ts";
import type { Graph } from "../graph/graph.ts";
import { robustCall } from "../graph/log-forms.ts";
import { component, gather, stack } from "../graph/movement.ts";
import type { Node } from "../graph/node.ts";
import type { Quantity } from "../graph/quantity.ts";
import { extreme, total } from "../graph/total.ts";

export class Translator {
  readonly graph: Graph;
  readonly model: BoundModel;
  readonly quantities = new Map<string, Quantity>();
  /** What parameters are: logarithms of them are taken as they stand. */
  readonly parameters = new Set<Node>();
  private readonly dataNodes = new Map<string, Node>();
  private readonly picked = new Map<string, Node>();

  constructor(graph: Graph, model: BoundModel) {
    this.graph = graph;
    this.model = model;
  }

  /** The value of an expression for each element of the context; scalar where it does not vary. */
  translate(expression: Expression, context: Domain): Node {
    const { graph } = this;
    switch (expression.kind) {
      case "number":
        return graph.constant(expression.value);
      case "constant":
        return graph.constant(this.model.constants.get(expression.name)!);
      case "column":
        return this.column(expression.name, context);
      case "quantity":
        return this.reference(expression, context);
      case "call":
        return robustCall(
          graph,
          expression.function,
          this.translateAll(expression.arguments, context),
          this.parameters,
        );
      case "product":
        return this.product(expression, context);
      case "reduction":
        return this.reduction(expression, context);
      case "list":
      case "matrix":
        throw new Error(`a ${expression.kind} stands where a number is wanted`);
      default:
        return unreachable(expression);
    }
  }

  /** The values of several. */
  translateAll(expressions: readonly Expression[], context: Domain): Node[] {
    return expressions.map((one) => this.translate(one, context));
  }

  /**
   * An argument of a vector distribution: `size` nodes. A number stands for a vector of equal elements; a quantity with
   * one index too few for the vector over its last plate. Other expressions are seen from `whole`, the domain of all
   * elements of the vectors, where they may name the plate that the vectors are over: `2 * τ[Z]`.
   */
  translateVector(expression: Expression, context: Domain, size: number, whole: Domain): readonly Node[] {
    if (expression.kind === "list") return this.translateAll(expression.items, context);
    if (expression.kind === "quantity") {
      const quantity = this.quantity(expression.name);
      if (expression.indices.length < quantity.plates.length) {
        return Array.from({ length: size }, (_, k) => this.element(expression, k, size, context));
      }
    }
    const node = this.translate(expression, whole);
    return Array.from({ length: size }, (_, k) => component(this.graph, node, k, size, context));
  }

  /** An argument of a vector distribution as one node over `whole`, see `translateVector`. */
  translateWhole(expression: Expression, context: Domain, size: number, whole: Domain): Node {
    const isWhole =
      expression.kind !== "list" &&
      (expression.kind !== "quantity" ||
        expression.indices.length === this.quantity(expression.name).plates.length);
    if (isWhole) return this.translate(expression, whole);
    return stack(this.graph, this.translateVector(expression, context, size, whole), context, whole);
  }

  /** An argument that is a correlation matrix or a known one: the elements of its Cholesky factor, row by row. */
  translateFactor(expression: Expression, context: Domain): readonly Node[] {
    if (expression.kind === "matrix") {
      const { factor } = this.model.matrices.get(expression.name)!;
      return Array.from(factor, (element) => this.graph.constant(element));
    }
    const quantity = expression.kind === "quantity" ? this.quantity(expression.name) : undefined;
    if (quantity === undefined || quantity.factor === null) throw new Error("not a correlation matrix");
    const leading = this.model.domains.ofPlates(quantity.plates.slice(0, -2));
    return quantity.factor.map((node) => this.carry(node, leading, context, quantity.name));
  }

  /** A data column as a node over its own domain. */
  dataOf(name: string): { readonly node: Node; readonly domain: Domain } {
    const column = this.model.columns.get(name)!;
    return { node: this.known(columnKey(name), column.domain, column.values), domain: column.domain };
  }

  /** Lets a column be what the node says in place of its values: before the column is first read. */
  replaceColumn(name: string, node: Node): void {
    this.dataNodes.set(columnKey(name), node);
  }

  private known(key: string, domain: Domain, values: Float64Array): Node {
    return remembered(this.dataNodes, key, () => this.graph.data(domain, values));
  }

  private column(name: string, context: Domain): Node {
    const { node, domain } = this.dataOf(name);
    return this.carry(node, domain, context, name);
  }

  /** A node over `domain` as seen from the context. */
  carry(node: Node, domain: Domain, context: Domain, name: string): Node {
    if (node.domain === scalarDomain || domain === context) return node;
    const map = this.model.domains.mapBetween(context, domain);
    if (map === null) throw new Error(`${name} over ${domain.name} has no value in ${context.name}`);
    return gather(this.graph, node, map);
  }

  /** The same by the plates that a quantity is indexed with, which may be columns of its plates: `skill[home]`. */
  private carryBy({ name, indices }: QuantityReference, node: Node, domain: Domain, context: Domain): Node {
    const by = indexedBy(this.model, domain, indices);
    return this.carry(this.carry(node, domain, by, name), by, context, name);
  }

  private quantity(name: string): Quantity {
    const quantity = this.quantities.get(name);
    if (quantity === undefined) throw new Error(`${name} is used before it is defined`);
    return quantity;
  }

  private reference(expression: QuantityReference, context: Domain): Node {
    const { node, domain, plates } = this.quantity(expression.name);
    if (labelsIn(expression).length === 0) return this.carryBy(expression, node, domain, context);
    const { leading, elements, last } = labelled(this.model, plates, expression.indices);
    const picked =
      last === null
        ? this.pick(node, domain, elements, leading)
        : component(this.graph, node, last.flat, last.width, leading);
    return this.carryBy(expression, picked, leading, context);
  }

  /** Elements of a node over `domain`, as a node over `to`, which has as many. */
  private pick(node: Node, domain: Domain, elements: Int32Array, to: Domain): Node {
    if (node.domain === scalarDomain) return node;
    const { graph, model } = this;
    return remembered(this.picked, `${node.id} ${elements.join()}`, () => {
      const selection = model.domains.addSelection(domain, elements);
      return component(graph, gather(graph, node, model.domains.mapBetween(selection, domain)!), 0, 1, to);
    });
  }

  /** Element k of the vector over the last plate of a quantity, for the context's level of the other plates. */
  private element(expression: QuantityReference, k: number, size: number, context: Domain): Node {
    const { node, domain, plates } = this.quantity(expression.name);
    const { leading, elements, last } = labelled(this.model, plates.slice(0, -1), expression.indices);
    const picked =
      last === null
        ? this.pick(
            node,
            domain,
            elements.map((element) => element * size + k),
            leading,
          )
        : component(this.graph, node, size * last.flat + k, size * last.width, leading);
    return this.carryBy(expression, picked, leading, context);
  }

  /** The rows of a design times coefficients: Σ_k X_k β_k. */
  private product(expression: ExpressionOf<"product">, context: Domain): Node {
    const design = this.model.designs.get(expression.design)!;
    const width = design.columnNames.length;
    const terms = design.columnNames.map((_, k) => {
      const values = new Float64Array(design.domain.size);
      for (let i = 0; i < values.length; i++) values[i] = design.matrix[i * width + k]!;
      const predictor = this.known(`design ${design.name} ${k}`, design.domain, values);
      const here = this.carry(predictor, design.domain, context, design.name);
      const coefficient = this.element(expression.coefficients, k, width, context);
      return { coefficient: 1, node: multiply(this.graph, here, coefficient) };
    });
    return linear(this.graph, 0, terms);
  }

  private reduction(expression: ExpressionOf<"reduction">, context: Domain): Node {
    const { graph } = this;
    const { node, domain } = this.quantity(expression.of.name);
    const sum = (of: Node): Node => total(graph, of, domain, null);
    const mean = (): Node => scale(graph, 1 / domain.size, sum(node));
    switch (expression.reduction) {
      case "sum":
        return sum(node);
      case "mean":
        return mean();
      case "sd": {
        const squares = sum(call(graph, "square", [subtract(graph, node, mean())]));
        return call(graph, "sqrt", [scale(graph, 1 / (domain.size - 1), squares)]);
      }
      case "min":
      case "max":
        return extreme(graph, expression.reduction, node);
      case "rank": {
        // All equal: ties are in order.
        const isScalar = node.domain === scalarDomain;
        const ranks = isScalar
          ? fold(graph, domain, (i) => i + 1)
          : graph.intern(`rank ${node.id}`, { kind: "rank", domain, source: node });
        return this.carry(ranks, domain, context, expression.of.name);
      }
      default:
        return unreachable(expression.reduction);
    }
  }
}

/** Under which the node of a column is known. */
function columnKey(name: string): string {
  return `column ${name}`;
}
