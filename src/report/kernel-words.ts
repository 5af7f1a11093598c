/** What samples, in words. */

import type { KernelKind } from "../posterior/draws.ts";

/** By kind; of others the kind is the word. */
const wordsOf: Readonly<Record<KernelKind, string>> = {
  exact: "exact draws",
  independence: "an independence sampler",
  rotation: "rotations",
  sweeps: "Gibbs sweeps",
  collapsed_sweeps: "collapsed Gibbs sweeps",
};

/** "an independence sampler", "nuts". */
export function kernelWords(kernel: KernelKind): string {
  return Object.hasOwn(wordsOf, kernel) ? wordsOf[kernel]! : kernel;
}

/** `marginal (an independence sampler)`; only the method where that is what samples. */
export function methodWords(method: string, kernel: KernelKind): string {
  return kernel === method ? method : `${method} (${kernelWords(kernel)})`;
}
