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

test("the seed model is its own canonical form, and comes back from other spacing", () => {
  expect(format(seed)).toBe(seed);
  expect(format(seed.replaceAll(/(\S) +/g, "$1 "))).toBe(seed);
  expect(format(seed.replaceAll(/ *([~:]) *(?=[a-z]+\(|real|factor)/g, "$1"))).toBe(seed);
});

test("names keep the spelling of their author", () => {
  expect(format("sigma_b~normal(0,1)\nσ ~normal(β,1)")).toBe(
    "sigma_b ~ normal(0, 1)\nσ       ~ normal(β, 1)\n",
  );
});

test.each([
  ["an empty line", "a = 1\n\nbc = 1", "a = 1\n\nbc = 1"],
  ["a line of comment", "a = 1\n# c\nbc = 1", "a = 1\n# c\nbc = 1"],
  ["a statement over several lines", "a = 1\nbc = 1 +\n2\nd = 1", "a = 1\nbc = 1 +\n  2\nd = 1"],
  ["a block", "a = 1\ndata { b: real }\ncd = 1", "a = 1\ndata {\n  b: real\n}\ncd = 1"],
])("%s ends a run of aligned lines", (_, source, expected) => {
  expect(format(source)).toBe(`${expected}\n`);
});

test("within a run signs, labels and comments stand below each other", () => {
  const source = `X = design(1 + days) # shared
u[subject] ~ normal(0, τ) "effects" # of subjects
τ ~ half_normal(5) "their sd"
σ ~ half_normal(5)   # residual
`;
  expect(format(source)).toBe(`X          = design(1 + days)           # shared
u[subject] ~ normal(0, τ)    "effects"  # of subjects
τ          ~ half_normal(5)  "their sd"
σ          ~ half_normal(5)             # residual
`);
});

test("within a block types, origins, labels and comments stand below each other", () => {
  const source = `data {
  y: real>0 from "Y", x: factor from "S" "group", # its name
  z : real?  # may be missing
}
`;
  expect(format(source)).toBe(`data {
  y: real > 0 from "Y"
  x: factor   from "S"  "group"  # its name
  z: real?                       # may be missing
}
`);
});

test("a line that is longer by more than 16 columns does not move the others", () => {
  const long = "effect_of_treatment";
  expect(format(`a = 1\nbc = 1\n${long} = 1`)).toBe(`a  = 1\nbc = 1\n${long} = 1\n`);
  const sum = `a = ${"1 + ".repeat(12)}1`;
  expect(format(`${sum} # long\nb = 1 # short`)).toBe(`${sum}  # long\nb = 1                   # short\n`);
});

test("a combining mark takes no column", () => {
  expect(format("x\u0304 = 1\nab = 1")).toBe("x\u0304  = 1\nab = 1\n");
});

test("comments of a statement over several lines are aligned", () => {
  const source = `y ~ normal( # of rows
  mean: β, # of all
  sd: σ) "label" # residual`;
  expect(format(source)).toBe(`y ~ normal(             # of rows
  mean: β,              # of all
  sd: σ) "label"        # residual
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
  ['a=if(x>=0 ,1,-1)"label"', 'a = if(x >= 0, 1, -1)   "label"'],
  ["a = (1\n-x)", "a = (1\n  - x)"],
  ["a = (-x) - (-y)", "a = (-x) - (-y)"],
  ['data per g{x:real>0 from"X",z:int in 0..n}', 'data per g {\n  x: real > 0 from "X"\n  z: int in 0..n\n}'],
  [
    'data{t:factor across lab :day,h:factor   of team"of it",dose:factor reference"none"from"Dose""of it",p:factor reference 2}',
    'data {\n  t:    factor across lab:day\n  h:    factor of team  "of it"\n  dose: factor reference "none" from "Dose"  "of it"\n  p:    factor reference 2\n}',
  ],
  ["a = 1 +\n   2\n\n\n\nb = 1", "a = 1 +\n  2\n\nb = 1"],
])("%s", (source, expected) => {
  expect(format(source)).toBe(`${expected}\n`);
});

test("text that cannot be read is left alone", () => {
  expect(format("a  = ((1")).toBe("a  = ((1");
  expect(format("")).toBe("");
});
