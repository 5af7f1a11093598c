/** The bundled model eight-schools: its text and its table. */

import { readFileSync } from "node:fs";

const folder = new URL("../../models/eight-schools/", import.meta.url);

export const eightSchoolsText = readFileSync(new URL("eight-schools.model", folder), "utf8");

export const eightSchoolsTable = readFileSync(new URL("data.csv", folder), "utf8");
