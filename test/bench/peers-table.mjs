/** The comparisons with other programs as tables for people. */

import { describeRatio, makeTable, round, significant } from "./make-table.mjs";

/** `peers` of `benchmarkPeers`. */
export function renderPeers({ versions, gibbs, nuts, calibration }) {
  return [
    renderVersions(versions),
    renderGibbs(gibbs),
    renderEssPerGradient(nuts),
    renderGradientsPerSecond(nuts),
    ...(calibration === null ? [] : [renderCalibration(calibration)]),
  ].join("\n\n");
}

function renderVersions({ r, jags, stan }) {
  const name = (program, version) => (version ? `${program} ${version}` : `no ${program}`);
  const all = [name("R", r), name("JAGS (rjags)", jags), name("Stan (rstan)", stan)];
  const isMissing = !jags || !stan;
  return `next to other programs: ${all.join(", ")}${isMissing ? "; what is not installed is left out" : ""}`;
}

function renderGibbs(cases) {
  const table = makeTable([
    "effective draws a second",
    "gibbs",
    "auto",
    "nuts",
    "jags",
    "gibbs / jags",
    "auto / jags",
    "nuts / jags",
  ]);
  const notes = [];
  for (const { name, ours, jags, ratios } of cases) {
    const rates = ["gibbs", "auto", "nuts"].map((method) =>
      describeRate(ours.find((one) => one.name === method)),
    );
    const compared = ["gibbs", "auto", "nuts"].map((method) => {
      const ratio = ratios.find((one) => one.name === `${method} / jags`);
      return ratio === undefined ? "" : describeRatio(ratio);
    });
    table.push([name, ...rates, jags === null ? "" : significant(jags.essPerSecond.median), ...compared]);
    const refused = ours.find(({ refusal }) => refusal !== undefined);
    if (refused) notes.push(`${name}: ${refused.refusal}`);
    if (jags)
      notes.push(`${name}: ${jags.form}, ${significant(jags.transitionsPerSecond.median)} iterations/s`);
  }
  const title = "Gibbs samplers, while sampling, one thread (medians, least to greatest of the rounds)";
  return `${title}\n${table}\n${notes.join("\n")}`;
}

function describeRate(one) {
  if (one === undefined) return "not run";
  return one.refusal === undefined ? round(one.essPerSecond.median) : "refused";
}

function renderEssPerGradient(cases) {
  const table = makeTable([
    "ESS of 1,000 gradients",
    "ours 0.8",
    "stan 0.8",
    "ratio",
    "ours 0.92",
    "stan 0.92",
    "ratio",
    "ours 0.92 / stan 0.8",
    "divergences",
  ]);
  for (const { name, subjects, ratios } of cases) {
    const of = (who) => subjects.find((one) => one.name === who);
    const figure = (who) => (of(who) ? significant(1000 * of(who).essPerGradient.median) : "");
    const ratio = (which) => {
      const found = ratios.find((one) => one.name === which);
      return found === undefined ? "" : describeRatio(found.essPerGradient);
    };
    table.push([
      name,
      ...[figure("ours 0.8"), figure("stan 0.8"), ratio("both 0.8")],
      ...[figure("ours 0.92"), figure("stan 0.92"), ratio("both 0.92")],
      ratio("defaults"),
      subjects.map(({ divergences }) => divergences.reduce((sum, count) => sum + count, 0)).join(" "),
    ]);
  }
  const note = "divergences: all rounds, ours and Stan's at 0.8, then ours and Stan's at 0.92";
  return `NUTS, effective draws of the worst parameter, by target acceptance rate\n${table}\n${note}`;
}

function renderGradientsPerSecond(cases) {
  const table = makeTable([
    "gradients a second, 0.92",
    "ours",
    "stan",
    "ratio",
    "ESS/s ours",
    "ESS/s stan 0.8",
    "ratio, defaults",
  ]);
  for (const { name, subjects, ratios } of cases) {
    const of = (who) => subjects.find((one) => one.name === who);
    const figure = (who, which) => (of(who) ? round(of(who)[which].median) : "");
    const ratio = (which, what) => {
      const found = ratios.find((one) => one.name === which);
      return found === undefined ? "" : describeRatio(found[what]);
    };
    table.push([
      name,
      figure("ours 0.92", "gradientsPerSecond"),
      figure("stan 0.92", "gradientsPerSecond"),
      ratio("both 0.92", "gradientsPerSecond"),
      figure("ours 0.92", "essPerSecond"),
      figure("stan 0.8", "essPerSecond"),
      ratio("defaults", "essPerSecond"),
    ]);
  }
  return `NUTS, while sampling, one thread\n${table}`;
}

function renderCalibration({ command, seconds, isMet, boundSeconds, said }) {
  if (seconds === null) return `${command}: not run (${said})`;
  return `${command}: ${seconds.toFixed(1)} s (below ${boundSeconds} s: ${isMet ? "met" : "missed"})`;
}
