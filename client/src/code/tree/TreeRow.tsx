import { UnstyledButton } from "@mantine/core";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronRight from "lucide-react/icons/chevron-right";
import FileIcon from "lucide-react/icons/file";
import { type DragEvent, useState } from "react";
import type { FileEntry } from "../../api/schema";
import { isWithin } from "../openFiles";
import classes from "./FileTree.module.css";
import { FolderList, type TreeActions } from "./FolderList";
import { allowMove, beginMove, endMove } from "./moving";
import { RowMenu } from "./RowMenu";

interface TreeRowProps {
  entry: FileEntry;
  actions: TreeActions;
}

/** A file, which opens in the editor, or a folder, which opens below. */
export function TreeRow({ entry, actions }: TreeRowProps) {
  const { path, name, type } = entry;
  const { shown, onOpen } = actions;
  const holdsShown = shown !== undefined && shown !== path && isWithin(shown, path);
  const [isOpen, setIsOpen] = useState<boolean>();
  const isFolder = type === "folder";
  const isUnfolded = isFolder && (isOpen ?? holdsShown);
  const Chevron = isUnfolded ? ChevronDown : ChevronRight;
  const folder = isFolder ? path : path.slice(0, Math.max(0, path.lastIndexOf("/")));

  function drop(event: DragEvent) {
    const move = endMove(event, folder);
    if (move !== undefined) actions.onMove(move.from, move.to);
  }

  return (
    <li>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging is for the mouse, F2 for keys */}
      <div
        className={classes.row}
        data-open={shown === path || undefined}
        draggable
        onDragStart={(event) => beginMove(event, path)}
        onDragOver={allowMove}
        onDrop={drop}
      >
        <UnstyledButton
          className={classes.name}
          data-path={path}
          aria-expanded={isFolder ? isUnfolded : undefined}
          aria-current={shown === path ? "true" : undefined}
          onClick={() => (isFolder ? setIsOpen(!isUnfolded) : onOpen(path))}
        >
          {isFolder ? <Chevron size={14} aria-hidden /> : <FileIcon size={14} aria-hidden />}
          {name}
        </UnstyledButton>
        <RowMenu entry={entry} actions={actions} />
      </div>
      {isUnfolded ? <FolderList path={path} actions={actions} /> : null}
    </li>
  );
}
