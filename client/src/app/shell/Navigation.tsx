import { Stack, Text } from "@mantine/core";
import type { Scope } from "../../api/scope";
import { useSession } from "../../session/useSession";
import * as texts from "../../texts/texts";
import { NavigationEntry } from "./NavigationEntry";
import { GROUPS, type NavigationItem, pagesOf } from "./navigation";

interface NavigationProps {
  scope: Scope;
  onNavigate: () => void;
}

/** The pages of a scope and about the platform that the user may use. */
export function Navigation({ scope, onNavigate }: NavigationProps) {
  const shown = pagesOf(useSession(), scope);
  const groups = GROUPS.map((group) => ({
    group,
    items: shown.filter((item) => item.group === group),
  })).filter(({ items }) => items.length > 0);
  const entry = (item: NavigationItem) => (
    <NavigationEntry key={item.to} item={item} scope={scope} onNavigate={onNavigate} />
  );
  return (
    <Stack component="nav" gap={2} aria-label={texts.shell.navigation}>
      {shown.filter(({ group }) => group === undefined).map(entry)}
      {groups.map(({ group, items }) => (
        <Stack key={group} component="section" gap={2} mt="md" aria-labelledby={group}>
          <Text id={group} size="xs" fw={600} c="dimmed" px="sm">
            {texts.shell[group]}
          </Text>
          {items.map(entry)}
        </Stack>
      ))}
    </Stack>
  );
}
