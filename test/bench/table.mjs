/** The figures as a table for people. */

import { renderCentering } from "./centering.mjs";
import { renderForeignDraws } from "./foreign-draws.mjs";
import { makeTable, round } from "./make-table.mjs";
import { renderPeers } from "./peers-table.mjs";
import { renderRowLoops } from "./row-loops.mjs";

/**
 * `machine` is of `describeMachine`, `gradients` of `compareGradients`, `rowLoops`, `firstDraw`, `effectiveDraws`,
 * `largeData`, `centering`, `foreignDraws` and `peers` of the functions of like names.
 */
export function renderResults({
  machine,
  gradients,
  rowLoops,
  firstDraw,
  effectiveDraws,
  largeData,
  centering,
  foreignDraws,
  peers,
}) {
  return [
    renderMachine(machine),
    ...gradients.map(renderGradients),
    renderRowLoops(rowLoops),
    renderFirstDraw(firstDraw),
    renderEffectiveDraws(effectiveDraws),
    renderLargeData(largeData),
    renderCentering(centering),
    renderForeignDraws(foreignDraws),
    renderPeers(peers),
  ].join("\n\n");
}

function renderEffectiveDraws(cases) {
  const table = makeTable([
    "effective draws a second",
    "fresh process",
    "warm",
    "10,000 draws",
    "nuts",
    "auto/nuts",
    "reach",
    "aim",
  ]);
  for (const { name, fresh, warm, long, nuts, reach, aim } of cases) {
    const figures = [fresh.median, warm.median, long.median, nuts.median].map(round);
    table.push([name, ...figures, round(warm.median / nuts.median), round(reach), round(aim)]);
  }
  return `whole fits, four chains (medians; the worst scale, population or correlation parameter)\n${table}`;
}

function renderLargeData(cases) {
  const table = makeTable(["large data", "method", "fit s", "set-up s", "µs a draw", "ESS", "MB at most"]);
  for (const one of cases) {
    const { name, method, wallS, setupS, microsecondsPerDraw, ess, megabytesAtMost } = one;
    const figures = [wallS.toFixed(2), setupS.toFixed(2), microsecondsPerDraw.toFixed(1)];
    table.push([name, method, ...figures, round(ess), round(megabytesAtMost)]);
  }
  return `large data, each in a process of its own, four chains of 1,000 draws\n${table}`;
}

function renderMachine(machine) {
  const processors = `${machine.processorCount} processors (${machine.processor})`;
  const load = `load average ${machine.loadAverage.toFixed(1)}`;
  const isBusy = machine.loadAverage > machine.processorCount;
  const warning = isBusy ? "\nthe machine is busy with other work: expect a wide spread" : "";
  return `node ${machine.node}, V8 ${machine.v8}, ${machine.platform}, ${processors}, ${load}${warning}`;
}

function renderGradients({ name, rows, dimension, subjects, ratios }) {
  const evaluations = makeTable([
    "log density with gradient",
    "evaluations/s",
    "least",
    "greatest",
    "ns/row",
  ]);
  for (const subject of subjects) {
    const { median, least, greatest } = subject.evaluationsPerSecond;
    evaluations.push([
      subject.name,
      ...[median, least, greatest].map(round),
      subject.nsPerRow.toPrecision(3),
    ]);
  }
  const comparison = makeTable(["ratio of times", "median", "fastest", "least", "greatest", "target"]);
  for (const ratio of ratios) {
    const numbers = [ratio.median, ratio.fastest, ratio.least, ratio.greatest].map((value) =>
      value.toPrecision(3),
    );
    comparison.push([ratio.name, ...numbers, describeTarget(ratio)]);
  }
  return `${name} (${rows} rows, ${dimension} dimensions)\n${evaluations}\n${comparison}`;
}

function describeTarget({ target, isMet }) {
  if (target === null) return "none";
  return `at ${target.kind} ${target.bound}: ${isMet ? "met" : "missed"}`;
}

function renderFirstDraw(result) {
  const table = makeTable(["milliseconds", "median", "least", "greatest"]);
  const row = (name, { median, least, greatest }) =>
    table.push([name, ...[median, least, greatest].map((value) => value.toFixed(1))]);
  row("in a fresh process, modules loaded", result.coldMs);
  row("warm", result.warmMs);
  row("node and modules, until loaded", result.loadMs);
  row("the whole process", result.processMs);
  const steps = Object.entries(result.coldStepsMs).map(([name, ms]) => `${name} ${ms.toFixed(1)}`);
  const aim = `aim below ${result.aimMs} ms in a fresh process, modules loaded: ${result.isMet ? "met" : "missed"}`;
  return `from model text to first draw, eight schools\n${table}\nof which ${steps.join(", ")}\n${aim}`;
}
