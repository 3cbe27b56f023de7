import { Drawer, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { Citation } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import classes from "./Chat.module.css";
import { useDocument } from "./chatQueries";

interface CitedPassageProps {
  scope: Scope;
  citation: Citation;
  onClose: () => void;
}

const words = texts.chat;
/** Characters that are shown before and after the passage. */
const AROUND = 2000;

/** A document, open at the passage that is cited. */
export function CitedPassage({ scope, citation, onClose }: CitedPassageProps) {
  const { namespace, documentId, document, number, start, end } = citation;
  const found = useDocument(scope, namespace, documentId);
  const mark = useRef<HTMLElement>(null);
  const isThere = found.data !== undefined;

  useEffect(() => {
    if (isThere) mark.current?.scrollIntoView({ block: "center" });
  }, [isThere]);

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={words.cited(number, document)}
      closeButtonProps={{ "aria-label": words.close }}
    >
      <Loaded query={found}>
        {({ text }) => {
          // The server counts characters, a text of JavaScript counts units of UTF-16.
          const characters = [...text];
          const part = (from: number, to: number) => characters.slice(from, to).join("");
          return (
            <Text component="div" className={classes.document}>
              {part(Math.max(0, start - AROUND), start)}
              <mark ref={mark} className={classes.cited}>
                {part(start, end)}
              </mark>
              {part(end, end + AROUND)}
            </Text>
          );
        }}
      </Loaded>
    </Drawer>
  );
}
