/**
 * Names and reads inside one loop of a assembly, or among its scalars: the twin of `code/emit-scope.ts`, of which every operation is here in
 * the same order. A loop runs over two rows at a time, each value a vector of both (`two`), and over one row that is left (`one`).
 */

import { type IndexMap, scalarDomain } from "../../model/domains.ts";
import { remembered } from "../../model/remembered.ts";
import { type Code, double, get, laneOf, op, set } from "../../webassembly/code.ts";
import { valueType } from "../../webassembly/module.ts";
import type { References } from "../code/emit-scope.ts";
import type { LinearNode, Node } from "../graph/node.ts";
import type { ArrayName } from "./assembly.ts";
import type { AssemblyWriter, Shape } from "./assembly-writer.ts";
import { callForm, type FormContext } from "./call-forms.ts";
import { doubleSize, type ElementIndex, fixedIndex, mapped, strided } from "./row-index.ts";

/** What scopes of one assembly share. */
export interface AssemblyParts {
  readonly writer: AssemblyWriter;
  readonly references: References;
  readonly stored: ReadonlySet<Node>;
}

/** Where a node's elements are kept, or the scalar that it is. */
type Place = { readonly array: ArrayName; readonly index: ElementIndex } | { readonly scalar: Node };

/** The local variables with the address of a loop's element, in arrays of doubles and in maps. */
export interface RowCounter {
  readonly row: number;
  readonly place: number;
}

export class AssemblyScope {
  readonly shape: Shape;
  /** What is put before the loop: numbers that are the same for all rows. */
  readonly before: Code[] = [];
  private readonly parts: AssemblyParts;
  private readonly outer: AssemblyScope | null;
  private readonly rows: readonly ElementIndex[];
  private readonly values = new Map<Node, Code>();
  private readonly constants = new Map<number, Code>();
  private readonly indices = new Map<IndexMap, readonly Code[]>();
  private readonly forms: FormContext;

  /** `counter`: of the loop; null for the scope of scalars, and then there is no outer one. */
  constructor(parts: AssemblyParts, outer: AssemblyScope | null, shape: Shape, counter: RowCounter | null) {
    this.parts = parts;
    this.outer = outer;
    this.shape = shape;
    this.rows = [0, doubleSize]
      .slice(0, shape === "two" ? 2 : 1)
      .map((extra) =>
        counter === null ? fixedIndex(0) : { code: get(counter.row), extra, places: get(counter.place) },
      );
    this.forms = {
      shape,
      writer: parts.writer,
      decays: new Map(),
      constant: (value) => this.constant(value),
    };
  }

  get type(): number {
    return this.shape === "two" ? valueType.v128 : valueType.f64;
  }

  /** Gives a node the value that is read for it from now on. */
  define(node: Node, value: Code): void {
    this.values.set(node, value);
  }

  /** Code that reads the node's value in this scope, without side effects; what has to be computed for it first is put. */
  read(node: Node): Code {
    if (node.kind === "constant") return this.constant(node.value);
    return remembered(this.values, node, () => {
      if (node.domain === scalarDomain && this.outer !== null) return this.everywhere(this.readOutside(node));
      return this.parts.writer.keep(this.type, this.load(node));
    });
  }

  /** The value of a scalar, of which what has to be computed first is put before the loop. */
  private readOutside(node: Node): Code {
    let value: Code = [];
    const computed = this.parts.writer.capture(() => {
      value = this.outer!.read(node);
    });
    this.before.push(computed);
    return value;
  }

  /** A number that is the same for all rows, as this scope has numbers. */
  private everywhere(value: Code): Code {
    if (this.shape === "one") return value;
    const local = this.parts.writer.local(valueType.v128);
    this.before.push([value, op("f64x2.splat"), set(local)]);
    return get(local);
  }

  private constant(value: number): Code {
    if (this.shape === "one") return double(value);
    // For a map 0 and -0 are one number.
    if (Object.is(value, -0)) return this.everywhere(double(value));
    return remembered(this.constants, value, () => this.everywhere(double(value)));
  }

  private load(node: Node): Code {
    const { writer } = this.parts;
    const [first, second] = this.rows.map((row) => this.locate(node, row)) as [Place, Place | undefined];
    if ("scalar" in first) return this.read(first.scalar);
    const { array, index } = first;
    if (second === undefined) return [index.code, writer.access("f64.load", array, index.extra)];
    if (index.places !== null) return [index.code, writer.access("v128.load", array, index.extra)];
    if ("scalar" in second) throw new Error("rows beside each other are read from one place");
    // The lower lane is loaded with 0 beside it, then the other one.
    const lower = [index.code, writer.access("v128.load64_zero", array, index.extra)];
    const upper = writer.access("v128.load64_lane", second.array, second.index.extra);
    return [second.index.code, lower, upper, 1];
  }

  /** Where element `index` of a node is kept. */
  private locate(node: Node, index: ElementIndex): Place {
    switch (node.kind) {
      case "constant":
        return { scalar: node };
      case "data":
        return { array: { kind: "data", index: this.parts.references.dataIndex(node.values) }, index };
      case "input": {
        const { writer } = this.parts;
        writer.positionLength = Math.max(writer.positionLength, node.offset + node.domain.size);
        const extra = index.extra + doubleSize * node.offset;
        return { array: { kind: "position" }, index: { ...index, extra } };
      }
      case "gather":
        return this.locate(node.source, this.follow(node.map, index));
      case "component":
        return this.locate(node.source, strided(index, node.width, node.index));
      default:
        if (node.domain === scalarDomain) return { scalar: node };
        return { array: this.work(node), index };
    }
  }

  private work(node: Node): ArrayName {
    return { kind: "work", index: this.parts.references.workIndex(node) };
  }

  private follow(map: IndexMap, index: ElementIndex): ElementIndex {
    const { writer, references } = this.parts;
    const lane = this.rows.indexOf(index);
    if (lane >= 0 && index.places !== null) {
      return { code: this.elements(map)[lane]!, extra: 0, places: null };
    }
    return { code: mapped(writer, references.mapIndex(map), index), extra: 0, places: null };
  }

  /** The addresses behind an array's beginning of the elements that the rows belong to. */
  elements(map: IndexMap): readonly Code[] {
    const { writer, references } = this.parts;
    return remembered(this.indices, map, () =>
      this.rows.map((row) => writer.keep(valueType.i32, mapped(writer, references.mapIndex(map), row))),
    );
  }

  /** Computes a node from its arguments, and keeps it in an array if others need it. */
  compute(node: Node): void {
    if (node.kind === "stack") {
      node.components.forEach((part, k) => {
        this.store(part, this.work(node), (row) => strided(row, node.components.length, k));
      });
      return;
    }
    this.define(node, this.parts.writer.keep(this.type, this.expression(node)));
    if (this.parts.stored.has(node)) this.store(node, this.work(node), (row) => row);
  }

  /** Stores a value for each row. */
  store(node: Node, array: ArrayName, place: (row: ElementIndex) => ElementIndex): void {
    const { writer } = this.parts;
    const value = this.read(node);
    const indices = this.rows.map(place);
    const [first, second] = indices as [ElementIndex, ElementIndex | undefined];
    if (second === undefined) writer.put(first.code, value, writer.access("f64.store", array, first.extra));
    else if (first.places !== null) {
      writer.put(first.code, value, writer.access("v128.store", array, first.extra));
    } else {
      for (const [lane, { code, extra }] of [first, second].entries())
        writer.put(code, value, laneOf(lane), writer.access("f64.store", array, extra));
    }
  }

  /** Adds each row's value to that of its element, row by row. */
  scatter(node: Node, target: Node, map: IndexMap): void {
    const { writer } = this.parts;
    const value = this.read(node);
    const array = this.work(target);
    this.elements(map).forEach((element, lane) => {
      const own = this.shape === "two" ? [value, laneOf(lane)] : value;
      writer.put(element, element, writer.access("f64.load", array));
      writer.put(own, op("f64.add"), writer.access("f64.store", array));
    });
  }

  private expression(node: Node): Code {
    switch (node.kind) {
      case "linear":
        return this.linear(node);
      case "product": {
        const factors = node.factors.map((factor) => this.read(factor));
        return factors.map((factor, k) => (k === 0 ? factor : [factor, this.operator("mul")]));
      }
      case "call": {
        const values = node.arguments.map((argument) => this.read(argument));
        return callForm(this.forms, node.function, values);
      }
      default:
        throw new Error(`a ${node.kind} node is not computed by an expression`);
    }
  }

  /** In one list, however many terms there are. */
  private linear(node: LinearNode): Code {
    const sum: Code[] = node.constant === 0 ? [] : [this.constant(node.constant)];
    const ordered = [...node.terms].sort((a, b) => Number(a.coefficient < 0) - Number(b.coefficient < 0));
    for (const { coefficient, node: term } of ordered) {
      const size = Math.abs(coefficient);
      const read = this.read(term);
      const isFirst = sum.length === 0;
      sum.push(size === 1 ? read : [this.constant(size), read, this.operator("mul")]);
      if (!isFirst) sum.push(this.operator(coefficient < 0 ? "sub" : "add"));
      else if (coefficient < 0) sum.push(this.operator("neg"));
    }
    return sum;
  }

  private operator(name: "add" | "sub" | "mul" | "neg"): Code {
    return op(`${this.shape === "two" ? "f64x2" : "f64"}.${name}`);
  }
}
