/** What the figures were measured on. */

import os from "node:os";

export function describeMachine() {
  const processors = os.cpus();
  return {
    node: process.version,
    v8: process.versions.v8,
    platform: `${os.platform()} ${os.arch()}`,
    processor: processors[0]?.model.trim() ?? "unknown",
    processorCount: processors.length,
    /** Runnable processes over the last minute: above `processorCount`, the figures are disturbed. */
    loadAverage: os.loadavg()[0],
  };
}
