/** A run folder for as long as a run is made in it. */

import { FolderStore, type KeepingOptions } from "../run/record/run-store.ts";
import { ProblemError } from "./problem-error.ts";

/**
 * Makes something of a run that is kept in a folder. That is taken when `open` is called first, so that nothing is made where model or
 * data are at fault, and given up in the end. `open` throws a `ProblemError` if something stands against it.
 */
export async function withRunFolder<Result>(
  folder: string,
  options: KeepingOptions,
  make: (open: () => Promise<FolderStore>) => Promise<Result>,
): Promise<Result> {
  let taken = null as FolderStore | null;
  const open = async (): Promise<FolderStore> => {
    if (taken !== null) return taken;
    const { store, problem } = await FolderStore.open(folder, options);
    if (store === null) throw new ProblemError([problem], "", folder);
    taken = store;
    return store;
  };
  try {
    return await make(open);
  } finally {
    await taken?.close();
  }
}
