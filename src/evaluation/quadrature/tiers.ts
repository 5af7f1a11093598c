/**
 * The effects of a factor's groups as a tree: the group, the levels of the factor within it, those within these. Each tier has so many numbers a
 * level; a term of the density is of one level of one tier, and in the numbers of that level and of those above it, its path.
 */

import type { Domain, Domains } from "../../model/domains.ts";
import { type GroupedEffect, type GroupTerms, NotGrouped, type TermBlock } from "../group-terms.ts";
import type { Coordinates } from "../unconstrained.ts";

/** A number that every level of a tier has. */
export interface TierNumber {
  readonly coordinates: Coordinates;
  /** Of each level, where the number stands among those that are given. */
  readonly places: Int32Array;
}

/** Levels that are alike in the tree. */
export interface Tier {
  readonly size: number;
  /** Of each level, the level that it is in of each tier above, the tier itself last. */
  readonly ancestors: readonly Int32Array[];
  readonly numbers: readonly TierNumber[];
  /** Numbers of a level and of all above it; those of a tier come after those of the tiers above. */
  readonly pathWidth: number;
}

/** A block of terms with the tier that it is of, and the level of each term. */
export interface TierBlock {
  readonly block: TermBlock;
  readonly tier: number;
  readonly levels: Int32Array;
  /** Of likelihoods, the number of the first row; rows are counted block after block. */
  readonly firstRow: number;
}

/** The tree of a factor. */
export interface Tiers {
  readonly tiers: readonly Tier[];
  readonly blocks: readonly TierBlock[];
  readonly rowCount: number;
  /** The tier of each number of a path, and its place in it. */
  readonly path: readonly { readonly tier: number; readonly own: number }[];
}

/** Numbers of a path at most: points of a product rule are as many as those of a line to this power. */
const longestPath = 3;

/** The tree, or why the effects make none. `coordinatesOf` has each effect on the line. */
export function tiersOf(
  { effects, labels, blocks, factor }: GroupTerms,
  domains: Domains,
  coordinatesOf: (effect: GroupedEffect) => Coordinates,
): Tiers | NotGrouped {
  const group = domains.ofPlates([factor]);
  const levels = [...new Set([group, ...effects.map((one) => one.levels)])].sort((a, b) => a.size - b.size);
  const chain = [group, ...levels.filter((one) => one !== group)];
  const crossing = chain.findIndex((one, k) => k > 0 && domains.mapBetween(one, chain[k - 1]!) === null);
  if (crossing > 0) return crossed(factor, effects, chain[crossing]!, chain[crossing - 1]!);
  let width = 0;
  const tiers = chain.map((domain): Tier => {
    const own = effects.filter((one) => one.levels === domain);
    const numbers = own.flatMap((effect) => numbersOf(effect, coordinatesOf(effect)));
    width += numbers.length;
    const above = chain.slice(0, chain.indexOf(domain) + 1);
    const ancestors = above.map((one) => domains.mapBetween(domain, one)!.indices);
    return { size: domain.size, ancestors, numbers, pathWidth: width };
  });
  if (width > longestPath) return tooLong(factor, effects, width);
  const path = tiers.flatMap(({ numbers }, tier) => numbers.map((_, own) => ({ tier, own })));
  let rowCount = 0;
  const placed = blocks.map((block): TierBlock => {
    const found = placeOf(block, effects, chain);
    const firstRow = rowCount;
    if (block.isLikelihood) rowCount += block.size;
    return { block, ...found, firstRow };
  });
  if (labels.length !== tiers[0]!.size) throw new Error("the groups are not those of the factor");
  return { tiers, blocks: placed, rowCount, path };
}

/** Which tier a block is of: the finest that all of its terms have a level of. */
function placeOf(
  { groupOf, levelOf }: TermBlock,
  effects: readonly GroupedEffect[],
  chain: readonly Domain[],
): Pick<TierBlock, "tier" | "levels"> {
  for (let tier = chain.length - 1; tier >= 0; tier--) {
    const effect = effects.findIndex((one, e) => one.levels === chain[tier] && levelOf[e] !== null);
    if (effect >= 0) return { tier, levels: levelOf[effect]! };
  }
  return { tier: 0, levels: groupOf };
}

function numbersOf({ offset, levels, width, levelOf, componentOf }: GroupedEffect, coordinates: Coordinates) {
  return Array.from({ length: width }, (_, component): TierNumber => {
    const places = new Int32Array(levels.size);
    levelOf.forEach((level, element) => {
      if (componentOf[element] === component) places[level] = offset + element;
    });
    return { coordinates, places };
  });
}

function crossed(factor: string, effects: readonly GroupedEffect[], one: Domain, other: Domain): NotGrouped {
  const nameOf = (domain: Domain): string => `\`${effects.find(({ levels }) => levels === domain)!.name}\``;
  return new NotGrouped(
    `the levels of ${nameOf(other)} and of ${nameOf(one)} cross each other within each ${factor}, and its outcome is not normal`,
  );
}

function tooLong(factor: string, effects: readonly GroupedEffect[], width: number): NotGrouped {
  const names = effects.map(({ name }) => `\`${name}\``).join(", ");
  return new NotGrouped(
    `a row has ${width} numbers of its ${factor} to integrate out (${names}), and its outcome is not normal: quadrature is over ${longestPath} at most`,
  );
}
