/**
 * From a checked model and its tables to what can be run: bound and compiled. Nothing here touches files or threads, so it is the
 * same in Node and in a browser.
 */

import { type CompiledModel, compile } from "../density/compile.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import type { Problem } from "../language/problem.ts";
import { type BindOptions, bind } from "../model/bind.ts";
import type { DataTables } from "../model/column-requests.ts";

/** `compiled` is null if some problem is an error; warnings may come with it. */
export interface Prepared {
  readonly compiled: CompiledModel | null;
  readonly problems: readonly Problem[];
}

export function prepare(checked: CheckedModel, tables: DataTables, options: BindOptions): Prepared {
  const { model, problems } = bind(checked, tables, options);
  return { compiled: model === null ? null : compile(model), problems };
}
