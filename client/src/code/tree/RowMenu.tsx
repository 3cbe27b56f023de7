import { ActionIcon, Menu } from "@mantine/core";
import Ellipsis from "lucide-react/icons/ellipsis";
import type { FileEntry } from "../../api/schema";
import * as texts from "../../texts/texts";
import { downloadFolder } from "../zip";
import type { TreeActions } from "./FolderList";

interface RowMenuProps {
  entry: FileEntry;
  actions: TreeActions;
}

/** What can be done with a file or a folder. */
export function RowMenu({ entry: { path, type }, actions }: RowMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={texts.code.actions(path)}>
          <Ellipsis size={14} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {type === "folder" ? (
          <>
            <Menu.Item onClick={() => actions.onNewFile(path)}>{texts.code.newFile}</Menu.Item>
            <Menu.Item onClick={() => actions.onUpload(path)}>{texts.code.uploadHere}</Menu.Item>
            <Menu.Item onClick={() => void downloadFolder(path)}>{texts.code.download}</Menu.Item>
          </>
        ) : null}
        <Menu.Item onClick={() => actions.onRename(path)}>{texts.code.rename}</Menu.Item>
        <Menu.Item onClick={() => actions.onRemove(path)}>{texts.code.remove}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
