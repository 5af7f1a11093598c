/**
 * Names and reads inside one loop of emitted code, or among its scalars: which local variable holds a node, and the
 * statements that load what is not there yet.
 */

import { type Domain, type IndexMap, scalarDomain } from "../../model/domains.ts";
import { remembered } from "../../model/remembered.ts";
import type { FunctionName } from "../../numeric/scalar-functions.ts";
import type { LinearNode, Node } from "../graph/node.ts";

/** What the text refers to by number: arrays of data, maps and intermediate values, and functions. */
export class References {
  readonly functions: FunctionName[] = [];
  readonly data: Float64Array[] = [];
  readonly maps: Int32Array[] = [];
  readonly work: number[] = [];
  private readonly workOf = new Map<Node, number>();

  dataIndex(values: Float64Array): number {
    return indexIn(this.data, values);
  }

  mapIndex(map: IndexMap): number {
    return indexIn(this.maps, map.indices);
  }

  dataName(values: Float64Array): string {
    return `d${this.dataIndex(values)}`;
  }

  mapName(map: IndexMap): string {
    return `m${this.mapIndex(map)}`;
  }

  functionName(name: FunctionName): string {
    indexIn(this.functions, name);
    return name;
  }

  /** The array that keeps a node's values. */
  workName(node: Node): string {
    return `w${this.workIndex(node)}`;
  }

  workIndex(node: Node): number {
    return remembered(this.workOf, node, () => this.work.push(node.domain.size) - 1);
  }
}

function indexIn<Item>(list: Item[], item: Item): number {
  const index = list.indexOf(item);
  return index >= 0 ? index : list.push(item) - 1;
}

export class LoopScope {
  private readonly references: References;
  private readonly stored: ReadonlySet<Node>;
  /** The scope of the scalars around a loop; null for that scope itself. */
  private readonly outer: LoopScope | null;
  private readonly domain: Domain;
  private readonly locals = new Map<Node, string>();
  private readonly indices = new Map<IndexMap, string>();
  private readonly decays = new Map<string, string>();
  private loads: string[] = [];

  constructor(references: References, stored: ReadonlySet<Node>, outer: LoopScope | null, domain: Domain) {
    this.references = references;
    this.stored = stored;
    this.outer = outer;
    this.domain = domain;
  }

  /** The loads that reading has asked for since the last call. */
  take(): string[] {
    const { loads } = this;
    this.loads = [];
    return loads;
  }

  /** An expression for the node's value in this scope: a literal or a local variable. */
  read(node: Node): string {
    if (node.kind === "constant") return numeral(node.value);
    if (node.domain === scalarDomain && this.outer !== null) return this.outer.read(node);
    const known = this.locals.get(node);
    if (known !== undefined) return known;
    if (node.kind === "total" && node.map === null) return `v${node.id}`;
    const name = `v${node.id}`;
    this.loads.push(`  const ${name} = ${this.readAt(node, this.domain === scalarDomain ? "0" : "i")};`);
    this.locals.set(node, name);
    return name;
  }

  /** The local variable that holds the element of `map.to` that the present element belongs to. */
  index(map: IndexMap): string {
    return remembered(this.indices, map, () => {
      const name = `j${this.indices.size}`;
      this.loads.push(`  const ${name} = ${this.references.mapName(map)}[i];`);
      return name;
    });
  }

  /** An expression that reads element `index` of a node from where it is kept. */
  readAt(node: Node, index: string): string {
    switch (node.kind) {
      case "constant":
        return numeral(node.value);
      case "data":
        return `${this.references.dataName(node.values)}[${index}]`;
      case "input":
        return `position[${plus(node.offset, index)}]`;
      case "gather":
        return this.readAt(
          node.source,
          index === "i" ? this.index(node.map) : `${this.references.mapName(node.map)}[${index}]`,
        );
      case "component":
        return this.readAt(node.source, strided(index, node.width, node.index));
      default:
        if (node.domain === scalarDomain) return this.read(node);
        return `${this.references.workName(node)}[${index}]`;
    }
  }

  /** The statement that computes a node from its arguments, and keeps it in an array if others need it. */
  compute(node: Node): string {
    if (node.kind === "stack") return this.computeStack(node);
    const text = this.expression(node);
    const name = `v${node.id}`;
    this.locals.set(node, name);
    const keep = this.stored.has(node) ? ` ${this.references.workName(node)}[i] = ${name};` : "";
    return `const ${name} = ${text};${keep}`;
  }

  private computeStack(node: Extract<Node, { kind: "stack" }>): string {
    const name = this.references.workName(node);
    const width = node.components.length;
    const index = this.domain === scalarDomain ? "0" : "i";
    const stores = node.components.map(
      (part, k) => `${name}[${strided(index, width, k)}] = ${this.read(part)};`,
    );
    return stores.join(" ");
  }

  private expression(node: Node): string {
    switch (node.kind) {
      case "linear":
        return this.linearExpression(node);
      case "product":
        return node.factors.map((factor) => this.read(factor)).join(" * ");
      case "call":
        return this.callExpression(
          node.function,
          node.arguments.map((argument) => this.read(argument)),
        );
      default:
        throw new Error(`a ${node.kind} node is not computed by an expression`);
    }
  }

  private linearExpression(node: LinearNode): string {
    let text = node.constant === 0 ? "" : numeral(node.constant);
    // Positive terms first, so that the text does not begin with a sign.
    const ordered = [...node.terms].sort((a, b) => Number(a.coefficient < 0) - Number(b.coefficient < 0));
    for (const { coefficient, node: term } of ordered) {
      const size = Math.abs(coefficient);
      const value = size === 1 ? this.read(term) : `${numeral(size)} * ${this.read(term)}`;
      if (coefficient < 0) text += text === "" ? `-${value}` : ` - ${value}`;
      else text += text === "" ? value : ` + ${value}`;
    }
    return text;
  }

  /** The local variable that holds exp(-|x|). */
  private decay(x: string): string {
    return remembered(this.decays, x, () => {
      const name = `e${this.decays.size}`;
      this.loads.push(`  const ${name} = ${this.references.functionName("exp")}(-Math.abs(${x}));`);
      return name;
    });
  }

  private callExpression(name: FunctionName, values: readonly string[]): string {
    const inline = inlineForms[name];
    if (inline !== undefined) return inline(values);
    const logistic = logisticForms[name];
    if (logistic !== undefined) {
      const call = (called: FunctionName, x: string): string =>
        `${this.references.functionName(called)}(${x})`;
      return logistic(values[0]!, this.decay(values[0]!), call);
    }
    return `${this.references.functionName(name)}(${values.join(", ")})`;
  }
}

/**
 * The logistic functions of `numeric/logistic.ts`, operation for operation, so that the bits are the same; but e = exp(-|x|),
 * which is most of their cost, is computed once for all those of one x: a logistic regression needs two.
 */
const logisticForms: {
  readonly [K in FunctionName]?: (
    x: string,
    e: string,
    call: (name: FunctionName, x: string) => string,
  ) => string;
} = {
  // log(1 + eˣ) = max(x, 0) + log(1 + e^-|x|)
  log1p_exp: (x, e, call) => `Math.max(${x}, 0) + ${call("log1p", e)}`,
  // 1 / (1 + e⁻ˣ), and below 0 eˣ / (1 + eˣ)
  inv_logit: (x, e) => `(${x} >= 0 ? 1 : ${e}) / (1 + ${e})`,
};

/** Functions that are operators of JavaScript; the results are the same in every engine. */
const inlineForms: { readonly [K in FunctionName]?: (values: readonly string[]) => string } = {
  divide: ([a, b]) => `${a} / ${b}`,
  square: ([a]) => `${a} * ${a}`,
  sqrt: ([a]) => `Math.sqrt(${a})`,
  abs: ([a]) => `Math.abs(${a})`,
  floor: ([a]) => `Math.floor(${a})`,
  less: ([a, b]) => `${a} < ${b} ? 1 : 0`,
  less_equal: ([a, b]) => `${a} <= ${b} ? 1 : 0`,
  greater: ([a, b]) => `${a} > ${b} ? 1 : 0`,
  greater_equal: ([a, b]) => `${a} >= ${b} ? 1 : 0`,
  equal: ([a, b]) => `${a} === ${b} ? 1 : 0`,
  not_equal: ([a, b]) => `${a} !== ${b} ? 1 : 0`,
  if: ([condition, a, b]) => `${condition} !== 0 ? ${a} : ${b}`,
};

/** A number as JavaScript reads it back exactly; negative ones in parentheses. */
export function numeral(value: number): string {
  if (Object.is(value, -0)) return "(-0)";
  return value < 0 ? `(${value})` : `${value}`;
}

function plus(offset: number, index: string): string {
  if (/^\d+$/.test(index)) return `${offset + Number(index)}`;
  return offset === 0 ? index : `${offset} + ${index}`;
}

function strided(index: string, width: number, k: number): string {
  if (/^\d+$/.test(index)) return `${Number(index) * width + k}`;
  const scaled = width === 1 ? index : `${wrap(index)} * ${width}`;
  return k === 0 ? scaled : `${scaled} + ${k}`;
}

function wrap(index: string): string {
  return /^[a-z0-9]+$/i.test(index) ? index : `(${index})`;
}
