import { ActionIcon } from "@mantine/core";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Copy from "lucide-react/icons/copy";
import Trash2 from "lucide-react/icons/trash-2";
import * as texts from "../../../texts/texts";
import classes from "./Canvas.module.css";

interface FieldToolsProps {
  label: string;
  onMove: (step: -1 | 1) => void;
  onCopy: () => void;
  onRemove: () => void;
}

/** The buttons of a field: all that the pointer can do, and more. */
export function FieldTools({ label, onMove, onCopy, onRemove }: FieldToolsProps) {
  return (
    <span className={classes.tools}>
      <ActionIcon aria-label={texts.builder.up(label)} onClick={() => onMove(-1)}>
        <ArrowUp size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={texts.builder.down(label)} onClick={() => onMove(1)}>
        <ArrowDown size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={texts.builder.copy(label)} onClick={onCopy}>
        <Copy size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={texts.builder.remove(label)} onClick={onRemove}>
        <Trash2 size={14} aria-hidden />
      </ActionIcon>
    </span>
  );
}
