/** What may be written at a cursor `▮`. */

import { describe, expect, it } from "vitest";
import { distributions } from "../../src/distributions/index.ts";
import { lex } from "../../src/language/lexer.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { completionsAt } from "../../src/language-service/index.ts";
import { functions, types } from "../../src/language-service/vocabulary.ts";
import { allModels, marked } from "./marked.ts";

const head = `data {
  y: real
  n: int
  x: real
  home: factor of team
  away: factor of team
  g: factor
}
levels K = 1..3
constant s = 5
X = design(1 + x)
β[X] ~ normal(0, s)
σ_b ~ half_normal(5)
b[g] ~ normal(0, σ_b)
skill[team] ~ normal(0, 1)
w[K] ~ dirichlet(1)
`;

function labels(written: string): readonly string[] {
  const { text, offset } = marked(written);
  return completionsAt(text, offset).items.map(({ label }) => label);
}

function item(written: string, label: string) {
  const { text, offset } = marked(written);
  return completionsAt(text, offset).items.find((one) => one.label === label);
}

/** The text when the item has been taken. */
function taken(written: string, label: string): string {
  const { text, offset } = marked(written);
  const { start, end, items } = completionsAt(text, offset);
  const insert = items.find((one) => one.label === label)?.insert ?? `no ${label}`;
  return `${text.slice(0, start)}${insert}${text.slice(end)}`;
}

const functionNames = functions.map(({ name }) => name);

describe("completions", () => {
  it("begin a statement: outcomes without one, names that are used and not declared, words", () => {
    expect(labels(`${head}n ~ poisson(exp(α))\n▮`)).toEqual([
      "α",
      "y",
      "x",
      "data",
      "centered",
      "noncentered",
      "constant",
      "levels",
      "matrix",
      "model",
    ]);
    expect(labels("▮")).toContain("data");
  });

  it("do not offer the word that is being written as a name that is not declared", () => {
    expect(labels(`${head}sigma▮`)).toEqual(["σ"]);
  });

  it("are distributions behind `~`: of numbers for a parameter, of vectors where it has a plate, of counts for data", () => {
    const ofParameter = labels(`${head}τ ~ ▮`);
    expect(ofParameter).toContain("half_normal");
    expect(ofParameter).not.toContain("poisson");
    expect(ofParameter).not.toContain("multi_normal");
    expect(labels(`${head}v[K] ~ ▮`)).toEqual(expect.arrayContaining(["dirichlet", "ordered"]));
    const ofOutcome = labels(`${head}y ~ ▮`);
    expect(ofOutcome).toEqual(expect.arrayContaining(["poisson", "weighted", "zero_inflated"]));
    expect(ofOutcome).not.toContain("multi_normal");
    expect(labels(`${head}[y, x] ~ ▮`)).toContain("multi_normal");
  });

  it("between them offer every distribution", () => {
    const found = new Set(
      ["τ ~ ▮", "v[K] ~ ▮", "y ~ ▮", "[y, x] ~ ▮"].flatMap((line) => labels(`${head}${line}`)),
    );
    expect(distributions.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
  });

  it("have places for arguments that must be written, as snippets and as plain text", () => {
    expect(item(`${head}τ ~ stud▮`, "student_t")).toMatchObject({
      insert: "student_t(df, mean, scale)",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the notation of snippets
      snippet: "student_t(${1:df}, ${2:mean}, ${3:scale})",
    });
  });

  it("are arguments by name, then values, where an argument begins", () => {
    const first = labels(`${head}y ~ normal(▮`);
    expect(first.slice(0, 6)).toEqual(["mean:", "sd:", "s", "X * β", "σ_b", "b[g]"]);
    expect(labels(`${head}y ~ normal(0, ▮`)[0]).toBe("sd:");
    expect(labels(`${head}y ~ normal(mean: 0, ▮`)[0]).toBe("sd:");
    expect(labels(`${head}y ~ normal(mean: ▮`)).not.toContain("sd:");
    expect(labels(`${head}y ~ normal(1 + ▮`)).not.toContain("mean:");
  });

  it("write names as they are used: with their plates, a pool by its columns, listed levels by a label", () => {
    const found = labels(`${head}y ~ normal(▮`);
    expect(found).toEqual(expect.arrayContaining(["skill[home]", "skill[away]", "w[1]"]));
    expect(found).not.toContain("y");
    expect(labels(`${head}v[K] ~ normal(▮`)).toContain("w[K]");
    expect(labels(`${head}spread = sd(▮`)).toContain("b");
    expect(labels(`${head}[y, x] ~ multi_normal(▮`)).toContain("w");
  });

  it("are bounds and conditions of modifiers, and distributions within them", () => {
    expect(labels(`${head}τ ~ truncated(▮`)).toContain("normal");
    expect(labels(`${head}τ ~ truncated(▮`)).not.toContain("truncated");
    expect(labels(`${head}τ ~ truncated(normal(0, 1), ▮`).slice(0, 2)).toEqual(["lower:", "upper:"]);
    expect(labels(`${head}τ ~ truncated(normal(0, 1), lower: 0, ▮`)[0]).toBe("upper:");
    expect(labels(`${head}n ~ zero_inflated(▮`)).not.toContain("poisson");
    expect(labels(`${head}n ~ zero_inflated(0.1, ▮`)).toContain("poisson");
    expect(labels(`${head}y ~ mixture(0.5, [normal(0, 1), ▮`)).toContain("student_t");
    expect(labels(`${head}y ~ censored(normal(0, 1), ▮`).slice(0, 3)).toEqual(["left:", "right:", "to:"]);
  });

  it("are columns and functions of designs within a design", () => {
    expect(labels(`${head}Z = design(1 + ▮`)).toEqual(expect.arrayContaining(["x", "g", "center"]));
    expect(labels(`${head}Z = design(1 + ▮`)).not.toContain("σ_b");
    expect(labels(`${head}Z = ▮`)).toContain("design");
    expect(labels(`${head}y ~ normal(lag(x, ▮`)).toEqual(expect.arrayContaining(["within:", "by:", "g"]));
  });

  it("are plates in brackets: those of the name, if it has a declaration", () => {
    expect(labels(`${head}y ~ normal(b[▮`)).toEqual(["g"]);
    expect(labels(`${head}y ~ normal(skill[▮`)).toEqual(["home", "away", "team"]);
    expect(labels(`${head}c[▮`)).toEqual(["home", "away", "g", "K", "team", "X"]);
  });

  it("are types, bounds and words of columns in a block, and nothing where a name is new", () => {
    expect(labels("data {\n  ▮")).toEqual([]);
    expect(labels("data {\n  y: ▮\n}")).toEqual(types.map(({ name }) => name));
    expect(labels("data {\n  y: real ▮\n}")).toEqual(["in", "from", "> 0", ">= 0", "?"]);
    expect(labels("data {\n  g: factor ▮\n}")).toEqual([
      "in",
      "across",
      "of",
      "ordered",
      "reference",
      "from",
      "?",
    ]);
    expect(labels("data {\n  a: factor\n  g: factor in ▮\n}")).toEqual(["a"]);
    expect(labels("data {\n  n: int\n  k: int in 0..▮\n}")).toEqual(["n"]);
    expect(labels(`${head}data per ▮`)).toEqual(["home", "away", "g"]);
  });

  it("find Greek names by their spelling, and letters by the beginning of it", () => {
    expect(labels(`${head}y ~ normal(0, sig▮`)).toContain("σ_b");
    expect(taken(`${head}y ~ normal(0, sigma_b▮)`, "σ_b")).toContain("y ~ normal(0, σ_b)");
    expect(taken("sigma_b▮", "σ_b")).toBe("σ_b");
    expect(labels("al▮")).toContain("α");
  });

  it("take the place of the word before the cursor", () => {
    expect(taken(`${head}τ ~ half▮`, "half_normal")).toContain("\nτ ~ half_normal(sd)");
  });

  it("are none in comments, in texts, in numbers and behind what is complete", () => {
    for (const line of [
      "# y▮",
      'τ ~ half_normal(1) "sd▮"',
      'x: real from "▮',
      "τ ~ half_normal(1▮",
      "τ ~ normal(0, 1) ▮",
    ])
      expect(labels(`${head}${line}`)).toEqual([]);
  });

  it("know each function", () => {
    expect(labels(`${head}m = ▮`)).toEqual(expect.arrayContaining([...functionNames]));
  });
});

describe("names that are taken from completions", () => {
  it("are those that stand in the model: of each reference, what is there is offered", () => {
    let tried = 0;
    for (const [name, source] of Object.entries(allModels)) {
      const { tokens } = lex(source);
      for (const [i, { kind, text, span }] of tokens.entries()) {
        // A name of an expression, `σ_b` behind an operator, in a model that is whole but for the rest of this line.
        const before = tokens[i - 1]?.text ?? "";
        if (kind !== "name" || !["+", "*", "-", "/"].includes(before) || ++tried % 7 !== 0) continue;
        const found = completionsAt(source, span.start).items.map(({ insert }) => insert);
        const has = found.some((one) => one.split(/[^\p{L}\p{M}\p{N}_]+/u).includes(text));
        expect(has ? "" : `${name}: ${text} at ${span.line}`).toBe("");
      }
    }
    expect(tried).toBeGreaterThan(100);
  });
});

describe("a model that is written with completions", () => {
  it("has no problems", () => {
    let text = "data {\n  y: real\n  g: factor\n}\n";
    for (const [word, label] of [
      ["mu ~ nor", "normal"],
      ["tau ~ half_n", "half_normal"],
      ["b[g] ~ nor", "normal"],
      ["sigma ~ exp", "exponential"],
    ] as const) {
      const { start, items } = completionsAt(text + word, (text + word).length);
      const { insert } = items.find((one) => one.label === label)!;
      const filled = { normal: "normal(0, 2)", half_normal: "half_normal(1)", exponential: "exponential(1)" };
      expect(insert.startsWith(`${label}(`)).toBe(true);
      text = `${(text + word).slice(0, start)}${filled[label]}\n`;
    }
    text = taken(`${text}y ~ normal(▮, sigma)`, "b[g]").replace("normal(b", "normal(mu + tau * b");
    expect(readModelText(text).problems).toEqual([]);
  });
});
