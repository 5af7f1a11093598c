/** A problem of each kind that a queue of jobs has, as the list of problems shows it. */

import type { Problem } from "../../src/problems/problem.ts";
import { notAQueue, otherVersions, queueLost, queueWithTable } from "../../src/queue/problems.ts";

export function ofQueues(): readonly Problem[] {
  const shown = "postgres://ada@db.example.org/jobs";
  return [
    notAQueue("clickhouse://db.example.org"),
    queueWithTable(shown),
    otherVersions("0.2.0", ["0.1.0"]),
    queueLost(shown),
  ];
}
