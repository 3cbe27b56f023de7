import { useState } from "react";
import { recall, remember } from "../../ui/storage";
import type { NavigationGroupName } from "./navigationItem";

const NAME = "navigation";

type Opened = Record<string, boolean>;

interface OpenGroup {
  isOpen: boolean;
  toggle: (isOpen: boolean) => void;
}

/**
 * Whether a group of the navigation is open: as the user left it in this browser, or if it has the
 * page that is shown. Folded there, it stays folded until the user comes to it again.
 */
export function useOpenGroups(group: NavigationGroupName, isHere: boolean): OpenGroup {
  const [isLeftOpen, setIsLeftOpen] = useState(() => recall(NAME, isOpened)?.[group] ?? false);
  const [foldedHere, setFoldedHere] = useState(false);
  if (foldedHere && !isHere) setFoldedHere(false);

  function toggle(isOpen: boolean): void {
    setIsLeftOpen(isOpen);
    setFoldedHere(!isOpen && isHere);
    remember(NAME, { ...recall(NAME, isOpened), [group]: isOpen });
  }

  return { isOpen: isLeftOpen || (isHere && !foldedHere), toggle };
}

function isOpened(value: unknown): value is Opened {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
