import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { Scope } from "../../api/scope";
import { useSession } from "../../session/useSession";
import { sequencesAreOn } from "../../ui/sequences";
import { pressInList } from "./listKeys";
import { pagesOf } from "./navigation";

const SEQUENCE_MS = 1500;

interface Keys {
  scope: Scope | undefined;
  openPalette: () => void;
  openHelp: () => void;
}

/** The keys of every page: Ctrl+K always, single keys unless something is being typed. */
export function useKeys({ scope, openPalette, openHelp }: Keys): void {
  const router = useRouter();
  const session = useSession();
  const begun = useRef(Number.NEGATIVE_INFINITY);

  useEffect(() => {
    function goTo(key: string) {
      if (scope === undefined) return;
      const item = pagesOf(session, scope).find((one) => one.key === key);
      if (item === undefined) return;
      void router.navigate({ to: item.to, params: { organization: scope } });
    }

    function pressSingle(event: KeyboardEvent) {
      const isSecond = event.timeStamp - begun.current < SEQUENCE_MS;
      begun.current = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (isSecond) goTo(event.key);
      else if (event.key === "?") openHelp();
      else if (pressOnPage(event.key)) event.preventDefault();
    }

    function press(event: KeyboardEvent) {
      if (opensPalette(event)) {
        event.preventDefault();
        openPalette();
      } else if (!isChord(event) && !event.altKey && sequencesAreOn() && !isTyping(event.target)) {
        pressSingle(event);
      }
    }

    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [router, session, scope, openPalette, openHelp]);
}

/** Does what a key means on the page; false if it means nothing there. */
function pressOnPage(key: string): boolean {
  if (key !== "/") return pressInList(key);
  const filter = document.querySelector<HTMLInputElement>("input[data-filter]");
  filter?.focus();
  return filter !== null;
}

function isChord(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey;
}

function opensPalette(event: KeyboardEvent): boolean {
  return isChord(event) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k";
}

const TYPED_INTO =
  "input:not([type=checkbox], [type=radio]), textarea, select, [role=combobox], [role=radiogroup]";

/** Whether a key belongs to what has the focus: a field, a list, or an open dialog. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (document.querySelector('[role="dialog"]') !== null) return true;
  return target.isContentEditable || target.closest(TYPED_INTO) !== null;
}
