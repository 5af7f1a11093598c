import { describe, expect, test } from "vitest";
import {
  isRead,
  loopDomain,
  type Output,
  type Schedule,
  schedule,
} from "../../../src/density/code/schedule.ts";
import { unify } from "../../../src/density/code/unify.ts";
import type { CompiledModel } from "../../../src/density/compile.ts";
import { dependencies, type Node } from "../../../src/density/graph/node.ts";
import { scalarDomain } from "../../../src/model/domains.ts";
import { exampleColumns, exampleModels } from "../example-models.ts";
import { compileText } from "../harness.ts";

function scheduleOf({ joint }: CompiledModel): Schedule {
  const outputs: Output[] = [{ node: joint.logDensity, domain: scalarDomain, offset: null }];
  for (const [input, node] of joint.gradient())
    outputs.push({ node, domain: input.domain, offset: input.offset });
  return schedule(unify(outputs));
}

function nodesOver(scheduled: Schedule, plate: string): Node[] {
  return scheduled.levels
    .flatMap(({ loops }) => loops.filter((loop) => loop.domain.name === plate))
    .flatMap(({ nodes }) => nodes);
}

function callsIn(nodes: readonly Node[]): string[] {
  return [...new Set(nodes.flatMap((node) => (node.kind === "call" ? [node.function] : [])))];
}

const declared =
  "data { y: real\nx: real\nbatch: factor\ncask: factor in batch\nlab: factor\nday: factor }\n";

function scheduled(statements: string): Schedule {
  return scheduleOf(compileText(declared + statements, exampleColumns));
}

describe("the loop over the rows", () => {
  test("has neither exponentials nor logarithms nor divisions for the seed model", () => {
    const s = scheduled(
      "β ~ normal(0, 10)\nσ_b ~ half_normal(5)\nσ ~ half_normal(5)\nb[lab] ~ normal(0, σ_b)\ny ~ normal(β + b[lab], σ)",
    );
    expect(
      s.levels.flatMap(({ loops }) => loops).filter(({ domain }) => domain.name === "rows"),
    ).toHaveLength(1);
    // y - (β + b), its square, their sums by lab and over all
    expect(callsIn(nodesOver(s, "rows"))).toEqual(["square"]);
    expect(nodesOver(s, "rows").length).toBeLessThanOrEqual(5);
    expect(callsIn(nodesOver(s, "lab"))).toEqual(["square"]);
  });

  test("has nothing of an expression that varies by batch only", () => {
    const s = scheduled("c[batch] ~ normal(0, 1)\ny ~ normal(exp(c[batch]) * tanh(c[batch]), exp(c[batch]))");
    expect(callsIn(nodesOver(s, "rows"))).toEqual(["square"]);
    expect(callsIn(nodesOver(s, "batch"))).toEqual(expect.arrayContaining(["exp", "tanh"]));
  });

  test("has nothing of an expression of a cask and its batch, which is computed by cask", () => {
    const s = scheduled(
      "c[batch] ~ normal(0, 1)\na[cask] ~ normal(0, 1)\ny ~ normal(exp(a[cask] + exp(c[batch])), 1)",
    );
    expect(callsIn(nodesOver(s, "rows"))).toEqual(["square"]);
    expect(
      nodesOver(s, "cask").filter((node) => node.kind === "call" && node.function === "exp"),
    ).toHaveLength(1);
    expect(
      nodesOver(s, "batch").filter((node) => node.kind === "call" && node.function === "exp"),
    ).toHaveLength(1);
  });

  test("has what two crossed plates make together", () => {
    const s = scheduled(
      "a[cask] ~ normal(0, 1)\nb[lab] ~ normal(0, 1)\ny ~ normal(exp(a[cask] + b[lab]), 1)",
    );
    expect(callsIn(nodesOver(s, "rows"))).toEqual(expect.arrayContaining(["exp", "square"]));
  });

  test("has no constants of the density: those of counts are computed when the model is compiled", () => {
    const text = "data { count: int >= 0 }\nμ ~ normal(0, 1)\ncount ~ poisson_log(μ)";
    expect(nodesOver(scheduleOf(compileText(text, exampleColumns)), "rows")).toEqual([]);
  });
});

describe.for(Object.entries(exampleModels))("with %s", ([, text]) => {
  const s = scheduleOf(compileText(text, exampleColumns));
  const computed = s.levels.flatMap(({ scalars, loops }) => [
    ...scalars,
    ...loops.flatMap(({ nodes }) => nodes),
  ]);

  test("no sum, product or call in a loop could be computed in a coarser plate", () => {
    for (const node of computed) {
      if (node.kind !== "linear" && node.kind !== "product" && node.kind !== "call") continue;
      if (node.domain === scalarDomain) continue;
      const inputs = dependencies(node).filter((one) => one.kind !== "constant");
      const scalars = inputs.filter((one) => one.domain === scalarDomain);
      const maps = inputs.flatMap((one) => (one.kind === "gather" ? [one.map] : []));
      if (node.kind === "call") {
        const isOfOnePlate = maps.length + scalars.length === inputs.length && new Set(maps).size <= 1;
        expect(isOfOnePlate, `call of ${node.function}`).toBe(false);
      } else {
        expect(scalars.length, `scalars in a ${node.kind}`).toBeLessThanOrEqual(1);
        expect(new Set(maps).size, `plates in a ${node.kind}`).toBe(maps.length);
      }
    }
  });

  test("every node is computed once, after what it is computed from", () => {
    const order = new Map<Node, number>();
    let step = 0;
    for (const { scalars, loops } of s.levels) {
      for (const node of scalars) order.set(node, step++);
      // Loops of one level may run in any order: what they store is read at later levels only.
      for (const loop of loops) {
        loop.nodes.forEach((node, i) => {
          order.set(node, step + i / (loop.nodes.length + 1));
        });
      }
      step++;
    }
    expect(order.size).toBe(computed.length);
    const check = (node: Node, of: Node): void => {
      if (isRead(of)) {
        for (const one of dependencies(of)) check(node, one);
        return;
      }
      expect(order.get(of)).toBeLessThan(order.get(node)!);
    };
    for (const node of computed) for (const of of dependencies(node)) check(node, of);
  });

  test("what another loop reads is stored", () => {
    const loopOf = new Map<Node, object>();
    for (const level of s.levels)
      for (const loop of level.loops) for (const node of loop.nodes) loopOf.set(node, loop);
    const requireStored = (of: Node): void => {
      if (isRead(of)) {
        for (const one of dependencies(of)) requireStored(one);
      } else if (of.domain !== scalarDomain) expect(s.stored.has(of)).toBe(true);
    };
    for (const node of computed) {
      for (const of of dependencies(node)) {
        const isPicked = of.kind === "gather" || of.kind === "component";
        const isElsewhere = loopOf.get(of) !== loopOf.get(node) && !isRead(of);
        if (isPicked || isElsewhere) requireStored(of);
      }
    }
  });

  test("every loop computes nodes of its own domain only", () => {
    for (const { loops } of s.levels) {
      for (const loop of loops) for (const node of loop.nodes) expect(loopDomain(node)).toBe(loop.domain);
    }
  });
});
