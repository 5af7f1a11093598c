/** Bundled models and their tables, by name. */

import { join } from "node:path";

const models = join(import.meta.dirname, "../../models");

export const modelFile = (name: string): string => join(models, name, `${name}.model`);
export const dataFile = (name: string): string => join(models, name, "data.csv");
