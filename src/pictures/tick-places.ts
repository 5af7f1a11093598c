/** Where numbers stand at axes that are drawn without a plotting library. */

import type { Axis } from "./picture.ts";

/**
 * Round numbers within a domain, about so many and two at least where there are two: 1, 2 or 5 times a power of ten apart; of a logarithmic
 * axis powers of ten, and 2 and 5 times those.
 */
export function tickPlaces(domain: readonly [number, number], scale: Axis["scale"], about: number): number[] {
  const placesOf = (count: number): number[] =>
    scale === "log" && domain[1] >= 10 * domain[0] ? logPlaces(domain, count) : linearPlaces(domain, count);
  const most = about + 6;
  for (let count = Math.max(1, about); count < most; count++) {
    const places = placesOf(count);
    if (places.length > 1) return places;
  }
  return placesOf(most);
}

function linearPlaces([lower, upper]: readonly [number, number], about: number): number[] {
  const rough = (upper - lower) / about;
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const power = powerOfTen(exponentOf(rough));
  const step = power * ([1, 2, 5].find((one) => one * power >= rough * 0.9999) ?? 10);
  const first = Math.ceil(lower / step - 1e-9);
  const count = Math.floor(upper / step + 1e-9) - first + 1;
  // Beyond that, neighbours are the same number.
  if (!(count < 1000)) return [];
  return Array.from(
    { length: Math.max(0, count) },
    (_, i) => Number(((first + i) * step).toPrecision(12)) + 0,
  );
}

function logPlaces([lower, upper]: readonly [number, number], about: number): number[] {
  const [first, last] = [exponentOf(lower), exponentOf(upper)];
  const powers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const every = Math.max(1, Math.ceil(powers.length / about));
  const factors = powers.length * 3 <= about + 3 ? [1, 2, 5] : [1];
  return powers
    .filter((power) => power % every === 0)
    .flatMap((power) => factors.map((factor) => Number((factor * powerOfTen(power)).toPrecision(12))))
    .filter((value) => value >= lower && value <= upper);
}

/** Of the power of ten that is not above the number. */
function exponentOf(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}

function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}
