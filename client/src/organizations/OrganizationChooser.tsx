import { Combobox, Modal, ScrollArea, Text, TextInput, useCombobox } from "@mantine/core";
import Search from "lucide-react/icons/search";
import { type KeyboardEvent, useState } from "react";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SkeletonRows } from "../ui/SkeletonRows";
import { useFirstOption } from "../ui/useFirstOption";
import { useReturnFocus } from "../ui/useReturnFocus";
import { FavouriteButton } from "./FavouriteButton";
import { useFavourites } from "./favourites";
import { OrganizationOption } from "./OrganizationOption";
import { type Section, sectionsOf } from "./sections";
import { useChoosable } from "./useChoosable";
import { useSwitch } from "./useSwitch";
import { recentScopes } from "./visited";

interface OrganizationChooserProps {
  scope: Scope;
  onClose: () => void;
}

/** Search among the organizations, with favourites and recent ones on top. */
export function OrganizationChooser({ scope, onClose }: OrganizationChooserProps) {
  const [typed, setTyped] = useState("");
  useReturnFocus();
  const [favourites] = useFavourites();
  const { organizations, isPending, error } = useChoosable(true);
  const { open, openInTab } = useSwitch(scope);
  const combobox = useCombobox({ opened: true });
  const { sections, hidden } = sectionsOf(organizations, typed, {
    favourites,
    recents: recentScopes().filter((one) => one !== scope),
  });

  useFirstOption(combobox, typed, isPending);

  function choose(id: string) {
    onClose();
    open(id);
  }

  function pressKey(event: KeyboardEvent) {
    if (event.key === "Escape") onClose();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    const listed = sections.flatMap(({ organizations }) => organizations);
    const selected = listed[combobox.getSelectedOptionIndex()];
    if (selected !== undefined) openInTab(selected.id);
  }

  return (
    <Modal opened onClose={onClose} title={texts.shell.switchOrganization}>
      <Combobox store={combobox} onOptionSubmit={choose}>
        <Combobox.EventsTarget withExpandedAttribute>
          <TextInput
            data-autofocus
            role="combobox"
            aria-label={texts.shell.findOrganization}
            placeholder={texts.shell.findOrganization}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDownCapture={pressKey}
            leftSection={<Search size={16} aria-hidden />}
            mb="xs"
          />
        </Combobox.EventsTarget>
        {error === null ? null : <ProblemAlert error={error} />}
        <ScrollArea.Autosize mah="50vh" type="auto" viewportProps={{ tabIndex: 0 }}>
          <Combobox.Options aria-label={texts.shell.organization}>
            {sections.map((section) => (
              <Combobox.Group key={section.kind} label={labelOf(section)}>
                {section.organizations.map((organization) => (
                  <OrganizationOption
                    key={organization.id}
                    organization={organization}
                    isCurrent={organization.id === scope}
                  />
                ))}
              </Combobox.Group>
            ))}
          </Combobox.Options>
          {isPending ? <SkeletonRows rows={4} height={36} /> : null}
          {sections.length === 0 ? (
            <Text c="dimmed">{texts.shell.noOrganizationFound(typed)}</Text>
          ) : null}
          {hidden > 0 ? <Text c="dimmed">{texts.shell.moreOrganizations(hidden)}</Text> : null}
        </ScrollArea.Autosize>
        <FavouriteButton scope={scope} />
      </Combobox>
    </Modal>
  );
}

function labelOf({ kind }: Section): string {
  const labels = {
    global: texts.shell.globalBand,
    favourites: texts.shell.favourites,
    recents: texts.shell.recents,
    all: texts.shell.allOrganizations,
  };
  return labels[kind];
}
