import { ActionIcon, Menu, SegmentedControl, Text, useMantineColorScheme } from "@mantine/core";
import LogOut from "lucide-react/icons/log-out";
import { signOut } from "../../session/signIn";
import { useSession } from "../../session/useSession";
import { texts } from "../../texts/texts";
import { Mark } from "../../ui/Mark";
import { lettersOf } from "../../ui/organizationColour";

const THEMES = ["auto", "light", "dark"] as const;

/** Who is signed in, the colour scheme, and the way out. */
export function UserMenu() {
  const session = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon size="lg" radius="xl" aria-label={texts.shell.userMenu(session.user.name)}>
          <Mark color="accent" letters={lettersOf(session.user.name)} size={30} isRound />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} size="sm">
            {session.user.name}
          </Text>
          <Text size="xs">{session.user.email}</Text>
        </Menu.Label>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={texts.shell.theme}
          value={colorScheme}
          onChange={setColorScheme}
          data={THEMES.map((value) => ({ value, label: texts.session.themes[value] }))}
        />
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => signOut(session)}>
          {texts.session.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
