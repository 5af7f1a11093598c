/** A thread that measures variables, a batch after another. */

import { parentPort, workerData } from "node:worker_threads";
import { type MeterSettings, measureAll } from "../posterior/measure-all.ts";
import type { MeasureBatch, MeasureReport } from "./measure-threads.ts";

const settings = workerData as MeterSettings;
const port = parentPort!;

port.on("message", ({ place, variables, values }: MeasureBatch) => {
  const length = values.length / variables.length;
  const measured = variables.map((variable, k) =>
    measureAll(variable, values.subarray(k * length, (k + 1) * length), settings),
  );
  const report: MeasureReport = { place, measured };
  port.postMessage(report);
});
