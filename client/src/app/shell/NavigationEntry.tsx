import { Box, NavLink } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { Scope } from "../../api/scope";
import type { NavigationItem } from "./navigationItem";

const GroupIcon = lazy(async () => ({ default: (await import("./GroupIcon")).GroupIcon }));

const Waiting = lazy(async () => ({
  default: (await import("../../approvals/WaitingCount")).WaitingCount,
}));

/** As wide as an icon, so that nothing moves when it is there. */
const ROOM = <Box w={18} h={18} />;

interface NavigationEntryProps {
  item: NavigationItem;
  scope: Scope;
  onNavigate: () => void;
}

/** The link to one page of a scope. */
export function NavigationEntry({ item, scope, onNavigate }: NavigationEntryProps) {
  const { to, label, icon: Icon } = item;
  return (
    <NavLink
      label={label()}
      leftSection={
        Icon === undefined ? (
          <Suspense fallback={ROOM}>
            <GroupIcon to={to} />
          </Suspense>
        ) : (
          <Icon size={18} aria-hidden />
        )
      }
      rightSection={
        to.endsWith("/approvals") ? (
          <Suspense fallback={null}>
            <Waiting scope={scope} />
          </Suspense>
        ) : undefined
      }
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
  );
}
