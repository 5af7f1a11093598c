/**
 * What the name of a factor, or the stem of its labels, says of it in English: how large a thing it is, and whether it is
 * rather a condition that all are put under. A hint, of use only where labels count and the table allows both readings.
 *
 * Ranks order what lies in what: a region holds sites, a site batches and classes, these hold vessels and people, and of
 * a person there are eyes. A thing lies in what has a higher rank.
 */

export type FactorWord =
  /** Treatments, occasions, kinds: the same label is the same condition everywhere. */
  | { readonly kind: "condition" }
  /** Questions and stimuli, which all subjects meet. */
  | { readonly kind: "item" }
  /** A `sample` may be of a patient, or one that all laboratories were sent. */
  | { readonly kind: "specimen"; readonly rank: number }
  | { readonly kind: "person"; readonly rank: number }
  /** Who or what measures. */
  | { readonly kind: "measurer"; readonly rank: number }
  /** A vessel gets one treatment most often. */
  | { readonly kind: "vessel"; readonly rank: number }
  | { readonly kind: "unit"; readonly rank: number };

/** Of a thing whose word is not known. */
const unknownRank = 2.5;

const lists: readonly (readonly [word: FactorWord, spellings: string])[] = [
  [
    { kind: "condition" },
    `treatment treat trt tx condition cond dose dosage drug medication medicine therapy intervention placebo control
    concentration conc temperature temp diet feed ration fertilizer nitrogen variety cultivar genotype hybrid strain
    line allele gene species breed sex gender race method protocol technique procedure mode type kind category level
    setting modality phase stage time timepoint day date week weekday month quarter year yr season hour minute period
    visit wave session occasion sequence order round epoch cycle age generation trial row column col angle speed
    frequency contrast grade semester term shift hemisphere electrode channel`,
  ],
  [
    { kind: "item" },
    `item question stimulus stimuli stim word sentence picture task puzzle essay scenario wine beer song movie
    film book recipe product material case vignette face`,
  ],
  [{ kind: "specimen", rank: 0.5 }, "sample specimen part piece"],
  [
    { kind: "person", rank: 1 },
    `subject subj participant patient pt person people individual respondent volunteer client customer user id pid sid
    child kid student pupil baby infant mother man woman adult twin sibling player athlete employee worker voter animal
    mouse mice rat dog cat cow calf bull sheep lamb pig piglet horse goat monkey bird chick hen fish frog fly bee`,
  ],
  [
    { kind: "measurer", rank: 2 },
    `tech technician operator analyst assessor rater judge observer reader scorer grader examiner interviewer reviewer
    instrument machine device scanner sensor gauge gage meter plate gel array`,
  ],
  [{ kind: "measurer", rank: 5 }, "lab laboratory labor labo"],
  [{ kind: "vessel", rank: 3 }, "tank aquarium cage pen hive mesocosm enclosure"],
  [{ kind: "vessel", rank: 2 }, "pot dish flask"],
  [
    { kind: "unit", rank: 6 },
    "country state region province county district city town village area community continent stratum network",
  ],
  [
    { kind: "unit", rank: 5 },
    `site center centre clinic hospital practice institute institution company firm manufacturer manu mfr maker supplier
    vendor producer factory mill school university college farm ranch field location loc station forest lake river
    stream island reef park study store shop office hotel experiment church neighborhood neighbourhood`,
  ],
  [
    { kind: "unit", rank: 4 },
    `department dept ward team group class classroom cluster herd flock greenhouse room barn block batch lot shipment
    delivery`,
  ],
  [
    { kind: "unit", rank: 3 },
    "teacher doctor therapist pair dyad couple family household plot nest brood litter colony tray box shelf bench transect tree bed run",
  ],
  [
    { kind: "unit", rank: 2 },
    "cask barrel drum vat subplot bottle vial tube jar filter wafer plant branch chip quadrat",
  ],
  [{ kind: "unit", rank: 1.5 }, "well"],
  [
    { kind: "unit", rank: 0 },
    `eye ear hand foot leg limb knee hip shoulder side lung kidney breast tooth finger toe lesion biopsy tumor tumour
    cell slide section slice leaf fruit seed aliquot replicate rep repetition duplicate subsample core spot image scan`,
  ],
];

const words: ReadonlyMap<string, FactorWord> = new Map(
  lists.flatMap(([word, spellings]) => spellings.split(/\s+/).map((spelling) => [spelling, word] as const)),
);

/** What is said of a number beside the thing that it numbers: `patient_id`. */
const additions: ReadonlySet<string> = new Set("id no nr num number code name label index".split(" "));

/** Labels that are conditions and occasions by themselves, whatever the factor is called; 0 and 1 are an indicator. */
const conditionLabels: ReadonlySet<string> = new Set(
  `0 1 placebo drug control treated untreated high medium low before after pre post yes no true false on off present absent
  male female old new young hot cold wet dry light dark sham active baseline followup monday tuesday wednesday thursday
  friday saturday sunday mon tue wed thu fri sat sun spring summer autumn fall winter january february march april may
  june july august september october november december jan feb mar apr jun jul aug sep oct nov dec`.split(
    /\s+/,
  ),
);

/** Whether all labels are those of conditions. */
export function areConditions(labels: readonly string[]): boolean {
  return labels.every((label) => conditionLabels.has(label.toLowerCase()));
}

/** What the first of these texts that has a known word says; in `lab_tech` it is the last one. Null if none has. */
export function factorWord(texts: readonly string[]): FactorWord | null {
  for (const text of texts) {
    const parts = text
      .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .filter((part) => part !== "");
    const telling = parts.length > 1 ? parts.filter((part) => !additions.has(part)) : parts;
    for (const part of telling.reverse()) {
      const word =
        words.get(part) ?? words.get(part.replace(/e?s$/, "")) ?? words.get(part.replace(/s$/, ""));
      if (word !== undefined) return word;
    }
  }
  return null;
}

/** How large the thing is: larger holds smaller. */
export function rankOf(word: FactorWord | null): number {
  return word !== null && "rank" in word ? word.rank : unknownRank;
}
