import { ActionIcon, Group, Text } from "@mantine/core";
import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import * as texts from "../texts/texts";

export interface VersionsProps {
  at: number;
  all: number;
  isDisabled: boolean;
  /** Shows the version before (-1) or after (1). */
  onShow: (step: number) => void;
}

const words = texts.chat;

/** Which version of a message is shown, and the way to the others. */
export function Versions({ at, all, isDisabled, onShow }: VersionsProps) {
  if (all < 2) return null;
  return (
    <Group gap={4}>
      <ActionIcon
        variant="subtle"
        aria-label={words.before}
        disabled={isDisabled || at === 1}
        onClick={() => onShow(-1)}
      >
        <ChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <Text size="sm">{words.version(at, all)}</Text>
      <ActionIcon
        variant="subtle"
        aria-label={words.after}
        disabled={isDisabled || at === all}
        onClick={() => onShow(1)}
      >
        <ChevronRight size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
