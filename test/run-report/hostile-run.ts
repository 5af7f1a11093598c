/** A run whose labels, names of columns and words try to be more than text: in HTML, Markdown, LaTeX, SVG and JSON. */

import { parseModel } from "../../src/api/model.ts";
import { type FitOptions, type Fitted, fit } from "../../src/index.ts";

/** Levels of its factor. */
export const hostileLabels: readonly string[] = [
  "<script>alert(1)</script>",
  "</style></script><!-- ",
  "a|b`c*d_e$x^2$ [l](javascript:alert(1))",
  "\\begin{x} & \\\\ % # {",
  '" onload="alert(1)" x="',
  "\u202eabc\tdef\nghi",
  "&amp;&lt;img src=x onerror=alert(1)&gt;",
];

const text = `model hostile
data {
  y: real from "y <b>|"
  g: factor from "g\`*_$"
}
β ~ normal(0, 9) "<img src=x onerror=alert(1)>"
τ ~ half_normal(5) "a \`code\` | *pipe* $m$"
σ ~ half_normal(5)
b[g] ~ normal(0, τ)
y ~ normal(β + b[g], σ)
`;

/** Few draws, data in memory. */
export async function hostileRun(options: FitOptions = {}): Promise<Fitted> {
  const data = hostileLabels.flatMap((label, i) =>
    [0.3, -0.4, 0.1].map((more) => ({ "y <b>|": (i % 4) + more, "g`*_$": label })),
  );
  return fit(parseModel(text), { data, chains: 4, warmup: 200, draws: 150, workers: 0, ...options });
}
