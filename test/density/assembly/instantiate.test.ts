/**
 * What runs where: WebAssembly where it pays, otherwise JavaScript, and the same numbers from both. Engines without it are in
 * `without-assembly.alone.ts`.
 */

import { describe, expect, it } from "vitest";
import { emit } from "../../../src/density/code/emit.ts";
import { schedule } from "../../../src/density/code/schedule.ts";
import { compile, instantiator } from "../../../src/density/compile.ts";
import { add } from "../../../src/density/graph/arithmetic.ts";
import { Graph } from "../../../src/density/graph/graph.ts";
import { Domains, scalarDomain } from "../../../src/model/domains.ts";
import { bindFolder } from "../../models/bundled-models.ts";
import { requireBound, scattered } from "../harness.ts";
import { boundRows } from "./logistic-rows.ts";
import { differences, twinsOf } from "./twins.ts";

describe("WebAssembly is made", () => {
  it("of a density over many rows with functions, and not of one over a few", async () => {
    const density = async (name: string) => compile((await bindFolder(name)).model!).recipe.density;
    expect((await density("cbpp")).assembly).not.toBeNull();
    expect((await density("eight-schools")).assembly).toBeNull();
  });

  it("of a density over many rows without functions, and not of its draws where these are few", () => {
    const columns = { y: scattered(3001, 1) };
    const bound = requireBound("data {\n  y: real\n}\nμ ~ normal(0, 9)\ny ~ student_t(4, μ, 1)\n", columns);
    const { density, constrain } = compile(bound).recipe;
    expect([density.assembly === null, constrain.assembly === null]).toEqual([false, true]);
  });

  it("not of ranks", () => {
    const columns = { y: scattered(600, 1), g: scattered(600, 9).map((one) => `g${Math.round(one)}`) };
    const ranked = `data {\n  y: real\n  g: factor\n}\na[g] ~ normal(0, 1)\nr[g] = rank(a)\ny ~ normal(a[g], 1)\n`;
    const { recipe } = compile(requireBound(ranked, columns), new Map(), "all");
    expect([recipe.density.assembly === null, recipe.constrain.assembly === null]).toEqual([false, true]);
  });
});

describe("the same numbers come", () => {
  it("of arrays that lie megabytes behind the beginning of their memory, the last row alone", () => {
    const { recipe } = compile(boundRows(60_001, 20_000));
    const position = Float64Array.from(scattered(recipe.dimension, 1));
    expect(differences(twinsOf(recipe.density), position, recipe.dimension).slice(0, 5)).toEqual([]);
  });

  it("of a function whose memory has grown since for another one", () => {
    const instantiate = instantiator();
    const [small, large] = [boundRows(101, 6), boundRows(30_001, 50)].map((bound) => compile(bound).recipe);
    const first = twinsOf(small!.density, instantiate);
    const position = Float64Array.from(scattered(small!.dimension, 1));
    expect(differences(first, position, small!.dimension)).toEqual([]);
    const second = twinsOf(large!.density, instantiate);
    expect(differences(first, position.reverse(), small!.dimension)).toEqual([]);
    const other = Float64Array.from(scattered(large!.dimension, 1));
    expect(differences(second, other, large!.dimension)).toEqual([]);
    expect(differences(first, position.reverse(), small!.dimension)).toEqual([]);
  });

  it("of a sum of very many terms", () => {
    const graph = new Graph(new Domains(1));
    const inputs = Array.from({ length: 12_000 }, () => graph.input(scalarDomain));
    const outputs = [{ node: add(graph, ...inputs), domain: scalarDomain, offset: null }];
    const emitted = emit("compute", schedule(outputs), outputs, null, "all");
    const position = Float64Array.from(scattered(inputs.length, 1));
    expect(differences(twinsOf(emitted), position, 0)).toEqual([]);
  });

  it("of a position that is longer than what is read of it", () => {
    const { recipe } = compile(boundRows(101, 6));
    const position = Float64Array.from(scattered(recipe.dimension + 3, 1));
    expect(differences(twinsOf(recipe.density), position, recipe.dimension)).toEqual([]);
  });
});
