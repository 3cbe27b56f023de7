import type { ReactNode } from "react";
import classes from "./Sides.module.css";

interface SidesProps {
  children: ReactNode;
}

/** Theirs and mine beside each other; below each other where there is no room. */
export function Sides({ children }: SidesProps) {
  return <div className={classes.sides}>{children}</div>;
}
