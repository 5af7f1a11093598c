/** Standard normal numbers of a seed, for tables that lessons make up: the same on every machine. */

import { createRandomStream } from "../../numeric/random-stream.ts";

export async function normalsOperation({
  seed,
  count,
}: {
  readonly seed: number;
  readonly count: number;
}): Promise<Float64Array> {
  const stream = createRandomStream(seed, 0);
  return Float64Array.from({ length: count }, () => stream.normal());
}
