import { Button, Kbd } from "@mantine/core";
import * as texts from "../../texts/texts";
import { QuickOpen } from "./QuickOpen";
import { useQuickOpen } from "./useQuickOpen";

interface QuickOpenButtonProps {
  onOpen: (path: string) => void;
}

/** The button and the key that open a file by its path. */
export function QuickOpenButton({ onOpen }: QuickOpenButtonProps) {
  const { isOpen, open, close } = useQuickOpen();
  return (
    <>
      <Button aria-haspopup="dialog" rightSection={<Kbd size="xs">Ctrl P</Kbd>} onClick={open}>
        {texts.code.quickOpen}
      </Button>
      {isOpen ? (
        <QuickOpen
          onOpen={(path) => {
            close();
            onOpen(path);
          }}
          onClose={close}
        />
      ) : null}
    </>
  );
}
