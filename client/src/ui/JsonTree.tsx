import { Button, UnstyledButton } from "@mantine/core";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useState } from "react";
import { texts } from "../texts/texts";
import classes from "./JsonTree.module.css";

interface JsonTreeProps {
  value: unknown;
  /** The name of the value in its parent; the root has none. */
  name?: string;
  depth?: number;
}

const OPEN_DEPTH = 2;
const STEP = 100;
const LONGEST_TEXT = 2000;

/** JSON as a tree. A branch is made when it is opened, and long ones step by step. */
export function JsonTree({ value, name, depth = 0 }: JsonTreeProps) {
  const [isOpen, setIsOpen] = useState(depth < OPEN_DEPTH);
  const [shown, setShown] = useState(STEP);
  if (value === null || typeof value !== "object") {
    return (
      <div className={classes.leaf}>
        <Name name={name} />
        <Scalar value={value} />
      </div>
    );
  }
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  return (
    <div>
      <UnstyledButton
        className={classes.branch}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <ChevronRight size={14} aria-hidden className={classes.arrow} />
        <Name name={name} />
        <span className={classes.count}>{texts.common.items(entries.length, isList)}</span>
      </UnstyledButton>
      {isOpen ? (
        <div className={classes.children}>
          {entries.slice(0, shown).map(([key, item]) => (
            <JsonTree key={key} name={key} value={item} depth={depth + 1} />
          ))}
          {entries.length > shown ? (
            <Button size="xs" onClick={() => setShown(shown + STEP)}>
              {texts.common.showMore(entries.length - shown)}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

interface NameProps {
  name: string | undefined;
}

function Name({ name }: NameProps) {
  return name === undefined ? null : <span className={classes.name}>{`${name}: `}</span>;
}

interface ScalarProps {
  value: unknown;
}

function Scalar({ value }: ScalarProps) {
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  const isCut = text.length > LONGEST_TEXT;
  return (
    <span className={classes.value} data-kind={value === null ? "null" : typeof value}>
      {isCut ? `${text.slice(0, LONGEST_TEXT)}…` : text}
    </span>
  );
}
