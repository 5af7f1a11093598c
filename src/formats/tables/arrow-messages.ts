/**
 * The messages of Arrow IPC bytes that are whole, and whose lists end where their bytes do: a damaged length would have a reader make a list
 * of billions. A file is a stream between its marks, with a footer that says again where its parts are. Source: Arrow columnar format,
 * "Encapsulated message format"; Message.fbs and Schema.fbs.
 */

export interface WholeMessages {
  /** From the first message to the last that is whole, to be read as a stream. */
  readonly stream: Uint8Array;
  /** Whether something is missing behind them. */
  readonly isCut: boolean;
}

const fileMark = "ARROW1";

/** Throws a RangeError where what a message says of itself does not fit in it. */
export function wholeMessages(bytes: Uint8Array): WholeMessages {
  const text = (from: number, to: number) => new TextDecoder("latin1").decode(bytes.subarray(from, to));
  const isFile = text(0, 6) === fileMark;
  const start = isFile ? 8 : 0;
  const hasEnd = !isFile || text(bytes.length - 6, bytes.length) === fileMark;
  let at = start;
  for (;;) {
    const next = messageEnd(bytes, at);
    if (next === "end") return { stream: bytes.subarray(start, at), isCut: !hasEnd };
    if (next === "cut") return { stream: bytes.subarray(start, at), isCut: true };
    at = next;
  }
}

/** Where a message ends; "end" where none begins. */
function messageEnd(bytes: Uint8Array, start: number): number | "end" | "cut" {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (start === bytes.length) return "end";
  if (start + 8 > bytes.length) return "cut";
  // Before Arrow 0.15 there was no -1 before the length.
  const isMarked = view.getInt32(start, true) === -1;
  const length = view.getInt32(start + (isMarked ? 4 : 0), true);
  const head = start + (isMarked ? 8 : 4);
  if (length === 0) return "end";
  if (length < 0) throw new RangeError("a message has a negative length");
  if (head + length > bytes.length) return "cut";
  const body = checkMessage(new Flatbuffer(bytes.subarray(head, head + length)));
  const end = head + length + body;
  return end > bytes.length ? "cut" : end;
}

/** The kinds of a message. */
const [schemaKind, dictionaryKind, recordKind] = [1, 2, 3];

/** Gives the length of the body. */
function checkMessage(buffer: Flatbuffer): number {
  const message = buffer.table(0);
  const kind = buffer.byte(message(6));
  const header = message(8);
  if (header !== 0) {
    const fields = buffer.table(header);
    if (kind === schemaKind) {
      checkFields(buffer, fields(6), 0);
      checkPairs(buffer, fields(8));
    } else if (kind === recordKind) checkBatch(buffer, header);
    else if (kind === dictionaryKind) checkBatch(buffer, fields(6));
  }
  const length = message(10);
  const body = length === 0 ? 0 : buffer.long(length);
  if (body < 0) throw new RangeError("a message has a negative length");
  return body;
}

function checkBatch(buffer: Flatbuffer, place: number): void {
  if (place === 0) return;
  const batch = buffer.table(place);
  const rows = batch(4) === 0 ? 0 : buffer.long(batch(4));
  const nodes = buffer.vector(batch(6), 16);
  for (let i = 0; i < nodes.count; i++) {
    // Children of lists have lengths of their own, but a table of draws has none.
    const length = buffer.long(nodes.first + 16 * i);
    if (rows < 0 || length < 0) throw new RangeError("a column has a negative length");
  }
  buffer.vector(batch(8), 16);
  buffer.vector(batch(12), 8);
}

function checkFields(buffer: Flatbuffer, place: number, depth: number): void {
  if (depth > 20) throw new RangeError("columns are nested more than twenty deep");
  const { first, count } = buffer.vector(place, 4);
  for (let i = 0; i < count; i++) {
    const field = buffer.table(first + 4 * i);
    checkFields(buffer, field(14), depth + 1);
    checkPairs(buffer, field(16));
  }
}

function checkPairs(buffer: Flatbuffer, place: number): void {
  const { first, count } = buffer.vector(place, 4);
  for (let i = 0; i < count; i++) buffer.table(first + 4 * i);
}

/** Reads that fail outside of the bytes. */
class Flatbuffer {
  private readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(place: number): number {
    return place === 0 ? 0 : this.view.getUint8(place);
  }

  long(place: number): number {
    return Number(this.view.getBigInt64(place, true));
  }

  /** Of the table that the offset at `place` leads to: the places of its fields, 0 of one that is not there. */
  table(place: number): (slot: number) => number {
    const start = place + this.view.getInt32(place, true);
    const slots = start - this.view.getInt32(start, true);
    const size = this.view.getUint16(slots, true);
    return (slot) => {
      const offset = slot < size ? this.view.getUint16(slots + slot, true) : 0;
      return offset === 0 ? 0 : start + offset;
    };
  }

  /** Of the list that the offset at `place` leads to, with elements of so many bytes; an empty one where there is none. */
  vector(place: number, stride: number): { readonly first: number; readonly count: number } {
    if (place === 0) return { first: 0, count: 0 };
    const start = place + this.view.getInt32(place, true);
    const count = this.view.getInt32(start, true);
    if (count < 0 || start + 4 + count * stride > this.view.byteLength)
      throw new RangeError("a list is longer than the message that it is in");
    return { first: start + 4, count };
  }
}
