import { describe, expect, test } from "vitest";
import { numeral } from "../../../src/density/code/emit-scope.ts";
import { scalarFunctions } from "../../../src/numeric/scalar-functions.ts";
import { exampleColumns, exampleModels } from "../example-models.ts";
import { compileText, scattered } from "../harness.ts";

test("the listing of the seed model reads like the model", () => {
  const text = `model replicates

data {
  y:      real
  sample: factor
}

β   ~ normal(0, 10)
σ_b ~ half_normal(5)
σ   ~ half_normal(5)

b[sample] ~ normal(0, σ_b)

y ~ normal(β + b[sample], σ)
`;
  const { listing } = compileText(text, { y: [1.5, 2, 2.5, 4], sample: ["A", "A", "B", "C"] });
  expect(listing()).toMatchInlineSnapshot(`
    ""use strict";
    const exp = functions.exp;
    const log = functions.log;
    const d0 = data[0];
    const d1 = data[1];
    const d2 = data[2];
    const m0 = maps[0];
    const w0 = work[0];
    return function logDensity(position, target) {
      // line 8: β   ~ normal(0, 10)
      const v2 = position[0];
      const v7 = v2 / 10;
      const v8 = v7 * v7;
      const v14 = -v7;
      const v15 = v14 / 10;
      // line 9: σ_b ~ half_normal(5)
      const v17 = position[1];
      const v18 = exp(v17);
      const v20 = v18 / 5;
      const v21 = v20 * v20;
      const v27 = -v20;
      const v28 = v27 / 5;
      // line 10: σ   ~ half_normal(5)
      const v29 = position[2];
      const v30 = exp(v29);
      const v31 = v30 / 5;
      const v32 = v31 * v31;
      const v34 = -v31;
      const v35 = v34 / 5;
      // line 14: y ~ normal(β + b[sample], σ)
      const v53 = 1 / v30;
      const v60 = log(v30);
      // gradient
      const v85 = v18 * v53 * v53;
      let v40 = 0;
      let v78 = 0;
      let v83 = 0;
      // over sample (3)
      for (let i = 0; i < 3; i++) {
        // line 12: b[sample] ~ normal(0, σ_b)
        const v36 = position[3 + i];
        const v37 = v36 * v36;
        v40 += v37;
        const v44 = v18 * v36;
        // line 14: y ~ normal(β + b[sample], σ)
        const v50 = -v2 - v44; w0[i] = v50;
        // gradient
        const v74 = d0[i];
        const v75 = v50 * v74;
        const v72 = d1[i];
        const v76 = v72 + v75;
        v78 += v75;
        const v82 = v36 * v76;
        v83 += v82;
        const v86 = v76 * v85;
        const v87 = v86 - v36;
        target[3 + i] = v87;
      }
      const v79 = 10 + v78;
      const v80 = v53 * v53 * v79;
      const v84 = v53 * v53 * v83;
      const v91 = v28 + v84;
      const v92 = v18 * v91;
      const v93 = 1 + v92;
      const v94 = v15 + v80;
      let v58 = 0;
      // over rows (4)
      for (let i = 0; i < 4; i++) {
        // line 14: y ~ normal(β + b[sample], σ)
        const v45 = d2[i];
        const j0 = m0[i];
        const v51 = w0[j0];
        const v52 = v45 + v51;
        const v54 = v52 * v53;
        const v55 = v54 * v54;
        v58 += v55;
      }
      // line 14: y ~ normal(β + b[sample], σ)
      const v68 = v17 + v29 - 0.5 * v8 - 0.5 * v21 - 0.5 * v32 - 0.5 * v40 - 0.5 * v58 - 4 * v60;
      // gradient
      const v69 = (-4) + v58;
      const v70 = v53 * v69;
      const v88 = v35 + v70;
      const v89 = v30 * v88;
      const v90 = 1 + v89;
      target[2] = v90;
      target[1] = v93;
      target[0] = v94;
      return v68;
    };

    "use strict";
    const exp = functions.exp;
    return function constrain(position, target) {
      // line 9: σ_b ~ half_normal(5)
      const v17 = position[1];
      const v18 = exp(v17);
      // line 10: σ   ~ half_normal(5)
      const v29 = position[2];
      const v30 = exp(v29);
      // gradient
      const v95 = v30 * v30;
      const v96 = v18 * v18;
      // over sample (3)
      for (let i = 0; i < 3; i++) {
        // line 12: b[sample] ~ normal(0, σ_b)
        const v36 = position[3 + i];
        const v44 = v18 * v36;
        target[3 + i] = v44;
      }
      const v2 = position[0];
      target[0] = v2;
      target[1] = v18;
      target[2] = v30;
      target[6] = v95;
      target[7] = v96;
      return 0;
    };
    "
  `);
});

test("numbers are written as JavaScript reads them back", () => {
  const values = [0, -0, 1, -1, 1e21, -1e-300, 1e300, 5e-324, Infinity, -Infinity, Number.NaN, 0.1];
  for (const value of values) expect(new Function(`return 1 ? ${numeral(value)} : 0`)()).toBe(value);
  expect(new Function(`return 2 - ${numeral(-3)}`)()).toBe(5);
});

/** All that a compiled text may be made of, beside numbers and punctuation. */
const generated = new RegExp(
  `^(?:functions|data|maps|work|position|target|logDensity|constrain|rank|[vdmwje]\\d+|[ik]|fill|Math|min|max|abs|sqrt|floor|Infinity|NaN|use|strict|const|let|for|if|return|function|${Object.keys(scalarFunctions).join("|")})$`,
);

function expectOnlyGeneratedNames(text: string): void {
  const withoutComments = text.replaceAll(/^ *\/\/ over \d+ elements$/gm, "");
  expect(withoutComments).not.toMatch(/\/\/|\/\*|`|'/);
  for (const [name] of withoutComments.matchAll(/(?<![\w.])[\p{L}_$][\p{L}\p{N}_$]*/gu))
    expect(name).toMatch(generated);
}

describe.for(Object.entries(exampleModels))("the text that is run, with %s,", ([, text]) => {
  const compiled = compileText(text, exampleColumns);
  const { density, constrain } = compiled.recipe;

  test("has generated names only", () => {
    expectOnlyGeneratedNames(density.text);
    expectOnlyGeneratedNames(constrain.text);
  });

  test("can be sent to a worker and compiled there", () => {
    const sent = structuredClone(compiled.recipe);
    expect(sent).toEqual(compiled.recipe);
  });

  test("is, but for comments, what the listing shows", () => {
    const bare = (code: string): string => code.replaceAll(/^ *\/\/.*\n/gm, "");
    expect(bare(compiled.listing())).toBe(bare(`${density.text}\n${constrain.text}`));
  });
});

describe("no text of a model becomes code", () => {
  const hostile = [
    `"); globalThis.hacked = true; ("`,
    "`; globalThis.hacked = true; `",
    "*/ globalThis.hacked = true; /*",
    "\u2028globalThis.hacked = true;",
    "\u2029globalThis.hacked = true;",
    "\rglobalThis.hacked = true;",
    "\nglobalThis.hacked = true;",
    "\u0024{globalThis.hacked = true}",
    "\\u000aglobalThis.hacked = true;",
    "__proto__",
    "constructor",
    "</script><script>",
  ];

  test.for(hostile)("of a level named %j", (label) => {
    const columns = { y: [1, 2, 3], g: [label, "b", label] };
    const compiled = compileText(
      'data { y: real\ng: factor }\nb[g] ~ normal(0, 1)\nm = b["b"]\ny ~ normal(b[g] + m, 1)',
      columns,
    );
    expectOnlyGeneratedNames(compiled.recipe.density.text);
    expectOnlyGeneratedNames(compiled.recipe.constrain.text);
    expectHarmless(compiled.listing());
    expect(compiled.variables.some(({ levels }) => levels[0] === label)).toBe(true);
  });

  test.for(hostile.filter((text) => !/[\n\r]/.test(text)))("of a comment or a label %j", (words) => {
    const label = words.replaceAll('"', "'").replaceAll("\\", "");
    const text = `data { y: real from "${label}" }\na ~ normal(0, 1) "${label}" # ${words}\ny ~ normal(a, 1) # ${words}\n`;
    const compiled = compileText(text, { [label]: [1, 2, 3] });
    expectOnlyGeneratedNames(compiled.recipe.density.text);
    expectHarmless(compiled.listing());
  });

  test.for([
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
    "target",
    "position",
    "v1",
    "eval",
    "globalThis",
  ])("of a quantity named %s", (name) => {
    const text = `data { y: real }\nconstant ${name}_c = 2\n${name} ~ normal(0, ${name}_c)\ny ~ normal(${name}, 1)`;
    const compiled = compileText(text, { y: [1, 2, 3] });
    expectOnlyGeneratedNames(compiled.recipe.density.text);
    const position = Float64Array.from(scattered(1, 1));
    expect(Number.isFinite(compiled.density.evaluate(position, new Float64Array(1)))).toBe(true);
  });

  function expectHarmless(listing: string): void {
    for (const piece of listing.split('"use strict";').slice(1)) {
      const make = new Function("functions", "data", "maps", "work", piece);
      const none = new Proxy({}, { get: () => () => 0 });
      make(none, none, none, none);
    }
    expect(globalThis).not.toHaveProperty("hacked");
    // Every line that a model's text is on is a comment.
    for (const line of listing.split(/[\n\r\u2028\u2029]/))
      if (line.includes("hacked")) expect(line).toMatch(/^ *\/\/ /);
  }
});
