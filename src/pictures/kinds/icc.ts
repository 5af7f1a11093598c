/** Posterior densities of intraclass correlations, each with its interval and its definition in words. */

import { intraclassDraws } from "../../posterior/icc.ts";
import { bandwidthOf, hardEnds, kernelDensity } from "../../posterior/kernel-density.ts";
import { densityArea, densityOutline, intervalMarks } from "../density-marks.ts";
import { noneToDraw } from "../group-levels.ts";
import type { NoPicture, PictureInput, PictureKind } from "../kind.ts";
import { nameAxis, numberAxis, type Panel, type Picture } from "../picture.ts";
import { ridgeMarks } from "../ridge.ts";
import { describeInterval, finiteSorted, percent, whyNone, wordsPanel } from "../variable-panel.ts";

export const icc: PictureKind = {
  name: "icc",
  about: "posterior densities of intraclass correlations, with their definitions",
  reading:
    "How alike two values of one group are: 0 if the group says nothing of a value, 1 if it says all. The bar is the interval, the dot the median. A wide curve from 0 to 1 is " +
    "a group of few levels: the data cannot tell, and a single number from them would mislead. Near 0, rows of a group count nearly as independent ones; " +
    "near 1, another row of the same group adds nothing and another group does. Read the definition: which pairs, on which scale.",
  variables: null,
  draw: (input) => whyNoIcc(input) ?? picture(input),
};

function whyNoIcc({ run, group = null }: PictureInput): NoPicture | null {
  if (run === null)
    return {
      reason:
        "draws of another program do not say which of their variables are variances; fit the model with `hyperprior fit`, or draw a `density`",
    };
  const { intraclass, remarks, components } = run.roles;
  const known = intraclass.map((one) => one.group);
  if (intraclass.length > 0)
    return group === null || known.includes(group)
      ? null
      : {
          reason: `there is no intraclass correlation of \`${group}\`; name one of ${known.map((one) => `\`${one}\``).join(", ")}`,
        };
  if (components.length === 0)
    return { reason: `${noneToDraw("group effects", run.roles)}; draw a \`density\`` };
  const why = remarks[0] === undefined ? "" : ` (${remarks[0]})`;
  return { reason: `the model has no intraclass correlation${why}; draw its \`variance\`` };
}

/** A definition and its draws. */
interface Correlation {
  /** The group, with a number where there are several. */
  readonly name: string;
  readonly definition: string;
  readonly values: Float64Array;
}

function picture({ title, run, prob, group = null }: PictureInput): Picture {
  const { draws, roles } = run!;
  const shown = roles.intraclass.filter((one) => group === null || one.group === group);
  const correlations = shown.map((role, k): Correlation => {
    const name = shown.length === 1 ? role.group : `${k + 1} ${role.group}`;
    return { name, definition: role.definition, values: intraclassDraws(draws, role) };
  });
  const said = correlations.map(
    ({ name, definition, values }) => `${name}, ${definition}: ${describeInterval(values, prob)}`,
  );
  const [only] = correlations;
  return {
    kind: "icc",
    title: `Intraclass correlations of ${title}`,
    subtitle: correlations.map(({ name, definition }) => `${name}: ${definition}.`).join(" "),
    description: `${said.join("; ")}.`,
    panels: [correlations.length === 1 ? panelOf(only!, prob) : ridgesOf(correlations, prob)],
    columns: 1,
    legend: [
      { colour: "band", text: "posterior density", symbol: "area" },
      { colour: "main", text: `median and ${percent(prob)} interval`, symbol: "dot" },
    ],
  };
}

/** From 0 to 1; of slopes that make two values of a group opposites, from where they do. */
function viewOfAll(parts: readonly Float64Array[]): [number, number] {
  const least = parts.reduce((one, sorted) => Math.min(one, sorted[0] ?? 0), 0);
  return [least < 0 ? Math.max(-1, Math.floor(10 * least) / 10) : 0, 1];
}

/** Several in one panel, to be compared. */
function ridgesOf(correlations: readonly Correlation[], prob: number): Panel {
  const parts = correlations.map(({ values }) => finiteSorted(values));
  const names = correlations.map(({ name }) => name);
  return {
    title: null,
    x: numberAxis("intraclass correlation", { domain: viewOfAll(parts) }),
    y: { ...nameAxis(names), domain: [-0.85, names.length - 0.55] },
    marks: parts.flatMap((sorted, row) =>
      ridgeMarks(sorted, row, prob, { colour: "main", name: names[row]! }),
    ),
    height: 0.2 + 0.14 * names.length,
  };
}

function panelOf({ name, values }: Correlation, prob: number): Panel {
  const sorted = finiteSorted(values);
  const none = whyNone(sorted);
  if (none !== null) return wordsPanel(name, none);
  const bandwidth = bandwidthOf(sorted);
  const view = viewOfAll([sorted]);
  const curve = kernelDensity(sorted, view, hardEnds(sorted, bandwidth), bandwidth);
  const most = curve?.density.reduce((a, b) => Math.max(a, b), 0) ?? 1;
  return {
    title: name,
    x: numberAxis("intraclass correlation", { domain: view }),
    y: numberAxis(null, { isBare: true }),
    marks: [
      ...densityArea(curve),
      ...densityOutline(curve),
      ...intervalMarks(sorted, prob, view, -0.04 * most),
    ],
    height: 1,
  };
}
