/** The report of the last fit: what makes it is loaded when it is asked for. */

import type { LastFit } from "../engine/playground.ts";
import type { ReportingOperations } from "../engine/reporting-worker.ts";
import { Engine } from "../kit/engine.ts";
import { startThread } from "../kit/open-page.ts";
import { reportingScripts } from "../site/scripts.ts";
import type { RenderReport } from "./render-report.ts";

/** What those scripts leave in the page. */
interface Loaded {
  readonly hyperpriorReporting?: () => void;
  readonly hyperpriorReport?: RenderReport;
}

const loaded = globalThis as unknown as Loaded;
let reporting: Engine<ReportingOperations> | null = null;

/** The text of an HTML page that needs nothing besides. Rejects where its scripts cannot be loaded. */
export async function reportOf(last: LastFit): Promise<string> {
  // In a page that is one file they are in it.
  if (loaded.hyperpriorReport === undefined) await Promise.all(reportingScripts.map(loadScript));
  reporting ??= new Engine<ReportingOperations>(() => startThread(loaded.hyperpriorReporting!));
  const report = await reporting.ask("report", last);
  return loaded.hyperpriorReport!(report);
}

function loadScript(file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = file;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${file} cannot be loaded`));
    document.head.append(script);
  });
}
