import { ActionIcon, Button, Kbd } from "@mantine/core";
import Search from "lucide-react/icons/search";
import * as texts from "../../texts/texts";

interface SearchButtonProps {
  onClick: () => void;
}

/** Opens the palette; on a phone it is an icon. */
export function SearchButton({ onClick }: SearchButtonProps) {
  return (
    <>
      <Button
        visibleFrom="md"
        size="xs"
        c="dimmed"
        fw={400}
        aria-haspopup="dialog"
        leftSection={<Search size={14} aria-hidden />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        onClick={onClick}
      >
        {texts.shell.palette}
      </Button>
      <ActionIcon
        hiddenFrom="md"
        size="lg"
        aria-haspopup="dialog"
        aria-label={texts.shell.palette}
        onClick={onClick}
      >
        <Search size={18} aria-hidden />
      </ActionIcon>
    </>
  );
}
