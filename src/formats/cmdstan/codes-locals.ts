/** The local variables of the function of the kernel that reads codes, by what they are. */

const four = (first: number): readonly number[] => [first, first + 1, first + 2, first + 3];

/** Addresses of text are 16 before what they are of. */
export const locals = {
  // The arguments.
  at: 0,
  end: 1,
  count: 2,
  out: 3,
  stride: 4,
  // Whole numbers.
  behind: 5,
  length: 6,
  odd: 7,
  point: 8,
  sign: 9,
  /** The mark that is next, and where marks end. */
  mark: 10,
  marksEnd: 11,
  base: 12,
  stop: 13,
  place: 14,
  /** What lengths and points of four fields have in common. */
  lengths: 15,
  pointBits: 16,
  ends: four(17),
  scales: four(21),
  // One of 64 bits.
  commas: 25,
  // Vectors.
  digits: 26,
  lanes: 27,
  others: 28,
  fields: four(29),
} as const;

/** Those that are the same for all fields. */
export const fixed = {
  comma: 33,
  zero: 34,
  nine: 35,
  pointLessZero: 36,
  low: 37,
  tens: 38,
  hundreds: 39,
  tenThousands: 40,
  lastDigits: 41,
} as const;

/** How many local variables there are of which type: whole numbers, one of 64 bits, vectors. */
export const localTypes = [
  [20, 0x7f],
  [1, 0x7e],
  [16, 0x7b],
] as const;
