/** Formulas of several outcomes: their models, and the densities of these against ones that are written by hand. */

import { describe, expect, test } from "vitest";
import { fit, formula, type ProblemError, parseModel } from "../../src/index.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { type CompiledText, compileText, constrainAt, fullLogDensity } from "../density/harness.ts";
import { table } from "./table.ts";

type Data = Record<string, readonly (number | string | null)[]>;

const data: Data = { ...table, z: table.y.map((y, i) => 2 - 0.4 * y + ((i * 3) % 7) * 0.1) };

const expand = async (text: string, options: object = {}): Promise<string> =>
  (await formula(text, { data, ...options })).source;

const statementsOf = async (text: string, options: object = {}): Promise<string[]> =>
  (await expand(text, options))
    .split("\n")
    .map((line) => line.replaceAll(/ +/g, " ").trim())
    .filter((line) => line !== "");

const told = "# the residuals of y and z are correlated; with set_rescor(FALSE) they are independent";
const apart = "# the residuals of y and z are independent";

describe("formulas of several outcomes stand for", () => {
  test.each([
    [
      "mvbind(y, z) ~ x + (1 | p | g)",
      [
        told,
        "levels outcome = [y, z]",
        "levels effects_g = [y, z]",
        "X_y = design(1 + x)",
        "X_z = design(1 + x)",
        'σ_y ~ half_normal(0.78) "residual sd of y"',
        'σ_z ~ half_normal(0.36) "residual sd of z"',
        'τ_g[effects_g] ~ half_normal([0.78, 0.36]) "sd between g"',
        "Ω_g[effects_g, effects_g] ~ lkj(2)",
        "u_g[g, effects_g] ~ multi_normal(0, τ_g, Ω_g)",
        'Ω[outcome, outcome] ~ lkj(2) "residual correlation"',
        '[y, z] ~ multi_normal([X_y * β_y + u_g[g, "y"], X_z * β_z + u_g[g, "z"]], [σ_y, σ_z], Ω)',
      ],
    ],
    [
      "mvbind(y, z) ~ x + (1 | g); set_rescor(FALSE)",
      [
        apart,
        "u_g_y[g] ~ normal(0, τ_g_y)",
        "u_g_z[g] ~ normal(0, τ_g_z)",
        "y ~ normal(X_y * β_y + u_g_y[g], σ_y)",
        "z ~ normal(X_z * β_z + u_g_z[g], σ_z)",
      ],
    ],
    [
      "y ~ x + (1 + x | p | g); z ~ f + (f + scale(x):f | p | g)",
      [
        told,
        'levels effects_g = [y, "y:x", z, "z:f=b", "z:f=a:scale(x)", "z:f=b:scale(x)"]',
        '[y, z] ~ multi_normal([X_y * β_y + u_g[g, "y"] + x * u_g[g, "y:x"], X_z * β_z + u_g[g, "z"] + (f == "b") * u_g[g, "z:f=b"] + (f == "a") * ((x - mean(x)) / sd(x)) * u_g[g, "z:f=a:scale(x)"] + (f == "b") * ((x - mean(x)) / sd(x)) * u_g[g, "z:f=b:scale(x)"]], [σ_y, σ_z], Ω)',
      ],
    ],
    [
      "y ~ x + (1 | p | g/h); sigma ~ (1 | p | g/h)",
      [
        "levels effects_g = [intercept, sigma]",
        "levels effects_g_h = [intercept, sigma]",
        "u_g_h[g:h, effects_g_h] ~ multi_normal(0, τ_g_h, Ω_g_h)",
        'σ = exp(X_σ * γ_σ + u_g[g, "sigma"] + u_g_h[g:h, "sigma"])',
        'y ~ normal(X * β + u_g[g, "intercept"] + u_g_h[g:h, "intercept"], σ)',
      ],
    ],
    [
      "mvbind(y, z) ~ x; sigma ~ f + (1 | p | g)",
      [
        'levels effects_g = ["y:sigma", "z:sigma"]',
        'σ_y = exp(X_σ_y * γ_σ_y + u_g[g, "y:sigma"])',
        'σ_z = exp(X_σ_z * γ_σ_z + u_g[g, "z:sigma"])',
        "[y, z] ~ multi_normal([X_y * β_y, X_z * β_z], [σ_y, σ_z], Ω)",
      ],
    ],
    [
      "y ~ x; z ~ 1; sigma(z) ~ f",
      ["σ_z = exp(X_σ_z * γ_σ_z)", "[y, z] ~ multi_normal([X_y * β_y, X_z * β_z], [σ_y, σ_z], Ω)"],
    ],
    [
      'bf(y ~ x, sigma ~ f) + bf(k | trials(n) ~ x + (1 | g), family = binomial(link = "probit")) + set_rescor(FALSE)',
      [
        "# the residuals of y and k are independent",
        "σ_y = exp(X_σ_y * γ_σ_y)",
        "y ~ normal(X_y * β_y, σ_y)",
        "k ~ binomial(n, normal_cdf(X_k * β_k + u_g_k[g]))",
      ],
    ],
    [
      "bf(y ~ x) + lf(sigma ~ 0 + f) + skew_normal() + bf(z ~ s(x, k = 5)) + student(4) + set_rescor(FALSE)",
      [
        "σ_y = exp(X_σ_y * γ_σ_y)",
        'ω_y = σ_y / sqrt(1 - 0.6366197723675814 * square(α_y) / (1 + square(α_y))) "scale"',
        "z ~ student_t(4, X_z * β_z + S_x_z * u_S_x_z, σ_z)",
      ],
    ],
    [
      "mvbf(bf(y ~ x), z ~ f,\n  bf(ok ~ 1,\n  family = bernoulli()))",
      ["z ~ normal(X_z * β_z, σ_z)", "ok ~ bernoulli_logit(X_ok * β_ok)"],
    ],
    ["bf(y ~ x,\n  sigma ~ f)", ["σ = exp(X_σ * γ_σ)", "y ~ normal(X * β, σ)"]],
    ["mvbind(y, z) | mi() ~ x", [apart, "y: real?", "z: real?", "z ~ normal(X_z * β_z, σ_z)"]],
    ["y | mi() ~ x\nz | mi() ~ x", [apart, "y: real?", "z: real?", "z ~ normal(X_z * β_z, σ_z)"]],
    [
      "y ~ mi(x); x | mi() ~ f; z ~ mi(x) + (1 | g)",
      [
        "x: real?",
        "x ~ normal(X_x * γ_x, σ_x)",
        "[y, z] ~ multi_normal([X_y * β_y + β_y_x * x, X_z * β_z + β_z_x * x + u_g_z[g]], [σ_y, σ_z], Ω)",
      ],
    ],
    ["y ~ x + z; z ~ x", [apart, "X_y = design(1 + x + z)", "z ~ normal(X_z * β_z, σ_z)"]],
    [
      "y ~ x + z + set_rescor(TRUE); z ~ x",
      [told, "[y, z] ~ multi_normal([X_y * β_y, X_z * β_z], [σ_y, σ_z], Ω)"],
    ],
    ["y | se(s) ~ x; z ~ x", [apart, "y ~ normal(X_y * β_y, s)"]],
    [
      "mvbind(y, z) | weights(n) ~ 1",
      ["[y, z] ~ weighted(multi_normal([X_y * β_y, X_z * β_z], [σ_y, σ_z], Ω), n)"],
    ],
    ["log(y) ~ x; z ~ x", [apart, "y ~ lognormal(X_y * β_y, σ_y)"]],
    [
      "mvbind(`Body Mass`, p.val) ~ x",
      [
        "[Body_Mass, p_val] ~ multi_normal([X_Body_Mass * β_Body_Mass, X_p_val * β_p_val], [σ_Body_Mass, σ_p_val], Ω)",
      ],
    ],
    [
      "ordered(ok, levels = [no, yes]) ~ x; k ~ x",
      [
        "levels K_ok = 1..1",
        'θ_ok[K_ok] ~ ordered(normal(0, 5.3)) "thresholds"',
        "ok ~ ordered_logistic(X_ok * β_ok, θ_ok)",
      ],
    ],
    [
      "g ~ (1 | p | h)",
      [
        "levels effects_h = [g1, g2, g3, g4, g5]",
        'g ~ categorical_logit([0, X_g1 * β_g1 + u_h[h, "g1"], X_g2 * β_g2 + u_h[h, "g2"], X_g3 * β_g3 + u_h[h, "g3"], X_g4 * β_g4 + u_h[h, "g4"], X_g5 * β_g5 + u_h[h, "g5"]])',
      ],
      { family: "categorical" },
    ],
    [
      "mvbind(y, z) ~ .",
      ["X_y = design(1 + x + s + n + k + f + g + h + event + cens + ok + Body_Mass + p_val)"],
    ],
    ["mvbind(k, n) ~ x", ["k: int", "n: int", "k ~ poisson_log(X_k * β_k)"], { family: "poisson" }],
  ] as [string, string[], object?][])("%s", async (text, lines, options = {}) => {
    const source = await expand(text, options);
    expect(await statementsOf(text, options)).toEqual(expect.arrayContaining(lines));
    expect(() => parseModel(source)).not.toThrow();
  });

  test.each([
    ["y ~ x; y ~ f", "HP0955"],
    ["mvbind(y, y) ~ x", "HP0955"],
    ["y ~ x; z ~ x; sigma ~ f", "HP0956"],
    ["y ~ x; z ~ x; sigma(s) ~ f", "HP0956"],
    ["y ~ x + set_rescor(TRUE)", "HP0957"],
    ["y ~ x; k ~ x + set_rescor(TRUE); set_rescor(FALSE)", "HP0907"],
    ["log(y) ~ x; z ~ x; set_rescor(TRUE)", "HP0957"],
    ["y | se(s) ~ x; z ~ x; set_rescor(TRUE)", "HP0957"],
    ["y | weights(n) ~ x; z ~ x; set_rescor(TRUE)", "HP0957"],
    ["mvbind(y, z) | mi() ~ x + set_rescor(TRUE)", "HP0957"],
    ["y | trunc(lb = 0) ~ x; z ~ x; set_rescor(TRUE)", "HP0957"],
    ["y ~ (poly(x, 2) | p | g); z ~ (1 | p | g)", "HP0958"],
    ["bf(y ~ x, z ~ x)", "HP0959"],
    ["bf(y ~ x) + z ~ x", "HP0959"],
    ["bf(y ~ x) + set_rescor(maybe)", "HP0959"],
    ["bf(y ~ x) z", "HP0959"],
    ["bf(y ~ b * x, b ~ 1, nl = TRUE)", "HP0959"],
    ["bf(y ~ x) + lf(b ~ x)", "HP0959"],
    ["bf(y ~ x) + acf(z)", "HP0959"],
    ["bf(y ~ x, family = poison())", "HP0910"],
    ["bf(y ~ x, center = FALSE)", "HP0932"],
    ["y ~ z; z ~ y", "HP0960"],
    ["y ~ (1 | p | g); z ~ (1 | p | h)", "HP0935"],
    ["y ~ (1 | p | rw(n)); z ~ (1 | p | rw(n))", "HP0935"],
    ["y ~ (1 | p | g) + (0 + f | p | g); z ~ (1 | p | g)", "HP0935"],
    ["y ~ x; sigma ~ x; sigma ~ f", "HP0907"],
    ["y ~ x; z ~ x; sigma(z) ~ x; sigma(z) ~ f", "HP0907"],
    ["mvbind(y, log(z)) ~ x", "HP0110"],
    ["mvbind(y, ok) ~ x", "HP0912", { family: "gaussian" }],
    ["y ~ (1 | g); z ~ 1", "HP0915", { priors: ["icc(g) = beta(2, 2)"] }],
    ["y ~ x; mi(z) ~ x", "HP0555"],
  ] as [string, string, object?][])("%s is refused by %s", async (text, code, options = {}) => {
    const error = await formula(text, { data, ...options }).catch((one: ProblemError) => one);
    expect([...new Set((error as ProblemError).problems.map((one) => one.code))]).toEqual([code]);
  });
});

test("priors are of one outcome by its name, and of all without it; the narrower wins", async () => {
  const lines = await statementsOf("y ~ x + (1 + x | p | g) + (1 | h); z ~ x + (1 | p | g); sigma(z) ~ x", {
    priors: [
      "b = normal(0, 1)",
      "y.b(x) = normal(0, 2)",
      "z.intercept = normal(3, 4)",
      "sd(g) = half_normal(5)",
      "sd(g, z) = half_normal(6)",
      "y.sd(g, x) = half_normal(7)",
      "y.sd(h) = normal(0, 8)",
      "y.sigma = normal(0, 9)",
      "z.sigma.b = normal(0, 10)",
      "rescor = lkj(11)",
      "cor(g) = lkj(12)",
      "sd < 3 with 0.5",
    ],
  });
  expect(lines).toEqual(
    expect.arrayContaining([
      "β_y[X_y] ~ normal([2.54, 0], [3.5, 2])",
      "β_z[X_z] ~ normal([3, 0], [4, 1])",
      'τ_g[effects_g] ~ half_normal([5, 7, 6]) "sd between g"',
      'τ_h_y ~ half_normal(8) "sd between h"',
      'σ_y ~ half_normal(9) "residual sd of y"',
      "γ_σ_z[X_σ_z] ~ normal([-1.01, 0], [1.8, 10])",
      'Ω[outcome, outcome] ~ lkj(11) "residual correlation"',
      "Ω_g[effects_g, effects_g] ~ lkj(12)",
    ]),
  );
  await expect(expand("mvbind(y, z) ~ x", { priors: ["k.b = normal(0, 1)"] })).rejects.toThrow("HP0913");
});

describe("densities", () => {
  const small = {
    a: [0.3, -1.2, 2.1, 0.8, 0.4, -0.7, 1.6],
    b: [1.1, 0.2, -0.6, 2.4, -0.3, 0.9, 0.1],
    x: [1, 2, -1, 0.5, 0.2, -0.4, 1.3],
    f: [..."uvuvvuu"],
    g: [..."ppqqrrp"],
  };
  const rows = small.a.map((_, i) => i);
  const text = "a ~ x + (1 + x | p | g); b ~ f + (0 + f | p | g)";
  /** The columns of a's and of b's vector, over the rows, in the order of the labels. */
  const Z = [
    [rows.map(() => 1), small.x],
    [rows.map((i) => Number(small.f[i] === "u")), rows.map((i) => Number(small.f[i] === "v"))],
  ];
  const X = [
    [rows.map(() => 1), small.x],
    [rows.map(() => 1), rows.map((i) => Number(small.f[i] === "v"))],
  ];
  const labels = ["a", "a:x", "b:f=u", "b:f=v"];

  const models = async (residuals: string): Promise<readonly [CompiledText, CompiledText, string]> => {
    const { source } = await formula(`${text}; set_rescor(${residuals})`, { data: small });
    const lines = source.trimEnd().split("\n");
    const rest = lines.filter((line) => !/^(\[a, b\]|a|b) +~/.test(line));
    // The prior alone, with an outcome whose density is known.
    const prior = [...rest, "a ~ normal(0, 1)", ""].join("\n");
    return [compileText(source, small), compileText(prior, small), source];
  };
  const known = small.a.reduce((sum, a) => sum - 0.5 * a * a - 0.5 * Math.log(2 * Math.PI), 0);

  test.each(["TRUE", "FALSE"])("are those written by hand, with set_rescor(%s)", async (residuals) => {
    const [model, prior] = await models(residuals);
    const stream = createRandomStream(11, 0);
    for (let trial = 0; trial < 5; trial++) {
      const position = Array.from({ length: model.density.dimension }, () => 0.7 * stream.normal());
      const draw = constrainAt(model, position);
      const correlation = residuals === "TRUE" ? draw["Ω[a,b]"]! : 0;
      let expected = 0;
      for (const i of rows) {
        const u = (label: string): number => draw[`u_g[${small.g[i]},${label}]`]!;
        const isV = small.f[i] === "v";
        const x = small.x[i]!;
        const meanA = draw["β_a[intercept]"]! + draw["β_a[x]"]! * x + u("a") + u("a:x") * x;
        const meanB =
          draw["β_b[intercept]"]! + (isV ? draw["β_b[f=v]"]! : 0) + (isV ? u("b:f=v") : u("b:f=u"));
        const [s, t] = [(small.a[i]! - meanA) / draw.σ_a!, (small.b[i]! - meanB) / draw.σ_b!];
        const left = 1 - correlation ** 2;
        const scale = 2 * Math.PI * draw.σ_a! * draw.σ_b! * Math.sqrt(left);
        expected -= Math.log(scale) + (s * s - 2 * correlation * s * t + t * t) / (2 * left);
      }
      const gain = fullLogDensity(model, position) - fullLogDensity(prior, position);
      expect(gain).toBeCloseTo(expected - known, 9);
    }
  });

  /** log of the integral over the coordinates `free`, in which the log density is a quadratic. */
  function integrated(compiled: CompiledText, at: readonly number[], free: readonly number[]): number {
    const gradientAt = (position: Float64Array): Float64Array => {
      const gradient = new Float64Array(compiled.density.dimension);
      compiled.density.evaluate(position, gradient);
      return gradient;
    };
    const position = Float64Array.from(at);
    const base = gradientAt(position);
    // The gradient is linear: its differences are the Hessian, whatever the step.
    const precision = free.map((i) => {
      const moved = position.slice();
      moved[i]! += 1;
      const gradient = gradientAt(moved);
      return free.map((j) => base[j]! - gradient[j]!);
    });
    const { solved, logDeterminant } = eliminated(
      precision,
      free.map((j) => base[j]!),
    );
    free.forEach((i, k) => {
      position[i]! += solved[k]!;
    });
    const mode = fullLogDensity(compiled, [...position]);
    return mode + 0.5 * free.length * Math.log(2 * Math.PI) - 0.5 * logDeterminant;
  }

  /** The solution and log determinant of a positive definite system, by Gaussian elimination. */
  function eliminated(matrix: readonly (readonly number[])[], right: readonly number[]) {
    const work = matrix.map((row, i) => [...row, right[i]!]);
    let logDeterminant = 0;
    for (let k = 0; k < work.length; k++) {
      logDeterminant += Math.log(work[k]![k]!);
      for (let i = k + 1; i < work.length; i++) {
        const factor = work[i]![k]! / work[k]![k]!;
        for (let j = k; j <= work.length; j++) work[i]![j]! -= factor * work[k]![j]!;
      }
    }
    const solved = new Array<number>(work.length).fill(0);
    for (let k = work.length - 1; k >= 0; k--) {
      const known = solved.reduce((sum, value, j) => sum + value * work[k]![j]!, 0);
      solved[k] = (work[k]![work.length]! - known) / work[k]![k]!;
    }
    return { solved, logDeterminant };
  }

  test.each(["TRUE", "FALSE"])(
    "with coefficients and effects integrated out are multivariate normal, with set_rescor(%s)",
    async (residuals) => {
      const [model, prior, source] = await models(residuals);
      const isFree = model.variables.map(({ name }) => /^[βu]/.test(name));
      const names = model.variables.map(({ name }) => name);
      const dimension = model.density.dimension;
      const zero = new Array<number>(dimension).fill(0);
      // Which coordinates move coefficients or effects and nothing else.
      const start = constrainAt(model, zero);
      const free = zero.flatMap((_, i) => {
        const moved = constrainAt(model, zero.with(i, 0.5));
        const changed = names.filter((name) => moved[name] !== start[name]);
        return changed.every((name) => isFree[names.indexOf(name)]) ? [i] : [];
      });
      expect(free).toHaveLength(4 + 4 * 3);
      const priorOf = (name: string): readonly [number[], number[]] => {
        const [, mean = "", sd = ""] =
          new RegExp(`${name}\\[.*~ normal\\((\\[.*?\\]|[^,]*), (\\[.*?\\]|[^)]*)\\)`).exec(source) ?? [];
        const list = (one: string): number[] =>
          one.startsWith("[") ? JSON.parse(one) : [Number(one), Number(one)];
        return [list(mean), list(sd)];
      };
      const stream = createRandomStream(5, 0);
      for (let trial = 0; trial < 6; trial++) {
        const position = zero.map((_, i) => (free.includes(i) ? 0 : 0.6 * stream.normal()));
        const draw = constrainAt(model, position);
        const between = (k: number, l: number): number => {
          const [one, other] = [labels[Math.min(k, l)]!, labels[Math.max(k, l)]!];
          const correlation = k === l ? 1 : draw[`Ω_g[${one},${other}]`]!;
          return correlation * draw[`τ_g[${labels[k]}]`]! * draw[`τ_g[${labels[l]}]`]!;
        };
        const r = residuals === "TRUE" ? draw["Ω[a,b]"]! : 0;
        const sds = [draw.σ_a!, draw.σ_b!];
        const cells = [0, 1].flatMap((outcome) => rows.map((row) => ({ outcome, row })));
        const priors = [priorOf("β_a"), priorOf("β_b")];
        const covariance = cells.map((one) =>
          cells.map((other) => {
            let sum = 0;
            if (one.outcome === other.outcome)
              for (const k of [0, 1])
                sum +=
                  X[one.outcome]![k]![one.row]! *
                  X[one.outcome]![k]![other.row]! *
                  priors[one.outcome]![1][k]! ** 2;
            if (small.g[one.row] === small.g[other.row])
              for (const k of [0, 1])
                for (const l of [0, 1])
                  sum +=
                    Z[one.outcome]![k]![one.row]! *
                    Z[other.outcome]![l]![other.row]! *
                    between(2 * one.outcome + k, 2 * other.outcome + l);
            if (one.row === other.row)
              sum += sds[one.outcome]! * sds[other.outcome]! * (one.outcome === other.outcome ? 1 : r);
            return sum;
          }),
        );
        const residual = cells.map(({ outcome, row }) => {
          const [means] = priors[outcome]!;
          const y = outcome === 0 ? small.a[row]! : small.b[row]!;
          return y - means[0]! * X[outcome]![0]![row]! - means[1]! * X[outcome]![1]![row]!;
        });
        const { solved, logDeterminant } = eliminated(covariance, residual);
        const quadratic = solved.reduce((sum, value, i) => sum + value * residual[i]!, 0);
        const dense = -0.5 * (quadratic + logDeterminant + cells.length * Math.log(2 * Math.PI));
        const gain = integrated(model, position, free) - integrated(prior, position, free);
        expect(gain, `trial ${trial}`).toBeCloseTo(dense - known, 6);
      }
    },
  );
});

test("outcomes that are missing in different rows are predicted by what they have in common", async () => {
  const gaps = {
    y: data.y!.map((value, i) => (i % 5 === 2 ? null : value)),
    z: data.z!.map((value, i) => (i % 7 === 3 ? null : value)),
    g: data.g!,
  };
  const model = await formula("mvbind(y, z) | mi() ~ 1 + (1 | p | g)", { data: gaps });
  const { draws } = await fit(model, { data: gaps, chains: 1, warmup: 50, draws: 20, workers: 0 });
  const names = draws.variables.map(({ name }) => name);
  expect(names.filter((name) => name.startsWith("y["))).toHaveLength(5);
  expect(names.filter((name) => name.startsWith("z["))).toHaveLength(3);
});

test("a fit recovers what two outcomes were simulated with, and the printed model has the same bits", async () => {
  const stream = createRandomStream(21, 0);
  const truth = { tau: [0.8, 0.6], omega: 0.6, sigma: [0.7, 1.1], rho: -0.5, slopes: [0.9, -0.4] };
  const pair = (correlation: number): [number, number] => {
    const one = stream.normal();
    return [one, correlation * one + Math.sqrt(1 - correlation ** 2) * stream.normal()];
  };
  const effects = Array.from({ length: 60 }, () => pair(truth.omega));
  const simulated: { a: number[]; b: number[]; x: number[]; g: string[] } = { a: [], b: [], x: [], g: [] };
  for (let row = 0; row < 480; row++) {
    const x = stream.normal();
    const [u, v] = effects[row % 60]!;
    const [e, d] = pair(truth.rho);
    simulated.x.push(x);
    simulated.g.push(`g${row % 60}`);
    simulated.a.push(1 + truth.slopes[0]! * x + truth.tau[0]! * u + truth.sigma[0]! * e);
    simulated.b.push(-2 + truth.slopes[1]! * x + truth.tau[1]! * v + truth.sigma[1]! * d);
  }
  const model = await formula("mvbind(a, b) ~ x + (1 | p | g)", { data: simulated });
  const options = { data: simulated, chains: 2, warmup: 200, draws: 200, seed: 2, workers: 0 };
  const fitted = await fit(model, options);
  const few = { ...options, chains: 1, warmup: 30, draws: 10 };
  const [short, printed] = [await fit(model, few), await fit(parseModel(model.source), few)];
  expect(short.draws.values).toEqual(printed.draws.values);
  const expected: Record<string, number> = {
    "β_a[x]": truth.slopes[0]!,
    "β_b[x]": truth.slopes[1]!,
    σ_a: truth.sigma[0]!,
    σ_b: truth.sigma[1]!,
    "τ_g[a]": truth.tau[0]!,
    "τ_g[b]": truth.tau[1]!,
    "Ω_g[a,b]": truth.omega,
    "Ω[a,b]": truth.rho,
  };
  for (const [name, value] of Object.entries(expected)) {
    const index = fitted.draws.variables.findIndex((one) => one.name === name);
    const values = [...fitted.draws.values[index]!];
    const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
    expect(Math.abs(mean - value), `${name}: ${mean} ± ${sd}`).toBeLessThan(3 * sd);
  }
}, 60_000);
