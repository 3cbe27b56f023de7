import { AppShell, Box, Burger, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Notifications } from "@mantine/notifications";
import { Outlet, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { OrganizationBand } from "../../organizations/OrganizationBand";
import { OrganizationSwitcher } from "../../organizations/OrganizationSwitcher";
import { lastScope, rememberScope } from "../../organizations/visited";
import { RunTray } from "../../runs/RunTray";
import { firstScope, mayEnter } from "../../session/abilities";
import { useSession } from "../../session/useSession";
import * as texts from "../../texts/texts";
import { Deferred } from "../../ui/Deferred";
import { Logo } from "../../ui/Logo";
import { Navigation } from "./Navigation";
import { SearchButton } from "./SearchButton";
import classes from "./Shell.module.css";
import { UserMenu } from "./UserMenu";
import { useKeys } from "./useKeys";

const Palette = lazy(async () => ({ default: (await import("./Palette")).Palette }));
const KeysDialog = lazy(async () => ({ default: (await import("./KeysDialog")).KeysDialog }));

/** The frame of every page: the organization's band, the header, the navigation. */
export function Shell() {
  const session = useSession();
  const { organization } = useParams({ strict: false });
  const [menuOpened, menu] = useDisclosure();
  const [paletteOpened, palette] = useDisclosure();
  const [keysOpened, keys] = useDisclosure();
  const entered = organization !== undefined && mayEnter(session, organization);
  const scope = entered ? organization : firstScope(session, lastScope());

  useKeys({ scope, openPalette: palette.open, openHelp: keys.open });
  useEffect(() => {
    if (entered) rememberScope(organization);
  }, [entered, organization]);

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: "md", collapsed: { mobile: !menuOpened } }}
      padding="lg"
    >
      <a href="#content" className={classes.skip}>
        {texts.shell.skip}
      </a>
      <AppShell.Header>
        {scope === undefined ? null : <OrganizationBand scope={scope} />}
        <Group h={52} px="md" gap="sm" wrap="nowrap">
          <Burger
            opened={menuOpened}
            onClick={menu.toggle}
            hiddenFrom="md"
            size="sm"
            aria-label={texts.shell.menu}
            aria-expanded={menuOpened}
          />
          <Box visibleFrom="sm">
            <Logo />
          </Box>
          <Deferred>
            {scope === undefined ? null : <OrganizationSwitcher scope={scope} />}
            <div className={classes.space} />
            <SearchButton onClick={palette.open} />
            {scope === undefined ? null : <RunTray key={scope} scope={scope} />}
            <UserMenu onKeys={keys.open} />
          </Deferred>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" className={classes.navbar}>
        <Deferred>
          {scope === undefined ? null : <Navigation scope={scope} onNavigate={menu.close} />}
        </Deferred>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.content}>
        <Deferred>
          <Outlet />
        </Deferred>
      </AppShell.Main>
      <Notifications position="bottom-right" />
      <Suspense>
        {paletteOpened && scope !== undefined ? (
          <Palette scope={scope} onClose={palette.close} onKeys={keys.open} />
        ) : null}
        {keysOpened ? <KeysDialog onClose={keys.close} /> : null}
      </Suspense>
    </AppShell>
  );
}
