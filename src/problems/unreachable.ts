/** The end of a switch over a closed union: the compiler proves that nothing gets there. */

/** Throws; its argument's type is empty, so that a case that was forgotten does not compile. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
