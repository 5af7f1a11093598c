/** Effects along levels in their order, against normal densities written out element by element. */

import { describe, expect, test } from "vitest";
import { bindText, compileText, constrainAt, fullLogDensity, scattered } from "./harness.ts";

const logNormal = (x: number, mean: number, sd: number): number =>
  -0.5 * ((x - mean) / sd) ** 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const columns = {
  y: [0.3, 1.2, -0.4, 2, 0.7, 1.1],
  subject: ["p", "p", "p", "q", "q", "q"],
  week: ["10", "2", "3", "2", "10", "3"],
};
const weeks = ["2", "3", "10"];
const distances = [1, 1, 7];
const declared = "data { y: real\nsubject: factor\nweek: factor }\n";

/** Each walk's links: the coefficient on the element before, and the sd, for the levels 2, 3 and 10. */
type Links = (
  values: Readonly<Record<string, number>>,
  subject: string,
) => readonly (readonly [number, number])[];

const walk: Links = (draw, subject) =>
  distances.map((distance, k) => [k === 0 ? 0 : 1, (draw[`τ[${subject}]`] ?? 1) * Math.sqrt(distance)]);
const process: Links = (draw) =>
  distances.map((distance, k) => {
    const r = k === 0 ? 0 : draw.ρ! ** distance;
    return [r, draw.σ! * Math.sqrt(1 - r * r)];
  });

const cases: readonly (readonly [string, string, string, Links])[] = [
  ["a random walk of each subject", "τ[subject] ~ lognormal(0, 1)", "random_walk(τ[subject])", walk],
  ["a process of each subject", "ρ ~ uniform(-1, 1)\nσ ~ lognormal(0, 1)", "autoregressive(ρ, σ)", process],
];

describe.each(cases)("%s", (_, hyper, prior, links) => {
  const text = (prefix: string) =>
    `${declared}${hyper}\n${prefix} b[subject, week] ~ ${prior}\ny ~ normal(b[subject, week], 1)`;
  const grid = ["p", "q"].flatMap((subject) => weeks.map((week, k) => ({ subject, week, k })));

  test("is centered where it says so: its free numbers are the effects", () => {
    const compiled = compileText(text("centered"), columns);
    expect(compiled.parameterizations.get("b")).toBe("centered");
    const position = scattered(compiled.density.dimension, 0.8);
    const draw = constrainAt(compiled, position);
    const at = (subject: string, k: number): number => (k < 0 ? 0 : draw[`b[${subject},${weeks[k]}]`]!);
    const prior = sum(
      grid.map(({ subject, k }) => {
        const [coefficient, sd] = links(draw, subject)[k]!;
        return logNormal(at(subject, k), coefficient * at(subject, k - 1), sd);
      }),
    );
    const moved = position.map((one, i) => one + (i >= position.length - 6 ? 0.3 : 0));
    const there = constrainAt(compiled, moved);
    const priorThere = sum(
      grid.map(({ subject, week, k }) => {
        const [coefficient, sd] = links(there, subject)[k]!;
        const before = k === 0 ? 0 : there[`b[${subject},${weeks[k - 1]}]`]!;
        return logNormal(there[`b[${subject},${week}]`]!, coefficient * before, sd);
      }),
    );
    const likelihood = (values: Readonly<Record<string, number>>): number =>
      sum(columns.y.map((y, i) => logNormal(y, values[`b[${columns.subject[i]},${columns.week[i]}]`]!, 1)));
    expect(fullLogDensity(compiled, moved) - fullLogDensity(compiled, position)).toBeCloseTo(
      priorThere + likelihood(there) - prior - likelihood(draw),
      10,
    );
  });

  test("is non-centered by default: its free numbers are its steps, divided by their sds", () => {
    const compiled = compileText(text(""), columns);
    expect(compiled.parameterizations.get("b")).toBe("noncentered");
    const position = scattered(compiled.density.dimension, 0.8, 3);
    const draw = constrainAt(compiled, position);
    const z = position.slice(-6);
    grid.forEach(({ subject, week, k }, i) => {
      const [coefficient, sd] = links(draw, subject)[k]!;
      const before = k === 0 ? 0 : draw[`b[${subject},${weeks[k - 1]}]`]!;
      expect(draw[`b[${subject},${week}]`]).toBeCloseTo(coefficient * before + sd * z[i]!, 12);
    });
    const centered = compileText(text("centered"), columns);
    const effects = grid.map(({ subject, week }) => draw[`b[${subject},${week}]`]!);
    // The two differ by the Jacobian of the map from steps to effects, the product of the sds.
    const logSds = sum(grid.map(({ subject, k }) => Math.log(links(draw, subject)[k]![1])));
    expect(fullLogDensity(compiled, position)).toBeCloseTo(
      fullLogDensity(centered, [...position.slice(0, -6), ...effects]) + logSds,
      10,
    );
  });
});

test("a walk starts with an sd of one step, or with its own", () => {
  const at = (prior: string): Record<string, number> => {
    const compiled = compileText(
      `${declared}τ ~ lognormal(0, 1)\nb[week] ~ ${prior}\ny ~ normal(b[week], 1)`,
      columns,
    );
    return constrainAt(compiled, [0.5, 1, 0, 0]);
  };
  expect(at("random_walk(τ)")["b[2]"]).toBeCloseTo(Math.exp(0.5), 12);
  expect(at("random_walk(τ, first: 10)")["b[2]"]).toBeCloseTo(10, 12);
  expect(at("random_walk(first: 10, sd: τ)")["b[10]"]).toBeCloseTo(10, 12);
});

const codesOf = (text: string, data: Parameters<typeof bindText>[1] = columns): string[] =>
  bindText(text, data).problems.map(({ code }) => code);

describe("labels", () => {
  const chain = (prior: string): string => `${declared}b[week] ~ ${prior}\ny ~ normal(b[week], 1)`;
  const named = { ...columns, week: ["feb", "jan", "mar", "jan", "feb", "mar"] };
  const broken = { ...columns, week: ["1", "1.5", "3", "1", "1.5", "3"] };

  test("that are numbers say how far apart levels are, also with fractions in a walk", () => {
    expect(codesOf(chain("random_walk(1)"))).toEqual([]);
    const compiled = compileText(chain("random_walk(1)"), broken);
    const draw = constrainAt(compiled, [1, 1, 1]);
    expect(draw["b[1.5]"]! - draw["b[1]"]!).toBeCloseTo(Math.sqrt(0.5), 12);
    expect(draw["b[3]"]! - draw["b[1.5]"]!).toBeCloseTo(Math.sqrt(1.5), 12);
  });

  test("that are none are one step apart in the order of the alphabet, which is told", () => {
    expect(codesOf(chain("random_walk(1)"), named)).toEqual(["HP0434"]);
    const draw = constrainAt(compileText(chain("random_walk(1)"), named), [1, 1, 1]);
    expect([draw["b[feb]"], draw["b[jan]"], draw["b[mar]"]]).toEqual([1, 2, 3]);
  });

  test("with fractions apart are refused where only whole distances have a meaning", () => {
    expect(codesOf(chain("autoregressive(0.5, 1)"), broken)).toEqual(["HP0435"]);
    expect(
      codesOf(chain("autoregressive(0.5, 1)"), { ...broken, week: broken.week.map((w) => `0${w}`) }),
    ).toEqual(["HP0435"]);
    expect(codesOf(chain("autoregressive(0.5, 1)"))).toEqual([]);
  });
});

test("the sd of a step is one for the whole walk, and may not vary along it", () => {
  const varying = `${declared}τ[week] ~ half_normal(1)\nb[week] ~ random_walk(τ[week])\ny ~ normal(b[week], 1)`;
  expect(() => bindText(varying, columns)).toThrow("HP02");
  const nested = { ...columns, half: ["b", "a", "a", "a", "b", "a"] };
  const within = `data { y: real\nsubject: factor\nweek: factor\nhalf: factor }
    τ[half] ~ half_normal(1)\nb[subject, week] ~ random_walk(τ[half])\ny ~ normal(b[subject, week], 1)`;
  expect(codesOf(within, nested)).toEqual(["HP0506"]);
});
