/** CmdStan files that are being written: those that are there, and those that come. */

import { pathsOf } from "../../api/named-files.ts";
import { ProblemError } from "../../api/problem-error.ts";
import { sortColumns } from "../../formats/cmdstan/columns.ts";
import {
  drawsAsked,
  type FollowedChain,
  FollowedFile,
  warmupRows,
} from "../../formats/cmdstan/followed-file.ts";
import { cmdstan } from "../../formats/cmdstan.ts";
import { notWatched } from "../problems-live.ts";
import type { ChainLook, LiveDraws, Look, Watched } from "./look.ts";

/** A file that comes later than this after the last change belongs to another run. */
const settledMs = 3000;
/** Draws of the shortest chain that is judged. */
const fewestDraws = 20;

export interface StanFilesOptions {
  /** Rows of each chain to leave out; null where the files say. */
  readonly warmup: number | null;
  /** Chains that are awaited; null for those that the files speak of. */
  readonly chains: number | null;
}

/** A chain with the words for it. */
interface NamedChain extends FollowedChain {
  readonly name: string;
}

export class WatchedStanFiles implements Watched {
  private readonly named: readonly string[];
  private readonly options: StanFilesOptions;
  private readonly files = new Map<string, FollowedFile>();
  /** What was found to be something else. */
  private readonly others = new Set<string>();
  private changedAt = Number.NaN;
  private seen = "";

  /** `named` are files, patterns of them, and folders. */
  constructor(named: readonly string[], options: StanFilesOptions) {
    this.named = named;
    this.options = options;
  }

  words = (): readonly string[] => [...this.files.keys()];

  look = async (now: number): Promise<Look> => {
    for (const word of this.named) for (const path of await pathsOf(word)) await this.readOn(path, word);
    const chains = this.chains();
    const known = new Set(chains.map(({ name }) => name));
    const starting = [...this.files.values()]
      .filter((file) => file.chains.length === 0)
      .map(
        (file): ChainLook => ({ name: file.path, phase: "starting", done: 0, of: null, divergences: null }),
      );
    const looks = [...chains.map(lookAt), ...starting.filter(({ name }) => !known.has(name))];
    const awaited = this.options.chains ?? awaitedBy(chains);
    return {
      chains: looks,
      awaited,
      draws: drawsOf(chains),
      notes: this.notes(chains),
      hasEnded: this.hasEnded(looks, awaited, now),
    };
  };

  private async readOn(path: string, word: string): Promise<void> {
    if (this.others.has(path)) return;
    const file = this.files.get(path) ?? new FollowedFile(path, this.options.warmup);
    try {
      await file.readOn();
    } catch {
      // Between its listing and its reading it may have gone; it may come again.
      this.files.delete(path);
      return;
    }
    const { beginning } = file;
    const isStan = cmdstan.recognizes({ name: path, bytes: new Uint8Array(0), text: beginning });
    if (isStan || /^(#[^\n]*(\n|$))*$/.test(beginning)) {
      this.files.set(path, file);
      return;
    }
    if (path === word) throw new ProblemError([notWatched(path, "it is no CmdStan CSV")], "", path);
    this.files.delete(path);
    this.others.add(path);
  }

  private chains(): NamedChain[] {
    return [...this.files.values()].flatMap(({ path, chains }) =>
      chains.map((chain, k) => ({ ...chain, name: chains.length === 1 ? path : `${path}, chain ${k + 1}` })),
    );
  }

  private hasEnded(chains: readonly ChainLook[], awaited: number | null, now: number): boolean {
    const state = [...this.files.values()].map(({ path, size, rewrites }) => [path, size, rewrites]);
    const seen = JSON.stringify(state);
    if (seen !== this.seen) [this.seen, this.changedAt] = [seen, now];
    if (chains.length === 0 || chains.some(({ phase }) => phase !== "ended")) return false;
    if (this.options.chains !== null) return chains.length >= this.options.chains;
    return chains.length >= (awaited ?? 1) && now - this.changedAt >= settledMs;
  }

  private notes(chains: readonly NamedChain[]): string[] {
    const notes: string[] = [];
    const names = new Set(chains.map(({ header }) => header.join()));
    if (names.size > 1) notes.push("the files have other variables; those like the first are judged");
    const rewritten = [...this.files.values()].filter(({ rewrites }) => rewrites > 0);
    if (rewritten.length > 0)
      notes.push(`written anew while it was watched: ${rewritten.map(({ path }) => path).join(", ")}`);
    const faults = chains.reduce((sum, { faultCount }) => sum + faultCount, 0);
    if (faults > 0) notes.push(`${faults} rows do not fit their header and are left out`);
    const [first] = chains;
    if (first !== undefined && first.rows.width < first.header.length)
      notes.push(`of ${first.header.length} columns the first ${first.rows.width} are judged until the end`);
    return notes;
  }
}

/** What the processes that write the files say: each of one chain for itself, or of several that have a file each. */
function awaitedBy(chains: readonly NamedChain[]): number | null {
  const said = chains.flatMap(({ config }) => (config.chains === null ? [] : [config.chains]));
  return said.length === 0 ? null : Math.max(...said);
}

function lookAt({ name, rows, config, header }: NamedChain): ChainLook {
  const { statistics } = sortColumns(header);
  const hasDivergent = statistics.some((one) => one.name === "divergent");
  const divergences = hasDivergent ? rows.sum : null;
  const asked = drawsAsked(config);
  if (config.hasEnded) return { name, phase: "ended", done: rows.drawCount, of: asked, divergences };
  if (rows.drawCount > 0) return { name, phase: "sampling", done: rows.drawCount, of: asked, divergences };
  const warmup = config.isWarmupSaved ? warmupRows(config) : null;
  return { name, phase: "warm-up", done: rows.rowCount, of: warmup, divergences };
}

/** Of the chains with the variables of the first, those that are not far behind, cut to the shortest. */
function drawsOf(chains: readonly NamedChain[]): LiveDraws | null {
  const alike = chains.filter(({ header }) => header.join() === chains[0]!.header.join());
  const most = Math.max(0, ...alike.map(({ rows }) => rows.drawCount));
  const judged = alike.filter(({ rows }) => rows.drawCount >= Math.max(fewestDraws, most / 4));
  if (judged.length === 0) return null;
  // All are powers of two.
  const every = Math.max(...judged.map(({ rows }) => rows.every));
  const drawCount = Math.min(...judged.map(({ rows }) => Math.ceil(rows.drawCount / every)));
  const { header, rows: first } = judged[0]!;
  const variables = sortColumns(header).variables.filter(({ column }) => column < first.width);
  return {
    chainCount: judged.length,
    drawCount,
    every,
    variables: variables.map(({ variable }) => variable),
    column: (v) => {
      const values = new Float64Array(judged.length * drawCount);
      judged.forEach(({ rows }, c) => {
        const taken = { step: every / rows.every, count: drawCount };
        rows.copyColumn(variables[v]!.column, taken, values, c * drawCount);
      });
      return values;
    },
  };
}
