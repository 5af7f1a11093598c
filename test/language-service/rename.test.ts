/** Names in the place of others, on all models; and where names are declared and used. */

import { describe, expect, it } from "vitest";
import { readModelText } from "../../src/language/model-text.ts";
import { canonicalName } from "../../src/language/names.ts";
import {
  applyEdits,
  definitionAt,
  referencesAt,
  renamableAt,
  renameAt,
  tokensOf,
} from "../../src/language-service/index.ts";
import { allModels, marked } from "./marked.ts";
import { namesOfTree } from "./syntax-names.ts";

/** The text when the name at the cursor has been renamed, or the code of what stands against it. */
function renamed(written: string, name: string): string {
  const { text, offset } = marked(written);
  const { edits, problem } = renameAt(text, offset, name);
  return edits === null ? problem.code : applyEdits(text, edits);
}

describe.each(Object.entries(allModels))("the names of %s", (_, source) => {
  const declared = tokensOf(source).filter(({ isDeclaration }) => isDeclaration);
  const names = namesOfTree(source);

  it("are renamed wherever the syntax tree has them, and the model is what it was", () => {
    const { model, problems } = readModelText(source);
    for (const [i, { start, end }] of declared.entries()) {
      const name = source.slice(start, end);
      const { edits } = renameAt(source, start, "fresh_name");
      const places = [...names].filter((at) => {
        const text = /^[\p{L}_][\p{L}\p{M}\p{N}_]*/u.exec(source.slice(at))![0];
        return canonicalName(text) === canonicalName(name);
      });
      const own = edits!.filter(({ text, start: at }) => text === "fresh_name" && names.has(at));
      expect(own.map(({ start: at }) => at)).toEqual(places.sort((a, b) => a - b));
      // Checking all of them takes long.
      if (i !== source.length % declared.length) continue;
      const after = readModelText(applyEdits(source, edits!));
      expect(after.problems.map(({ code }) => code)).toEqual(problems.map(({ code }) => code));
      expect(after.model!.columns.map(({ from }) => from)).toEqual(model!.columns.map(({ from }) => from));
      expect(after.model!.statements.map(({ kind }) => kind).sort()).toEqual(
        model!.statements.map(({ kind }) => kind).sort(),
      );
    }
  });

  it("are found from each of their places, and lead to their declarations", () => {
    for (const { start, end } of declared) {
      const places = referencesAt(source, start);
      expect(places).toContainEqual({ start, end });
      for (const place of places) expect(definitionAt(source, place.end)).toEqual({ start, end });
    }
  });
});

describe("renaming", () => {
  it("keeps the header of a column, before its label and behind its bound", () => {
    expect(renamed('data {\n  ▮y: real > 0 "weight" # g\n}\ny ~ lognormal(0, 1)\n', "weight")).toBe(
      'data {\n  weight: real > 0 from "y" "weight" # g\n}\nweight ~ lognormal(0, 1)\n',
    );
    expect(renamed('data { ▮y: real from "Y" }\ny ~ normal(0, 1)', "z")).toBe(
      'data { z: real from "Y" }\nz ~ normal(0, 1)',
    );
    expect(renamed("data { ▮y: real }\ny ~ normal(0, 1)", "z")).toBe(
      'data { z: real from "y" }\nz ~ normal(0, 1)',
    );
  });

  it("changes labels of a design's columns, which are made of names, and not levels in them", () => {
    const model = `data { y: real, ▮days: real, sex: factor }
X = design(1 + days * sex)
β[X] ~ normal(0, if(X == "days", 1, 5))
β["days:sex=days"] ~ normal(0, 1)
y ~ normal(X * β, 1)`;
    const found = renamed(model, "t");
    expect(found).toContain('t: real from "days"');
    expect(found).toContain('β["t:sex=days"]');
    expect(found).toContain('X == "t"');
    expect(found).toContain("design(1 + t * sex)");
  });

  it("leaves labels of levels, texts, comments and arguments as they are", () => {
    const model = `data { y: real, ▮mean: factor }
b[mean] ~ normal(mean: 0, sd: 1) "mean" # mean
d = b["mean"] - b["a"]
y ~ normal(mean(b) + (mean == "mean"), 1)`;
    expect(renamed(model, "g")).toBe(`data { y: real, g: factor from "mean" }
b[g] ~ normal(mean: 0, sd: 1) "mean" # mean
d = b["mean"] - b["a"]
y ~ normal(mean(b) + (g == "mean"), 1)`);
  });

  it("takes all spellings of a name for it", () => {
    expect(renamed("▮σ ~ half_normal(1)\nm = sigma^2 + σ", "τ")).toBe("τ ~ half_normal(1)\nm = τ^2 + τ");
    expect(renamed("▮sigma ~ half_normal(1)\nm = sigma^2", "σ")).toBe("σ ~ half_normal(1)\nm = σ^2");
  });

  it("is refused where the new name is another one's, in any spelling", () => {
    expect(renamed("▮a ~ normal(0, 1)\nσ ~ normal(a, 1)", "sigma")).toBe("HP1047");
    expect(renamed("▮a ~ normal(0, 1)\nσ ~ normal(a, 1)", "a")).toBe("a ~ normal(0, 1)\nσ ~ normal(a, 1)");
  });

  it("is refused where the new name is none", () => {
    for (const name of ["", " ", "2a", "a b", "a.b", "a-b", '"a"', "a#", "é!"])
      expect(renamed("▮a ~ normal(0, 1)", name), name).toBe("HP1046");
    expect(renamed("▮a ~ normal(0, 1)", "élan")).toBe("élan ~ normal(0, 1)");
  });

  it("is refused where nothing stands that is declared", () => {
    for (const text of ["▮", "a ~ ▮normal(0, 1)", "a ~ normal(▮c, 1)", "# ▮a", "a ~ normal(▮0, 1)"])
      expect(renamed(text, "z"), text).toBe("HP1045");
    const { text, offset } = marked("a ~ ▮normal(0, 1)");
    expect(renamableAt(text, offset).problem?.code).toBe("HP1045");
  });

  it("is refused where the new name would be a word of the language, as in a line that is half written", () => {
    expect(renamed("▮a = 1\na b = 2\n", "constant")).toBe("HP1048");
  });

  it("takes words of the language where they are names", () => {
    expect(renamed("data { y: real, ▮a: factor, b: factor in a }\nw[a] ~ normal(0, 1)", "of")).toContain(
      "in of }",
    );
    expect(
      renamed("data { y: real, g: factor, h: factor of ▮team }\ns[team] ~ normal(0, 1)", "from"),
    ).toContain("of from");
    expect(renamed("▮a ~ normal(0, 1)\nb = a", "model")).toContain("model ~");
    expect(renamed("centered ▮a ~ normal(0, 1)\n", "levels")).toContain("centered levels");
  });

  it("is refused for a column whose declaration cannot be read", () => {
    expect(renamed("data {\n  ▮y: rel\n}\ny ~ normal(0, 1)\n", "z")).toBe("HP1049");
  });
});

describe("the advice of what stands against a new name", () => {
  const model = "data {\n  y: real\n}\nσ ~ half_normal(1)\ny ~ normal(0, σ)\n";
  it.each([
    ["HP1045", model.replace("half_normal", "▮half_normal"), "tau", model.replace("σ ~", "▮σ ~"), "tau"],
    ["HP1046", model.replace("σ ~", "▮σ ~"), "σ-b", model.replace("σ ~", "▮σ ~"), "σ_b"],
    ["HP1047", model.replace("σ ~", "▮σ ~"), "y", model.replace("σ ~", "▮σ ~"), "s"],
    ["HP1048", "▮a = 1\na b = 2\n", "constant", "▮a = 1\na b = 2\n", "c"],
    ["HP1049", model.replace("y: real", "▮y: rel"), "z", model.replace("y: real", "▮y: real"), "z"],
  ])("%s leads to a name", (code, before, wanted, after, other) => {
    expect(renamed(before, wanted)).toBe(code);
    expect(renamed(after, other)).toContain(other);
  });
});
