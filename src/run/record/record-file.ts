/**
 * The record of a run as the text of `run.json`, and back. A file that was cut off, edited, or made by something else is told
 * apart here, so that whoever has a `RunRecord` can rely on its type, and on the names in its roles being those of its variables.
 */

import type { MissingValues } from "../../model/bound-model.ts";
import type { KernelKind, Variable } from "../../posterior/draws.ts";
import type { RecordedExploration } from "../../samplers/exploration/exploration-report.ts";
import { methods, optionGroups } from "../../samplers/index.ts";
import { oneOf } from "../../samplers/options/kinds.ts";
import { entriesOf, type SamplerOption } from "../../samplers/options/option-group.ts";
import type { Shortfall } from "../chains/rule-watch.ts";
import type { RecordedState, RunRecord, RunSources, Stopping } from "../run.ts";
import {
  absentAs,
  anything,
  type Decode,
  dictionary,
  either,
  fields,
  flag,
  list,
  literal,
  newer,
  number,
  ofKind,
  orNull,
  pair,
  reviveNumbers,
  text,
  writeNotFinite,
} from "./decode.ts";
import { decodeAdaptation, finite } from "./decode-adaptation.ts";
import { decodeRoles } from "./decode-roles.ts";
import { requireKnownNames, requireSense } from "./record-checks.ts";

/** What a record says of the file of the draws, so that the two are known to belong together. */
export interface DrawsFile {
  readonly bytes: number;
  /** Of its bytes. */
  readonly fingerprint: string;
}

/** A record in its file; `drawsFile` is null where there are no draws yet, undefined in a record of an earlier version. */
export interface FiledRecord {
  readonly record: RunRecord;
  readonly drawsFile: DrawsFile | null | undefined;
}

/** The text of `run.json`; `parseRecord` reads it back. */
export function recordText(record: RunRecord, drawsFile: DrawsFile | null): string {
  return `${JSON.stringify({ ...record, drawsFile }, writeNotFinite, 1)}\n`;
}

/** Throws an Error that says what is wrong with the text. */
export function parseRecord(json: string): FiledRecord {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Error("it is no JSON");
  }
  const { format } = fields({ format: anything })(value, "");
  if (format !== 1) throw new Error(`it was made by another version (format ${JSON.stringify(format)})`);
  const { drawsFile, ...record } = decodeFile(value, "");
  requireSense(record);
  requireKnownNames(record);
  return { record, drawsFile };
}

/** What is known of a record by a look at it. */
export interface RecognizedRecord {
  /** Of the file of its draws; null where there are none or the record does not say. */
  readonly drawsBytes: number | null;
}

/** Null for a text that no version of this program wrote, whatever it is; a record need not be whole to be recognized. */
export function recognizeRecord(json: string): RecognizedRecord | null {
  try {
    const { drawsFile } = recognized(JSON.parse(json), "");
    return { drawsBytes: drawsFile?.bytes ?? null };
  } catch {
    return null;
  }
}

const decodeDrawsFile = fields<DrawsFile>({ bytes: number, fingerprint: text });

/** Of every version. */
const recognized = fields({
  format: number,
  hyperprior: text,
  model: fields({ text }),
  variables: list(fields({ name: text })),
  drawsFile: newer(decodeDrawsFile),
});

/** What an option may be; where a record has none, the default. */
const decodeOption =
  <Value>({ default: usual, kind }: SamplerOption<Value>): Decode<Value> =>
  (value, path) =>
    value === undefined ? usual : ofKind(kind)(reviveNumbers(value), path);

/** The options of samplers, as these say. */
const samplerFields: { readonly [name: string]: Decode<unknown> } = Object.fromEntries(
  optionGroups.flatMap((group): readonly (readonly [string, Decode<unknown>])[] => {
    const decoders = entriesOf(group).map(([name, option]) => [name, decodeOption(option)] as const);
    if (group.name === "") return decoders;
    return [[group.name, absentAs<unknown>(group.defaults, fields(Object.fromEntries(decoders)))]];
  }),
);

const decodeExploration: Decode<RecordedExploration> = fields({
  isProposal: flag,
  reference: orNull(
    fields({
      effective: number,
      quantiles: dictionary(list(number)),
      sds: absentAs({}, dictionary(pair(number))),
      heavyTails: absentAs({}, dictionary(number)),
    }),
  ),
  modes: number,
  components: number,
  points: number,
  efficiency: number,
  paretoK: number,
  logEvidence: orNull(number),
  logEvidenceError: orNull(number),
  halvesDifference: number,
  uncovered: number,
});

const decodeShortfall = fields<Shortfall>({ condition: text, variable: text, value: number });

const decodeData = fields<RunRecord["data"]>({
  name: text,
  rowsRead: number,
  rowsUsed: number,
  rowsDropped: number,
  groups: dictionary(number),
  fingerprint: text,
  reduction: absentAs(undefined, fields({ observations: number, groups: number, smallest: number })),
  outcomeLabels: absentAs(undefined, dictionary(list(text))),
  missing: absentAs(
    undefined,
    list(
      fields<MissingValues>({
        column: text,
        count: number,
        became: either(either(literal("predictions"), literal("parameters")), literal("levels")),
      }),
    ),
  ),
});

type RecordFile = RunRecord & { readonly drawsFile: DrawsFile | null | undefined };

/** Version 0.1 wrote words in place of kinds. */
const earlierKernels: Readonly<Record<string, KernelKind>> = {
  "exact draws": "exact",
  "an independence sampler": "independence",
  "Gibbs sweeps": "sweeps",
  "collapsed Gibbs sweeps": "collapsed_sweeps",
};
const decodeKernel: Decode<KernelKind> = (value, path) => {
  const kernel = text(value, path);
  return Object.hasOwn(earlierKernels, kernel) ? earlierKernels[kernel]! : kernel;
};

const decodeFile: Decode<RecordFile> = fields<RecordFile>({
  drawsFile: absentAs<DrawsFile | null | undefined>(undefined, orNull(decodeDrawsFile)),
  format: literal(1),
  hyperprior: text,
  model: fields({ name: orNull(text), file: text, text, constants: dictionary(number) }),
  data: decodeData,
  levels: dictionary(list(text)),
  // The tables of samplers have the names and the types of their options.
  options: fields({
    method: ofKind(oneOf(methods)),
    chains: number,
    warmup: number,
    draws: number,
    exactDraws: absentAs(false, flag),
    until: newer(text),
    seed: number,
    workers: either(number, literal("auto")),
    keep: either(literal("auto"), literal("all")),
    ...samplerFields,
  }) as Decode<RunRecord["options"]>,
  sources: newer(
    fields<RunSources>({
      main: orNull(text),
      mainHolds: either(literal("rows"), literal("cells")),
      groups: dictionary(text),
      dropMissing: flag,
      na: absentAs([], list(text)),
      wide: absentAs([], list(text)),
      query: absentAs(undefined, text),
      statistics: absentAs(undefined, list(text)),
    }),
  ),
  plan: fields<RunRecord["plan"]>({
    method: ofKind(oneOf(methods.filter((method) => method !== "auto"))),
    kernel: decodeKernel,
    notes: list(text),
    warmup: number,
    dimension: number,
    integrated: list(text),
    parameterizations: dictionary(either(literal("centered"), literal("noncentered"))),
    centering: dictionary(list(number)),
    exploration: newer(decodeExploration),
    notKept: list(text),
    apart: absentAs([], list(text)),
    modesApart: absentAs(0, number),
    workers: number,
  }),
  roles: decodeRoles,
  variables: list(
    fields<Variable>({
      name: text,
      quantity: text,
      levels: list(text),
      isHidden: flag,
      isConstant: flag,
      isParameter: absentAs(undefined, flag),
      isPrediction: absentAs(undefined, flag),
    }),
  ),
  adaptation: list(orNull(decodeAdaptation)),
  drawnChains: absentAs([], list(number)),
  states: absentAs([], list(orNull(fields<RecordedState>({ draws: number, position: list(finite) })))),
  randomState: list(text),
  stopping: newer(fields<Stopping>({ rule: text, isMet: flag, shortfall: orNull(decodeShortfall) })),
  extension: newer(fields({ asked: number, reason: text })),
  trajectories: newer(dictionary(number)),
  isInterrupted: flag,
  timing: fields({ setup: number, warmup: number, sampling: number }),
});
