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
  signs: four(21),
  points: four(25),
  // One of 64 bits.
  commas: 29,
  // Vectors.
  digits: 30,
  lanes: 31,
  others: 32,
  fields: four(33),
  // Vectors that stay as they are.
  comma: 37,
  zero: 38,
  dot: 39,
  low: 40,
  tens: 41,
  hundreds: 42,
  tenThousands: 43,
  most: 44,
} as const;

const ofBytes = (byte: number): readonly number[] => Array.from({ length: 16 }, () => byte);
const ofPairs = (one: number, other: number): readonly number[] =>
  Array.from({ length: 16 }, (_, lane) => [one, one >> 8, other, other >> 8][lane % 4]! & 255);

/** What these are, in their order. */
export const fixedVectors: readonly (readonly number[])[] = [
  ofBytes(44),
  ofBytes(48),
  // A point less the character of 0.
  ofBytes(46 - 48 + 256),
  ofPairs(255, 255),
  ofPairs(10, 10),
  ofPairs(100, 1),
  ofPairs(10_000, 1),
  // Up to eight digits, at the end.
  Array.from({ length: 16 }, (_, lane) => (lane < 8 ? 0 : 9)),
];

/** How many local variables there are of which type: whole numbers, one of 64 bits, vectors. */
export const localTypes = [
  [24, 0x7f],
  [1, 0x7e],
  [15, 0x7b],
] as const;
