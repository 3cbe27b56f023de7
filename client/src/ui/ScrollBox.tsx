import type { ReactNode } from "react";
import classes from "./ScrollBox.module.css";

interface ScrollBoxProps {
  children: ReactNode;
}

/** A list in a dialog: half of the window at most, the rest is scrolled to. */
export function ScrollBox({ children }: ScrollBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard
    <div className={classes.box} tabIndex={0}>
      {children}
    </div>
  );
}
