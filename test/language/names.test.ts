import { describe, expect, test } from "vitest";
import { readModelText } from "../../src/language/model-text.ts";
import { asciiName, canonicalName } from "../../src/language/names.ts";
import { nearestName } from "../../src/problems/nearest-name.ts";

describe("names", () => {
  test.each([
    ["β", "beta"],
    ["σ_b", "sigma_b"],
    ["Ω", "Omega"],
    ["Ψ2", "Psi2"],
    ["ς", "sigma"],
    ["ϵ", "epsilon"],
    ["ε", "epsilon"],
    ["ϕ", "phi"],
    ["µ", "mu"],
    ["μ", "mu"],
    ["Ω", "Omega"],
    ["𝛽", "beta"],
    ["β₀", "beta_0"],
    ["β_₀", "beta_0"],
    ["größe", "größe"],
    ["plain_1", "plain_1"],
  ])("%s is %s in ASCII", (written, ascii) => {
    expect(asciiName(written)).toBe(ascii);
  });

  test("every Greek letter has a spelling of ASCII letters, upper case for capitals", () => {
    const lower = [..."αβγδεζηθικλμνξοπρστυφχψω"];
    const spellings = lower.map(asciiName);
    expect(spellings.every((spelling) => /^[a-z]+$/.test(spelling))).toBe(true);
    expect(new Set(spellings).size).toBe(24);
    const capitals = lower.map((letter) => asciiName(letter.toUpperCase()));
    expect(capitals).toEqual(spellings.map((name) => name.charAt(0).toUpperCase() + name.slice(1)));
  });

  test("composed and decomposed letters are the same name", () => {
    expect(canonicalName("gro\u0308ße")).toBe(canonicalName("größe"));
  });

  test("capital and small letters are different names", () => {
    expect(canonicalName("Ω")).not.toBe(canonicalName("ω"));
  });
});

describe("the nearest name", () => {
  test.each([
    ["sampel", "sample"],
    ["half_norml", "half_normal"],
    ["HalfNormal", "half_normal"],
    ["smaple", "sample"],
  ])("of %s is %s", (wanted, nearest) => {
    expect(nearestName(wanted, ["y", "sample", "half_normal", "normal"])).toBe(nearest);
  });

  test("is none where no known name is near", () => {
    expect(nearestName("frobnicate", ["y", "sample"])).toBeNull();
    expect(nearestName("x", ["y", "z"])).toBeNull();
    expect(nearestName("x", [])).toBeNull();
  });
});

describe("a name with points, as other languages have it", () => {
  const told = (text: string) => readModelText(text, "m.model").problems;

  test("is told once, with how its column is declared, and the rest is checked by the name that it is to have", () => {
    const text = "data { p.validity: real }\nβ ~ normal(0, 1)\np.validity ~ normal(β, 1)\n";
    const problems = told(text);
    expect(problems.map(({ code }) => code)).toEqual(["HP0127"]);
    expect(problems[0]!.message).toContain("`p.validity`");
    const [, wanted] = /declared as `(.*)`$/.exec(problems[0]!.hint)!;
    expect(wanted).toBe('p_validity: real from "p.validity"');
    const mended = text.replace("p.validity: real", wanted!).replace("\np.validity", "\np_validity");
    expect(told(mended)).toEqual([]);
  });

  test("is no number and no range", () => {
    expect(
      told('data { y: int in 0..9 from "a.b" }\nβ ~ normal(0.5, 1.)\ny ~ poisson(exp(β * 2.5))'),
    ).toEqual([]);
  });
});
