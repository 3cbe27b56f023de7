import { NavLink, Stack } from "@mantine/core";
import { useMatchRoute } from "@tanstack/react-router";
import type { Scope } from "../../api/scope";
import * as texts from "../../texts/texts";
import { NavigationEntry } from "./NavigationEntry";
import type { NavigationGroupName, NavigationItem } from "./navigationItem";
import { useOpenGroups } from "./openGroups";

interface NavigationGroupProps {
  group: NavigationGroupName;
  items: readonly NavigationItem[];
  scope: Scope;
  onNavigate: () => void;
}

/** A group of pages that folds. That of the page which is shown is open until it is folded. */
export function NavigationGroup({ group, items, scope, onNavigate }: NavigationGroupProps) {
  const matches = useMatchRoute();
  const isHere = items.some(({ to }) => matches({ to, fuzzy: true }) !== false);
  const { isOpen, toggle } = useOpenGroups(group, isHere);
  if (items.length === 0) return null;
  return (
    <NavLink
      component="button"
      label={texts.shell[group]}
      fw={600}
      c="dimmed"
      mt={4}
      childrenOffset={0}
      opened={isOpen}
      aria-expanded={isOpen}
      onChange={toggle}
      keepMounted={false}
    >
      <Stack role="group" gap={2} aria-label={texts.shell[group]}>
        {items.map((item) => (
          <NavigationEntry key={item.to} item={item} scope={scope} onNavigate={onNavigate} />
        ))}
      </Stack>
    </NavLink>
  );
}
