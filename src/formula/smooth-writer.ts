/**
 * What a smooth stands for: a straight line among the terms of the population, and what the curve has besides it as a design of its own,
 * whose coefficients have one sd.
 *
 *   S_x = design(0 + spline(x, 10))      u_S_x[S_x] ~ normal(0, τ_S_x)
 *
 * Columns of `spline` are in the unit of the predictor (`data/design/spline-basis.ts`), so that the sd has the prior of one between
 * groups.
 */

import { printFormula } from "../data/design/print-formula.ts";
import { fewestSplines } from "../data/design/spline-basis.ts";
import type { FormulaNode } from "../language/syntax.ts";
import type { Problem } from "../problems/problem.ts";
import { callOf } from "./calls.ts";
import { identifiersIn } from "./named-columns.ts";
import { type ChosenPriors, type PriorScopes, type PriorSlot, rounded, scoped } from "./priors.ts";
import { smoothArgument, tooFewForSmooth } from "./problems.ts";
import { summands, sumOf } from "./summands.ts";
import type { SmoothTerm } from "./syntax.ts";

/** As many B-splines as mgcv and brms have functions where nothing is said. */
const usualSplines = 10;

/** What is asked of the writer of the whole model. */
export interface SmoothSetting {
  readonly priors: ChosenPriors;
  /** Where problems go. */
  readonly problems: Problem[];
  /** A name that is free. */
  readonly fresh: (name: string) => string;
  /** With the names of the model. */
  readonly renamed: (node: FormulaNode) => FormulaNode;
  /** Whether a node is a column of numbers. */
  readonly isNumeric: (node: FormulaNode) => boolean;
  /** The value of an expression in each row; null where it has none. */
  readonly valuesOf: (node: FormulaNode) => Float64Array | null;
  /** One over how far a column spreads. */
  readonly spreadOf: (node: FormulaNode) => number;
}

/** Statements, and what is added to the predictor; null with a problem. */
export interface WrittenSmooth {
  readonly designs: readonly string[];
  readonly statements: readonly string[];
  readonly sum: string | null;
}

const nothing: WrittenSmooth = { designs: [], statements: [], sum: null };

/** The population with the straight line of each smooth: x, x:g by a factor, z + z:x by a column of numbers. */
export function withLines(
  population: FormulaNode | null,
  smooths: readonly SmoothTerm[],
  isNumeric: (node: FormulaNode) => boolean,
): FormulaNode | null {
  const lines = smooths.flatMap(({ argument, by, span }) => {
    const isVariable = argument.kind === "name" || argument.kind === "call";
    const x = isVariable ? argument : callOf("I", [argument], span);
    if (by === null) return [x];
    if (!isNumeric(by)) return [{ kind: "operator", operator: ":", left: x, right: by, span } as const];
    return [by, { kind: "operator", operator: ":", left: by, right: x, span } as const];
  });
  // What is written already is not written again.
  const written = new Set(
    population === null ? [] : summands(population).map(({ node }) => printFormula(node)),
  );
  const others = lines.filter((line) => !written.has(printFormula(line)));
  const terms = population === null ? others : [population, ...others];
  return sumOf(terms.map((node) => ({ sign: "+", node })));
}

/** Writes smooths, one after another. */
export class SmoothWriter {
  private readonly setting: SmoothSetting;

  constructor(setting: SmoothSetting) {
    this.setting = setting;
  }

  /** `groupSd`: how far effects of groups spread; `suffix` of names and `scopes` of priors are those of the predictor. */
  write(smooth: SmoothTerm, groupSd: number, suffix: string, scopes: PriorScopes): WrittenSmooth {
    const { fresh, priors, renamed, isNumeric, spreadOf } = this.setting;
    const { argument, by } = smooth;
    const size = this.sizeOf(smooth);
    if (size === null) return nothing;
    const factors = by === null ? [] : identifiersIn(by);
    const short = `S_${namesIn([argument, ...(by === null ? [] : [by])].map(renamed)).join("_")}${suffix}`;
    const [design, sd, effects] = [fresh(short), fresh(`τ_${short}`), fresh(`u_${short}`)];
    const isMultiplied = by !== null && isNumeric(by);
    const of = printFormula(argument).replaceAll(" ", "");
    const slot: PriorSlot = {
      keys: scoped(scopes, ...factors.map(({ text }) => `sds(${of},${text})`), `sds(${of})`, "sds"),
      prior: {
        distribution: "half_normal",
        arguments: [rounded(isMultiplied ? groupSd * spreadOf(by) : groupSd)],
      },
    };
    const prior = priors.textOf(slot);
    const spline = `spline(${printFormula(renamed(argument))}, ${size})`;
    const columns = isMultiplied ? `${printFormula(renamed(by))}:${spline}` : spline;
    const designs = [`${design} = design(0 + ${columns})`];
    const varying = by === null ? "" : ` by ${printFormula(renamed(by))}`;
    const label = `"sd of s(${printFormula(renamed(argument))})${varying}, about its line"`;
    if (by === null || isMultiplied) {
      return {
        designs,
        statements: [`${sd} ~ ${prior}  ${label}`, `${effects}[${design}] ~ normal(0, ${sd})`],
        sum: `${design} * ${effects}`,
      };
    }
    const plate = printFormula(renamed(by));
    return {
      designs,
      statements: [
        `${sd}[${plate}] ~ ${prior}  ${label}`,
        `${effects}[${plate}, ${design}] ~ normal(0, ${sd}[${plate}])`,
      ],
      sum: `${design} * ${effects}[${plate}]`,
    };
  }

  /** How many B-splines; null with a problem. */
  private sizeOf({ argument, size, span }: SmoothTerm): number | null {
    const { problems, valuesOf } = this.setting;
    const values = valuesOf(argument);
    const text = printFormula(argument);
    if (values === null) {
      const hint = "write a column of numbers, or a function of such, `s(log(x))`";
      problems.push(
        smoothArgument(argument.span, `has numbers to be a curve of, and \`${text}\` is none`, hint),
      );
      return null;
    }
    const different = new Set(values).size;
    const wanted = size?.value ?? Math.max(fewestSplines, Math.min(usualSplines, different));
    if (different >= wanted) return wanted;
    problems.push(tooFewForSmooth(size?.span ?? span, text, different, wanted, fewestSplines));
    return null;
  }
}

/** The columns of nodes, each once. */
function namesIn(nodes: readonly FormulaNode[]): string[] {
  return [...new Set(nodes.flatMap(identifiersIn).map(({ text }) => text))];
}
