/** One fit of `node fit.mjs MODEL DATA REDUCE`, in a process of its own: seconds until the data are there and after it, and those of the processors that it had, what came back, and the greatest memory, as JSON. */

import { bindData } from "../../../dist/api/bind-data.js";
import { nodeSetting } from "../../../dist/api/fit.js";
import { runTask } from "../../../dist/api/fit-setting.js";
import { readModel } from "../../../dist/index.js";
import { runDefaults } from "../../../dist/run/options.js";

const [file, data, reduce] = process.argv.slice(2);
const model = await readModel(file);
const startedAt = performance.now();
const processorS = () => (process.cpuUsage().user + process.cpuUsage().system) / 1e6;
const bound = await bindData(model, { data, reduce }, nodeSetting);
const engineS = (performance.now() - startedAt) / 1000;
const before = processorS();
const task = { model, data: bound, options: runDefaults, startedAt, earlier: null };
const fitted = await runTask(task, {}, nodeSetting);
const fitS = (performance.now() - startedAt) / 1000 - engineS;
const fitProcessorS = processorS() - before;
const megabytes = process.resourceUsage().maxRSS / 1000;
const rows = fitted.summary().rows.filter(({ variable }) => /^[βτσΩ]/.test(variable));
const ess = Math.min(
  ...rows.flatMap(({ essBulk, essTail }) => (essBulk > 0 ? [Math.min(essBulk, essTail)] : [])),
);
const { bytes = 0, groups = 0, statements = [] } = bound.answer ?? {};
const { verdict } = fitted.diagnose();
console.log(
  JSON.stringify({
    engineS,
    fitS,
    fitProcessorS,
    bytes,
    groups,
    statements: statements.length,
    megabytes,
    ess,
    verdict,
  }),
);
