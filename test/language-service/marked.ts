/** Texts with a cursor, written `▮`, and the models that all functions are tried on. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { goodModels } from "../language/good-models.ts";

const folder = fileURLToPath(new URL("../../models/", import.meta.url));

/** What is in none of the others. */
const more = {
  games: `data {
  won:  int in 0..1
  home: factor of team
  away: factor of team
}
τ ~ half_normal(1)
skill[team] ~ normal(0, τ)
advantage   ~ normal(0, 1)
won ~ bernoulli_logit(advantage + skill[home] - skill[away])
`,
  lags: `data {
  y:      real
  person: factor across lab
  week:   int
  z:      real? > 0
  lab:    factor ordered [north, "far south"] from "Lab"
}
levels K = [low, high]
α[K] ~ normal(0, 5)
φ ~ normal(0, 1)
X = design(0 + lag(y, within: person, by: week, steps: 2) + I(lab == "north"))
β[X] ~ normal(0, 1)
α["low"] ~ normal(1, 1)
y ~ normal(α["low"] + φ * lag(y, within: person, by: week, first: 0) + α["high"] * week + X * β, 1)
z ~ lognormal(0, 1)
`,
};

/** The models of `models/` and those that between them use all of the language, by name. */
export const allModels: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".model"))
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  ),
  ...goodModels,
  ...more,
};

/** The text without its cursor, and the cursor's offset. */
export function marked(written: string): { readonly text: string; readonly offset: number } {
  const offset = written.indexOf("▮");
  if (offset < 0) throw new Error(`a text without a cursor: ${written}`);
  return { text: written.replace("▮", ""), offset };
}
