/** What runs in a report, as text: the build puts it here, in the files of `dist/`. */

declare const textOfReportScript: string;

/** The text of `dist/report-page.min.js`. */
export const reportScript: string = textOfReportScript;
