import { ActionIcon, Button, Group, Menu, TextInput } from "@mantine/core";
import X from "lucide-react/icons/x";
import { type FormEvent, useState } from "react";
import * as texts from "../../texts/texts";
import type { RunsSearch } from "../runsSearch";
import { removeView, savedViews, saveView } from "./savedViews";

interface SavedViewsProps {
  search: RunsSearch;
  onChoose: (search: RunsSearch) => void;
}

/** The views that were saved, and a way to save the filters of now. */
export function SavedViews({ search, onChoose }: SavedViewsProps) {
  const [views, setViews] = useState(savedViews);
  const [name, setName] = useState("");

  function save(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === "") return;
    setViews(saveView({ name: name.trim(), search }));
    setName("");
  }

  return (
    <Menu position="bottom-end" width={280} closeOnItemClick={false} trapFocus>
      <Menu.Target>
        <Button size="sm">{texts.runs.views}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map((view) => (
          <Group key={view.name} gap={4} wrap="nowrap">
            <Menu.Item onClick={() => onChoose(view.search)}>{view.name}</Menu.Item>
            <ActionIcon
              size="sm"
              aria-label={texts.runs.removeView(view.name)}
              onClick={() => setViews(removeView(view.name))}
            >
              <X size={14} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <form onSubmit={save}>
          <Group gap={4} wrap="nowrap" p="xs" align="flex-end">
            <TextInput
              size="xs"
              label={texts.runs.viewName}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button size="xs" type="submit">
              {texts.runs.saveView}
            </Button>
          </Group>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
