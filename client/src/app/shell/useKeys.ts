import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { Scope } from "../../api/scope";
import { sequencesAreOn } from "../../ui/sequences";
import { NAVIGATION } from "./navigation";

const SEQUENCE_MS = 1500;

interface Keys {
  scope: Scope | undefined;
  openPalette: () => void;
  openHelp: () => void;
}

/** The keys of every page: Ctrl+K always, single keys unless something is being typed. */
export function useKeys({ scope, openPalette, openHelp }: Keys): void {
  const router = useRouter();
  const begun = useRef(Number.NEGATIVE_INFINITY);

  useEffect(() => {
    function goTo(key: string) {
      const item = NAVIGATION.find((one) => one.key === key);
      if (item === undefined || scope === undefined) return;
      void router.navigate({ to: item.to, params: { organization: scope } });
    }

    function pressSingle(event: KeyboardEvent) {
      const isSecond = event.timeStamp - begun.current < SEQUENCE_MS;
      begun.current = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (isSecond) goTo(event.key);
      else if (event.key === "?") openHelp();
      else if (event.key === "/") focusFilter(event);
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
  }, [router, scope, openPalette, openHelp]);
}

function focusFilter(event: KeyboardEvent): void {
  const filter = document.querySelector<HTMLInputElement>("input[data-filter]");
  if (filter === null) return;
  event.preventDefault();
  filter.focus();
}

function isChord(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey;
}

function opensPalette(event: KeyboardEvent): boolean {
  return isChord(event) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k";
}

/** Whether a key belongs to what has the focus: a field, a list, or an open dialog. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (document.querySelector('[role="dialog"]') !== null) return true;
  return (
    target.isContentEditable || target.closest("input, textarea, select, [role=combobox]") !== null
  );
}
