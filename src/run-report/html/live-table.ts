/** Tables of a page: a click on a header sorts by its column, and a button copies the table for a spreadsheet. */

type MakeButton = (text: string, act: (own: HTMLButtonElement) => void) => HTMLButtonElement;

/** `holder` is the element around a table; `told` says aloud what was done. */
export function prepareTable(holder: HTMLElement, told: HTMLElement, button: MakeButton): void {
  const table = holder.querySelector("table")!;
  const heads = [...table.querySelectorAll<HTMLTableCellElement>("thead th")];
  const rows = [...table.querySelectorAll<HTMLTableRowElement>("tbody tr")];
  if (rows.length > 1) {
    heads.forEach((head, column) => {
      const own = button("", () => sortBy(table, heads, rows, column, told));
      own.append(...head.childNodes);
      head.append(own);
    });
  }
  // Behind the notes, where there are some.
  const next = holder.nextElementSibling;
  const note = next?.classList.contains("note") ? next : document.createElement("p");
  note.className = "note";
  if (note !== next) holder.after(note);
  note.append(
    " ",
    button("Copy table", async (own) => {
      const isCopied = await copy(asText(table));
      told.textContent = isCopied ? "The table is copied." : "The table could not be copied.";
      own.textContent = isCopied ? "Copied" : "Not copied";
      setTimeout(() => {
        own.textContent = "Copy table";
      }, 2000);
    }),
  );
}

/** First ascending, then descending, then as it was. */
function sortBy(
  table: HTMLTableElement,
  heads: readonly HTMLTableCellElement[],
  rows: readonly HTMLTableRowElement[],
  column: number,
  told: HTMLElement,
): void {
  const next = { none: "ascending", ascending: "descending", descending: "none" } as const;
  const now = (heads[column]!.getAttribute("aria-sort") ?? "none") as keyof typeof next;
  const order = next[now];
  for (const head of heads) head.removeAttribute("aria-sort");
  if (order !== "none") heads[column]!.setAttribute("aria-sort", order);
  const isOfNumbers = heads[column]!.classList.contains("number");
  const sorted = order === "none" ? [...rows] : sortRows(rows, column, isOfNumbers, order === "descending");
  table.tBodies[0]!.append(...sorted);
  told.textContent =
    order === "none" ? "In the first order again." : `Sorted by ${heads[column]!.textContent}, ${order}.`;
}

/** Cells without a number come last. */
function sortRows(
  rows: readonly HTMLTableRowElement[],
  column: number,
  isOfNumbers: boolean,
  isDescending: boolean,
): HTMLTableRowElement[] {
  const sign = isDescending ? -1 : 1;
  if (!isOfNumbers) {
    const { compare } = new Intl.Collator("en", { numeric: true });
    const textOf = (row: HTMLTableRowElement): string => row.cells[column]!.textContent ?? "";
    return [...rows].sort((a, b) => sign * compare(textOf(a), textOf(b)));
  }
  const numberIn = (row: HTMLTableRowElement): number | null => {
    const cell = row.cells[column]!;
    const text = cell.dataset.value ?? cell.textContent?.trim() ?? "";
    return /^-?\d/.test(text) ? Number(text) : null;
  };
  return [...rows].sort((a, b) => {
    const [one, other] = [numberIn(a), numberIn(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * (one - other);
  });
}

/** Cells apart by tabs, as spreadsheets take them. */
function asText(table: HTMLTableElement): string {
  return [...table.rows]
    .map((row) => [...row.cells].map(({ textContent }) => textContent?.trim() ?? "").join("\t"))
    .join("\n");
}

/** Whether it is on the clipboard. A page from a file may have to do it as pages did before. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    return isCopied;
  }
}
