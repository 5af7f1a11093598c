/** The TextMate grammar on all models, by the engine of VS Code: token by token what the lexer and the checker say. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import oniguruma from "vscode-oniguruma";
import textmate, { type IGrammar } from "vscode-textmate";
import { type TokenKind, tokensOf } from "../../src/language-service/index.ts";
import { repository } from "../docs/commands.ts";
import { allModels } from "./marked.ts";

/** What a scope of the grammar must begin with, by what the word is. */
const scopes: { readonly [Kind in TokenKind]: readonly string[] } = {
  comment: ["comment."],
  text: ["string."],
  number: ["constant.numeric."],
  operator: ["keyword.operator.", "punctuation.section."],
  keyword: ["keyword.other."],
  type: ["storage.type."],
  distribution: ["support.class.distribution."],
  modifier: ["support.class.modifier."],
  function: ["support.function."],
  argument: ["variable.parameter."],
  // Labels without quotes, with quotes, and whole numbers.
  label: ["constant.other.label.", "string.", "constant.numeric."],
  title: ["entity.name."],
  column: ["variable.other."],
  factor: ["variable.other."],
  pool: ["variable.other."],
  levels: ["variable.other."],
  constant: ["variable.other."],
  matrix: ["variable.other."],
  design: ["variable.other."],
  parameter: ["variable.other."],
  definition: ["variable.other."],
  unknown: ["variable.other."],
};

let grammar: IGrammar;
beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
  await oniguruma.loadWASM(readFileSync(wasm));
  const path = join(repository, "docs/editors/hyperprior.tmLanguage.json");
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(path, "utf8"), path),
  });
  grammar = (await registry.loadGrammar("source.hyperprior"))!;
});

interface Scoped {
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

/** The tokens of the engine, with offsets in the text. */
function tokenized(source: string): readonly Scoped[] {
  const found: Scoped[] = [];
  let stack = textmate.INITIAL;
  let offset = 0;
  for (const line of source.split("\n")) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    for (const { startIndex, endIndex, scopes: own } of tokens)
      found.push({ start: offset + startIndex, end: offset + Math.min(endIndex, line.length), scopes: own });
    stack = ruleStack;
    offset += line.length + 1;
  }
  return found.filter(({ start, end }) => end > start);
}

/** Words whose scopes are others than those that they should have; space has none. */
function disagreements(source: string): readonly string[] {
  const found = tokenized(source);
  const wrong: string[] = [];
  let i = 0;
  for (const { kind, start, end } of tokensOf(source)) {
    while (found[i] !== undefined && found[i]!.end <= start) i++;
    for (let k = i; found[k] !== undefined && found[k]!.start < end; k++) {
      const own = found[k]!.scopes;
      const isRight = own.some((scope) => scopes[kind].some((wanted) => scope.startsWith(wanted)));
      if (!isRight) wrong.push(`${source.slice(start, end)}: ${kind}, ${own.slice(1).join(" ")}`);
    }
  }
  return wrong;
}

describe("the grammar", () => {
  it.each(Object.entries(allModels))("agrees with the lexer on %s", (_, source) => {
    expect(disagreements(source)).toEqual([]);
  });

  it("agrees with it on what looks like something else", () => {
    const sources = [
      'data per lab:day { a: int in n..m # real\n from: factor reference "in" "of" , in: real? from "x"\n}',
      'levels K = [low, "very high", 3]\nlevels L = 1..3\n',
      "matrix A[animal, animal] inverse # inverse\n",
      "d[lab, day:week] ~ normal(\n  mean: -1.5e-3,\n  sd: .5 # half\n)\n",
      "X = design(1 + (a:b)^2 + lag(y, within: g, steps: 2) + poly(x, 2))\n",
      'm = if(sex == "male \\" #", b["x#y"], model)\n',
      "levels ~ normal(0, 1)\ncentered = 2\nnoncentered b[g] ~ normal(centered, levels)\n",
      "σ₀ ~ truncated(half_normal(1), upper: 2.)\n",
    ];
    for (const source of sources) expect(disagreements(source)).toEqual([]);
  });

  it("does not go on in a text whose quote is missing", () => {
    const source = 'a = b["x\nc = 1 # d\n';
    const comment = tokenized(source).find(({ scopes: own }) =>
      own.some((one) => one.startsWith("comment.")),
    );
    expect(source.slice(comment?.start, comment?.end)).toBe("# d");
  });

  it("is compared in all kinds of words, and in a way that can fail", () => {
    const kinds = new Set(
      Object.values(allModels).flatMap((source) => tokensOf(source).map(({ kind }) => kind)),
    );
    expect(Object.keys(scopes).filter((kind) => kind !== "unknown" && !kinds.has(kind as TokenKind))).toEqual(
      [],
    );
    // Quotes of other languages are a problem, which the lexer reads on from; the grammar has no word for them.
    expect(disagreements("a ~ normal(0, 1) 'b'")).not.toEqual([]);
  });
});
