import { ActionIcon, Group, Text, UnstyledButton } from "@mantine/core";
import X from "lucide-react/icons/x";
import * as texts from "../texts/texts";
import classes from "./FileTabs.module.css";
import { isDirty, type OpenFile } from "./openFiles";

interface FileTabsProps {
  files: readonly OpenFile[];
  shown: string | undefined;
  onShow: (path: string) => void;
  onClose: (file: OpenFile) => void;
}

/** The open files; a dot marks what is not saved. */
export function FileTabs({ files, shown, onShow, onClose }: FileTabsProps) {
  if (files.length === 0) return null;
  return (
    <ul className={classes.tabs} aria-label={texts.code.open}>
      {files.map((file) => {
        const name = file.path.slice(file.path.lastIndexOf("/") + 1);
        return (
          <li key={file.path} className={classes.tab} data-shown={file.path === shown || undefined}>
            <UnstyledButton
              className={classes.name}
              title={file.path}
              aria-current={file.path === shown ? "true" : undefined}
              onClick={() => onShow(file.path)}
            >
              <Group gap={4} wrap="nowrap">
                {name}
                {isDirty(file) ? (
                  <Text span size="xs" c="dimmed">
                    {`● ${texts.code.dirty}`}
                  </Text>
                ) : null}
              </Group>
            </UnstyledButton>
            <ActionIcon aria-label={texts.code.closeFile(name)} onClick={() => onClose(file)}>
              <X size={12} aria-hidden />
            </ActionIcon>
          </li>
        );
      })}
    </ul>
  );
}
