import { AppShell, Box, Burger, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Outlet, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { GLOBAL_SCOPE } from "../../api/scope";
import { OrganizationBand } from "../../organizations/OrganizationBand";
import { OrganizationSwitcher } from "../../organizations/OrganizationSwitcher";
import { lastScope, rememberScope } from "../../organizations/visited";
import { firstScope, mayEnter } from "../../session/abilities";
import { useSession } from "../../session/useSession";
import * as texts from "../../texts/texts";
import { Deferred } from "../../ui/Deferred";
import { Logo } from "../../ui/Logo";
import { DueNote } from "./DueNote";
import { HeaderTools } from "./HeaderTools";
import { Navigation } from "./Navigation";
import classes from "./Shell.module.css";
import { useKeys } from "./useKeys";

const UserMenu = lazy(async () => ({ default: (await import("./UserMenu")).UserMenu }));
const Notes = lazy(async () => ({ default: (await import("./Notes")).Notes }));
const Palette = lazy(async () => ({ default: (await import("./Palette")).Palette }));
const AboutDialog = lazy(async () => ({ default: (await import("./AboutDialog")).AboutDialog }));
const KeysDialog = lazy(async () => ({ default: (await import("./KeysDialog")).KeysDialog }));

/** As wide as the button of the menu, so that nothing moves when it is there. */
const ROOM = <Box w={34} h={34} />;

/** The frame of every page: the organization's band, the header, the navigation. */
export function Shell() {
  const session = useSession();
  const { organization } = useParams({ strict: false });
  const [menuOpened, menu] = useDisclosure();
  const [paletteOpened, palette] = useDisclosure();
  const [keysOpened, keys] = useDisclosure();
  const [aboutOpened, about] = useDisclosure();
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
        <Group h={52} wrap="nowrap" className={classes.header}>
          {scope === undefined ? null : (
            <Burger
              opened={menuOpened}
              onClick={menu.toggle}
              hiddenFrom="md"
              size="sm"
              aria-label={texts.shell.menu}
              aria-expanded={menuOpened}
            />
          )}
          <Box visibleFrom="sm">
            <Logo />
          </Box>
          <Deferred>
            {scope === undefined ? null : <OrganizationSwitcher scope={scope} />}
            <div className={classes.space} />
            {scope === undefined ? null : <HeaderTools scope={scope} onSearch={palette.open} />}
            <Suspense fallback={ROOM}>
              <UserMenu onKeys={keys.open} onAbout={about.open} />
            </Suspense>
          </Deferred>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" className={classes.navbar} mod={{ closed: !menuOpened }}>
        <Deferred>
          {scope === undefined ? null : <Navigation scope={scope} onNavigate={menu.close} />}
        </Deferred>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.content}>
        <Deferred>
          <DueNote />
          <Outlet />
        </Deferred>
      </AppShell.Main>
      <Suspense>
        <Notes />
      </Suspense>
      <Suspense>
        {paletteOpened && scope !== undefined ? (
          <Palette
            scope={scope}
            onClose={palette.close}
            dialogs={{ openKeys: keys.open, openAbout: about.open }}
          />
        ) : null}
        {aboutOpened ? <AboutDialog onClose={about.close} /> : null}
        {keysOpened ? <KeysDialog scope={scope ?? GLOBAL_SCOPE} onClose={keys.close} /> : null}
      </Suspense>
    </AppShell>
  );
}
