import { NavLink, Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Scope } from "../../api/scope";
import { mayIn } from "../../session/abilities";
import { useSession } from "../../session/useSession";
import * as texts from "../../texts/texts";
import { NAVIGATION } from "./navigation";

interface NavigationProps {
  scope: Scope;
  onNavigate: () => void;
}

/** The pages of a scope that the user may use. */
export function Navigation({ scope, onNavigate }: NavigationProps) {
  const session = useSession();
  const shown = NAVIGATION.filter((item) => mayIn(session, scope, item.needs));
  return (
    <Stack component="nav" gap={2} aria-label={texts.shell.navigation}>
      {shown.map(({ to, label, icon: Icon }) => (
        <NavLink
          key={to}
          label={label()}
          leftSection={<Icon size={18} aria-hidden />}
          onClick={onNavigate}
          renderRoot={(props) => (
            <Link
              {...props}
              to={to}
              params={{ organization: scope }}
              activeProps={{ "data-active": true }}
            />
          )}
        />
      ))}
    </Stack>
  );
}
