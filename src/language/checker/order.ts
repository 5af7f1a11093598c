/** Order: statements may stand anywhere; they are checked and computed with what they need before them. */

import { canonicalName } from "../names.ts";
import type { ExpressionSyntax } from "../syntax.ts";

/** Every name that an expression mentions, brackets of plates aside. */
export function namesIn(expression: ExpressionSyntax): ReadonlySet<string> {
  const names = new Set<string>();
  const waiting: ExpressionSyntax[] = [expression];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === "name" || next.kind === "index") names.add(next.name.text);
    else if (next.kind === "unary") waiting.push(next.operand);
    else if (next.kind === "binary") waiting.push(next.left, next.right);
    else if (next.kind === "call") waiting.push(...next.arguments.map((argument) => argument.value));
    else if (next.kind === "list") waiting.push(...next.items);
    else if (next.kind === "parenthesis") waiting.push(next.inner);
  }
  return names;
}

export interface Sorted<Item> {
  /** What an item needs stands before it; otherwise in the given order. */
  readonly items: readonly Item[];
  /** One for each circle: the names along it, the first of them again at its end. */
  readonly circles: readonly { readonly item: Item; readonly path: readonly string[] }[];
  /** All items that stand in a circle. */
  readonly inCircles: ReadonlySet<Item>;
}

/** Depth first, with a stack of its own: a chain of definitions may be as long as the file. */
export function sortByDependence<Item>(
  given: readonly Item[],
  nameOf: (item: Item) => string,
  needsOf: (item: Item) => readonly string[],
): Sorted<Item> {
  const byName = new Map(given.map((item) => [canonicalName(nameOf(item)), item]));
  const state = new Map<Item, "open" | "done">();
  const items: Item[] = [];
  const circles: { item: Item; path: string[] }[] = [];
  const inCircles = new Set<Item>();
  for (const start of given) {
    const path: { readonly item: Item; readonly needs: Item[] }[] = [];
    const enter = (item: Item) => {
      state.set(item, "open");
      const needs = needsOf(item).map((name) => byName.get(canonicalName(name)));
      path.push({ item, needs: needs.filter((need) => need !== undefined).reverse() });
    };
    if (!state.has(start)) enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const need = top.needs.pop();
      if (need === undefined) {
        path.pop();
        state.set(top.item, "done");
        items.push(top.item);
      } else if (!state.has(need)) enter(need);
      else if (state.get(need) === "open") {
        const circle = path.slice(path.findIndex(({ item }) => item === need)).map(({ item }) => item);
        const isNew = !circle.some((item) => inCircles.has(item));
        if (isNew) circles.push({ item: need, path: [...circle, need].map(nameOf) });
        for (const item of circle) inCircles.add(item);
      }
    }
  }
  return { items, circles, inCircles };
}
