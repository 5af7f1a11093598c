/** The worker thread of Node. Its counterpart is `worker-threads.ts`. */

import { parentPort, workerData } from "node:worker_threads";
import { ChainThread, type ThreadStart } from "./chain-thread.ts";
import type { ThreadRequest } from "./worker-threads.ts";

const port = parentPort;
if (port === null) throw new Error("chain-worker.ts is the entry of a worker thread");
// Sent by worker-threads.ts.
const thread = new ChainThread(workerData as ThreadStart, (report, handedOver) =>
  port.postMessage(report, handedOver),
);

port.on("message", (request: ThreadRequest) => {
  switch (request.kind) {
    case "end":
      port.close();
      break;
    case "stop":
      thread.stop();
      break;
    case "advance": {
      const parts = thread.advance(request.task, request.draws);
      // Its stop is in memory that it shares: nothing that it is told has to be heard between.
      while (parts.next().done !== true);
    }
  }
});
