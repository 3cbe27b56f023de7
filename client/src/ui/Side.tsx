import type { ReactNode } from "react";
import classes from "./Sides.module.css";

interface SideProps {
  /** Whose it is, or how it is chosen. */
  label: ReactNode;
  text: string;
}

/** One side of a conflict, with the text that it has. */
export function Side({ label, text }: SideProps) {
  return (
    <div className={classes.side}>
      {label}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, also by keyboard */}
      <pre className={classes.value} tabIndex={0}>
        {text}
      </pre>
    </div>
  );
}
