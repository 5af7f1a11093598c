/**
 * A distribution as a part of another one: its formulas with names of their own, at a variate that may be a formula.
 *
 * What is made of parts is a distribution like any other, so that the rest of the program need not know how it came about.
 */

import type {
  ArgumentSpecification,
  Bound,
  Formula,
  IntervalSupport,
  ScalarDistribution,
} from "../distribution.ts";

/** Names that mean the same in every formula. */
const constants: ReadonlySet<string> = new Set(["pi", "half_log_two_pi", "log_two", "infinity"]);

/** Every name of a formula that is neither called nor a constant, in other words. */
function renamed(formula: Formula, nameOf: (name: string) => string): Formula {
  return formula.replaceAll(/\b([a-z_][a-z_0-9]*)\b(?!\s*\()/gi, (name) =>
    constants.has(name) ? name : nameOf(name),
  );
}

/** What is said of a part at a variate: names for what its formulas share, and the formulas. */
export interface At {
  readonly where: Readonly<Record<string, Formula>>;
  readonly logDensity: Formula;
  /** log P(X ≤ x) and log P(X > x); absent where the part has none. */
  readonly logCdf: Formula | undefined;
  readonly logSurvival: Formula | undefined;
}

export class Component {
  readonly distribution: ScalarDistribution;
  readonly arguments: readonly ArgumentSpecification[];
  readonly support: IntervalSupport;
  private readonly suffix: string;

  /** `suffix` stands behind the names of its arguments: empty for an only part. */
  constructor(distribution: ScalarDistribution, suffix = "") {
    this.distribution = distribution;
    this.suffix = suffix;
    this.support = this.supportOf(distribution.support);
    this.arguments = distribution.arguments.map((one) => ({
      ...one,
      name: one.name + suffix,
      support: this.supportOf(one.support),
    }));
  }

  /** The names of the variate and of those arguments that may be parameters. */
  get differentiable(): readonly string[] {
    const names = [...Object.keys(this.distribution.partials), ...(this.distribution.derived ?? [])];
    return names.map((name) => (name === "x" ? name : name + this.suffix));
  }

  /** A formula of the arguments alone. */
  formula(text: Formula): Formula {
    return renamed(text, (name) => name + this.suffix);
  }

  /** Its formulas at the variate `x`; `mark` tells the names of one variate from those of another. */
  at(x: Formula, mark = ""): At {
    const { where = {}, logDensity, logCdf, logSurvival } = this.distribution;
    const nameOf = (name: string): string => {
      if (name === "x") return `(${x})`;
      // Such a name is no argument's: those of the parts are told by their suffix alone.
      return Object.hasOwn(where, name) ? `${name}_in${this.suffix}${mark}` : name + this.suffix;
    };
    const rewrite = (text: Formula): Formula => renamed(text, nameOf);
    const entries = Object.entries(where).map(([name, text]) => [nameOf(name), rewrite(text)] as const);
    return {
      where: Object.fromEntries(entries),
      logDensity: logDensity.map((term) => `(${rewrite(term)})`).join(" + "),
      logCdf: logCdf && rewrite(logCdf),
      logSurvival: logSurvival && rewrite(logSurvival),
    };
  }

  private supportOf(support: IntervalSupport): IntervalSupport {
    const end = (bound: Bound): Bound => (typeof bound === "number" ? bound : this.formula(bound));
    return { ...support, lower: end(support.lower), upper: end(support.upper) };
  }
}
