import { Stack } from "@mantine/core";
import type { Scope } from "../../api/scope";
import { useSession } from "../../session/useSession";
import * as texts from "../../texts/texts";
import { NavigationEntry } from "./NavigationEntry";
import { NavigationGroup } from "./NavigationGroup";
import { pagesOf } from "./navigation";
import { GROUPS } from "./navigationItem";

interface NavigationProps {
  scope: Scope;
  onNavigate: () => void;
}

/** The pages of a scope and about the platform that the user may use; most of them in groups. */
export function Navigation({ scope, onNavigate }: NavigationProps) {
  const shown = pagesOf(useSession(), scope);
  return (
    <Stack component="nav" gap={2} aria-label={texts.shell.navigation}>
      {shown
        .filter(({ group }) => group === undefined)
        .map((item) => (
          <NavigationEntry key={item.to} item={item} scope={scope} onNavigate={onNavigate} />
        ))}
      {GROUPS.map((group) => (
        <NavigationGroup
          key={group}
          group={group}
          items={shown.filter((item) => item.group === group)}
          scope={scope}
          onNavigate={onNavigate}
        />
      ))}
    </Stack>
  );
}
