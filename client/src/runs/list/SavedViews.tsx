import { ActionIcon, Button, Group, Popover, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import X from "lucide-react/icons/x";
import { type FormEvent, useState } from "react";
import * as texts from "../../texts/texts";
import type { RunsSearch } from "../runsSearch";
import { removeView, saveView, useSavedViews } from "./savedViews";

interface SavedViewsProps {
  search: RunsSearch;
  onChoose: (search: RunsSearch) => void;
}

/** The views that were saved, and a way to save the filters of now. */
export function SavedViews({ search, onChoose }: SavedViewsProps) {
  const views = useSavedViews();
  const [name, setName] = useState("");
  const [isOpen, open] = useDisclosure();

  function save(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === "") return;
    saveView({ name: name.trim(), search });
    setName("");
  }

  function choose(chosen: RunsSearch) {
    open.close();
    onChoose(chosen);
  }

  return (
    <Popover position="bottom-end" width={300} trapFocus opened={isOpen} onChange={open.set}>
      <Popover.Target>
        <Button onClick={open.toggle}>{texts.runs.views}</Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Stack gap="xs">
          {views.map((view) => (
            <Group key={view.name} gap={4} wrap="nowrap">
              <Button fullWidth size="xs" justify="flex-start" onClick={() => choose(view.search)}>
                {view.name}
              </Button>
              <ActionIcon
                aria-label={texts.runs.removeView(view.name)}
                onClick={() => removeView(view.name)}
              >
                <X size={14} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          <form onSubmit={save}>
            <Group gap={4} wrap="nowrap" align="flex-end">
              <TextInput
                size="xs"
                flex={1}
                label={texts.runs.viewName}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button size="xs" type="submit">
                {texts.runs.saveView}
              </Button>
            </Group>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
