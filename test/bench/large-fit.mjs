/** One fit of `node large-fit.mjs MODEL CSV`, in a process of its own: times, effective draws, and the greatest memory, as JSON. */

import { fit, readModel } from "../../dist/index.js";

const [model, data] = process.argv.slice(2);
const start = performance.now();
const fitted = await fit(await readModel(model), { data });
const wall = (performance.now() - start) / 1000;
const { timing, plan } = fitted.record;
// Of all threads; reading and compiling are part of it.
const { user, system } = process.cpuUsage();
const memory = process.resourceUsage().maxRSS / 1000;
// Scales and population effects; group effects are over letters of their own.
const rows = fitted.summary().rows.filter(({ variable }) => /^[βγσ]/.test(variable));
const ess = Math.min(...rows.map(({ essBulk, essTail }) => Math.min(essBulk, essTail)));
const transitions = fitted.draws.chainCount * fitted.draws.drawCount;
console.log(
  JSON.stringify({
    method: plan.method,
    wallS: wall,
    processorS: (user + system) / 1e6,
    setupS: timing.setup,
    warmupS: timing.warmup,
    samplingS: timing.sampling,
    microsecondsPerDraw: (1e6 * timing.sampling) / transitions,
    ess,
    verdict: fitted.diagnose().verdict,
    megabytesAtMost: memory,
  }),
);
