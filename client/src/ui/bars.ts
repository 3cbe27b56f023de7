export interface Bar {
  /** What the bar is about, such as a day. */
  label: string;
  total: number;
  /** How many of them the red part of the bar counts. */
  flawed: number;
}

/** The units of a chart's drawing: its height, the width of a bar with its gap, and the gap. */
export const HEIGHT = 100;
export const WIDTH = 10;
export const GAP = 2;
