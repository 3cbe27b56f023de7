import { Text } from "@mantine/core";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { SkeletonRows } from "../../ui/SkeletonRows";
import { useFolder } from "../codeQueries";
import classes from "./FileTree.module.css";
import { TreeRow } from "./TreeRow";

export interface TreeActions {
  readonly shown: string | undefined;
  readonly onOpen: (path: string) => void;
  readonly onRename: (path: string) => void;
  readonly onRemove: (path: string) => void;
  readonly onNewFile: (folder: string) => void;
  readonly onUpload: (folder: string) => void;
  readonly onMove: (from: string, to: string) => void;
}

interface FolderListProps {
  path: string;
  actions: TreeActions;
}

/** What is in a folder. */
export function FolderList({ path, actions }: FolderListProps) {
  const folder = useFolder(path, true);
  if (folder.isError) {
    return <ProblemAlert error={folder.error} onRetry={() => folder.refetch()} />;
  }
  if (folder.data === undefined) return <SkeletonRows rows={path === "" ? 5 : 1} height={28} />;
  if (folder.data.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {path === "" ? texts.code.noFilesSays : texts.code.nothing}
      </Text>
    );
  }
  return (
    <ul className={classes.list}>
      {folder.data.map((entry) => (
        <TreeRow key={entry.path} entry={entry} actions={actions} />
      ))}
    </ul>
  );
}
