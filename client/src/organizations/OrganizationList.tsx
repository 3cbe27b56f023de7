import { Combobox, Text, TextInput, useCombobox } from "@mantine/core";
import Search from "lucide-react/icons/search";
import { type KeyboardEvent, useState } from "react";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { ScrollBox } from "../ui/ScrollBox";
import { SkeletonRows } from "../ui/SkeletonRows";
import { useFirstOption } from "../ui/useFirstOption";
import { useFavourites } from "./favourites";
import { OrganizationOption } from "./OrganizationOption";
import { sectionsOf } from "./sections";
import { TagFilter } from "./TagFilter";
import { tagsOf, withTags } from "./tags";
import type { Choosable } from "./useChoosable";
import { useSwitch } from "./useSwitch";
import { recentScopes } from "./visited";

interface OrganizationListProps {
  scope: Scope;
  choosable: Choosable;
  onClose: () => void;
}

/** Search among the organizations, with favourites and recent ones on top. */
export function OrganizationList({ scope, choosable, onClose }: OrganizationListProps) {
  const { organizations, isPending, error } = choosable;
  const [typed, setTyped] = useState("");
  const [tags, setTags] = useState<readonly string[]>([]);
  const [favourites] = useFavourites();
  const { open, openInTab } = useSwitch(scope);
  const combobox = useCombobox({ opened: true });
  const { sections, hidden } = sectionsOf(withTags(organizations, tags), typed, {
    favourites,
    recents: recentScopes().filter((one) => one !== scope),
  });

  useFirstOption(combobox, [typed, ...tags].join(), isPending);

  function choose(id: string) {
    onClose();
    open(id);
  }

  function pressKey(event: KeyboardEvent) {
    if (event.key === "Escape") onClose();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    const listed = sections.flatMap((section) => section.organizations);
    const selected = listed[combobox.getSelectedOptionIndex()];
    if (selected !== undefined) openInTab(selected.id);
  }

  return (
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
      <TagFilter
        label={texts.shell.tags}
        tags={tagsOf(organizations)}
        chosen={tags}
        onChange={setTags}
      />
      {error === null ? null : <ProblemAlert error={error} />}
      <ScrollBox>
        <Combobox.Options aria-label={texts.shell.organization}>
          {sections.map((section) => (
            <Combobox.Group key={section.kind} label={texts.shell.sections[section.kind]}>
              {section.organizations.map((organization) => (
                <OrganizationOption
                  key={organization.id}
                  organization={organization}
                  isCurrent={organization.id === scope}
                  isFavourite={favourites.includes(organization.id)}
                />
              ))}
            </Combobox.Group>
          ))}
        </Combobox.Options>
        {isPending ? <SkeletonRows rows={4} height={36} /> : null}
        {sections.length === 0 && !isPending ? (
          <Text c="dimmed">{texts.shell.noOrganizationFound(typed, tags)}</Text>
        ) : null}
        {hidden > 0 ? <Text c="dimmed">{texts.shell.moreOrganizations(hidden)}</Text> : null}
      </ScrollBox>
    </Combobox>
  );
}
