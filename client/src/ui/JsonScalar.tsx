import classes from "./JsonTree.module.css";

interface JsonScalarProps {
  value: unknown;
}

const LONGEST_TEXT = 2000;

/** A value of JSON that has no parts. */
export function JsonScalar({ value }: JsonScalarProps) {
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  const isCut = text.length > LONGEST_TEXT;
  return (
    <span className={classes.value} data-kind={value === null ? "null" : typeof value}>
      {isCut ? `${text.slice(0, LONGEST_TEXT)}…` : text}
    </span>
  );
}
