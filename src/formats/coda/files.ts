/** Index and chains of CODA found together: those that are named, and those that stand beside them under the usual names. */

import type { Problem } from "../../problems/problem.ts";
import { fileAt, type InputFile } from "../input-file.ts";
import { codaPartMissing } from "../problems-tables.ts";
import { isIndex } from "./lines.ts";

/** A chain and the index that says what is in it. */
export interface CodaPair {
  readonly chain: InputFile;
  readonly index: InputFile;
}

/** What is looked at of a file to see whether it is an index. */
const headSize = 1 << 12;

/** The chains in the order in which they are named, or of their numbers. Throws what reading the beginning of a file throws. */
export async function pairFiles(files: readonly InputFile[], problems: Problem[]): Promise<CodaPair[]> {
  const indices: InputFile[] = [];
  const chains: InputFile[] = [];
  for (const file of files) ((await isIndexFile(file)) ? indices : chains).push(file);
  if (chains.length === 0) {
    const found: CodaPair[] = [];
    for (const index of indices) {
      const beside = await chainsBeside(index);
      if (beside.length === 0) problems.push(codaPartMissing(index.name, "chain"));
      found.push(...beside.map((chain) => ({ chain, index })));
    }
    return found;
  }
  const pairs: CodaPair[] = [];
  for (const chain of chains) {
    const named = indices.find((one) => one.name === indexName(chain.name)) ?? indices[0];
    const index = named ?? (await present(indexName(chain.name)));
    if (index === null) problems.push(codaPartMissing(chain.name, "index"));
    else pairs.push({ chain, index });
  }
  return pairs;
}

async function isIndexFile(file: InputFile): Promise<boolean> {
  const text = new TextDecoder().decode(await file.head(headSize));
  const lines = text.split(/\r?\n/).slice(0, 10);
  const whole = lines.length === 10 || text.length >= headSize ? lines.slice(0, -1) : lines;
  return isIndex(whole.filter((line) => line.trim() !== ""));
}

async function chainsBeside({ name }: InputFile): Promise<InputFile[]> {
  const found: InputFile[] = [];
  for (;;) {
    const next = await present(chainName(name, found.length + 1));
    if (next === null) return found;
    found.push(next);
  }
}

/** `CODAindex.txt` of `CODAchain2.txt`, `line.ind` of `line2.out`; null of another name. */
function indexName(chain: string): string | null {
  const jags = /^(.*)chain\d+\.txt$/is.exec(chain);
  if (jags !== null) return `${jags[1]}index.txt`;
  const bugs = /^(.*?)\d*\.out$/is.exec(chain);
  return bugs === null ? null : `${bugs[1]}.ind`;
}

function chainName(index: string, number: number): string | null {
  const jags = /^(.*)index\.txt$/is.exec(index);
  if (jags !== null) return `${jags[1]}chain${number}.txt`;
  const bugs = /^(.*)\.ind$/is.exec(index);
  return bugs === null ? null : `${bugs[1]}${number}.out`;
}

async function present(path: string | null): Promise<InputFile | null> {
  return path === null ? null : fileAt(path).catch(() => null);
}
