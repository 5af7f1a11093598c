/**
 * What the parts of a assembly are written with: instructions in their order, local variables, constants, functions that stay in JavaScript, and
 * addresses that are not known yet.
 */

import type { FunctionName } from "../../numeric/scalar-functions.ts";
import { access, type Code, call, get, integer, set } from "../../webassembly/code.ts";
import type { ArrayName } from "./assembly.ts";

/** Doubles of a row, or of two rows beside each other. */
export type Shape = "one" | "two";

/** An address stands in the code as five of these, the first greater by its number from 1 on, which no byte is. */
const unknownByte = 256;
const addressSize = 5;
/** Less than any number that code has. */
const limitsMark = -1;
const restOfAddress: Code = Array.from({ length: addressSize - 1 }, () => unknownByte);

/** Where an address belongs in the bytes of a module. */
interface AddressPlace {
  readonly at: number;
  readonly array: ArrayName;
  readonly extra: number;
}

export class AssemblyWriter {
  readonly functions: FunctionName[] = [];
  readonly constants: number[] = [];
  /** The types of the local variables. */
  readonly locals: number[] = [];
  /** How many numbers of the position are read, from the first one on. */
  positionLength = 0;
  private readonly targets: { readonly array: ArrayName; readonly extra: number }[] = [];
  private code: Code[] = [];

  put(...parts: readonly Code[]): void {
    for (const part of parts) this.code.push(part);
  }

  /** What `write` puts, for another place. */
  capture(write: () => void): Code {
    const { code: outer } = this;
    this.code = [];
    write();
    const captured = this.code;
    this.code = outer;
    return captured;
  }

  /** A new local variable of a type. */
  local(type: number): number {
    return this.locals.push(type) - 1;
  }

  /** Puts a value into a new local variable, and gives what reads it. */
  keep(type: number, value: Code): Code {
    const local = this.local(type);
    this.put(value, set(local));
    return get(local);
  }

  /** Calls a function of JavaScript on what is on the stack. */
  callImported(name: FunctionName): Code {
    const known = this.functions.indexOf(name);
    return call(known >= 0 ? known : this.functions.push(name) - 1);
  }

  /** Loads or stores in an array, so many bytes behind its beginning and what is on the stack. */
  access(instruction: keyof typeof access, array: ArrayName, extra = 0): Code {
    return [access[instruction], this.addressOf(array, extra)];
  }

  /** Leaves the address of an array's beginning. */
  beginningOf(array: ArrayName): Code {
    return [0x41, this.addressOf(array, 0)];
  }

  private addressOf(array: ArrayName, extra: number): Code {
    const number = this.targets.push({ array, extra });
    return [unknownByte + number, restOfAddress];
  }

  /** One number in both lanes. From memory, which takes one instruction of the processor, where a constant in code takes three. */
  constantPair(value: number): Code {
    const known = this.constants.findIndex((one) => Object.is(one, value));
    const index = known >= 0 ? known : this.constants.push(value) - 1;
    return [integer(0), this.access("v128.load64_splat", { kind: "constants" }, 8 * index)];
  }

  /** Six bytes that say later what memory the module wants. */
  limits(): Code {
    return [limitsMark, unknownByte, restOfAddress];
  }

  /** The bytes of a module that was made of what was written, and where addresses belong in them. */
  resolve(module: readonly number[]): {
    readonly bytes: Uint8Array;
    readonly places: readonly AddressPlace[];
    readonly limitsAt: number;
  } {
    const bytes = new Uint8Array(module.length);
    const places: AddressPlace[] = [];
    module.forEach((byte, at) => {
      if (byte > unknownByte) places.push({ at, ...this.targets[byte - unknownByte - 1]! });
      else if (byte >= 0 && byte < unknownByte) bytes[at] = byte;
    });
    return { bytes, places, limitsAt: module.indexOf(limitsMark) };
  }
}

/** Writes an address where it belongs: LEB128 in five bytes, however small it is. */
export function writeAddress(bytes: Uint8Array, at: number, address: number): void {
  for (let k = 0; k < addressSize; k++) {
    const rest = (address >>> (7 * k)) & 127;
    bytes[at + k] = k < addressSize - 1 ? rest | 128 : rest;
  }
}
