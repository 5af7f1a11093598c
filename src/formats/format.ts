/** The contract of formats: files that hold draws of any program. Each is one file of this folder and one line in its index. */

import type { Draws } from "../posterior/draws.ts";
import type { DrawsSource } from "../posterior/draws-source.ts";
import type { Problem } from "../problems/problem.ts";
import type { InputFile } from "./input-file.ts";

export interface DrawsFormat {
  /** As `--format` and `--to` call it: "cmdstan". */
  readonly name: string;
  /** In sentences: "CmdStan CSV". */
  readonly title: string;
  /** What files of it are called, to look for in a folder: [".csv", ".csv.gz"]. */
  readonly extensions: readonly string[];
  /** Whether a file is one of this format, by its name and its beginning. Quick, and false for anything else. */
  readonly recognizes: (head: FileHead) => boolean;
  /** Reads files of one run, in the order of its chains. Never throws for what may be in a file: that is a problem. */
  readonly read: (files: readonly InputFile[], options: ReadOptions) => Promise<ReadResult>;
  /** Writes draws; absent where the format is only read. */
  readonly write?: WriteDraws;
  /** Whether what is written holds the other groups of a run, and its observed data; not if absent. */
  readonly holdsGroups?: boolean;
  /** Whether a file was written here, so that it may be written again; absent where files do not tell. */
  readonly isOurs?: (head: FileHead) => boolean;
}

/** The beginning of a file, unzipped. */
export interface FileHead {
  readonly name: string;
  /** The first 64 kB, or less. */
  readonly bytes: Uint8Array;
  /** The same as text, as far as it is any. */
  readonly text: string;
}

export interface ReadOptions {
  /** Rows at the beginning of each chain that are warm-up; null: what the files say themselves, 0 where they say nothing. */
  readonly warmup: number | null;
  /** Every how manieth draw is kept, 1 for all: of what is kept, the first of each so many. */
  readonly thin: number;
  /** Bytes of values that may be held at once; what is larger is read in blocks where the format lets it. */
  readonly memory: number;
  /** Told now and then while bytes are read. */
  readonly onProgress?: (bytes: number, of: number | null) => void;
}

/** Draws, or why there are none; problems of draws that could be read are warnings. */
export interface ReadResult {
  readonly received: ReceivedDraws | null;
  readonly problems: readonly Problem[];
}

/** Draws of another program, with what their files tell of them. */
export interface ReceivedDraws {
  /** The name of the format. */
  readonly format: string;
  /** What made them; null where the files do not say. */
  readonly program: Program | null;
  /** Variables under the names that their program gives them. */
  readonly source: DrawsSource;
  /** How many files were read; absent where they are not from files that a user named. */
  readonly fileCount?: number;
  readonly sampling: SamplingFacts;
  /**
   * What else belongs to the run: log likelihoods of observations, predictions, draws of the prior, each with variables of its own.
   * CmdStan has none of these groups apart: its `log_lik` is a variable like the others.
   */
  readonly groups: Partial<Readonly<Record<GroupName, DrawsSource>>>;
  /** Observed data, by name, flat in the order of the last index fastest. */
  readonly observed: Readonly<
    Record<string, { readonly values: Float64Array; readonly shape: readonly number[] }>
  >;
}

/** A program by the name that its users call it, with its version if known. */
export interface Program {
  readonly name: "Hyperprior" | "Stan" | "PyMC" | "NumPyro" | "JAGS" | "Turing" | "other";
  readonly version: string | null;
}

/** As ArviZ calls them, in our spelling. */
export type GroupName = "logLikelihood" | "posteriorPredictive" | "prior" | "priorPredictive";

/** What the files say of how was sampled; null where they do not. */
export interface SamplingFacts {
  /** Warm-up transitions per chain that stood in the files and are left out. */
  readonly warmupLeftOut: number;
  /** Every how manieth transition the program kept. */
  readonly thin: number | null;
  /** The tree depth at which trajectories were cut off. */
  readonly maxTreedepth: number | null;
  readonly targetAcceptance: number | null;
  /** Of the chains. */
  readonly seeds: readonly string[] | null;
  /** Seconds that warm-up and sampling took, of each chain. */
  readonly seconds: readonly { readonly warmup: number; readonly sampling: number }[] | null;
  /** Seconds that all chains took together, where the files say no more; absent of formats that never say so. */
  readonly totalSeconds?: number | null;
  /** What the model is called. */
  readonly model: string | null;
}

/** Where nothing is said. */
export const noFacts: SamplingFacts = {
  warmupLeftOut: 0,
  thin: null,
  maxTreedepth: null,
  targetAcceptance: null,
  seeds: null,
  seconds: null,
  model: null,
};

/** What is written, and of what. */
export interface WrittenDraws {
  readonly draws: Draws;
  readonly sampling: SamplingFacts;
  /** The name of the run, for titles and comments. */
  readonly title: string;
  /** The program's version. */
  readonly version: string;
  /** The plates of the quantities, by name: what their levels are levels of ("Subject"), so that formats with coordinates name them. */
  readonly plates: Readonly<Record<string, readonly string[]>>;
  /** What else belongs to the run, each with draws of its own; none if absent. */
  readonly groups?: Partial<Readonly<Record<GroupName, Draws>>>;
  readonly observed?: ReceivedDraws["observed"];
}

/**
 * The files of the draws, by their names relative to what the user named, each as pieces that are made as they are asked for: memory does
 * not grow with the draws beyond the draws themselves.
 */
export type WriteDraws = (written: WrittenDraws) => readonly OutputFile[];

export interface OutputFile {
  /** What is put behind the name that the user gave: "" for one file, "_1.csv" for the first chain of several. */
  readonly suffix: string;
  readonly pieces: () => AsyncIterable<Uint8Array>;
}
