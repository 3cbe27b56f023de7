import { Combobox, Modal, Text, TextInput, useCombobox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, platform } from "../../api/client";
import * as texts from "../../texts/texts";
import { Loaded } from "../../ui/Loaded";
import { ScrollBox } from "../../ui/ScrollBox";
import { useFirstOption } from "../../ui/useFirstOption";
import { CODE_KEY } from "../codeQueries";
import { nearestPaths } from "./nearestPaths";

interface QuickOpenProps {
  onOpen: (path: string) => void;
  onClose: () => void;
}

/** Opens a file by a few letters of its path. */
export function QuickOpen({ onOpen, onClose }: QuickOpenProps) {
  const [typed, setTyped] = useState("");
  const paths = useQuery({
    queryKey: [CODE_KEY, "folder", "every path"],
    queryFn: ({ signal }) => bodyOf(platform.GET("/api/editor/tree", { signal })),
  });
  const found = nearestPaths(paths.data?.paths ?? [], typed);
  const combobox = useCombobox({ opened: true });

  useFirstOption(combobox, typed, paths.isPending);

  return (
    <Modal opened onClose={onClose} title={texts.code.quickOpen} size="lg" yOffset="10vh">
      <Combobox store={combobox} onOptionSubmit={onOpen}>
        <Combobox.EventsTarget withExpandedAttribute>
          <TextInput
            data-autofocus
            role="combobox"
            aria-label={texts.code.pathToOpen}
            placeholder={texts.code.pathToOpen}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDownCapture={(event) => event.key === "Escape" && onClose()}
            mb="xs"
          />
        </Combobox.EventsTarget>
        <Loaded query={paths}>
          {() => (
            <ScrollBox>
              <Combobox.Options aria-label={texts.code.files}>
                {found.map((path) => (
                  <Combobox.Option key={path} value={path}>
                    <Text size="sm" truncate="start">
                      {path}
                    </Text>
                  </Combobox.Option>
                ))}
              </Combobox.Options>
              {found.length === 0 ? <Text c="dimmed">{texts.code.noPath}</Text> : null}
            </ScrollBox>
          )}
        </Loaded>
      </Combobox>
    </Modal>
  );
}
