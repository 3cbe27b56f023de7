/**
 * The keys of every list: j and k go to the next and the former row, x selects it, X selects all
 * rows up to it, p opens its preview. Enter follows the link that has the focus, as everywhere.
 *
 * A list is an element with `data-list`, its rows have `data-row`.
 */

const ROW = "[data-row]";
/** The row that was selected last, from which X selects. */
let anchor: Element | null = null;

/** Does what a key means in a list; false if it means nothing here. */
export function pressInList(key: string): boolean {
  const rows = rowsInSight();
  if (rows.length === 0) return false;
  const current = document.activeElement?.closest(ROW) ?? null;
  const place = current === null ? -1 : rows.indexOf(current);
  if (key === "j") return focusRow(rows[Math.min(place + 1, rows.length - 1)]);
  if (key === "k") return focusRow(rows[Math.max(place - 1, 0)]);
  if (current === null) return false;
  if (key === "x") return select(current);
  if (key === "X") return selectRange(rows, place);
  if (key === "p") return click(current.querySelector("[data-action] button"));
  return false;
}

/** The rows of the list that has the focus, else of the first one on the page. */
function rowsInSight(): Element[] {
  const list =
    document.activeElement?.closest("[data-list]") ?? document.querySelector("main [data-list]");
  return list === null ? [] : [...list.querySelectorAll(ROW)];
}

function focusRow(row: Element | undefined): boolean {
  const link = row?.querySelector<HTMLElement>("a[href]") ?? row?.querySelector("button");
  link?.focus();
  row?.scrollIntoView({ block: "nearest" });
  return link !== undefined && link !== null;
}

function select(row: Element): boolean {
  anchor = row;
  return click(checkboxOf(row));
}

/** Gives every row between the one that was selected last and this one the state of the former. */
function selectRange(rows: readonly Element[], place: number): boolean {
  const from = anchor === null ? -1 : rows.indexOf(anchor);
  if (from < 0) return rows[place] !== undefined && select(rows[place]);
  const isChecked = checkboxOf(rows[from])?.checked ?? false;
  const others = rows.slice(Math.min(from, place), Math.max(from, place) + 1).map(checkboxOf);
  const changed = others.filter((one) => one !== null && one.checked !== isChecked);
  clickAll(changed);
  return true;
}

/** One after the other: each click is a selection of its own, made of the one before it. */
function clickAll(boxes: (HTMLInputElement | null)[]): void {
  const [next, ...rest] = boxes;
  if (next === undefined) return;
  click(next);
  requestAnimationFrame(() => clickAll(rest));
}

function checkboxOf(row: Element | undefined): HTMLInputElement | null {
  return row?.querySelector<HTMLInputElement>("input[type=checkbox]") ?? null;
}

function click(element: HTMLElement | null): boolean {
  element?.click();
  return element !== null;
}
