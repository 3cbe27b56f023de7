import { ActionIcon, Menu, Text, useMantineColorScheme } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import BookOpen from "lucide-react/icons/book-open";
import CircleUser from "lucide-react/icons/circle-user";
import ExternalLink from "lucide-react/icons/external-link";
import Info from "lucide-react/icons/info";
import Keyboard from "lucide-react/icons/keyboard";
import LogOut from "lucide-react/icons/log-out";
import { signOut } from "../../session/signIn";
import { THEMES } from "../../session/themes";
import { useSession } from "../../session/useSession";
import * as texts from "../../texts/texts";
import { Mark } from "../../ui/Mark";
import { lettersOf } from "../../ui/organizationColour";
import { safeHref } from "../../ui/safeHref";
import { useBranding } from "../../ui/useBranding";

interface UserMenuProps {
  onKeys: () => void;
  onAbout: () => void;
}

/** Who is signed in, one's own page, the colour scheme, links, and the way out. */
export function UserMenu({ onKeys, onAbout }: UserMenuProps) {
  const session = useSession();
  const links = useBranding()?.links ?? [];
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu
      position="bottom-end"
      width={264}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <ActionIcon size="lg" radius="xl" aria-label={texts.shell.userMenu(session.user.name)}>
          <Mark color="accent" letters={lettersOf(session.user.name)} size={30} isRound />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} truncate="end">
            {session.user.name}
          </Text>
          <Text size="xs" truncate="end">
            {session.user.email}
          </Text>
        </Menu.Label>
        <Menu.Label>{texts.shell.theme}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(chosen) => setColorScheme(THEMES.find((one) => one === chosen) ?? "auto")}
        >
          {THEMES.map((value) => (
            <Menu.RadioItem key={value} value={value}>
              {texts.session.themes[value]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<CircleUser size={16} aria-hidden />} component={Link} to="/me">
          {texts.shell.account}
        </Menu.Item>
        <Menu.Item leftSection={<Keyboard size={16} aria-hidden />} onClick={onKeys}>
          {texts.shell.keys}
        </Menu.Item>
        <Menu.Item
          leftSection={<BookOpen size={16} aria-hidden />}
          component="a"
          href="/api/docs"
          target="_blank"
        >
          {texts.shell.apiDocs}
        </Menu.Item>
        <Menu.Item leftSection={<Info size={16} aria-hidden />} onClick={onAbout}>
          {texts.shell.about(session.version)}
        </Menu.Item>
        {links.map(({ label, url }) => (
          <Menu.Item
            key={url}
            leftSection={<ExternalLink size={16} aria-hidden />}
            component="a"
            href={safeHref(url)}
            target="_blank"
            rel="noreferrer"
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => signOut(session)}>
          {texts.session.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
