/**
 * The columns of summaries: our own, and those of other tools under their names, for readers who come from them.
 *
 * Sources: CmdStan's stansummary, ArviZ's `az.summary`, `summarise_draws` of R's posterior, the coefficient tables of brms and of lme4's `summary`. The numbers are ours
 * throughout; an interval is as wide as the user asked, and the names of its ends follow.
 */

import { defaultThresholds } from "../posterior/diagnosis-rules.ts";
import { rhatText } from "../posterior/diagnosis-words.ts";
import type { EstimateNumbers } from "../posterior/estimate.ts";
import type { Summary, SummaryRow } from "../posterior/summary.ts";
import { type DigitsOptions, formatCount, formatEstimate, formatSignificant, missing } from "./digits.ts";
import { estimateCells } from "./estimate-cells.ts";
import { momentCell } from "./moment-cells.ts";

/** Programs whose column names `--style` gives. */
export type StyleName = "hyperprior" | "stan" | "arviz" | "posterior" | "brms" | "lme4";

/** A column of numbers: its header, which may depend on the interval, and its cell for a row. */
export interface SummaryColumn {
  readonly header: string;
  readonly cell: (row: SummaryRow, options: DigitsOptions) => string;
}

export interface SummaryStyle {
  /** Header of the names; the other tools leave it empty. */
  readonly nameHeader: string;
  readonly columns: (summary: Summary) => readonly SummaryColumn[];
  /** Headers of the columns that a narrow terminal can do without, the first to go first. */
  readonly spare: readonly string[];
}

/** By name; `hyperprior` is the default. */
export const summaryStyles: { readonly [Name in StyleName]: SummaryStyle } = {
  hyperprior: {
    nameHeader: "variable",
    columns: ({ lowerName, upperName }) => [
      estimateColumn("mean", "mean"),
      estimateColumn("sd", "sd"),
      estimateColumn(lowerName, "lower"),
      estimateColumn("median", "median"),
      estimateColumn(upperName, "upper"),
      errorColumn("mcse", (row) => row.mcse),
      countColumn("ess_bulk", (row) => row.essBulk),
      countColumn("ess_tail", (row) => row.essTail),
      rhatColumn("rhat"),
    ],
    spare: ["mcse", "median", "ess_tail", "ess_bulk", "sd"],
  },
  stan: {
    nameHeader: "",
    columns: (summary) => [
      estimateColumn("Mean", "mean"),
      errorColumn("MCSE", (row) => row.mcse),
      estimateColumn("StdDev", "sd"),
      { header: "MAD", cell: (row, options) => formatEstimate(row.mad, errorOf(row, "sd"), options) },
      estimateColumn(percentName(summary.lowerName), "lower"),
      estimateColumn("50%", "median"),
      estimateColumn(percentName(summary.upperName), "upper"),
      countColumn("ESS_bulk", (row) => row.essBulk),
      countColumn("ESS_tail", (row) => row.essTail),
      rhatColumn("R_hat"),
    ],
    spare: ["MCSE", "MAD", "50%", "ESS_tail", "ESS_bulk", "StdDev"],
  },
  arviz: {
    nameHeader: "",
    columns: (summary) => [
      estimateColumn("mean", "mean"),
      estimateColumn("sd", "sd"),
      densityColumn(`hdi_${percentName(summary.lowerName)}`, 0),
      densityColumn(`hdi_${percentName(summary.upperName)}`, 1),
      errorColumn("mcse_mean", (row) => row.errors.mean),
      errorColumn("mcse_sd", (row) => row.errors.sd),
      countColumn("ess_bulk", (row) => row.essBulk),
      countColumn("ess_tail", (row) => row.essTail),
      rhatColumn("r_hat"),
    ],
    spare: ["mcse_sd", "mcse_mean", "ess_tail", "ess_bulk", "sd"],
  },
  posterior: {
    nameHeader: "variable",
    columns: ({ lowerName, upperName }) => [
      estimateColumn("mean", "mean"),
      estimateColumn("median", "median"),
      estimateColumn("sd", "sd"),
      { header: "mad", cell: (row, options) => formatEstimate(row.mad, errorOf(row, "sd"), options) },
      estimateColumn(lowerName, "lower"),
      estimateColumn(upperName, "upper"),
      rhatColumn("rhat"),
      countColumn("ess_bulk", (row) => row.essBulk),
      countColumn("ess_tail", (row) => row.essTail),
    ],
    spare: ["mad", "median", "ess_tail", "ess_bulk", "sd"],
  },
  brms: {
    nameHeader: "",
    columns: ({ prob }) => [
      estimateColumn("Estimate", "mean"),
      estimateColumn("Est.Error", "sd"),
      estimateColumn(`l-${percent(prob)}% CI`, "lower"),
      estimateColumn(`u-${percent(prob)}% CI`, "upper"),
      rhatColumn("Rhat"),
      countColumn("Bulk_ESS", (row) => row.essBulk),
      countColumn("Tail_ESS", (row) => row.essTail),
    ],
    spare: ["Tail_ESS", "Bulk_ESS", "Est.Error"],
  },
  lme4: {
    nameHeader: "",
    columns: () => [
      estimateColumn("Estimate", "mean"),
      estimateColumn("Std. Error", "sd"),
      // Mean over sd, as there; of the order of its third digit at best.
      { header: "t value", cell: (row) => (row.sd > 0 ? formatSignificant(row.mean / row.sd, 3) : missing) },
    ],
    spare: ["t value"],
  },
};

/** Monte Carlo standard errors of the numbers beside the mean, for whoever asks for them. */
export function errorColumns({ lowerName, upperName }: Summary): readonly SummaryColumn[] {
  return [
    errorColumn("mcse_sd", (row) => row.errors.sd),
    ...(
      [
        [`mcse_${lowerName}`, "lower"],
        ["mcse_median", "median"],
        [`mcse_${upperName}`, "upper"],
      ] as const
    ).map(([header, key]) => ({
      header,
      cell: (row: SummaryRow, { digits }: DigitsOptions) => formatSignificant(row.errors[key], digits ?? 2),
    })),
  ];
}

function estimateColumn(header: string, key: keyof EstimateNumbers): SummaryColumn {
  return { header, cell: (row, options) => estimateCells(row, [key], options)[0]! };
}

/** An end of the shortest interval, with the error of the central interval's end. */
function densityColumn(header: string, end: 0 | 1): SummaryColumn {
  const error = (row: SummaryRow): number => errorOf(row, end === 0 ? "lower" : "upper");
  return { header, cell: (row, options) => formatEstimate(row.highestDensity[end], error(row), options) };
}

/** Of the mean or the sd: where there is no sd, there is neither. */
function errorColumn(header: string, value: (row: SummaryRow) => number): SummaryColumn {
  return {
    header,
    cell: (row, { digits }) => momentCell(row, "sd") ?? formatSignificant(value(row), digits ?? 2),
  };
}

function countColumn(header: string, value: (row: SummaryRow) => number): SummaryColumn {
  return { header, cell: (row) => formatCount(value(row)) };
}

function rhatColumn(header: string): SummaryColumn {
  return { header, cell: ({ rhat }) => formatRhat(rhat) };
}

function formatRhat(rhat: number): string {
  if (!Number.isFinite(rhat)) return formatCount(rhat);
  return rhat > 1000 ? ">1000" : rhatText(rhat, defaultThresholds.rhat);
}

/** Of a variable that does not vary the value is known. */
function errorOf(row: SummaryRow, key: keyof EstimateNumbers): number {
  return row.sd === 0 ? 0 : row.errors[key];
}

/** `5%` for `q5`. */
function percentName(quantileName: string): string {
  return `${quantileName.slice(1)}%`;
}

function percent(prob: number): number {
  return Math.round(prob * 1e6) / 1e4;
}
