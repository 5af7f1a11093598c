/**
 * What `gr(…)` behind a bar stands for. Effects with a known covariance matrix A have one column each; a vector of correlated ones
 * is made of independent columns z with the covariances of A (the covariance of all is Ω ⊗ A):
 *
 *   z_k ~ multi_normal(0, 1, A)      u[g, Z] = τ[Z] * Σ_j L[Z, j] z_j[g],   Ω = L Lᵀ
 */

import { choleskyFactor, correlatedSum } from "./cholesky.ts";
import { isModelName } from "./columns.ts";
import {
  chosenBy,
  correlationPrior,
  type GroupPlace,
  isIntercept,
  type LawfulGroup,
  sdSlots,
  type WrittenGroup,
  wordOf,
} from "./group-parts.ts";
import type { ModelColumns } from "./model-columns.ts";
import type { ChosenPriors } from "./priors.ts";
import { matrixNameRefused } from "./problems-groups.ts";
import { groupingText } from "./read-grouping.ts";
import { type GroupLaw, type GroupTerm, type ModelFormula, predictorsOf } from "./syntax.ts";
import { writeBy, writeStudent } from "./varied-groups.ts";

type LawOf<Kind extends GroupLaw["kind"]> = Extract<GroupLaw, { readonly kind: Kind }>;

/** Writes groups whose effects have a law of their own. */
export class GroupLawWriter {
  private readonly columns: ModelColumns;
  private readonly priors: ChosenPriors;
  /** What each matrix is over; its declaration is written once. */
  private readonly matrices = new Map<string, string>();
  /** Declarations of matrices, in the order in which the formula names them. */
  readonly declarations: string[] = [];

  constructor(formula: ModelFormula, columns: ModelColumns, priors: ChosenPriors) {
    this.columns = columns;
    this.priors = priors;
    // Before other names are found, since it is that of the data.
    for (const group of predictorsOf(formula).flatMap(({ groups }) => groups))
      if (group.law.kind === "covariance") this.reserve(group.law);
  }

  /** The effects of a term whose law is not that all are alike. */
  write(group: GroupTerm, { unit, suffix, scopes }: GroupPlace): WrittenGroup | null {
    const { law, grouping, terms } = group;
    if (law.kind === "alike" || law.kind === "members" || grouping.kind !== "name") return null;
    const columns = this.columns.columnsOf(terms, true);
    if (columns === null) return { designs: [], statements: [], sum: "0" };
    const header = grouping.name.text;
    const plate = this.columns.factorNameOf(header);
    const own = {
      group,
      names: [groupingText(group), header],
      plate,
      short: `_${plate}${suffix}`,
      scopes,
      unit,
      columns,
    };
    if (law.kind === "covariance") return this.writeKnown(law, own);
    const setting = { columns: this.columns, priors: this.priors };
    return law.kind === "by" ? writeBy(law.factor, own, setting) : writeStudent(own, setting);
  }

  private reserve({ matrix }: LawOf<"covariance">): void {
    const { text, span } = matrix;
    if (this.matrices.has(text)) return;
    this.matrices.set(text, "");
    const hint = "give the matrix a name of its own, `gr(animal, cov = A)` with `--data A=FILE`";
    if (!isModelName(text))
      this.columns.problems.push(matrixNameRefused(span, `\`${text}\` is no name of a matrix`, hint));
    else if (!this.columns.reserve(text))
      this.columns.problems.push(
        matrixNameRefused(span, `\`${text}\` is a column of the table, and cannot be a matrix as well`, hint),
      );
  }

  /** `matrix A[animal, animal]`, the first time. */
  private declare({ matrix, isInverse }: LawOf<"covariance">, plate: string): void {
    const { text, span } = matrix;
    const over = `${plate}, ${plate}]${isInverse ? " inverse" : ""}`;
    const before = this.matrices.get(text);
    this.matrices.set(text, over);
    if (before === "") this.declarations.push(`matrix ${text}[${over}`);
    else if (before !== over)
      this.columns.problems.push(
        matrixNameRefused(
          span,
          `the matrix \`${text}\` is there already as \`${text}[${before}\`, and would be \`${text}[${over}\` as well`,
          "give each of the two a name and a file of its own",
        ),
      );
  }

  private writeKnown(law: LawOf<"covariance">, own: LawfulGroup): WrittenGroup {
    const { plate, short, columns } = own;
    const matrix = law.matrix.text;
    this.declare(law, plate);
    const [sd, effects] = [this.columns.fresh(`τ${short}`), this.columns.fresh(`u${short}`)];
    const slots = sdSlots(own.names, columns, own);
    const label = `  "sd between ${plate}, covariance ${matrix}"`;
    if (isIntercept(columns))
      return {
        designs: [],
        statements: [
          `${sd} ~ ${this.priors.textOf(slots[0]!)}${label}`,
          `${effects}[${plate}] ~ multi_normal(0, ${sd}, ${matrix})`,
        ],
        sum: `${effects}[${plate}]`,
      };
    const { names } = columns;
    const design = this.columns.fresh(`Z${short}`);
    const independent = names.map((name) => this.columns.fresh(`z${short}_${wordOf(name)}`));
    const { statements, rows } = this.correlate(own, design);
    const sums = rows.map((row) =>
      correlatedSum(
        row,
        independent.map((name) => `${name}[${plate}]`),
      ),
    );
    return {
      designs: [this.designOf(own, design)],
      statements: [
        ...this.priors.vectorStatements({ name: sd, plate: design, labels: names }, slots, label),
        ...independent.map((name) => `${name}[${plate}] ~ multi_normal(0, 1, ${matrix})`),
        ...statements,
        `${effects}[${plate}, ${design}] = ${sd}[${design}] * ${chosenBy(design, names, sums)}`,
      ],
      sum: `${design} * ${effects}[${plate}]`,
    };
  }

  private designOf({ group, columns }: LawfulGroup, design: string): string {
    return `${design} = design(${this.columns.designText(group.terms, columns)})`;
  }

  /** The rows of the Cholesky factor of a correlation matrix, with its statements; those of independent effects without. */
  private correlate(
    own: LawfulGroup,
    design: string,
  ): { readonly statements: readonly string[]; readonly rows: readonly (readonly string[])[] } {
    const { short, group } = own;
    const { names } = own.columns;
    if (!group.isCorrelated || names.length === 1)
      return { statements: [], rows: names.map((_, k) => names.map((_, j) => (j === k ? "1" : "0"))) };
    const matrix = this.columns.fresh(`Ω${short}`);
    const statements = [
      `${matrix}[${design}, ${design}] ~ ${correlationPrior(own.names, own.scopes, this.priors)}`,
    ];
    const rows = choleskyFactor(
      names.length,
      (row, column) => `${matrix}[${[row, column].map((k) => JSON.stringify(names[k])).join(", ")}]`,
      (row, column, value) => {
        // Two columns have one correlation, which can be read where it is.
        if (names.length === 2) return value;
        const entry = this.columns.fresh(`L${short}_${row + 1}_${column + 1}`);
        statements.push(`${entry} = ${value}`);
        return entry;
      },
    );
    return { statements, rows };
  }
}
