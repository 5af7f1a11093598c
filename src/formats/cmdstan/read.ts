/**
 * Chains from CmdStan files. What fits in the memory that may be used is kept when the files are first read; of larger ones, the columns that do
 * not fit are read again, some at a time, as they are asked for.
 */

import type { StatisticName, Variable } from "../../posterior/draws.ts";
import type { DrawsSource } from "../../posterior/draws-source.ts";
import type { Problem } from "../../problems/problem.ts";
import { noFacts, type Program, type ReadOptions, type ReadResult, type SamplingFacts } from "../format.ts";
import type { InputFile } from "../input-file.ts";
import { chainsCut, drawsUnreadable, noDraws, variablesDiffer, warmupTooLong } from "../problems.ts";
import {
  fieldsNotNumbers,
  fileBroken,
  fileCut,
  notSampled,
  onlyWarmup,
  rowsLeftOut,
  runNotEnded,
} from "../problems-cmdstan.ts";
import { columnsHeld } from "./choose-columns.ts";
import { sortColumns } from "./columns.ts";
import type { CmdStanConfig } from "./config.ts";
import { readColumnsAgain } from "./read-again.ts";
import { readAll } from "./read-all.ts";
import type { RowStore } from "./row-store.ts";
import type { Section } from "./sections.ts";

/** A section that is a chain, and which of its rows are its draws. */
interface Chain {
  readonly file: InputFile;
  /** Of the sections of its file, from 0. */
  readonly place: number;
  readonly name: string;
  readonly section: Section;
  readonly warmup: number;
  /** Draws after warm-up and thinning. */
  readonly drawCount: number;
}

/** The contract of formats. */
export async function readCmdStan(files: readonly InputFile[], options: ReadOptions): Promise<ReadResult> {
  const problems: Problem[] = [];
  const chains: Chain[] = [];
  for (const [k, { sections, failure }] of (await readAll(files, options)).entries()) {
    const file = files[k]!;
    const rows = sections.reduce((sum, section) => sum + section.rows.rowCount, 0);
    if (failure !== null && rows === 0) problems.push(drawsUnreadable(file.name, failure));
    else {
      if (failure !== null) problems.push(fileBroken(file.name, rows, failure));
      problems.push(
        ...sections.flatMap((section, place) =>
          toldOf(file.name, section, { place, isBroken: failure !== null }),
        ),
      );
      chains.push(...chainsOf(file, sections, options));
    }
  }
  problems.push(...differencesOf(chains), ...emptyOnes(chains, options));
  if (chains.length === 0 && problems.length === 0) problems.push(noDraws(files[0]!.name));
  if (problems.some(({ severity }) => severity === "error")) return { received: null, problems };
  return received(chains, options, problems);
}

/** `place` is that among the sections of the file; of a broken file it is told already that it is not whole. */
function toldOf(
  path: string,
  section: Section,
  { place, isBroken }: { readonly place: number; readonly isBroken: boolean },
): Problem[] {
  const { config, header, rows, faults, faultCount, isCut } = section;
  if (header.length === 0) return place === 0 ? [noDraws(path)] : [];
  const told: Problem[] = [];
  if (config.method !== null && config.method !== "sample" && config.method !== "generate_quantities")
    told.push(notSampled(path, config.method));
  const unfit = faults.filter(({ fields }) => fields !== header.length);
  const strange = faults.filter(({ fields }) => fields === header.length);
  if (unfit.length > 0)
    told.push(rowsLeftOut(path, unfit, strange.length === 0 ? faultCount : unfit.length, header.length));
  if (strange.length > 0)
    told.push(
      fieldsNotNumbers(
        path,
        strange[0]!,
        header[strange[0]!.wrongField]!,
        unfit.length === 0 ? faultCount : strange.length,
      ),
    );
  const expected = expectedRows(config);
  if (isBroken) return told;
  if (isCut) told.push(fileCut(path, rows.rowCount, expected));
  else if (expected !== null && rows.rowCount < expected && rows.rowCount > 0)
    told.push(runNotEnded(path, rows.rowCount, expected));
  return told;
}

/** Rows of a run that has ended; null where the file does not say. */
function expectedRows({ samples, warmup, isWarmupSaved, thin }: CmdStanConfig): number | null {
  if (samples === null) return null;
  const step = Math.max(1, thin ?? 1);
  return Math.ceil(samples / step) + (isWarmupSaved ? Math.ceil((warmup ?? 0) / step) : 0);
}

function chainsOf(
  file: InputFile,
  sections: readonly Section[],
  { warmup: given, thin }: ReadOptions,
): Chain[] {
  return sections
    .filter(({ header }) => header.length > 0)
    .map((section, place) => {
      const warmup = given ?? warmupOf(section);
      return {
        file,
        place,
        name: sections.length === 1 ? file.name : `${file.name}, chain ${place + 1}`,
        section,
        warmup,
        drawCount: Math.max(0, Math.ceil((section.rows.rowCount - warmup) / thin)),
      };
    });
}

/** What stands before the comments of the adaptation; of a run that did not come so far, all. */
function warmupOf({ config, rows, rowsBeforeAdaptation }: Section): number {
  if (rowsBeforeAdaptation !== null) return rowsBeforeAdaptation;
  if (!config.isWarmupSaved) return 0;
  return Math.min(rows.rowCount, Math.ceil((config.warmup ?? 0) / Math.max(1, config.thin ?? 1)));
}

function differencesOf(chains: readonly Chain[]): Problem[] {
  const [first, ...others] = chains;
  return others.flatMap(({ name, section: { header } }) => {
    const wanted = first!.section.header;
    if (header.length === wanted.length && header.every((one, i) => one === wanted[i])) return [];
    const [known, own] = [new Set(wanted), new Set(header)];
    return [
      variablesDiffer(
        name,
        wanted.filter((one) => !own.has(one)),
        header.filter((one) => !known.has(one)),
      ),
    ];
  });
}

function emptyOnes(chains: readonly Chain[], { warmup }: ReadOptions): Problem[] {
  return chains
    .filter(({ drawCount }) => drawCount === 0)
    .map(({ name, section: { rows } }) => {
      if (rows.rowCount === 0) return noDraws(name);
      return warmup === null ? onlyWarmup(name, rows.rowCount) : warmupTooLong(warmup, rows.rowCount);
    });
}

function received(chains: readonly Chain[], options: ReadOptions, problems: Problem[]): ReadResult {
  const { header, config } = chains[0]!.section;
  const columns = sortColumns(header, config.named);
  const drawCount = Math.min(...chains.map((chain) => chain.drawCount));
  if (chains.some((chain) => chain.drawCount !== drawCount)) problems.push(chainsCut(chains, drawCount));
  const taken = { chains, drawCount, thin: options.thin };
  const stores = chains.map(({ section }) => section.rows);
  const statistics: Partial<Record<StatisticName, Float64Array>> = {};
  for (const { name, column } of columns.statistics) {
    const values = new Float64Array(chains.length * drawCount);
    copyAll(taken, stores, column, [values]);
    statistics[name] = values;
  }
  const variables = columns.variables.map(({ variable }) => variable);
  const source: DrawsSource = {
    chainCount: chains.length,
    drawCount,
    variables,
    statistics,
    blocks: (isWanted) => blocksOf(taken, columns.variables, options, isWanted),
  };
  const program: Program =
    config.writer === null
      ? { name: "Stan", version: config.version }
      : { name: "Hyperprior", version: config.writer };
  return {
    received: { format: "cmdstan", program, source, sampling: factsOf(chains), groups: {}, observed: {} },
    problems,
  };
}

/** Chains with what is taken of them. */
interface Taken {
  readonly chains: readonly Chain[];
  readonly drawCount: number;
  readonly thin: number;
}

/** Columns from `from` on, of rows that hold them (theirs may begin later), for all chains. */
function copyAll(
  { chains, drawCount, thin }: Taken,
  rows: readonly RowStore[],
  from: number,
  values: readonly Float64Array[],
): void {
  chains.forEach(({ warmup }, c) => {
    rows[c]!.copyColumns(values, {
      from,
      first: warmup,
      step: thin,
      count: drawCount,
      at: c * drawCount,
    });
  });
}

async function* blocksOf(
  taken: Taken,
  variables: readonly { readonly variable: Variable; readonly column: number }[],
  { memory }: ReadOptions,
  isWanted: (variable: Variable) => boolean = () => true,
) {
  const { chains } = taken;
  const stores = chains.map(({ section }) => section.rows);
  const rowCount = stores.reduce((sum, rows) => sum + rows.rowCount, 0);
  const { width: held, isCoded } = stores[0]!;
  const inBlock = columnsHeld(memory, rowCount, isCoded);
  // Copies are made of some columns at a time, so that what is held is not held twice.
  const atOnce = Math.max(1, Math.min(inBlock, Math.ceil(copyBytes / (8 * chains.length * taken.drawCount))));
  const buffers = new ColumnBuffers(chains.length * taken.drawCount);
  const wanted = variables.flatMap(({ variable, column }, place) =>
    isWanted(variable) ? [{ place, column }] : [],
  );
  for (let k = 0; k < wanted.length; ) {
    const first = wanted[k]!.column;
    const last = first < held ? held : first + inBlock;
    const inside = wanted.slice(k).filter(({ column }) => column < last);
    const end = inside.at(-1)!.column + 1;
    const rows = first < held ? stores : await readColumnsAgain(chains, { first, last: end });
    const offset = first < held ? 0 : first;
    for (let i = 0; i < inside.length; ) {
      const from = inside[i]!.column;
      const some = inside.slice(i).filter(({ column }) => column < from + atOnce);
      const copied = buffers.take(some.at(-1)!.column - from + 1);
      copyAll(taken, rows, from - offset, copied);
      yield {
        places: some.map(({ place }) => place),
        values: some.map(({ column }) => copied[column - from]!),
      };
      i += some.length;
    }
    k += inside.length;
  }
}

/** Columns that are filled again and again: what is let go has to be found again by the collector of garbage. */
class ColumnBuffers {
  private readonly length: number;
  private readonly columns: Float64Array[] = [];

  constructor(length: number) {
    this.length = length;
  }

  take(count: number): readonly Float64Array[] {
    while (this.columns.length < count) this.columns.push(new Float64Array(this.length));
    return this.columns.slice(0, count);
  }
}

/** Bytes of columns that are copied at a time, about as many as the second cache holds: they are looked at next. */
const copyBytes = 2_097_152;

function factsOf(chains: readonly Chain[]): SamplingFacts {
  const { config } = chains[0]!.section;
  const configs = chains.map(({ section }) => section.config);
  const seeds = configs.flatMap(({ seed }) => (seed === null ? [] : [seed]));
  const seconds = configs.flatMap(({ warmupSeconds, samplingSeconds }) =>
    warmupSeconds === null || samplingSeconds === null
      ? []
      : [{ warmup: warmupSeconds, sampling: samplingSeconds }],
  );
  return {
    ...noFacts,
    warmupLeftOut: Math.max(...chains.map(({ warmup }) => warmup)),
    thin: config.thin,
    maxTreedepth: config.maxTreedepth,
    targetAcceptance: config.targetAcceptance,
    seeds: seeds.length === chains.length ? seeds : null,
    seconds: seconds.length === chains.length ? seconds : null,
    model: config.model,
  };
}
