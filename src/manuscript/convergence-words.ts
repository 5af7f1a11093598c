/** What the diagnosis of a run found, as sentences of a methods section. */

import type { Fitted } from "../api/fitted.ts";
import type { Diagnosis } from "../posterior/diagnosis.ts";
import type { SummaryRow } from "../posterior/summary.ts";
import { keptRules } from "../report/diagnosis-text.ts";
import { formatSignificant } from "../report/digits.ts";
import { counted, thousands } from "./counted.ts";
import { cite, enumeration, type Phrase } from "./inline.ts";

/** Sentences without their full stops. */
export function convergenceSentences(fitted: Fitted): Phrase[] {
  const diagnosis = fitted.diagnose();
  const { rows } = fitted.summary();
  const judged = rows.filter(({ rhat }) => Number.isFinite(rhat));
  return [
    ...(judged.length === 0 ? [] : [convergenceSentence(judged), ...errorSentences(judged)]),
    ...trajectorySentences(diagnosis),
    verdictSentence(diagnosis),
  ];
}

function convergenceSentence(rows: readonly SummaryRow[]): Phrase {
  const rhat = rows.reduce((most, row) => Math.max(most, row.rhat), 0);
  const least = (of: (row: SummaryRow) => number): string => {
    const sizes = rows.map(of);
    return sizes.every(Number.isFinite)
      ? thousands(Math.floor(sizes.reduce((one, other) => Math.min(one, other))))
      : "not known";
  };
  const [bulk, tail] = [least((row) => row.essBulk), least((row) => row.essTail)];
  const shown = rhat > 1000 ? "above 1,000" : (Math.ceil(rhat * 1000) / 1000).toFixed(3);
  const of = rows.length === 1 ? "of the one quantity" : `of ${thousands(rows.length)} quantities`;
  return [
    "Convergence was judged by rank-normalized split R-hat and effective sample sizes ",
    cite("vehtari2021"),
    rows.length === 1
      ? `: ${of}, R-hat was ${shown}, the effective sample size ${bulk} in the bulk and ${tail} in the tails`
      : `: the largest R-hat ${of} was ${shown}, the least effective sample size ${bulk} in the bulk and ${tail} in the tails`,
  ];
}

/** The greatest Monte Carlo standard error of a mean, as a share of the sd. */
function errorSentences(rows: readonly SummaryRow[]): Phrase[] {
  const shares = rows.map(({ mcse, sd }) => (100 * mcse) / sd).filter(Number.isFinite);
  if (shares.length === 0) return [];
  const share = formatSignificant(
    shares.reduce((one, other) => Math.max(one, other)),
    2,
  );
  const of = shares.length === rows.length ? "a posterior mean" : "a posterior mean that is known";
  return [
    [`The Monte Carlo standard error of ${of} was at most ${share} % of the posterior standard deviation`],
  ];
}

/** Of Hamiltonian samplers. */
function trajectorySentences({ divergences, ebfmi, maxTreedepthHits, thresholds }: Diagnosis): Phrase[] {
  if (divergences === null && ebfmi === null) return [];
  const parts: Phrase[] = [
    ...(divergences === null
      ? []
      : [
          [
            divergences === 0
              ? "there were no divergent transitions"
              : `${counted(divergences, "transition")} diverged`,
          ],
        ]),
    ...(maxTreedepthHits === null || maxTreedepthHits === 0
      ? []
      : [
          [
            `${counted(maxTreedepthHits, "trajectory", "trajectories")} had the most doublings, ${thresholds.maxTreedepth}`,
          ],
        ]),
    ...(ebfmi === null
      ? []
      : [
          [
            `the least energy Bayesian fraction of missing information of a chain was ${Math.min(...ebfmi).toFixed(2)} `,
            cite("betancourt2016"),
          ],
        ]),
  ];
  const [first, ...rest] = enumeration(parts, parts.length > 1 ? "; " : ", ");
  const start = String(first);
  return [[`${start.charAt(0).toUpperCase()}${start.slice(1)}`, ...rest]];
}

function verdictSentence(diagnosis: Diagnosis): Phrase {
  if (diagnosis.verdict === "good") return [`The draws kept all rules: ${keptRules(diagnosis).join(", ")}`];
  const found = diagnosis.problems.map(({ message }) => message).join("; ");
  return [`The diagnosis failed, so that these draws are not to be relied on: ${found}`];
}
