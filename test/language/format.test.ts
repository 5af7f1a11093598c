import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { format } from "../../src/language/format.ts";
import { lex } from "../../src/language/lexer.ts";
import { parse } from "../../src/language/parser.ts";
import { goodModels, seed } from "./good-models.ts";

/** The tree without its places. */
function bare(source: string): unknown {
  const { tree, problems } = parse(source);
  expect(problems).toEqual([]);
  return JSON.parse(JSON.stringify(tree.statements, (key, value) => (key === "span" ? undefined : value)));
}

function comments(source: string): readonly string[] {
  return lex(source).tokens.flatMap(({ kind, text }) => (kind === "comment" ? [text.trimEnd()] : []));
}

/** The model with other space between its tokens, comments at the ends of lines, and more empty lines. */
function respaced(source: string, choices: readonly number[]): string {
  const { tokens } = lex(source);
  let text = "";
  for (const [i, token] of tokens.entries()) {
    const choice = choices[i % choices.length] ?? 0;
    const previous = tokens[i - 1];
    if (token.kind === "newline" && previous?.kind !== "comment" && choice === 1) text += " # note";
    else if (previous !== undefined && token.kind !== "newline") text += [" ", "  ", "\t"][choice % 3];
    text += source.slice(token.span.start, token.span.end);
    if (token.kind === "newline" && choice === 2) text += "\n  \n\n";
  }
  return text;
}

describe.each(Object.entries(goodModels))("the model %s", (_, source) => {
  test("keeps its meaning, its comments and its canonical form", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { minLength: 1, maxLength: 50 }), (choices) => {
        const text = respaced(source, choices);
        const formatted = format(text);
        expect(bare(formatted)).toEqual(bare(source));
        expect(comments(formatted)).toEqual(comments(text));
        expect(format(formatted)).toBe(formatted);
      }),
      { numRuns: 40 },
    );
  });
});

test("the seed model is printed with its columns aligned and its spelling kept", () => {
  expect(
    format(seed.replaceAll("  ~", "~").replace("σ ~", "sigma~")),
  ).toBe(`# Technical replicates within biological replicates: y_ij = β + b_i + ε_ij
model replicates

data {
  y:      real    # one technical measurement
  sample: factor  # the biological replicate it was taken from
}

β ~ normal(0, 10)
σ_b ~ half_normal(5)
sigma ~ half_normal(5)

b[sample] ~ normal(0, σ_b)

y ~ normal(β + b[sample], σ)
`);
});

test.each([
  ["a=-1+2*x^2", "a = -1 + 2 * x^2"],
  ["a = 2 ^ - 1", "a = 2^-1"],
  ["b[ lab : day ]~normal( mean:0,sd :-x )", "b[lab:day] ~ normal(mean: 0, sd: -x)"],
  ["b [lab,day]=c [lab]", "b[lab, day] = c[lab]"],
  ["X=design( a:b+c* d )", "X = design(a:b + c * d)"],
  ["levels K=1 .. 3", "levels K = 1..3"],
  ["w[K]~dirichlet( [1,2] )", "w[K] ~ dirichlet([1, 2])"],
  ['a=if(x>=0 ,1,-1)"label"', 'a = if(x >= 0, 1, -1) "label"'],
  ["a = (-x) - (-y)", "a = (-x) - (-y)"],
  ['data per g{x:real>0 from"X",z:int in 0..n}', 'data per g {\n  x: real > 0 from "X"\n  z: int in 0..n\n}'],
  ["a = 1 +\n   2\n\n\n\nb = 1", "a = 1 +\n  2\n\nb = 1"],
])("%s", (source, expected) => {
  expect(format(source)).toBe(`${expected}\n`);
});

test("text that cannot be read is left alone", () => {
  expect(format("a  = ((1")).toBe("a  = ((1");
  expect(format("")).toBe("");
});
