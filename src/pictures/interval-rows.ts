/** Intervals below each other, a row for each: the interval thin, the central half thick, the median as a dot. With axes that wide ones do not stretch. */

import type { Interval } from "./interval.ts";
import type { Colour, Mark } from "./picture.ts";
import { intervalWords } from "./variable-panel.ts";

/** Where it stands, and what a pointer that rests on it is told. */
export interface IntervalRow extends Interval {
  readonly y: number;
  readonly name: string;
}

/** Along the x axis, cut at the ends of `domain`, where there is one. */
export function intervalMarks(
  given: readonly IntervalRow[],
  colour: Colour,
  domain: readonly [number, number] | null = null,
): Mark[] {
  if (given.length === 0) return [];
  const rows = given.map((row) => cutAt(row, domain));
  const y = rows.map((row) => row.y);
  const base = { kind: "segments" as const, y1: y, y2: y, colour };
  const half = (end: 0 | 1): number[] => rows.map((row) => row.half?.[end] ?? Number.NaN);
  return [
    { ...base, x1: rows.map(({ lower }) => lower), x2: rows.map(({ upper }) => upper), width: 1.5 },
    { ...base, x1: half(0), x2: half(1), width: 4.5, opacity: 0.55 },
    {
      kind: "dots",
      x: rows.map(({ median }) => median),
      y,
      colour,
      size: 3.6,
      names: given.map((row) => `${row.name}: ${sayInterval(row)}`),
    },
  ];
}

/** What lies between the ends of an axis: beyond them numbers may be too large to be drawn. */
export function cutAt<Cut extends Interval>(interval: Cut, domain: readonly [number, number] | null): Cut {
  if (domain === null) return interval;
  const cut = (value: number): number => Math.min(domain[1], Math.max(domain[0], value));
  const { lower, upper, half } = interval;
  return {
    ...interval,
    lower: cut(lower),
    upper: cut(upper),
    half: half === null ? null : [cut(half[0]), cut(half[1])],
  };
}

/** `12.3, from 10.1 to 14.5`. */
export function sayInterval({ lower, median, upper }: Interval): string {
  const [low, middle, high] = intervalWords([lower, median, upper]);
  return `${middle}, from ${low} to ${high}`;
}

/** An axis for intervals. */
export interface SharedDomain {
  /** Null where there is no finite number. */
  readonly domain: readonly [number, number] | null;
  /** From where to where the intervals go that do not fit; null where all do. */
  readonly beyond: readonly [number, number] | null;
}

/** Intervals may take so many times the room of medians, halves and points; beyond that they are cut. */
const mostStretch = 12;
/** What is cut leaves so much of that room free at each side. */
const roomBeside = 1;
const margin = 0.03;

/** One axis for all of them, and for `points` besides, such as observed outcomes or zero. */
export function sharedDomain(intervals: readonly Interval[], points: Iterable<number>): SharedDomain {
  const core = new Extent();
  for (const one of points) core.add(one);
  for (const { median, half } of intervals) for (const one of [median, ...(half ?? [])]) core.add(one);
  const whole = new Extent();
  for (const { lower, upper } of intervals) for (const one of [lower, upper]) whole.add(one);
  for (const one of [core.least, core.most]) whole.add(one);
  if (whole.least > whole.most) return { domain: null, beyond: null };
  const room = core.most - core.least;
  if (!(room > 0) || whole.most - whole.least <= mostStretch * room)
    return { domain: widened(whole.least, whole.most), beyond: null };
  const low = Math.max(whole.least, core.least - roomBeside * room);
  const high = Math.min(whole.most, core.most + roomBeside * room);
  return { domain: widened(low, high), beyond: [whole.least, whole.most] };
}

class Extent {
  least = Number.POSITIVE_INFINITY;
  most = Number.NEGATIVE_INFINITY;

  add(value: number): void {
    if (!Number.isFinite(value)) return;
    this.least = Math.min(this.least, value);
    this.most = Math.max(this.most, value);
  }
}

/** With a margin; never empty. */
function widened(least: number, most: number): readonly [number, number] {
  const room = least === most ? Math.abs(least) / 2 || 0.5 : margin * (most - least);
  return [least - room, most + room];
}
