/** What is told of the word under a cursor `▮`. */

import { describe, expect, it } from "vitest";
import { distributions } from "../../src/distributions/index.ts";
import { hoverAt, hoverMarkdown, tokensOf } from "../../src/language-service/index.ts";
import { allModels, marked } from "./marked.ts";

function hover(written: string): string {
  const { text, offset } = marked(written);
  const found = hoverAt(text, offset);
  return found === null ? "" : hoverMarkdown(found);
}

const model = `data {
  y: real      # one measurement
  ages: real > 0 from "Age"
  g: factor
}
constant s = 5
levels K = 1..2
X = design(1 + ages)
β[X] ~ normal(0, s)
Ω[K,K] ~ lkj(2)
σ_b ~ truncated(normal(0, s), lower: 0.1)  "spread"
b[g] ~ normal(0, σ_b)
icc = σ_b^2 / (σ_b^2 + 1)
y ~ normal(X * β + b[g], 2)
`;
const at = (before: string, word: string): string => hover(model.replace(before + word, `${before}▮${word}`));

describe("hovers", () => {
  it("tell of a parameter its statement, prior, support, label and uses", () => {
    expect(at("", "σ_b ~ truncated")).toBe(`\`\`\`hyperprior
σ_b ~ truncated(normal(0, s), lower: 0.1) "spread"
\`\`\`
parameter

prior \`truncated(normal(0, s), lower: 0.1)\`; support: above 0.1; “spread”

used as: \`sd\` of \`b[g]\`, in \`icc\``);
  });

  it("tell of it what it is over, at each of its places", () => {
    expect(at("X * β + ", "b[g]")).toContain("parameter, one for each level of `g`");
    expect(at("X * β + ", "b[g]")).toContain("in `mean` of `y`");
    expect(at("", "Ω[K,K]")).toContain("parameter, a matrix over `K`");
    expect(at("", "Ω[K,K]")).toContain("support: correlation matrix");
  });

  it("tell of a column its type, the outcome that it is, and the comment behind it", () => {
    expect(at("  ", "y: real")).toContain("column of type `real`, a value for each row");
    expect(at("  ", "y: real")).toContain("outcome: `y ~ normal(X * β + b[g], 2)`");
    expect(at("  ", "y: real")).toContain("“one measurement”");
    expect(at("  ", "ages: real")).toContain('ages: real > 0 from "Age"');
    expect(at("  ", "g: factor")).toContain("factor, a label for each row; its levels are a plate");
  });

  it("tell of designs, constants, levels and defined values what they are", () => {
    expect(at("", "X = design")).toContain("design matrix");
    expect(at("constant ", "s = 5")).toContain("constant");
    expect(at("levels ", "K = 1")).toContain("plate, whose levels the model lists");
    expect(at("", "icc = ")).toContain("icc = σ_b^2 / (σ_b^2 + 1)");
  });

  it("tell of every distribution its arguments, support and log density", () => {
    for (const one of distributions) {
      const told = hover(`x ~ ▮${one.name}(`);
      for (const { name, description } of one.arguments)
        expect(told).toContain(`\`${name}\`: ${description}`);
      expect(told).toContain("- support: ");
      expect(told).toContain("- log density: `");
    }
  });

  it("tell of an argument by its name", () => {
    expect(hover("x ~ student_t(▮df: 3, mean: 0, scale: 1)")).toContain(
      "degrees of freedom, real numbers above 0",
    );
    expect(hover("x ~ truncated(normal(0, 1), ▮lower: 0)")).toContain("the lower bound");
  });

  it("tell of functions of expressions and of designs, where they stand", () => {
    expect(hover("m = ▮log(2)")).toContain("natural logarithm");
    expect(hover("X = design(▮sum(f))")).toContain("by contrasts");
    expect(hover("m = ▮sum(b)")).toContain("the sum of all elements");
    expect(hover("m = ▮min(b)")).toContain("smallest");
    expect(hover("X = design(1 + ▮lag(x, within: g))")).toContain("in the row before");
  });

  it("tell of types and words, `in` by what it follows", () => {
    expect(at("y: ", "real")).toContain("a column of numbers");
    expect(hover("data { n: int ▮in 0..1 }")).toContain("both ends are allowed");
    expect(hover("data { n: factor ▮in m }")).toContain("within their batch");
    expect(hover("▮noncentered b[g] ~ normal(0, 1)")).toContain("the sampler moves");
  });

  it("know a prior and its support where something else of the model is wrong", () => {
    expect(hover("▮σ ~ half_normal(5)\ny ~ ")).toContain(
      "prior `half_normal(5)`; support: real numbers from 0",
    );
  });

  it("tell nothing of space, numbers, comments and names that are not declared", () => {
    for (const text of ["▮", "a ~ normal(▮0, 1)", "# ▮a", "a ~ normal(▮c, 1)"]) expect(hover(text)).toBe("");
  });

  it("keep a code block closed whatever the text says", () => {
    expect(hover('▮a ~ normal(0, 1) "```x"').split("\n")[0]).toBe("````hyperprior");
  });

  it("tell something of names, calls and words of all models", () => {
    const silent = new Set(["comment", "text", "number", "operator", "label", "title"]);
    for (const [name, source] of Object.entries(allModels)) {
      for (const [i, { kind, start, end }] of tokensOf(source).entries()) {
        if (silent.has(kind) || i % 3 > 0) continue;
        const found = hoverAt(source, start);
        const isRight = found?.start === start && found.end === end && !/undefined|\n/.test(found.code);
        expect(isRight ? "" : `${name}: ${source.slice(start, end)}`).toBe("");
      }
    }
  });
});
