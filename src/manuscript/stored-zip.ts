/**
 * A zip archive whose files are stored as they are: what a document for Word is kept in. Format: PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and
 * 4.3.16, without any of the extensions; the checksum is the CRC-32 of ISO 3309. The same files give the same bytes.
 */

/** A file of an archive: its path with `/`, in ASCII, and its bytes. */
export interface ZippedFile {
  readonly path: string;
  readonly content: Uint8Array;
}

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfCentral = 0x06054b50;
const version = 20;
/** 1 January 1980, the first day that a zip knows. */
const firstDay = 0x21;

/** At most 65,535 files, of 4 GB together. */
export function storedZip(files: readonly ZippedFile[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { path, content } of files) {
    const name = new TextEncoder().encode(path);
    // Version, flags, method 0 (stored), time, day, checksum, both sizes, length of the name, of the extra field.
    const about = [
      ...[u16(version), u16(0), u16(0), u16(0), u16(firstDay), u32(crc32(content))],
      ...[u32(content.length), u32(content.length), u16(name.length), u16(0)],
    ];
    const local = joined([u32(localHeader), ...about, name]);
    // Comment, disk, attributes.
    const rest = [u16(0), u16(0), u16(0), u32(0), u32(offset), name];
    directory.push(joined([u32(centralHeader), u16(version), ...about, ...rest]));
    parts.push(local, content);
    offset += local.length + content.length;
  }
  const central = joined(directory);
  const count = u16(files.length);
  const end = [u32(endOfCentral), u16(0), u16(0), count, count, u32(central.length), u32(offset), u16(0)];
  return joined([...parts, central, ...end]);
}

/** Little-endian. */
function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >>> 8) & 255);
}

function u32(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
