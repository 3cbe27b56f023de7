import type { ReactNode } from "react";

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the right, so that their digits are in columns. */
  isNumber?: boolean;
  /** The column that names the row; on a phone it is the title of the row's card. */
  isTitle?: boolean;
  /** A column of buttons: its header is for those who listen only. */
  isAction?: boolean;
}

export interface Selection {
  selected: ReadonlySet<string>;
  onChange: (selected: ReadonlySet<string>) => void;
  /** What a row's checkbox is called: `Select hello_world`. */
  labelOf: (key: string) => string;
}
