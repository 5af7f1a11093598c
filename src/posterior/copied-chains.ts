/**
 * Chains that are one chain given twice: a file named twice, a copied file, or runs with one seed. R-hat would call them agreed,
 * and effective sample sizes would count their draws twice.
 *
 * Chains are copies where they are equal to the last bit in every judged variable. Draws of indicators may be equal by chance, so one of
 * the variables must also have moved often enough in them to tell.
 */

/** A variable that moves so often at the same draws, by chance, in two chains: at most once in C(20, 10) ≈ 200 000 of the shortest. */
const fewestMoves = 10;

/** Which chains are equal in one variable. */
export interface EqualChains {
  /** Per chain the first one, from 0, that is equal to it: itself where none before it is. */
  readonly first: readonly number[];
  /** Chains that are equal to one before them, and move so often that this is no chance. */
  readonly telling: readonly number[];
}

/** Of one variable, `values[chain * drawCount + draw]`; null where no two chains are equal. */
export function equalChains(values: Float64Array, chainCount: number): EqualChains | null {
  const drawCount = values.length / chainCount;
  // Chains with other first draws are not compared.
  const beginnings = new Map<number, number[]>();
  const first = Array.from({ length: chainCount }, (_, chain) => {
    const start = values[chain * drawCount]!;
    const before = beginnings.get(start) ?? [];
    const same = before.find((other) => areEqual(values, drawCount, chain, other));
    if (same === undefined) beginnings.set(start, [...before, chain]);
    return same ?? chain;
  });
  const equal = first.flatMap((other, chain) => (other === chain ? [] : [chain]));
  if (equal.length === 0) return null;
  return { first, telling: equal.filter((chain) => movesOf(values, drawCount, chain) >= fewestMoves) };
}

/** The groups of chains, from 0 and each ascending, that are copies of each other by what was found of every judged variable. */
export function copiedChains(found: readonly (EqualChains | null)[]): number[][] {
  const equal = found.filter((one) => one !== null);
  if (equal.length < found.length || equal.length === 0) return [];
  const telling = new Set(equal.flatMap((one) => one.telling));
  const groups = new Map<string, number[]>();
  for (const chain of equal[0]!.first.keys()) {
    const key = equal.map(({ first }) => first[chain]).join(" ");
    groups.set(key, [...(groups.get(key) ?? []), chain]);
  }
  return [...groups.values()].filter((group) => group.slice(1).some((chain) => telling.has(chain)));
}

function areEqual(values: Float64Array, drawCount: number, a: number, b: number): boolean {
  for (let draw = 0; draw < drawCount; draw++)
    if (!Object.is(values[a * drawCount + draw], values[b * drawCount + draw])) return false;
  return true;
}

/** How many draws differ from the one before them. */
function movesOf(values: Float64Array, drawCount: number, chain: number): number {
  let moves = 0;
  for (let i = chain * drawCount + 1; i < (chain + 1) * drawCount; i++)
    if (!Object.is(values[i], values[i - 1])) moves++;
  return moves;
}
