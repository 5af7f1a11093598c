/** Names as the compiler knows them are names as the program knows them. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { AsciiName, KnownVariable, VariablesOf } from "../../src/language/name-types.ts";
import { asciiName, greekSpellings } from "../../src/language/names.ts";
import { repository } from "../docs/commands.ts";

test("the Greek letters have the same spellings", () => {
  const source = readFileSync(join(repository, "src/language/name-types.ts"), "utf8");
  const typed = [...source.matchAll(/^ {2}(\p{L}): "(\w+)";$/gmu)].map(([, letter, spelling]) => [
    letter,
    spelling,
  ]);
  expect(Object.fromEntries(typed)).toEqual(Object.fromEntries(greekSpellings));
});

test("a name is spelled out as the program does it", () => {
  const sigma: AsciiName<"σ_b"> = "sigma_b";
  const omega: AsciiName<"Ω"> = "Omega";
  const both: AsciiName<"βΔ_x2"> = "betaDelta_x2";
  expect([sigma, omega, both]).toEqual([asciiName("σ_b"), asciiName("Ω"), asciiName("βΔ_x2")]);
  // @ts-expect-error: a name is not its neighbour
  const other: AsciiName<"σ_b"> = "sigma_c";
  expect(other).not.toBe(asciiName("σ_b"));
});

test("a variable is known in both spellings, and its levels are any", () => {
  type Known = VariablesOf<"σ_b"> | VariablesOf<"beta [X]"> | VariablesOf<"u[subject, Z]">;
  const given: readonly [
    KnownVariable<"sigma_b", Known>,
    KnownVariable<"β[days]", Known>,
    KnownVariable<"u[308,days]", Known>,
  ] = ["sigma_b", "β[days]", "u[308,days]"];
  expect(given).toHaveLength(3);
  // @ts-expect-error: `β` has levels
  const bare: KnownVariable<"β", Known> = "β";
  // @ts-expect-error: levels are not spelled out, and `υ` is not `u`
  const spelled: KnownVariable<"υ[308,days]", Known> = "υ[308,days]";
  expect([bare, spelled]).toHaveLength(2);
});
