/**
 * Emission: a scheduled graph as the text of a JavaScript function, one line per operation.
 *
 * Every name in the text is generated here (`v17`, `d3`, `i`), numbers are printed by us, and no text of a model goes in
 * except, in a listing for people, the source lines as comments, so that nothing that a model says can become code. Arrays
 * for intermediate values are made once; a call allocates nothing.
 */

import { type Domain, scalarDomain } from "../../model/domains.ts";
import type { FunctionName } from "../../numeric/scalar-functions.ts";
import { visible } from "../../text/visible.ts";
import type { Assembly } from "../assembly/assembly.ts";
import { emitAssembly } from "../assembly/emit-assembly.ts";
import { isWorthwhile } from "../assembly/worthwhile.ts";
import type { Node } from "../graph/node.ts";
import { LoopScope, numeral, References } from "./emit-scope.ts";
import type { Level, Loop, Output, Schedule } from "./schedule.ts";

/** The text of a function, with the arrays that it refers to. */
export interface EmittedFunction {
  /** The body of `new Function("functions", "data", "maps", "work", text)`, which returns the compiled function. */
  readonly text: string;
  readonly functions: readonly FunctionName[];
  readonly data: readonly Float64Array[];
  readonly maps: readonly Int32Array[];
  /** Lengths of the arrays for intermediate values. */
  readonly work: readonly number[];
  /** The same function as WebAssembly, where that is faster. */
  readonly assembly: Assembly | null;
  /** The memory that data and maps are in, if threads share them there (`shareArrays`). */
  readonly shared?: WebAssembly.Memory;
}

/** Which functions get a assembly: those that are faster by it, all, or none, which a listing needs none of. */
export type AssemblyChoice = "worthwhile" | "all" | "none";

/** How a line of the model is quoted in a listing; null for no comments. */
export type Annotate = ((line: number) => string) | null;

/**
 * Emits `name(position, target)`, which stores the outputs in `target` and returns the value of the output without
 * an offset (0 if there is none).
 */
export function emit(
  name: string,
  schedule: Schedule,
  outputs: readonly Output[],
  annotate: Annotate,
  assemblies: AssemblyChoice = annotate === null ? "worthwhile" : "none",
): EmittedFunction {
  return new Emitter(schedule, annotate).emit(name, outputs, assemblies);
}

class Emitter {
  private readonly schedule: Schedule;
  private readonly annotate: Annotate;
  private readonly references = new References();
  private readonly lines: string[] = [];

  constructor(schedule: Schedule, annotate: Annotate) {
    this.schedule = schedule;
    this.annotate = annotate;
  }

  emit(name: string, outputs: readonly Output[], assemblies: AssemblyChoice): EmittedFunction {
    const { references } = this;
    const scalars = new LoopScope(references, this.schedule.stored, null, scalarDomain);
    for (const level of this.schedule.levels) this.emitLevel(level, scalars);
    for (const output of outputs) {
      if (output.offset === null || output.domain !== scalarDomain) continue;
      const store = `  target[${output.offset}] = ${scalars.read(output.node)};`;
      this.lines.push(...scalars.take(), store);
    }
    const returned = outputs.find((output) => output.offset === null);
    const value = returned === undefined ? "0" : scalars.read(returned.node);
    const body = [...this.lines, ...scalars.take(), `  return ${value};`];
    return {
      text: `${this.head()}\nreturn function ${name}(position, target) {\n${body.join("\n")}\n};\n`,
      functions: references.functions,
      data: references.data,
      maps: references.maps,
      work: references.work,
      assembly: this.assembly(outputs, assemblies),
    };
  }

  private assembly(outputs: readonly Output[], choice: AssemblyChoice): Assembly | null {
    const { schedule, references } = this;
    const isWanted = choice === "all" || (choice === "worthwhile" && isWorthwhile(schedule));
    return isWanted ? emitAssembly(schedule, outputs, references) : null;
  }

  private head(): string {
    const { functions, data, maps, work } = this.references;
    const constants = [
      ...functions.map((name) => `const ${name} = functions.${name};`),
      ...data.map((_, i) => `const d${i} = data[${i}];`),
      ...maps.map((_, i) => `const m${i} = maps[${i}];`),
      ...work.map((_, i) => `const w${i} = work[${i}];`),
    ];
    return ['"use strict";', ...constants].join("\n");
  }

  private emitLevel(level: Level, scalars: LoopScope): void {
    let line: number | null = null;
    for (const node of level.scalars) {
      line = this.comment(node, line, "  ");
      if (node.kind === "rank") this.emitRank(node);
      else {
        const text = scalars.compute(node);
        this.lines.push(...scalars.take(), `  ${text}`);
      }
    }
    for (const loop of level.loops) this.emitLoop(loop, scalars);
  }

  private emitLoop(loop: Loop, scalars: LoopScope): void {
    const totals = loop.nodes.filter((node) => node.kind === "total");
    for (const node of totals) this.lines.push(`  ${this.startOfTotal(node)}`);
    const scope = new LoopScope(this.references, this.schedule.stored, scalars, loop.domain);
    const inner: string[] = [];
    let line: number | null = null;
    for (const node of loop.nodes) {
      const text = node.kind === "total" ? this.accumulate(node, scope) : scope.compute(node);
      const taken = scope.take();
      const before = this.lines.length;
      line = this.comment(node, line, "    ");
      inner.push(...this.lines.splice(before), ...taken.map((one) => `  ${one}`), `    ${text}`);
    }
    for (const output of loop.outputs) {
      const text = `target[${offsetText(output.offset!)}i] = ${scope.read(output.node)};`;
      inner.push(...scope.take().map((one) => `  ${one}`), `    ${text}`);
    }
    this.lines.push(...scalars.take());
    this.lines.push(
      `  // over ${describeDomain(loop.domain, this.annotate)}`,
      `  for (let i = 0; i < ${loop.domain.size}; i++) {`,
      ...inner,
      "  }",
    );
  }

  private startOfTotal(node: Extract<Node, { kind: "total" }>): string {
    if (node.map !== null) return `${this.references.workName(node)}.fill(0);`;
    const start = { sum: "0", min: "Infinity", max: "-Infinity" }[node.operation];
    return `let v${node.id} = ${start};`;
  }

  private accumulate(node: Extract<Node, { kind: "total" }>, scope: LoopScope): string {
    const value = scope.read(node.source);
    if (node.map !== null) return `${this.references.workName(node)}[${scope.index(node.map)}] += ${value};`;
    const name = `v${node.id}`;
    if (node.operation === "sum") return `${name} += ${value};`;
    return `${name} = Math.${node.operation}(${name}, ${value});`;
  }

  /** Ranks by counting: quadratic in the levels, and only where a model asks for it. */
  private emitRank(node: Extract<Node, { kind: "rank" }>): void {
    const source = new LoopScope(this.references, this.schedule.stored, null, node.domain);
    const name = this.references.workName(node);
    const size = node.domain.size;
    const here = source.readAt(node.source, "i");
    const other = source.readAt(node.source, "k");
    this.lines.push(
      `  for (let i = 0; i < ${size}; i++) {`,
      ...source.take().map((one) => `  ${one}`),
      "    let rank = 1;",
      `    for (let k = 0; k < ${size}; k++) {`,
      `      if (${other} < ${here} || (${other} === ${here} && k < i)) rank++;`,
      "    }",
      `    ${name}[i] = rank;`,
      "  }",
    );
  }

  private comment(node: Node, previous: number | null, indent: string): number | null {
    if (node.line === previous || this.annotate === null) return previous;
    this.lines.push(
      node.line === null ? `${indent}// gradient` : `${indent}// ${visible(this.annotate(node.line))}`,
    );
    return node.line;
  }
}

function offsetText(offset: number): string {
  return offset === 0 ? "" : `${offset} + `;
}

/** In a comment, which ends where its line ends: nothing that ends a line may be in it. */
function describeDomain(domain: Domain, annotate: Annotate): string {
  return annotate === null ? `${numeral(domain.size)} elements` : `${visible(domain.name)} (${domain.size})`;
}
