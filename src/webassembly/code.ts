/**
 * Machine-independent code (WebAssembly) written instruction by instruction, under the names of the specification (WebAssembly 2.0,
 * "Instructions", with vectors of 128 bits), and made into bytes.
 */

/** Instructions by their names in the specification, each with its bytes. */
const plain = {
  return: [0x0f],
  select: [0x1b],
  "i32.eqz": [0x45],
  "i32.eq": [0x46],
  "i32.ne": [0x47],
  "i32.lt_u": [0x49],
  "i32.gt_u": [0x4b],
  "i32.le_u": [0x4d],
  "i32.ctz": [0x68],
  "i32.popcnt": [0x69],
  "i32.add": [0x6a],
  "i32.sub": [0x6b],
  "i32.and": [0x71],
  "i32.or": [0x72],
  "i32.shl": [0x74],
  "i32.xor": [0x73],
  "i32.shr_u": [0x76],
  "i32.wrap_i64": [0xa7],
  "i64.eqz": [0x50],
  "i64.ctz": [0x7a],
  "i64.sub": [0x7d],
  "i64.and": [0x83],
  "i64.or": [0x84],
  "i64.shl": [0x86],
  "i64.extend_i32_u": [0xad],
  "i64.add": [0x7c],
  "i64.mul": [0x7e],
  "i64.extend_i32_s": [0xac],
  "i64.popcnt": [0x7b],
  "i64.trunc_f64_s": [0xb0],
  "f64.convert_i64_s": [0xb9],
  "f64.ne": [0x62],
  "f64.ge": [0x66],
  "f64.sub": [0xa1],
  "f64.neg": [0x9a],
  "f64.add": [0xa0],
  "f64.mul": [0xa2],
  "f64.div": [0xa3],
  "f64.convert_i32_s": [0xb7],
  "i8x16.swizzle": [0xfd, 0x0e],
  "i8x16.splat": [0xfd, 0x0f],
  "i8x16.eq": [0xfd, 0x23],
  "i8x16.lt_u": [0xfd, 0x26],
  "i8x16.gt_u": [0xfd, 0x28],
  "i8x16.le_s": [0xfd, 0x29],
  "i8x16.le_u": [0xfd, 0x2a],
  "v128.and": [0xfd, 0x4e],
  "v128.or": [0xfd, 0x50],
  "v128.any_true": [0xfd, 0x53],
  "i8x16.bitmask": [0xfd, 0x64],
  "i8x16.add": [0xfd, 0x6e],
  "i8x16.sub": [0xfd, 0x71],
  "i8x16.max_u": [0xfd, 0x79],
  "i16x8.narrow_i32x4_s": [0xfd, 0x85, 0x01],
  "i16x8.shr_u": [0xfd, 0x8d, 0x01],
  "i16x8.add": [0xfd, 0x8e, 0x01],
  "i16x8.mul": [0xfd, 0x95, 0x01],
  "i32x4.shl": [0xfd, 0xab, 0x01],
  "i32x4.dot_i16x8_s": [0xfd, 0xba, 0x01],
  "f64.abs": [0x99],
  "f64.floor": [0x9c],
  "f64.sqrt": [0x9f],
  "f64.min": [0xa4],
  "f64.max": [0xa5],
  "f64.eq": [0x61],
  "f64.lt": [0x63],
  "f64.gt": [0x64],
  "f64.le": [0x65],
  "i32.mul": [0x6c],
  "memory.fill": [0xfc, 0x0b, 0x00],
  "v128.not": [0xfd, 0x4d],
  "v128.andnot": [0xfd, 0x4f],
  "v128.bitselect": [0xfd, 0x52],
  "i64x2.bitmask": [0xfd, 0xc4, 0x01],
  "i64x2.shl": [0xfd, 0xcb, 0x01],
  "i64x2.shr_u": [0xfd, 0xcd, 0x01],
  "i64x2.add": [0xfd, 0xce, 0x01],
  "i64x2.sub": [0xfd, 0xd1, 0x01],
  "f64x2.splat": [0xfd, 0x14],
  "f64x2.eq": [0xfd, 0x47],
  "f64x2.ne": [0xfd, 0x48],
  "f64x2.lt": [0xfd, 0x49],
  "f64x2.gt": [0xfd, 0x4a],
  "f64x2.le": [0xfd, 0x4b],
  "f64x2.ge": [0xfd, 0x4c],
  "f64x2.floor": [0xfd, 0x75],
  "f64x2.trunc": [0xfd, 0x7a],
  "f64x2.abs": [0xfd, 0xec, 0x01],
  "f64x2.neg": [0xfd, 0xed, 0x01],
  "f64x2.sqrt": [0xfd, 0xef, 0x01],
  "f64x2.add": [0xfd, 0xf0, 0x01],
  "f64x2.sub": [0xfd, 0xf1, 0x01],
  "f64x2.mul": [0xfd, 0xf2, 0x01],
  "f64x2.div": [0xfd, 0xf3, 0x01],
  "f64x2.min": [0xfd, 0xf4, 0x01],
  "f64x2.max": [0xfd, 0xf5, 0x01],
  "i32.store": [0x36, 2, 0],
  "f64.store": [0x39, 3, 0],
} as const;

/** Bytes of instructions; code of code stands for all of it in order, so that it can be put together without copies. */
export type Code = readonly (number | Code)[];

/** The bytes, one after another. */
export function flatten(code: Code): number[] {
  const bytes: number[] = [];
  append(bytes, code);
  return bytes;
}

function append(bytes: number[], code: Code): void {
  for (let i = 0; i < code.length; i++) {
    const one = code[i]!;
    if (typeof one === "number") bytes.push(one);
    else append(bytes, one);
  }
}

/** The name of an instruction without arguments of its own. */
export type Instruction = keyof typeof plain;

/** Instructions without arguments of their own. */
export const op = (...names: readonly Instruction[]): Code => names.flatMap((name) => [...plain[name]]);
/** A local variable. */
export const get = (local: number): Code => [0x20, ...unsigned(local)];
/** Puts what is on the stack into a local variable. */
export const set = (local: number): Code => [0x21, ...unsigned(local)];
/** The same, and leaves it on the stack. */
export const tee = (local: number): Code => [0x22, ...unsigned(local)];
/** A whole number of 32 bits. */
export const integer = (value: number): Code => [0x41, ...signed(value)];
/** A double. */
export const double = (value: number): Code => [0x44, ...new Uint8Array(Float64Array.of(value).buffer)];
/** Of two vectors on the stack, the first eight bytes of each. */
export const firstHalves: Code = [
  ...[0xfd, 0x0d],
  ...Array.from({ length: 16 }, (_, lane) => (lane < 8 ? 0 : 8) + lane),
];
/** Of two vectors on the stack, the second eight bytes of each. */
export const secondHalves: Code = [
  ...[0xfd, 0x0d],
  ...Array.from({ length: 16 }, (_, lane) => (lane < 8 ? 8 : 16) + lane),
];
/** A double of a vector, lane 0 or 1. */
export const laneOf = (index: number): Code => [0xfd, 0x21, index];
/** Puts the double on the stack into a lane of the vector below it. */
export const setLane = (index: number): Code => [0xfd, 0x22, index];
/** Calls a function by its number. */
export const call = (index: number): Code => [0x10, ...unsigned(index)];
/** A lane of four whole numbers. */
export const lane = (index: number): Code => [0xfd, 0x1b, index];
/**
 * Instructions that load or store, without the offset that belongs behind them; addresses are multiples of what is loaded, of 8 for vectors.
 * `v128.load64_lane` has its lane behind the offset.
 */
export const access = {
  "i32.load": [0x28, 2],
  "f64.load": [0x2b, 3],
  "f64.store": [0x39, 3],
  "v128.load": [0xfd, 0x00, 3],
  "v128.load64_splat": [0xfd, 0x0a, 3],
  "v128.store": [0xfd, 0x0b, 3],
  "v128.load64_lane": [0xfd, 0x57, 3],
  "v128.load64_zero": [0xfd, 0x5d, 3],
} as const;

/** From the address on the stack and so many bytes behind it. */
export const loadVector = (offset: number): Code => [0xfd, 0x00, 0, ...unsigned(offset)];
/** A byte, likewise. */
export const loadByte = (offset: number): Code => [0x2d, 0, ...unsigned(offset)];
/** A whole number of 32 bits, likewise. */
export const loadInteger = (offset: number): Code => [0x28, 2, ...unsigned(offset)];
/** Puts one to the address below it on the stack and so many bytes behind it. */
export const storeInteger = (offset: number): Code => [0x36, 2, ...unsigned(offset)];
/** A whole number of 64 bits, likewise. */
export const loadLong = (offset: number): Code => [0x29, 3, ...unsigned(offset)];
/** A double, likewise. */
export const loadDouble = (offset: number): Code => [0x2b, 3, ...unsigned(offset)];
/** A whole number of 64 bits. */
export const longInteger = (value: number): Code => [0x42, ...signed(value)];
/** Where the number on the stack is not 0. */
export const ifSo = (...code: readonly Code[]): Code => [0x04, 0x40, code, 0x0b];
/** Where the number on the stack is not 0 the first, otherwise the second. */
export const ifElse = (so: Code, otherwise: Code): Code => [0x04, 0x40, so, 0x05, otherwise, 0x0b];
/** Code that is left at its end. */
export const block = (...code: readonly Code[]): Code => [0x02, 0x40, code, 0x0b];
/** Code that is begun again from within. */
export const loop = (...code: readonly Code[]): Code => [0x03, 0x40, code, 0x0b];
/** To the beginning of the innermost loop. */
export const again: Code = [0x0c, 0];
/** Leaves so many blocks, or begins a loop again, where what is on the stack is not 0. */
export const branchIf = (depth: number): Code => [0x0d, depth];

/** With its local variables, as how many of which type. */
export function functionBody(
  locals: readonly (readonly [count: number, type: number])[],
  ...code: readonly Code[]
): Code {
  const groups = locals.map(([count, type]): Code => [unsigned(count), type]);
  const body = flatten([unsigned(locals.length), groups, code, 0x0b]);
  return [unsigned(body.length), body];
}

/** LEB128 of whole numbers from 0. */
export function unsigned(value: number): Code {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

/** LEB128 of whole numbers of 32 bits. */
function signed(value: number): Code {
  return value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
}
