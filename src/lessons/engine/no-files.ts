/** How lessons read data: tables are in memory. */

export const noFiles = {
  readFile: (): never => {
    throw new Error("a lesson reads no files");
  },
};
