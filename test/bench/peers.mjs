/**
 * Next to other programs: Gibbs samplers next to JAGS, NUTS next to Stan, both by way of R, and how long calibration takes. What is not
 * installed is left out, and said. `npm run build && node test/bench/peers.mjs [--json] [MODEL...]` measures nothing else, and of models only
 * those that are named. Stan programs that were never compiled on this machine take a minute each before they are timed.
 */

import { fileURLToPath } from "node:url";
import { benchmarkCalibration } from "./calibration.mjs";
import { benchmarkGibbs } from "./gibbs.mjs";
import { describeMachine } from "./machine.mjs";
import { benchmarkNuts } from "./nuts.mjs";
import { PeerSession } from "./peers/session.mjs";
import { renderPeers } from "./peers-table.mjs";

/** `versions` of R, JAGS and Stan (null where there is none), and a record of each comparison, for all models if `names` is empty. */
export async function benchmarkPeers(names = []) {
  const isWanted = (name) => names.length === 0 || names.includes(name);
  const session = await PeerSession.open();
  try {
    return {
      versions: session?.versions ?? { r: null, jags: null, stan: null },
      gibbs: await benchmarkGibbs(session, isWanted),
      nuts: await benchmarkNuts(session, isWanted),
      calibration: isWanted("replicates") ? benchmarkCalibration() : null,
    };
  } finally {
    session?.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  const peers = await benchmarkPeers(words.filter((word) => word !== "--json"));
  const results = { machine: describeMachine(), ...peers };
  console.log(words.includes("--json") ? JSON.stringify(results, null, 2) : renderPeers(peers));
}
