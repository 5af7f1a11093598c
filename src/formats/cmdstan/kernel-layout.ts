/** Where the kernel that reads numbers has what: bytes of its memory. */
export const kernelLayout = {
  /** How many fields are left. */
  left: 0,
  /** From 10⁰ to 10¹⁶, whole numbers of 64 bits. */
  wholePowers: 64,
  /** From 10⁰ to 10²², doubles, and each cut into two halves of its digits. */
  powers: 200,
  upperPowers: 384,
  lowerPowers: 568,
  /** By twice the lane of the point, 16 for none, and 1 for a negative number: what a code says of it. */
  scales: 752,
  /** By the lane of the point: which lane each lane gets its digit from, so that the point is closed over. */
  shuffles: 816,
  /** By the length of a field, up to 16: the lanes that are it. */
  masks: 1088,
  /** From a byte of these so many behind the first one on: the lanes that are a field of that length, up to 16. */
  ramp: 1376,
  /** By a byte: 1 for a sign. */
  signs: 1408,
  /** Vectors that are the same for all fields. */
  vectors: 1664,
  /** Where commas are. */
  marks: 2048,
  /** Numbers that were read; text is behind them. */
  numbers: 8192,
} as const;

/** Lanes of a vector. */
const lanes = 16;
/** Powers of ten that are exact doubles. */
const exactPowers = 23;
/** 2²⁷ + 1, by which a double is cut into two halves (Dekker 1971). */
const splitter = 134_217_729;
const minus = 45;

/** Fills the tables of a memory that is new. */
export function fillTables(memory: ArrayBuffer): void {
  const powers = Array.from({ length: exactPowers }, (_, k) => Number(`1e${k}`));
  const upper = powers.map((power) => splitter * power - (splitter * power - power));
  new BigInt64Array(memory, kernelLayout.wholePowers, 17).set(powers.slice(0, 17).map(BigInt));
  new Float64Array(memory, kernelLayout.powers, exactPowers).set(powers);
  new Float64Array(memory, kernelLayout.upperPowers, exactPowers).set(upper);
  new Float64Array(memory, kernelLayout.lowerPowers, exactPowers).set(
    powers.map((power, k) => power - upper[k]!),
  );
  const bytes = new Uint8Array(memory);
  fillLanes(bytes);
  bytes.fill(255, kernelLayout.ramp + lanes, kernelLayout.ramp + 2 * lanes);
  bytes[kernelLayout.signs + minus] = 1;
}

function fillLanes(bytes: Uint8Array): void {
  for (let place = 0; place <= lanes; place++) {
    const isNone = place === lanes;
    const scale = isNone ? 0 : lanes - 1 - place;
    bytes[kernelLayout.scales + 2 * place] = scale;
    bytes[kernelLayout.scales + 2 * place + 1] = 16 + scale;
    for (let lane = 0; lane < lanes; lane++) {
      // A lane that there is none of gives 0.
      const moved = lane === 0 ? 255 : lane - 1;
      bytes[kernelLayout.shuffles + lanes * place + lane] = !isNone && lane <= place ? moved : lane;
      bytes[kernelLayout.masks + lanes * place + lane] = lane >= lanes - place ? 255 : 0;
    }
  }
}
