/**
 * Emission as WebAssembly: the same schedule that `code/emit.ts` makes JavaScript of, with the same operations in the same order, so that
 * both give the same bits. Loops take two rows at a time; sums and what groups get of rows are added up row by row.
 */

import { scalarDomain } from "../../model/domains.ts";
import { scalarFunctions } from "../../numeric/scalar-functions.ts";
import {
  type Code,
  double,
  firstHalves,
  functionBody,
  get,
  integer,
  laneOf,
  loop,
  op,
  secondHalves,
  set,
  tee,
} from "../../webassembly/code.ts";
import {
  assembleModule,
  functionOfType,
  functionType,
  memoryWith,
  valueType,
} from "../../webassembly/module.ts";
import type { References } from "../code/emit-scope.ts";
import type { Level, Loop, Output, Schedule } from "../code/schedule.ts";
import type { Node } from "../graph/node.ts";
import { type ArrayName, type Assembly, ownArrays } from "./assembly.ts";
import { type AssemblyParts, AssemblyScope, type RowCounter } from "./assembly-scope.ts";
import { AssemblyWriter, type Shape } from "./assembly-writer.ts";
import { doubleSize, placeSize } from "./row-index.ts";

type TotalNode = Extract<Node, { kind: "total" }>;

/** Two sums, and the local variable with both. */
interface Couple {
  readonly nodes: readonly TotalNode[];
  readonly sums: number;
}

/** The assembly of a schedule that was emitted with these references; null where it ranks, which only JavaScript does. */
export function emitAssembly(
  schedule: Schedule,
  outputs: readonly Output[],
  references: References,
): Assembly | null {
  const nodes = schedule.levels.flatMap(({ scalars }) => scalars);
  if (nodes.some(({ kind }) => kind === "rank")) return null;
  return new AssemblyEmitter(schedule, references).emit(outputs);
}

class AssemblyEmitter {
  private readonly schedule: Schedule;
  private readonly parts: AssemblyParts;
  private readonly scalars: AssemblyScope;
  private readonly counter: RowCounter;

  constructor(schedule: Schedule, references: References) {
    const writer = new AssemblyWriter();
    this.schedule = schedule;
    this.parts = { writer, references, stored: schedule.stored };
    this.scalars = new AssemblyScope(this.parts, null, "one", null);
    this.counter = { row: writer.local(valueType.i32), place: writer.local(valueType.i32) };
  }

  emit(outputs: readonly Output[]): Assembly {
    const { writer } = this.parts;
    const code = writer.capture(() => {
      for (const level of this.schedule.levels) this.emitLevel(level);
      for (const { node, domain, offset } of outputs) {
        if (offset === null || domain !== scalarDomain) continue;
        this.scalars.store(node, { kind: "target" }, (row) => ({ ...row, extra: doubleSize * offset }));
      }
      const returned = outputs.find(({ offset }) => offset === null);
      const value = returned === undefined ? double(0) : this.scalars.read(returned.node);
      writer.put(value);
    });
    return this.assembly(code, outputs);
  }

  private emitLevel({ scalars, loops }: Level): void {
    for (const node of scalars) this.scalars.compute(node);
    for (const one of loops) this.emitLoop(one);
  }

  private emitLoop(one: Loop): void {
    const { writer } = this.parts;
    const { size } = one.domain;
    const totals = one.nodes.filter((node) => node.kind === "total");
    const sums = new Map<Node, number>();
    for (const node of totals) {
      if (node.map !== null) this.clear(node);
      else sums.set(node, this.startOf(node));
    }
    const { row, place } = this.counter;
    writer.put(integer(0), set(row), integer(0), set(place));
    const pairs = size - (size % 2);
    if (pairs > 0) {
      const couples = this.startCouples(totals);
      const body = this.emitBody(one, "two", sums, couples);
      const advance = [
        [get(place), integer(2 * placeSize), op("i32.add"), set(place)],
        [get(row), integer(2 * doubleSize), op("i32.add"), tee(row)],
        [integer(doubleSize * pairs), op("i32.lt_u"), 0x0d, 0],
      ];
      writer.put(loop(body, advance));
      for (const { nodes, sums: both } of couples)
        for (const [lane, node] of nodes.entries()) writer.put(get(both), laneOf(lane), set(sums.get(node)!));
    }
    if (size > pairs) writer.put(this.emitBody(one, "one", sums));
    for (const [node, local] of sums) this.scalars.define(node, get(local));
  }

  /** The operations of one row or of two; what has to be there before a loop over it is put. */
  private emitBody(
    one: Loop,
    shape: Shape,
    sums: ReadonlyMap<Node, number>,
    couples: readonly Couple[] = [],
  ): Code {
    const { writer } = this.parts;
    const coupled = new Set<Node>(couples.flatMap(({ nodes }) => nodes));
    const scope = new AssemblyScope(this.parts, this.scalars, shape, this.counter);
    const body = writer.capture(() => {
      for (const node of one.nodes) {
        if (node.kind !== "total") scope.compute(node);
        else if (coupled.has(node)) scope.read(node.source);
        else if (node.map === null) this.addUp(node, scope, sums.get(node)!);
        else scope.scatter(node.source, node, node.map);
      }
      for (const couple of couples) this.addUpBoth(couple, scope);
      for (const { node, offset } of one.outputs) {
        const extra = doubleSize * offset!;
        scope.store(node, { kind: "target" }, (row) => ({ ...row, extra: row.extra + extra }));
      }
    });
    writer.put(...scope.before);
    return body;
  }

  /** Sums two by two, beside each other in a vector: an instruction adds a row to both. */
  private startCouples(totals: readonly TotalNode[]): Couple[] {
    const { writer } = this.parts;
    const single = totals.filter(({ map, operation }) => map === null && operation === "sum");
    return Array.from({ length: Math.floor(single.length / 2) }, (_, k) => {
      const sums = writer.local(valueType.v128);
      writer.put(double(0), op("f64x2.splat"), set(sums));
      return { nodes: single.slice(2 * k, 2 * k + 2), sums };
    });
  }

  private addUpBoth({ nodes, sums }: Couple, scope: AssemblyScope): void {
    const values = nodes.map(({ source }) => scope.read(source));
    const { writer } = this.parts;
    writer.put(get(sums), values, firstHalves, op("f64x2.add"), values, secondHalves, op("f64x2.add"));
    writer.put(set(sums));
  }

  private clear(node: TotalNode): void {
    const { writer, references } = this.parts;
    const array: ArrayName = { kind: "work", index: references.workIndex(node) };
    writer.put(
      writer.beginningOf(array),
      integer(0),
      integer(doubleSize * node.domain.size),
      op("memory.fill"),
    );
  }

  private startOf({ operation }: TotalNode): number {
    const { writer } = this.parts;
    const local = writer.local(valueType.f64);
    writer.put(double({ sum: 0, min: Infinity, max: -Infinity }[operation]), set(local));
    return local;
  }

  private addUp({ source, operation }: TotalNode, scope: AssemblyScope, sum: number): void {
    const { writer } = this.parts;
    const value = scope.read(source);
    const instruction = op(`f64.${operation === "sum" ? "add" : operation}`);
    const rows = scope.shape === "two" ? [laneOf(0), laneOf(1)] : [[]];
    for (const lane of rows) writer.put(get(sum), value, lane, instruction, set(sum));
  }

  private assembly(code: Code, outputs: readonly Output[]): Assembly {
    const { writer, references } = this.parts;
    const { f64 } = valueType;
    const { functions, locals } = writer;
    const types = [0, 1, 2, 3].map((arity) =>
      functionType(
        Array.from({ length: arity }, () => f64),
        [f64],
      ),
    );
    const module = assembleModule({
      types,
      imports: [
        { from: "env", name: "memory", kind: memoryWith(writer.limits()) },
        ...functions.map((name) => ({
          from: "env",
          name,
          kind: functionOfType(scalarFunctions[name].arity),
        })),
      ],
      functions: [{ type: 0, name: "evaluate", body: functionBody(grouped(locals), code) }],
    });
    const { bytes, places, limitsAt } = writer.resolve(module);
    const { data, maps, work } = references;
    const before = { data: 0, maps: data.length, work: data.length + maps.length };
    const own = data.length + maps.length + work.length;
    const numberOf = (array: ArrayName): number =>
      "index" in array ? before[array.kind] + array.index : own + ownArrays.indexOf(array.kind);
    return {
      bytes,
      addresses: Int32Array.from(places.flatMap(({ at, array, extra }) => [at, numberOf(array), extra])),
      limitsAt,
      functions,
      constants: Float64Array.from(writer.constants),
      positionLength: writer.positionLength,
      stretches: stretchesOf(outputs),
    };
  }
}

/** Local variables in their order, those of one type after another together. */
function grouped(locals: readonly number[]): readonly (readonly [count: number, type: number])[] {
  const groups: [count: number, type: number][] = [];
  for (const type of locals) {
    const last = groups[groups.length - 1];
    if (last?.[1] === type) last[0]++;
    else groups.push([1, type]);
  }
  return groups;
}

/** What outputs write, as few stretches as there can be. */
function stretchesOf(outputs: readonly Output[]): (readonly [number, number])[] {
  const single = outputs
    .filter(({ offset }) => offset !== null)
    .map(({ offset, domain }): [number, number] => [offset!, offset! + domain.size])
    .sort((a, b) => a[0] - b[0]);
  const stretches: [number, number][] = [];
  for (const [start, end] of single) {
    const last = stretches[stretches.length - 1];
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else stretches.push([start, end]);
  }
  return stretches;
}
