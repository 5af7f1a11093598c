/** Densities of the energy and of its change from draw to draw, chain by chain (Betancourt 2016), with the E-BFMI. */

import { defaultThresholds } from "../../posterior/diagnosis-rules.ts";
import { ebfmi } from "../../posterior/ebfmi.ts";
import { isAllFinite, isConstant, mean } from "../../posterior/moments.ts";
import { panelGrid } from "../chain-parts.ts";
import { curveLine, densitiesOf } from "../density-marks.ts";
import type { PictureInput, PictureKind } from "../kind.ts";
import { type Mark, numberAxis, type Panel } from "../picture.ts";
import { formatRounded } from "../ticks.ts";
import { chainOf, tooFewDraws, wordsPanel } from "../variable-panel.ts";

export const energy: PictureKind = {
  name: "energy",
  about: "densities of the energy and of its changes from draw to draw, by chain, with E-BFMI",
  reading:
    "A Hamiltonian sampler moves to another energy only by its fresh momentum. Where the changes (orange) are about as wide as the energies " +
    `(blue), it goes where it must. Changes that are much narrower, with an E-BFMI below ${defaultThresholds.ebfmi}, mean that it takes many draws to ` +
    "get into the tails and out of them: heavy tails, or a funnel. Another parameterization, or more informative priors, mend that; more draws hardly do.",
  variables: null,
  draw: (input) => refusal(input) ?? picture(input),
};

/** Chains that are shown: the ones with the lowest E-BFMI of more. */
const mostPanels = 9;

function refusal({ draws }: PictureInput) {
  const { energy: found } = draws.statistics;
  if (found?.some(Number.isFinite)) return tooFewDraws("energies", 3, draws);
  return {
    reason:
      "the draws came without the energy of each, which Hamiltonian samplers tell; choose another picture",
  };
}

function picture({ title, draws }: PictureInput) {
  const { chainCount, drawCount } = draws;
  const energies = draws.statistics.energy!;
  const fractions = ebfmi(energies, chainCount);
  const order = [...fractions.keys()].sort(
    (a, b) => sortable(fractions[a]!) - sortable(fractions[b]!) || a - b,
  );
  const shown = order.slice(0, mostPanels).sort((a, b) => a - b);
  const words = fractions.map((fraction, chain) => `chain ${chain + 1}: ${formatRounded(fraction, 2)}`);
  const low = fractions.filter((fraction) => fraction < defaultThresholds.ebfmi).length;
  const judged = low === 0 ? "none is too low" : `${low} below ${defaultThresholds.ebfmi}`;
  return {
    kind: "energy",
    title: `Energy of ${title}`,
    subtitle:
      shown.length < chainCount
        ? `The ${shown.length} of ${chainCount} chains with the lowest E-BFMI.`
        : null,
    description: `Densities of the energy about its mean, and of its changes from draw to draw. E-BFMI of ${words.join(", ")}; ${judged}.`,
    panels: shown.map((chain) => panelOf(chain, chainOf(energies, chain, drawCount), fractions[chain]!)),
    columns: panelGrid(shown.length),
    legend: [
      { colour: "main" as const, text: "energy, about its mean", symbol: "area" as const },
      { colour: "second" as const, text: "change of energy", symbol: "area" as const },
    ],
  };
}

function sortable(fraction: number): number {
  return Number.isNaN(fraction) ? Number.NEGATIVE_INFINITY : fraction;
}

function panelOf(chain: number, energies: Float64Array, fraction: number): Panel {
  const name = `chain ${chain + 1}`;
  if (!isAllFinite(energies)) return wordsPanel(name, "some energies are not finite");
  if (isConstant(energies)) return wordsPanel(name, "all energies are one number");
  const center = mean(energies);
  const marginal = energies.map((value) => value - center);
  const changes = energies.subarray(1).map((value, i) => value - energies[i]!);
  return {
    title: `${name}: E-BFMI ${formatRounded(fraction, 2)}${fraction < defaultThresholds.ebfmi ? ", too low" : ""}`,
    x: numberAxis("energy"),
    y: numberAxis(null, { isBare: true }),
    marks: [...hill(marginal, "main"), ...hill(changes, "second")],
    height: 1,
  };
}

function hill(values: Float64Array, colour: "main" | "second"): Mark[] {
  const { all } = densitiesOf([values], values);
  if (all === null) return [];
  const { x, y } = curveLine(all);
  return [
    { kind: "area", x, lower: new Float64Array(x.length), upper: y, colour, opacity: 0.25 },
    { kind: "line", x, y, colour, width: 1.5 },
  ];
}
