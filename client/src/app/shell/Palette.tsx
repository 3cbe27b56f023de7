import { Combobox, Modal, Text, TextInput, useCombobox } from "@mantine/core";
import Search from "lucide-react/icons/search";
import { useState } from "react";
import type { Scope } from "../../api/scope";
import * as texts from "../../texts/texts";
import { ScrollBox } from "../../ui/ScrollBox";
import { useFirstOption } from "../../ui/useFirstOption";
import { useReturnFocus } from "../../ui/useReturnFocus";
import { paletteGroups } from "./palette";
import { type Dialogs, usePaletteEntries } from "./usePaletteEntries";

interface PaletteProps {
  scope: Scope;
  onClose: () => void;
  dialogs: Dialogs;
}

/** Leads to everything by a few letters: pages, forms, workflows, organizations, runs, actions. */
export function Palette({ scope, onClose, dialogs }: PaletteProps) {
  const [typed, setTyped] = useState("");
  useReturnFocus();
  const entries = usePaletteEntries(scope, dialogs);
  const groups = paletteGroups(entries, typed);
  const combobox = useCombobox({ opened: true });

  useFirstOption(combobox, typed, entries.length);

  function choose(id: string) {
    onClose();
    entries.find((entry) => entry.id === id)?.run();
  }

  return (
    <Modal opened onClose={onClose} title={texts.shell.palette} size="lg" yOffset="10vh">
      <Combobox store={combobox} onOptionSubmit={choose}>
        <Combobox.EventsTarget withExpandedAttribute>
          <TextInput
            data-autofocus
            role="combobox"
            aria-label={texts.shell.palettePlaceholder}
            placeholder={texts.shell.palettePlaceholder}
            description={texts.shell.palettePrefixes}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDownCapture={(event) => event.key === "Escape" && onClose()}
            leftSection={<Search size={16} aria-hidden />}
            mb="xs"
          />
        </Combobox.EventsTarget>
        <ScrollBox>
          <Combobox.Options aria-label={texts.shell.palette}>
            {groups.map((group) => (
              <Combobox.Group key={group.kind} label={texts.shell.paletteKinds[group.kind]}>
                {group.entries.map((entry) => (
                  <Combobox.Option key={entry.id} value={entry.id}>
                    <Text truncate="end">{entry.label}</Text>
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            ))}
          </Combobox.Options>
          {groups.length === 0 ? <Text c="dimmed">{texts.shell.paletteEmpty}</Text> : null}
        </ScrollBox>
      </Combobox>
    </Modal>
  );
}
