/** Records of runs, edited at random: one value is replaced by a strange one, a key removed or added, a list made longer or shorter. */

import { type Pick, picker } from "./mutations.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const strange: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e9,
  1e308,
  "NaN",
  "Infinity",
  "-0",
  "",
  "3",
  "x",
  "β",
  "__proto__",
  "mcse(",
  "\n\u001b[31m",
  "y".repeat(5000),
  [],
  {},
  [null],
  [[1]],
  ["A", "A"],
  Array.from({ length: 20_000 }, (_, i) => i),
  { x: 1 },
];

/** All places of a value that hold something, itself apart: the object or list, and the key in it. */
function* places(
  value: Json,
  depth = 0,
): Generator<readonly [Json[] | { [key: string]: Json }, string, number]> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    yield [value, key, depth];
    yield* places(item, depth + 1);
  }
}

function set(holder: Json[] | { [key: string]: Json }, key: string, value: Json): void {
  // Entries of an array have their index as key.
  (holder as { [key: string]: Json })[key] = value;
}

/** What was done, and the text of the record after it. */
export function mutateRecord(json: string, number: number): { readonly name: string; readonly json: string } {
  const pick: Pick = picker(20_261, number);
  const record = JSON.parse(json) as Json;
  const all = [...places(record)];
  // Lists of numbers have most of the places: a depth first, so that each field has its turn.
  const depth = pick(5);
  const near = all.filter(([, , one]) => one === depth);
  const [holder, key] = (near.length > 0 ? near : all)[pick((near.length > 0 ? near : all).length)]!;
  const old = (holder as { [key: string]: Json })[key]!;
  const kind = pick(6);
  if (kind === 0) {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
    return { name: `${number}: without ${key}`, json: JSON.stringify(record) };
  }
  if (kind === 1 && Array.isArray(holder)) holder.push(old);
  else if (kind === 2 && Array.isArray(old)) old.reverse();
  else if (kind === 3 && typeof old === "number") set(holder, key, String(old));
  else if (kind === 4 && typeof old === "number") set(holder, key, old + [1, -1, 0.5, 1e6][pick(4)]!);
  else set(holder, key, strange[pick(strange.length)]!);
  const value = JSON.stringify((holder as { [key: string]: Json })[key])?.slice(0, 60);
  return { name: `${number}: ${key} is ${value}`, json: JSON.stringify(record) };
}
