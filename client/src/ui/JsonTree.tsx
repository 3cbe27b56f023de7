import { Button, UnstyledButton } from "@mantine/core";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useState } from "react";
import * as texts from "../texts/texts";
import { JsonScalar } from "./JsonScalar";
import classes from "./JsonTree.module.css";

interface JsonTreeProps {
  value: unknown;
  /** The name of the value in its parent; the root has none. */
  name?: string;
  depth?: number;
}

const OPEN_DEPTH = 2;
const STEP = 100;

/** JSON as a tree. A branch is made when it is opened, and long ones step by step. */
export function JsonTree({ value, name, depth = 0 }: JsonTreeProps) {
  const [isOpen, setIsOpen] = useState(depth < OPEN_DEPTH);
  const [shown, setShown] = useState(STEP);
  if (value === null || typeof value !== "object") {
    return (
      <div className={classes.leaf}>
        {name === undefined ? null : <span className={classes.name}>{`${name}: `}</span>}
        <JsonScalar value={value} />
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
        {name === undefined ? null : <span className={classes.name}>{`${name}: `}</span>}
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
