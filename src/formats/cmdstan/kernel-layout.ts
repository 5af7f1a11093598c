/** Where the kernel that reads numbers has what: bytes of its memory. */
export const kernelLayout = {
  /** How many fields are left. */
  left: 0,
  /** From 10⁰ to 10¹⁵. */
  powers: 64,
  /** By the lane of the point, 16 for none: what a code says of it; those of negative numbers 32 behind. */
  scales: 192,
  /** By the lane of the point: which lane each lane gets its digit from, so that the point is closed over. */
  shuffles: 256,
  /** By the length of a field: the lanes that are it. */
  masks: 544,
  /** What is read. */
  input: 1024,
} as const;

/** Fills the tables of a memory that is new. */
export function fillTables(memory: ArrayBuffer): void {
  new Float64Array(memory, kernelLayout.powers, 16).set(
    Array.from({ length: 16 }, (_, k) => Number(`1e${k}`)),
  );
  const [scales, shuffles, masks] = (["scales", "shuffles", "masks"] as const).map(
    (table) => new Uint8Array(memory, kernelLayout[table]),
  ) as [Uint8Array, Uint8Array, Uint8Array];
  for (let place = 0; place <= 16; place++) {
    const scale = place === 16 ? 0 : 15 - place;
    scales[place] = scale;
    scales[32 + place] = 16 + scale;
    for (let lane = 0; lane < 16; lane++) {
      const isMoved = place < 16 && lane <= place;
      // A lane that there is none of gives 0.
      shuffles[16 * place + lane] = isMoved ? (lane === 0 ? 255 : lane - 1) : lane;
      if (place < 16) masks[16 * place + lane] = lane >= 16 - place ? 255 : 0;
    }
  }
}
